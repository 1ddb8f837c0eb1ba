"""Annotated documents → a site to read and search them in, opened from disk without a server."""

from surco.report.site import Outcome, Unread, write_report

__all__ = ["Outcome", "Unread", "write_report"]
