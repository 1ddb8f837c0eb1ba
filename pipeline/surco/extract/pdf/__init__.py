"""PDFs with a text layer → typed pieces: glyphs, lines, columns, furniture, tables, notes, paragraphs, roles."""

from surco.extract.pdf.article import Extracted, find_reader, iterate_pages, read_pages, read_pdf

__all__ = ["Extracted", "find_reader", "iterate_pages", "read_pages", "read_pdf"]
