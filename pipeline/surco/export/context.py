"""What a format must know beside the documents."""

from __future__ import annotations

from msgspec import Struct

from surco.scheme import Scheme


class Context(Struct, frozen=True):
    """The project's scheme, and the spaCy model that tells parts of speech, where one is named."""

    scheme: Scheme
    model: str | None = None
