"""What a page shows → its HTML by the templates, everything escaped; and the styles of the scheme's colours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from surco import __version__
from surco.report.article import Article
from surco.report.cards import Principle
from surco.report.folder import link_to
from surco.report.overview import Overview
from surco.report.words import WORDS

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = Path(__file__).parent / "assets"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
"""What a page may load: files of the report, and nothing written inside the page runs."""


def open_templates() -> Environment:
    """The templates, all escaped, with the words of the interface."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.globals |= {"policy": POLICY, "version": __version__, "t": _say, "word": _word, "has_word": WORDS.__contains__}
    environment.filters |= {"number": _group_digits, "decimal": _write_decimal, "href": link_to}
    return environment


def render_article(
    environment: Environment, article: Article, *, digest: str, before: str, after: str, drawn: str
) -> str:
    """The page of an article; `before` and `after` name its neighbours' pages, `drawn` the folder of its drawn pages."""
    template = environment.get_template("article.html")
    return template.render(article=article, digest=digest, before=before, after=after, drawn=drawn, root="../")


def render_start(environment: Environment, overview: Overview, *, digest: str) -> str:
    """The start page."""
    return environment.get_template("start.html").render(overview=overview, digest=digest, root="")


def write_colours(principles: Sequence[Principle]) -> str:
    """The style sheet of the principles' colours."""
    return "".join(
        f".p{one.number} {{ --c: {one.colour}; --cd: color-mix(in oklab, {one.colour}, #fff 50%); }}\n" for one in principles
    )


@cache
def _say(key: str) -> Markup:
    """A word of the interface, in Spanish until the switch says otherwise."""
    return Markup('<span data-t="{}">{}</span>').format(key, WORDS[key].es)


def _word(key: str) -> str:
    return WORDS[key].es


def _group_digits(number: int) -> str:
    """A whole number, from 10,000 up in groups by narrow blanks, which no language reads otherwise."""
    return f"{number:,}".replace(",", "\u202f") if number >= 10_000 else str(number)


@lru_cache(maxsize=4096)
def _write_decimal(number: float) -> Markup:
    """A number whose decimal sign the switch changes."""
    sign = "+" if number > 0 else "−"
    text = f"{sign}{abs(number):.2f}"
    return Markup('<data value="{}" data-decimal>{}</data>').format(text, escape(text.replace(".", ",")))
