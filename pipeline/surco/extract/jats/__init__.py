"""A JATS XML article → typed pieces in reading order, with the citations and note calls that the source links."""

from surco.extract.jats.article import JatsDocument, read_jats

__all__ = ["JatsDocument", "read_jats"]
