"""An article's licence → whether its text may be passed on with annotations."""

from __future__ import annotations

import re

# "CC-BY-4.0", "CC BY-NC-SA 4.0", "CC0-1.0", "PDDL-1.0", "Public domain", "https://creativecommons.org/licenses/by/4.0/"
_OPEN = re.compile(
    r"""
    cc0 (?: [-\s]? \d (?: \.\d )? )?
    | cc [-\s] by (?: [-\s] (?: nc | sa ) )* (?: [-\s] \d (?: \.\d )? (?: [-\s] [a-z]{2,4} )? )?
    | https?:// (?: www\. )? creativecommons\.org / (?: licenses / by (?: -nc | -sa )* | publicdomain / (?: zero | mark ) ) / .*
    | pddl -1\.0 | odc-by -1\.0 | public [-\s] domain
    """,
    re.VERBOSE | re.IGNORECASE,
)


def allows_copies(licence: str | None) -> bool:
    """Whether a licence of corpus.toml lets its text be passed on in another form; no licence, or one unknown, does not.

    Licences without derivatives (ND) do not: an annotated text is another form.

    >>> [allows_copies(licence) for licence in ("CC-BY-4.0", "CC BY-NC-SA 4.0", "CC-BY-ND-4.0", "© 2015", None)]
    [True, True, False, False, False]
    """
    return licence is not None and _OPEN.fullmatch(licence.strip()) is not None
