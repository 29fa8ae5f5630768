"""What one workspace does differently from another, as changes that can be applied one by one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from vsm_cli.analysis.comparison.identity import Group, Identity
from vsm_cli.analysis.comparison.key_changes import Detail, Nature, details
from vsm_cli.analysis.comparison.renaming import NewIds, under_new_ids
from vsm_cli.model.elements import Element, SystemPath
from vsm_cli.model.workspace import Workspace

Kind = Literal[
    "added", "removed", "merged", "split", "replaced", "rearranged",
    "parallel", "rerouted", "changed",
]  # fmt: skip


class Change(Struct, frozen=True, kw_only=True, eq=False):
    """One change, and its nature: whether it changes how the work is done, or less.

    `section` is the one of the file (`streams`, `paths` …), `stream` is set for a stream and its
    steps. `before` and `after` are the ids of what it is about; for a stream itself, its own.
    """

    kind: Kind
    nature: Nature
    section: str
    stream: str | None = None
    is_step: bool = False
    before: tuple[str, ...]
    after: tuple[str, ...]
    details: tuple[Detail, ...] = ()

    @property
    def order(self) -> tuple[str, str, tuple[str, ...], tuple[str, ...], str]:
        """What says which change it is, whatever the order of the files."""
        keys = ",".join(detail.key for detail in self.details)
        return self.section, self.stream or "", self.before, self.after, self.kind + keys


def changed(
    section: str, before: Element, after: Element, *, stream: str | None = None, step: bool = False
) -> list[Change]:
    """The changes of an element that is on both sides: one for each nature of which keys differ."""
    return [
        Change(
            kind="changed",
            nature=nature,
            section=section,
            stream=stream,
            is_step=step,
            before=(before.id,),
            after=(after.id,),
            details=differing,
        )
        for nature, differing in details(before, after).items()
        if differing
    ]


def element_changes(
    before: Workspace, after: Workspace, identity: Identity, ids: NewIds
) -> Iterator[Change]:
    """The changes of all that is no stream; elements that are the same have the same ids."""
    sections = {"teams": ids.owners, "roles": ids.owners, "systems": ids.systems, "data": ids.data}
    for section, names in sections.items():
        groups = come_and_gone(section, identity.sections[section], names)
        yield from _of_section(section, before, after, groups)
    yield from _paths(_by_ends(before.paths), _by_ends(after.paths))
    journeys = come_and_gone("journeys", identity.sections["journeys"], ids.journeys)
    yield from _of_section("journeys", before, after, journeys)


def come_and_gone(section: str, groups: Iterable[Group], names: Mapping[str, str]) -> list[Change]:
    """One change for each group of elements that is not the same on both sides, what is gone
    first. `names` are the later ids of earlier ones."""
    return [
        Change(
            kind=kind_of(group),
            nature="mechanism",
            section=section,
            stream=(group.after or group.before)[0] if section == "streams" else None,
            before=group.before,
            after=group.after,
        )
        for group in sorted(under_new_ids(groups, names), key=lambda group: bool(group.after))
        if not group.is_same
    ]


def kind_of(group: Group) -> Kind:
    """What became of elements that are not the same on both sides."""
    if not group.before:
        return "added"
    if not group.after:
        return "removed"
    if len(group.after) == 1:
        return "merged"
    return "split" if len(group.before) == 1 else "rearranged"


def _of_section(
    section: str, before: Workspace, after: Workspace, come_and_gone: Iterable[Change]
) -> Iterator[Change]:
    yield from come_and_gone
    old: Mapping[str, Element] = getattr(before, section)
    for id_, element in getattr(after, section).items():
        if id_ in old:
            yield from changed(section, old[id_], element)


def _paths(before: Mapping[str, SystemPath], after: Mapping[str, SystemPath]) -> Iterator[Change]:
    groups = [Group((id_,), ()) for id_ in before if id_ not in after]
    groups += [Group((), (id_,)) for id_ in after if id_ not in before]
    yield from come_and_gone("paths", groups, {})
    for id_ in after:
        if id_ in before:
            yield from changed("paths", before[id_], after[id_])


def _by_ends(paths: Iterable[SystemPath]) -> Mapping[str, SystemPath]:
    """Paths by where they lead; of several between the same two systems, by their data too."""
    paths = list(paths)
    ends = [(path.source, path.target) for path in paths]
    found: dict[str, SystemPath] = {}
    for path in paths:
        name = f"{path.source}->{path.target}"
        if ends.count((path.source, path.target)) > 1:
            name = f"{name} ({', '.join(sorted(path.data))})"
        while name in found:
            name += "'"
        found[name] = path
    return found
