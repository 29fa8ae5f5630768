"""The ids that may be written at a place: of teams, systems, steps and more, with their names."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vsm_cli.analysis.people.step_practices import needed_practices, practice_name
from vsm_cli.api import WorkspaceReport
from vsm_cli.catalogue import PRACTICES, STEP_KINDS
from vsm_cli.editor.mentions import REFERENCES
from vsm_cli.editor.names import WorkspaceNames
from vsm_cli.language import message, of_both, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.key_names import english_path
from vsm_cli.source.places import Key

_TEAM, _ROLE = message("a team"), message("a role")
_SYSTEM, _DATA = message("a system"), message("a data object")
_STREAM, _PATTERN, _STEP = message("a stream"), message("a pattern"), message("a step")
_PRACTICE, _KIND = message("a practice"), message("a step kind")
_CUSTOMER, _END = message("the customer"), message("the end of the stream")


class KnownId(NamedTuple):
    """An id that may be written: what it is called, what kind of thing it is, and all that people
    may look for it by. What is `near` comes first."""

    id: str
    name: str
    kind: str
    words: tuple[str, ...] = ()
    near: bool = False


class AskedId(NamedTuple):
    """What an id at a place would be the id of; `path` leads there, with its keys in English."""

    kind: str
    path: tuple[str, ...]


def asked_at(path: tuple[Key, ...], kind: str | None) -> AskedId | None:
    """What an id at the end of a path would mean: a value at a key of a mapping of some kind."""
    keys = english_path(tuple(part for part in path if isinstance(part, str)))
    found = REFERENCES.get((kind or "", keys[-1])) if keys else None
    return AskedId(found, keys) if found else None


def known_ids(
    asked: AskedId,
    checked: WorkspaceReport,
    names: WorkspaceNames,
    other: str | None,
    *,
    chinese: bool,
) -> list[KnownId]:
    """The ids that fit. `other` is the stream that stands beside, such as that of a link, whose
    steps are meant there; in a text in `chinese` what has a Chinese name goes by that."""
    workspace = checked.workspace
    match asked.kind:
        case "owner" | "doer" | "team":
            found = _owners(workspace, asked.kind, chinese=chinese)
        case "system":
            found = _elements(workspace.systems.values(), _SYSTEM)
        case "data":
            found = _elements(workspace.data.values(), _DATA)
        case "stream":
            found = _elements(workspace.streams.values(), _STREAM)
        case "base":
            found = _bases(workspace)
        case "step":
            found = _steps(workspace, names, asked, other, chinese=chinese)
        case "practice":
            found = _practices(workspace, asked, chinese=chinese)
        case _:
            found = _kinds(workspace, chinese=chinese)
    own = asked.path[1] if len(asked.path) > 1 else ""
    return [each for each in found if asked.kind not in ("base", "stream") or each.id != own]


def _elements(elements: Iterable[Element], kind: str) -> Iterator[KnownId]:
    for each in elements:
        yield KnownId(each.id, each.name or "", tr(kind))


def _owners(workspace: Workspace, kind: str, *, chinese: bool) -> Iterator[KnownId]:
    yield from _elements(workspace.teams.values(), _TEAM)
    if kind != "team":
        yield from _elements(workspace.roles.values(), _ROLE)
    if kind == "doer":
        yield KnownId("客户" if chinese else "customer", tr(_CUSTOMER), "")


def _bases(workspace: Workspace) -> Iterator[KnownId]:
    yield from _elements(workspace.patterns.values(), _PATTERN)
    yield from _elements(workspace.streams.values(), _STREAM)


def _steps(
    workspace: Workspace, names: WorkspaceNames, asked: AskedId, other: str | None, *, chinese: bool
) -> Iterator[KnownId]:
    """The steps of the stream that is meant; where work goes, those below first."""
    path = asked.path
    stream = other if path[-1] in ("at", "steps") else path[1]
    known = workspace.streams.get(stream or "")
    ids = list(known.steps) if known else names.steps(stream or "")
    own = path[3] if len(path) > 3 and path[2] == "steps" and path[-1] == "next" else None
    below = own is None
    for id_ in ids:
        step = known.steps[id_] if known else None
        if id_ != own:
            yield KnownId(id_, (step and step.name) or "", tr(_STEP), near=below)
        below = below or id_ == own
    if path[-1] == "next":
        yield KnownId("结束" if chinese else "end", tr(_END), "", near=True)


def _practices(workspace: Workspace, asked: AskedId, *, chinese: bool) -> Iterator[KnownId]:
    """The practices, those first that the step's kind needs."""
    step = None
    if len(asked.path) > 3 and asked.path[0] == "streams" and asked.path[1] in workspace.streams:
        step = workspace.streams[asked.path[1]].steps.get(asked.path[3])
    needed = needed_practices(workspace, step.kind if step else None)
    for id_ in dict.fromkeys([*workspace.own_practices, *PRACTICES]):
        known, own = PRACTICES.get(id_), workspace.own_practices.get(id_)
        zh = (own and own.zh) or (known.zh if known else "")
        name = practice_name(workspace, id_)
        written = zh if chinese and zh else id_
        words = (
            id_,
            name,
            zh or "",
            *(known[1:3] if known else ()),
            *(known.aliases if known else ()),
        )
        yield KnownId(written, name, tr(_PRACTICE), words, id_ in needed)


def _kinds(workspace: Workspace, *, chinese: bool) -> Iterator[KnownId]:
    named = {each.id: (each.name, each.zh) for each in STEP_KINDS.values()}
    named |= {id_: (own.name or "", own.zh or "") for id_, own in workspace.own_step_kinds.items()}
    for id_, (name, zh) in named.items():
        written = zh if chinese and zh else id_
        yield KnownId(written, of_both(name, zh), tr(_KIND), (id_, name, zh))
