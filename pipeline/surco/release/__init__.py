"""A built corpus → a folder that can be published and cited: tables, texts where allowed, scheme, cards, metadata."""

from surco.release.licences import allows_copies
from surco.release.package import Release, make_release

__all__ = ["Release", "allows_copies", "make_release"]
