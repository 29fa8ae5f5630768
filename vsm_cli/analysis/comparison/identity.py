"""Which elements of two states of a workspace are the same: by `was`, by id, by their names."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

Sign = Literal["was", "id", "name", "steps", "place"]
"""What tells that two elements are the same."""

SECTIONS = ("teams", "roles", "systems", "data", "streams", "journeys")


class Group(Struct, frozen=True):
    """Elements that stand for each other, by id, in written order; one side may be empty.

    One on each side is the same one, whatever its id; anything else was added, removed,
    merged or split. `sign` says what tells so.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    sign: Sign = "id"

    @property
    def is_same(self) -> bool:
        return len(self.before) == 1 == len(self.after)

    @property
    def is_merger(self) -> bool:
        return len(self.before) > 1 == len(self.after)


class Identity(Struct, frozen=True):
    """What is the same in two workspaces: by section, and the steps by the ids that their
    streams have before and after."""

    sections: Mapping[str, tuple[Group, ...]]
    steps: Mapping[tuple[str, str], tuple[Group, ...]]

    def later_steps(self) -> dict[tuple[str, str], tuple[str, str]]:
        """The later stream and step of each earlier one that is the same."""
        return {
            (old, group.before[0]): (new, group.after[0])
            for (old, new), groups in self.steps.items()
            for group in groups
            if group.is_same
        }


def identify(before: Workspace, after: Workspace) -> Identity:
    """What is the same in two states of a workspace."""
    sections: dict[str, tuple[Group, ...]] = {
        section: match(getattr(before, section), getattr(after, section)) for section in SECTIONS
    }
    pairs = [(id_, id_) for id_ in after.streams if id_ in before.streams]
    moved = [(g.before[0], g.after[0]) for g in sections["streams"] if g.is_same]
    taken = {one for pair in moved for one in pair}
    pairs = [*moved, *((old, new) for old, new in pairs if old not in taken)]
    steps = {
        (old, new): match(before.streams[old].steps, after.streams[new].steps) for old, new in pairs
    }
    found = Identity(sections, steps)
    for section in ("teams", "roles", "systems", "data"):
        sections[section] = _by_place(section, before, after, found)
    return found


def match(before: Mapping[str, Element], after: Mapping[str, Element]) -> tuple[Group, ...]:
    """The elements of two states of a section, or of the steps of a stream, in the order of the
    later one, removed ones last."""
    signs: dict[tuple[str, str], Sign] = dict.fromkeys(_by_was(before, after), "was")
    claimed = {old for old, _ in signs}
    renamed = {new for _, new in signs}
    for id_ in after:
        # Where another one was this, and this was another one, the id has moved.
        if id_ in before and not (id_ in claimed and id_ in renamed):
            signs[id_, id_] = "id"
    for sign, key in _KEYS:
        left = set(before) - {old for old, _ in signs}
        came = set(after) - {new for _, new in signs}
        old_keys, new_keys = _unique(before, key), _unique(after, key)
        for value, new in new_keys.items():
            if new in came and old_keys.get(value) in left:
                signs[old_keys[value], new] = sign
    return tuple(_groups(before, after, signs))


def _by_place(
    section: str, before: Workspace, after: Workspace, identity: Identity
) -> tuple[Group, ...]:
    """The groups of a section, with what has no name on either side, stands in all the places of
    the other one, and whose id says more or less than the other's (`jira`, `jira-cloud`)."""
    old, new = getattr(before, section), getattr(after, section)
    groups = identity.sections[section]
    left = {g.before[0] for g in groups if not g.after and not old[g.before[0]].name}
    came = {g.after[0] for g in groups if not g.before and not new[g.after[0]].name}
    if not left or not came:
        return groups
    at = _places(section, before, identity.later_steps())
    was_at = {places: id_ for id_, places in at.items() if id_ in left}
    found: dict[str, str] = {}
    for id_, places in _places(section, after, {}).items():
        other = was_at.get(places)
        if id_ in came and other and _alike(id_, other):
            found[id_] = other
    gone = {*found, *found.values()}
    kept = [g for g in groups if g.is_same or not gone.intersection(g.before + g.after)]
    return (*kept, *(Group((other,), (id_,), "place") for id_, other in found.items()))


