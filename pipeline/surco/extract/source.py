"""A source file of any kind → a document of typed blocks, or one SourceError that says what is wrong and what to do."""

from __future__ import annotations

import hashlib
import re
import shlex
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from surco.corpus import Metadata, SourceFile
from surco.extract.assemble import Piece, assemble_blocks
from surco.extract.authors import list_names
from surco.language import is_known
from surco.records import PASSAGES, Block, Document, Head, Source, SourceError, SurcoError, Warn
from surco.settings import Settings

if TYPE_CHECKING:
    from surco.extract.pdf.glyphs import GlyphPage

SUFFIXES = {".pdf": "pdf", ".txt": "txt", ".text": "txt", ".xml": "jats", ".jats": "jats", ".nxml": "jats"}
_REMEDIES = {
    ".docx": "save it as PDF from your word processor", ".doc": "save it as PDF from your word processor",
    ".odt": "save it as PDF from your word processor", ".rtf": "save it as PDF from your word processor",
    ".html": "print it to PDF from your browser", ".htm": "print it to PDF from your browser",
    ".epub": "convert it to PDF, for example with Calibre", ".ps": "convert it with ps2pdf",
    ".jsonl": "it looks like an output; check it with surco validate",
    ".zip": "unpack it first", ".gz": "unpack it first",
}  # fmt: skip
_MEND = "fetch it again, or mend it, for example: qpdf FILE.pdf FILE-mended.pdf"
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
_SAMPLE = 400
_KNOWN_SHARE = 0.75
"""Below this share of words known in Spanish, Portuguese or English, a text is in none of them."""
LANGUAGE_NAMES = {"es": "Spanish", "pt": "Portuguese", "en": "English"}

_BYTES_PER_PAGE = 4000
Beat = Callable[[float], None]
"""Told before each step how many pages' time it may take."""


class Means(NamedTuple):
    """What reading may use: time that it asks for by `beat`, and so many processes where a file is long."""

    beat: Beat = lambda pages: None
    hands: int = 1


ALONE = Means()


def extract_source(
    source: SourceFile, settings: Settings, *, metadata: Metadata | None = None, means: Means = ALONE
) -> Document:
    """The source as a document of blocks, read in this process: `worker.Worker` does the same under limits.

    `means.beat` is called before each longer step, with the number of pages it concerns. Raises SourceError with the
    source's name, the cause and the remedy.
    """
    metadata = metadata or Metadata()
    try:
        data = _read_bytes(Path(source.path), settings.limits.source_mib)
        form = detect_format(data, source.name)
        return _FORMATS[form](data, source, settings, metadata, means)
    except SurcoError as error:
        raise SourceError(f"{source.name}: {_name_examples(str(error), source.name)}") from error
    except (RecursionError, MemoryError):
        raise
    except Exception as error:
        cause = f"{type(error).__name__}: {error}".splitlines()[0][:120]
        raise SourceError(f"{source.name}: can't be read ({cause}); please report this file") from error


def _name_examples(message: str, name: str) -> str:
    """The message with FILE in its example commands replaced by the file's own name.

    >>> _name_examples("mend it, for example: qpdf FILE.pdf FILE-mended.pdf", "a b.pdf")
    "mend it, for example: qpdf 'a b.pdf' 'a b-mended.pdf'"
    """
    return re.sub(r"FILE((?:-\w+)?\.\w+)", lambda match: shlex.quote(Path(name).stem + match[1]), message)


