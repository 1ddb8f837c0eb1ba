"""The scheme and its guidelines → the doccano project, or two, that fit: label types with colours and keys, members."""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Iterator, Sequence

from msgspec import Struct

from surco.doccano.connection import EVERYTHING, Server, ServerError, naming_losses
from surco.doccano.examples import CITATION_KINDS, NAMED_ENTITIES, QUESTIONED, Part
from surco.records import SurcoError
from surco.scheme import Scheme, Tag

_TITLES: dict[Part, str] = {"both": "", "spans": " – tramos", "categories": " – etiquetas"}
PROJECT_TYPES: dict[Part, tuple[str, str]] = {
    "both": ("IntentDetectionAndSlotFilling", "IntentDetectionAndSlotFillingProject"),
    "spans": ("SequenceLabeling", "SequenceLabelingProject"),
    "categories": ("DocumentClassification", "TextClassificationProject"),
}
"""doccano's names for the type of a project and for its resource."""
_KEYS = frozenset(string.digits + string.ascii_lowercase)
_ANNOTATOR = 2
"""doccano's number for the role of annotator where the server does not tell."""
LONGEST_NAME = 100
_DESCRIPTION = "surco push "
# ana   j.ruiz@example.org   (what doccano allows, and what can be a folder)
_LOGIN = re.compile(r"\w[\w.@+-]*")


class ProjectPlan(Struct, frozen=True):
    """A doccano project: the corpus that it is for, what it holds, and whose it is; None where several share it."""

    corpus: str
    part: Part = "both"
    annotator: str | None = None

    @property
    def title(self) -> str:
        """What the project is called in doccano.

        >>> ProjectPlan("redes", annotator="ana").title
        'redes (ana)'
        """
        whose = f" ({self.annotator})" if self.annotator else ""
        return f"{self.corpus}{whose}{_TITLES[self.part]}"


class FoundProject(Struct, frozen=True):
    """A project as the server lists it."""

    id: int
    name: str
    description: str
    project_type: str
    collaborative_annotation: bool
    grapheme_mode: bool = False

    @property
    def key(self) -> str:
        """What names the project among all projects of all servers, however their addresses change.

        >>> FoundProject(1, "redes", "surco push 0c5b3f1e", "SequenceLabeling", True).key
        '0c5b3f1e'
        """
        known = re.fullmatch(rf"{_DESCRIPTION}([0-9a-f]+)", self.description)
        return known[1] if known else f"project-{self.id}"


class _Found(Struct, frozen=True):
    results: tuple[FoundProject, ...]


class _Made(Struct, frozen=True):
    id: int


class _Named(Struct, frozen=True):
    id: int
    name: str = ""
    username: str = ""
    user: int = 0


class OpenProject(Struct, frozen=True):
    """A project that is ready on the server, with the numbers of its span types and categories by name."""

    id: int
    key: str
    plan: ProjectPlan
    spans: dict[str, int]
    categories: dict[str, int]


def plan_projects(corpus: str, scheme: Scheme, annotator: str | None = None) -> tuple[ProjectPlan, ...]:
    """The projects that a corpus needs: one, or two where the scheme's spans may overlap, as doccano then parts them."""
    if annotator is not None and not _LOGIN.fullmatch(annotator):
        raise SurcoError(f"{annotator!r}: no name for an annotator; use letters, digits, '.', '_', '@', '+' and '-'")
    parts: tuple[Part, ...] = ("spans", "categories") if scheme.overlaps else ("both",)
    plans = tuple(ProjectPlan(corpus, part, annotator) for part in parts)
    if any(len(plan.title) > LONGEST_NAME for plan in plans):
        raise SurcoError(
            f"{plans[0].title}: longer than the {LONGEST_NAME} characters of a doccano project; use --name"
        )
    return plans


def read_title(title: str, corpus: str) -> ProjectPlan | None:
    """The plan that a project of doccano was made from; None where it belongs to something else.

    >>> read_title("redes (ana) – tramos", "redes")
    ProjectPlan(corpus='redes', part='spans', annotator='ana')
    """
    for part in ("spans", "categories", "both"):
        whose = re.fullmatch(rf"{re.escape(corpus)}(?: \((?P<name>.+)\))?{_TITLES[part]}", title)
        if whose is not None:
            return ProjectPlan(corpus, part, whose["name"])
    return None


def list_projects(server: Server, corpus: str) -> list[tuple[FoundProject, ProjectPlan]]:
    """The projects of a corpus on a server, in the order of their titles; raises ServerError where two have the same."""
    found = server.read("projects", _Found, limit=EVERYTHING).results
    planned = [(project, plan) for project in found if (plan := read_title(project.name, corpus)) is not None]
    titles = [project.name for project, _ in planned]
    if twice := sorted({title for title in titles if titles.count(title) > 1}):
        raise ServerError(f"{server.url}: has two projects called {twice[0]!r}; rename or delete one of them there")
    return sorted(planned, key=lambda pair: pair[0].name)