def _alike(one: str, other: str) -> bool:
    parts, others = (set(re.split("[-_]", id_.lower())) for id_ in (one, other))
    return parts <= others or parts >= others


def _places(
    section: str, workspace: Workspace, later: Mapping[tuple[str, str], tuple[str, str]]
) -> dict[str, frozenset[tuple[str, str, str]]]:
    """Where each element of a section is named in streams, by their later ids."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for stream, step in workspace.steps():
        for key, ids in _named(section, step):
            for id_ in ids:
                place = later.get((stream.id, step.id), (stream.id, step.id))
                found.setdefault(id_, set()).add((*place, key))
    return {id_: frozenset(places) for id_, places in found.items()}


def _named(section: str, step: Step) -> Iterator[tuple[str, Iterable[str]]]:
    if section == "systems":
        yield "systems", step.systems
    elif section == "data":
        yield "inputs", step.inputs or ()
        yield "outputs", step.outputs or ()
        yield "accepts", [each.data for each in step.accepts]
    else:
        yield "owner", [step.owner] if step.owner else []
        yield "participants", step.participants


def _by_was(
    before: Mapping[str, Element], after: Mapping[str, Element]
) -> Iterator[tuple[str, str]]:
    """What `was` says, where the earlier state has what it names and did not say so itself."""
    said = {
        new: [old for old in element.was if old in before and not _said(before.get(new), old)]
        for new, element in after.items()
    }
    claims: dict[str, set[str]] = {}
    for new, olds in said.items():
        for old in olds:
            claims.setdefault(old, set()).add(new)
    for new, olds in said.items():
        others = claims.get(new, set()) - {new}
        for old in olds:
            # Where both have stayed under their ids, what was says is over.
            is_over = old in after and not said[old] and new in before and not others
            if not is_over or old == new:
                yield old, new


def _said(element: Element | None, old: str) -> bool:
    return element is not None and old in element.was


def _steps(element: Element) -> Hashable:
    return tuple(element.steps) if isinstance(element, Stream) else ()


_KEYS: tuple[tuple[Sign, Callable[[Element], Hashable]], ...] = (
    ("name", lambda element: element.name or element.id),
    ("steps", _steps),
)


def _unique(
    elements: Mapping[str, Element], key: Callable[[Element], Hashable]
) -> dict[Hashable, str]:
    """The elements whose key no other one has, by that; an empty one says nothing."""
    found: dict[Hashable, list[str]] = {}
    for id_, element in elements.items():
        found.setdefault(key(element), []).append(id_)
    return {value: ids[0] for value, ids in found.items() if value and len(ids) == 1}


def _groups(
    before: Iterable[str], after: Iterable[str], signs: Mapping[tuple[str, str], Sign]
) -> Iterator[Group]:
    nodes = [(1, id_) for id_ in after] + [(0, id_) for id_ in before]
    place = {node: number for number, node in enumerate(nodes)}
    for together in connected(nodes, (((0, old), (1, new)) for old, new in signs)):
        ordered = sorted(together, key=place.__getitem__)
        old = tuple(id_ for side, id_ in ordered if side == 0)
        new = tuple(id_ for side, id_ in ordered if side == 1)
        yield Group(old, new, signs[old[0], new[0]] if len(old) == 1 == len(new) else "was")


Node = tuple[int, str]


def connected(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """The connected parts of a graph, in the order of their first nodes."""
    near: dict[Node, set[Node]] = {node: set() for node in nodes}
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    parts: list[set[Node]] = []
    seen: set[Node] = set()
    for node in near:
        if node not in seen:
            part = set(reachable([node], near.__getitem__))
            parts.append(part)
            seen |= part
    return parts