def _read_bytes(path: Path, limit: int) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise SourceError("a folder, not a file; name the files in it")
        if size > limit << 20:
            raise SourceError(
                f"{size >> 20} MiB, more than the {limit} MiB allowed; raise source_mib in [limits] of surco.toml"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("no such file; check its name") from error
    except OSError as error:
        raise SourceError(f"{error.strerror}; check the file and your rights to it") from error
    if not data.strip(b"\0 \t\r\n\f"):
        raise SourceError("empty file; fetch it again" if not data else "holds nothing but blanks; fetch it again")
    return data


def detect_format(data: bytes, name: str) -> str:
    """`pdf`, `jats` or `txt`, by content first and by suffix next; raises SourceError where it is none of them.

    >>> detect_format(b"%PDF-1.7 ...", "carta"), detect_format(b"El foro", "a.txt")
    ('pdf', 'txt')
    """
    suffix = Path(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if suffix == ".pdf":
        raise SourceError("not a PDF, though its name says so; fetch it again")
    if (
        data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<article", b"<!DOCTYPE article"))
        and suffix not in _REMEDIES
    ):
        return "jats"
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix in _IMAGES:
        raise SourceError("an image; run OCR to a PDF with text first, for example: ocrmypdf")
    if suffix in _REMEDIES or b"\0" in data[:4096]:
        remedy = _REMEDIES.get(suffix, "give a PDF, a text (.txt) or JATS XML (.xml)")
        raise SourceError(f"unsupported type{' ' + suffix if suffix else ''}; {remedy}")
    if suffix and suffix[1:].isalpha():
        raise SourceError(f"unsupported type {suffix}; give a PDF, a text (.txt) or JATS XML (.xml)")
    return "txt"


def _extract_pdf(data: bytes, source: SourceFile, settings: Settings, metadata: Metadata, means: Means) -> Document:
    from surco.extract.pdf import find_reader, iterate_pages, read_pages

    read = partial(find_reader(settings.extract.engine), Path(source.path), password=metadata.password or "")
    pages: list[GlyphPage] = []
    warnings: list[Warn] = []
    try:
        for page in iterate_pages(read, hands=means.hands, beat=means.beat):
            pages.append(page)
    except MemoryError:
        raise
    except Exception as error:
        if not pages:
            raise _explain_pdf(error, metadata.password) from error
        cause = f"damaged on page {len(pages) + 1} ({type(error).__name__})"
        detail = f"{cause}: this page and those after it are missing"
        warnings.append(Warn("damaged-pdf", len(pages) + 1, detail))
    if not pages:
        raise SourceError(f"damaged PDF (it has no pages); {_MEND}")
    means.beat(len(pages))
    extracted = read_pages(pages, hands=means.hands)
    return _make_document(
        data,
        source,
        settings,
        metadata,
        form="pdf",
        pieces=extracted.pieces,
        pages=len(pages),
        warnings=(*extracted.warnings, *warnings),
    )


def _explain_pdf(error: Exception, password: str | None) -> SourceError:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    if isinstance(error, PDFPasswordIncorrect) and password:
        return SourceError("encrypted, and the password given does not open it; check it in corpus.toml or --password")
    if isinstance(error, PDFPasswordIncorrect):
        return SourceError('encrypted; give its password with --password, or as password = "…" in corpus.toml')
    if isinstance(error, PDFEncryptionError):
        remedy = "open it first, for example: qpdf --decrypt FILE.pdf FILE-open.pdf"
        return SourceError(f"encrypted in a way that can't be read here; {remedy}")
    return SourceError(f"damaged PDF ({type(error).__name__}); {_MEND}")


def _extract_text(data: bytes, source: SourceFile, settings: Settings, metadata: Metadata, means: Means) -> Document:
    from surco.extract.damage import judge_text
    from surco.extract.dump import read_dump

    text, warnings = decode_text(data)
    means.beat(len(data) / _BYTES_PER_PAGE)
    damage = (*warnings, *judge_text(text))
    return _make_document(
        data, source, settings, metadata, form="txt", pieces=read_dump(text), pages=None, warnings=damage
    )


def decode_text(data: bytes) -> tuple[str, tuple[Warn, ...]]:
    """The text in UTF-8, UTF-16 with its mark, or else Windows-1252, which is warned of.

    Raises SourceError for binary data.

    >>> decode_text("región".encode("cp1252"))[1][0].code
    'not-utf-8'
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    if b"\0" in data:
        raise SourceError("holds null bytes, so it is no plain text; save it as UTF-8 text")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", errors="replace")
        detail = f"not UTF-8 at byte {error.start}; read as Windows-1252; save it as UTF-8 if letters are wrong"
        return text, (Warn("not-utf-8", detail=detail),)


def _extract_jats(data: bytes, source: SourceFile, settings: Settings, metadata: Metadata, means: Means) -> Document:
    from surco.extract.jats import read_jats

    means.beat(len(data) / _BYTES_PER_PAGE)
    read = read_jats(data)
    known = Metadata(
        title=metadata.title or read.title,
        authors=metadata.authors or read.authors,
        year=metadata.year or read.year,
        language=metadata.language or read.language,
    )
    return _make_document(
        data, source, settings, known, form="jats", pieces=read.pieces, pages=None, warnings=read.warnings
    )


_FORMATS: dict[str, Callable[[bytes, SourceFile, Settings, Metadata, Means], Document]] = {
    "pdf": _extract_pdf, "txt": _extract_text, "jats": _extract_jats,
}  # fmt: skip


def _make_document(
    data: bytes, source: SourceFile, settings: Settings, metadata: Metadata, *,
    form: str, pieces: Sequence[Piece], pages: int | None, warnings: Sequence[Warn],
) -> Document:  # fmt: skip
    if source.corrections is not None:
        from surco.extract.corrections import apply_corrections, read_corrections

        pieces, unmatched = apply_corrections(pieces, read_corrections(Path(source.corrections)))
        warnings = (*warnings, *unmatched)
    blocks = assemble_blocks(pieces, source.id, paged=pages is not None)
    if not any(block.type in PASSAGES for block in blocks):
        warnings = (*warnings, Warn("no-prose", detail="no passage of prose was found in it"))
    language, foreign = _judge_language(blocks, settings.corpus.languages)
    title = next((block.text for block in blocks if block.type == "title"), None)
    head = Head(
        id=source.id,
        source=Source(source.name, hashlib.sha256(data).hexdigest(), form, pages),
        title=metadata.title or title,
        authors=metadata.authors or _list_authors(blocks),
        year=metadata.year,
        language=metadata.language or language,
        warnings=(*warnings, *foreign),
    )
    return Document(head, blocks)


def _list_authors(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The names in the blocks of authors, each once; the blocks themselves stay as printed."""
    return tuple(dict.fromkeys(name for block in blocks if block.type == "author" for name in list_names(block.text)))


def _judge_language(blocks: Sequence[Block], accepted: Sequence[str]) -> tuple[str | None, tuple[Warn, ...]]:
    """The language of most of the prose, and a warning where the rules are not made for it."""
    amount: Counter[str] = Counter()
    for block in blocks:
        if block.type in PASSAGES and block.language is not None:
            amount[block.language] += len(block.text)
    if not amount:
        return None, ()
    words = " ".join(block.text for block in blocks if block.type in PASSAGES).split()
    words = [word for word in words[:: max(1, len(words) // _SAMPLE)] if word.isalpha() and word.islower()]
    if len(words) >= 20 and sum(is_known(word) for word in words) < _KNOWN_SHARE * len(words):
        found = f"few of its words are {_list_languages(LANGUAGE_NAMES)}"
        detail = f"{found}: another language or broken letters; expect little of the annotation"
        return None, (Warn("other-language", detail=detail),)
    main = amount.most_common(1)[0][0]
    if main in accepted:
        return main, ()
    found = f"mostly in {LANGUAGE_NAMES.get(main, main)}; the corpus is in {_list_languages(accepted)}"
    detail = f"{found}: expect less of the annotation"
    return main, (Warn("other-language", detail=detail),)


def _list_languages(codes: Sequence[str] | dict[str, str]) -> str:
    *first, last = (LANGUAGE_NAMES.get(code, code) for code in codes)
    return f"{', '.join(first)} or {last}" if first else last
