"""Surco turns scholarly articles on South-South cooperation into an annotated corpus."""

__version__ = "0.1.0"