def open_project(server: Server, plan: ProjectPlan, scheme: Scheme, guideline: str) -> OpenProject:
    """The project of a plan, made where it is not there yet, with all its label types."""
    project = _find_project(server, plan) or _make_project(server, plan, guideline)
    check_project(project, plan)
    _make_types(server, view_project(server, project, plan), scheme)
    return view_project(server, project, plan)


def _find_project(server: Server, plan: ProjectPlan) -> FoundProject | None:
    return next((project for project, other in list_projects(server, plan.corpus) if other == plan), None)


def view_project(server: Server, project: FoundProject, plan: ProjectPlan) -> OpenProject:
    """A project as it stands on the server, with its label types."""
    from doccano_client.beta.controllers import CategoryTypesController, SpanTypesController

    url, session = f"{server.client.api_url}/projects/{project.id}", server.client.client_session
    with naming_losses(server.url):
        spans, categories = SpanTypesController(url, session).all(), CategoryTypesController(url, session).all()
        return OpenProject(
            project.id, project.key, plan,
            {made.span_type.text: made.id for made in spans} if plan.part != "categories" else {},
            {made.category_type.text: made.id for made in categories} if plan.part != "spans" else {},
        )  # fmt: skip


def check_project(project: FoundProject, plan: ProjectPlan) -> None:
    """Raise ServerError where a project's type or its way of counting characters is not what the plan needs."""
    if project.project_type != PROJECT_TYPES[plan.part][0]:
        raise ServerError(f"project {project.name!r} is of type {project.project_type}; rename it, or use --name")
    if project.grapheme_mode:
        raise ServerError(
            f"project {project.name!r} counts grapheme clusters; offsets would be wrong: turn that off there"
        )
    if not project.collaborative_annotation:
        raise ServerError(
            f"project {project.name!r} hides each one's labels from the others; let members share them there"
        )


def _make_project(server: Server, plan: ProjectPlan, guideline: str) -> FoundProject:
    project_type, resource_type = PROJECT_TYPES[plan.part]
    body = {
        "name": plan.title, "description": _DESCRIPTION + secrets.token_hex(8), "guideline": guideline,
        "project_type": project_type, "resourcetype": resource_type, "tags": [],
        "collaborative_annotation": True, "random_order": False,
    }  # fmt: skip
    if plan.part == "spans":
        body |= {"allow_overlapping": True, "grapheme_mode": False}
    return server.create("projects", FoundProject, body)


def list_span_types(scheme: Scheme) -> list[Tag]:
    """The span types of a scheme: ORG, TREATY, its principles, the kinds of citation; raises SurcoError on a name twice."""
    named = {tag.id: tag for tag in (*scheme.entity_types, *scheme.citation_kinds)}
    names = [*NAMED_ENTITIES, *scheme.ids, *CITATION_KINDS]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SurcoError(f"scheme: {twice[0]!r} names two kinds of span; rename the principle")
    entities, kinds = (
        [named.get(name) or Tag(name, name) for name in group] for group in (NAMED_ENTITIES, CITATION_KINDS)
    )
    return [*entities, *scheme.principles, *kinds]


def list_categories(scheme: Scheme) -> list[Tag]:
    """Two categories a principle: affirmed, with its key, and questioned, without one."""
    return [
        Tag(
            principle.id + suffix, principle.name, principle.description, principle.colour, principle.key * (not suffix)
        )
        for principle in scheme.principles
        for suffix in ("", QUESTIONED)
    ]


def _make_types(server: Server, project: OpenProject, scheme: Scheme) -> None:
    """Make the label types that a project lacks; a key means the category until words are selected, then the span."""
    from doccano_client.beta.controllers import CategoryTypesController, SpanTypesController
    from doccano_client.beta.models import CategoryType, SpanType

    url, session = f"{server.client.api_url}/projects/{project.id}", server.client.client_session
    with naming_losses(server.url):
        for tag, key in _choose_keys(list_span_types(scheme)):
            if project.plan.part != "categories" and tag.id not in project.spans:
                SpanTypesController(url, session).create(SpanType(tag.id, None, key, tag.colour))
        for tag, key in _choose_keys(list_categories(scheme)):
            if project.plan.part != "spans" and tag.id not in project.categories:
                CategoryTypesController(url, session).create(CategoryType(tag.id, None, key, tag.colour))


def _choose_keys(tags: Sequence[Tag]) -> Iterator[tuple[Tag, str | None]]:
    """Yield each tag with its key; None where doccano has no such key, or another tag has it."""
    taken: set[str] = set()
    for tag in tags:
        key = tag.key if tag.key in _KEYS and tag.key not in taken else None
        taken.update(key or "")
        yield tag, key


def add_member(server: Server, project: int, name: str) -> bool:
    """Let a user annotate in a project; False where the server knows no such user."""
    members = server.read(f"projects/{project}/members", list[_Named])
    if any(member.username == name for member in members):
        return True
    users = {user.username: user.id for user in server.read("users", list[_Named], q=name)}
    if name not in users:
        return False
    roles = {role.name: role.id for role in server.read("roles", list[_Named])}
    server.create(
        f"projects/{project}/members", _Made, {"user": users[name], "role": roles.get("annotator", _ANNOTATOR)}
    )
    return True
