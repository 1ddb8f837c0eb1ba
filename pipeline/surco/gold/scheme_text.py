"""The text of scheme.toml and cues.toml → the same text with labels added, renamed, merged or split, comments kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from surco.gold.changes import Change

_WORDS = ("families", "contexts_not")
# an entry that no empty line parts from the one before
_PRESSED = re.compile(r"(?<!\n)\n(?=\[\[principles\]\])")


def rewrite_scheme(text: str, changes: Iterable[Change], version: str) -> str:
    """The scheme with its labels changed: merged labels share their words, those of a split label go to its heir.

    >>> from surco.gold.changes import parse_change
    >>> print(rewrite_scheme('version = "1.0" # ours\\n', [parse_change("add", "paz")], "1.1"))
    version = "1.1" # ours
    <BLANKLINE>
    [[principles]]
    id = "paz"
    name = "Paz"
    description = ""
    <BLANKLINE>
    """
    import tomlkit

    scheme = tomlkit.parse(text)
    scheme["version"] = version
    principles: Any = scheme.setdefault("principles", tomlkit.aot())
    for change in changes:
        _change_entries(principles, change)
    return _PRESSED.sub("\n\n", tomlkit.dumps(scheme))


def _change_entries(principles: Any, change: Change) -> None:
    heir = name_heir(change)
    kept = [entry for entry in principles if entry["id"] in change.old]
    known = [entry["id"] for entry in principles]
    if kept and heir not in known:
        kept[0].update({"id": heir, "name": heir.capitalize()})
    for label in change.new:
        if label not in known and not (kept and label == heir):
            principles.append(_make_entry(label))
    target = next(entry for entry in principles if entry["id"] == heir)
    for entry in kept:
        if entry["id"] != heir:
            for name in _WORDS:
                _join_words(target, entry, name)
            principles.remove(entry)


def name_heir(change: Change) -> str:
    """The label that gets the words of those before: of a split, the one that keeps its name, else the first.

    >>> name_heir(Change("split", ("autonomia",), ("soberania", "autonomia")))
    'autonomia'
    """
    return next((label for label in change.new if label in change.old), change.new[0])


def _make_entry(label: str) -> Any:
    import tomlkit

    entry = tomlkit.table()
    entry.update({"id": label, "name": label.capitalize(), "description": ""})
    return entry


def _join_words(target: Any, other: Any, name: str) -> None:
    import tomlkit

    if name in other:
        _join_lists(target.setdefault(name, tomlkit.table()), other[name])


def rewrite_cues(text: str, changes: Iterable[Change]) -> str:
    """The cues under the changed labels; those of a split label go to its heir.

    >>> from surco.gold.changes import parse_change
    >>> rewrite_cues('[paz]\\nstrong = ["tregua"]\\n', [parse_change("rename", "paz=concordia")])
    '[concordia]\\nstrong = ["tregua"]\\n'
    """
    import tomlkit

    for change in changes:
        heir = name_heir(change)
        for label in change.old:
            if not _find_head(heir).search(text):
                text = _find_head(label).sub(f"[{tomlkit.key(heir).as_string()}]", text)
        cues: Any = tomlkit.parse(text)
        for label in change.old:
            if label in cues and label != heir:
                _join_lists(cues[heir], cues.pop(label))
        text = tomlkit.dumps(cues)
    return text


def _find_head(label: str) -> re.Pattern[str]:
    # "[horizontalidad]" at the beginning of a line
    return re.compile(rf"""^\[\s*["']?{re.escape(label)}["']?\s*\]""", re.MULTILINE)


def _join_lists(target: Any, other: Any) -> None:
    import tomlkit

    for name, words in other.items():
        known = target.setdefault(name, tomlkit.array())
        for word in [word for word in words if word not in known]:
            known.append(word)
