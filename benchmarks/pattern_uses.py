"""The package's own files → every regular expression in them with the ways it is called, for `patterns.py`."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

WAYS = {
    "match": "match", "fullmatch": "fullmatch", "search": "search",
    "finditer": "search", "findall": "search", "sub": "search", "subn": "search", "split": "search",
}  # fmt: skip


class Use(NamedTuple):
    """A pattern, its place (module.NAME, or module:line where it stands in a call), and how it is called: match, fullmatch, search."""

    place: str
    pattern: re.Pattern[str]
    ways: frozenset[str]


class Calls(NamedTuple):
    """In one module: names → ways they are called, names handed on elsewhere, ways other values are called, calls of `re` itself."""

    named: dict[str, set[str]]
    handed: set[str]
    other: set[str]
    inline: list[tuple[ast.Call, str]]


def list_uses() -> list[Use]:
    """Every pattern of text that a module of the package holds or a call in it spells out."""
    modules = list(iterate_modules())
    read = {module.__name__: read_calls(Path(str(module.__file__))) for module in modules}
    return [*list_named(modules, read), *(use for module in modules for use in read_inline(module, read[module.__name__]))]


def iterate_modules() -> Iterator[ModuleType]:
    package = importlib.import_module("surco")
    for found in pkgutil.walk_packages(package.__path__, "surco."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def read_calls(path: Path) -> Calls:
    calls = Calls(defaultdict(set), set(), set(), [])
    receivers = set()
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAYS):
            continue
        way, value = WAYS[node.func.attr], node.func.value
        if isinstance(value, ast.Name) and value.id == "re":
            calls.inline.append((node, way))
        elif isinstance(value, ast.Call) and ast.unparse(value.func) == "re.compile":
            calls.inline.append((value, way))
        elif isinstance(value, ast.Name) and value.id.isupper():
            calls.named[value.id].add(way)
            receivers.add(id(value))
        elif node.func.attr != "split":
            calls.other.add(way)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id.isupper() and id(node) not in receivers:
            calls.handed.add(node.id)
    return calls


def list_named(modules: list[ModuleType], read: dict[str, Calls]) -> Iterator[Use]:
    """Yield each pattern that is a module's constant or stands in one, once, with its ways in all modules that name it."""
    seen: dict[int, tuple[str, re.Pattern[str]]] = {}
    ways: dict[int, set[str]] = defaultdict(set)
    for module in modules:
        for name, value in vars(module).items():
            for pattern in iterate_inside(value):
                seen.setdefault(id(pattern), (f"{module.__name__}.{name}", pattern))
                ways[id(pattern)] |= find_ways(name, read[module.__name__])
    for key, (place, pattern) in seen.items():
        yield Use(place, pattern, frozenset(ways[key] or WAYS.values()))


def find_ways(name: str, calls: Calls) -> set[str]:
    """How a module calls a name: directly, and where it hands it on, as it calls any value that is no constant."""
    return calls.named.get(name, set()) | (calls.other if name in calls.handed else set())


def iterate_inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            yield from iterate_inside(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from iterate_inside(part)


def read_inline(module: ModuleType, calls: Calls) -> Iterator[Use]:
    """Yield the patterns spelt out in calls such as `re.sub(…)`, where constants of the module are all they are made of."""
    for node, way in calls.inline:
        spelt = ast.Expression(node.args[0])
        flags = [part for part in (*node.args[1:], *(word.value for word in node.keywords)) if is_flag(part)]
        try:
            text = eval(compile(spelt, module.__name__, "eval"), vars(module))
        except NameError:
            continue
        if isinstance(text, str):
            pattern = re.compile(text, sum_flags(flags, module))
            yield Use(f"{module.__name__}:{node.lineno}", pattern, frozenset({way}))


def is_flag(part: ast.expr) -> bool:
    return isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "re"


def sum_flags(flags: list[ast.expr], module: ModuleType) -> int:
    return sum(int(eval(compile(ast.Expression(flag), module.__name__, "eval"), {"re": re})) for flag in flags)
