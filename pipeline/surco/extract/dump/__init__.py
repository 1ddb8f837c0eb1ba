"""A raw text dump of an article, as naive tools leave it → typed pieces in reading order, by what its lines tell."""

from surco.extract.dump.article import read_dump

__all__ = ["read_dump"]
