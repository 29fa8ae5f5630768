"""What one workspace does differently from another, as changes that can be applied one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from vsm_cli.analysis.comparison.key_changes import Detail, action_details, mechanism_details
from vsm_cli.model.elements import Element, SystemPath
from vsm_cli.model.workspace import Workspace

Kind = Literal[
    "added", "removed", "merged", "split", "replaced", "rearranged",
    "parallel", "rerouted", "changed",
]  # fmt: skip
Nature = Literal["mechanism", "action"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One change, and whether it changes how the work is done or only figures of it.

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
) -> Change | None:
    """The change of an element that is on both sides; None where no key differs.

    It is action where all that differs are figures.
    """
    mechanism = mechanism_details(before, after)
    details = mechanism + action_details(before, after)
    if not details:
        return None
    return Change(
        kind="changed",
        nature="mechanism" if mechanism else "action",
        section=section,
        stream=stream,
        is_step=step,
        before=(before.id,),
        after=(after.id,),
        details=details,
    )


def element_changes(before: Workspace, after: Workspace) -> Iterator[Change]:
    """The changes of all that is no stream."""
    yield from _of_section("teams", before.teams, after.teams)
    yield from _of_section("roles", before.roles, after.roles)
    yield from _of_section("systems", before.systems, after.systems)
    yield from _of_section("data", before.data, after.data)
    yield from _of_section("paths", _by_ends(before.paths), _by_ends(after.paths))
    yield from _of_section("journeys", before.journeys, after.journeys)


def added_or_removed(section: str, ids: Iterable[str], *, added: bool) -> Iterator[Change]:
    """One change for each id that only one side has."""
    for id_ in ids:
        yield Change(
            kind="added" if added else "removed",
            nature="mechanism",
            section=section,
            stream=id_ if section == "streams" else None,
            before=() if added else (id_,),
            after=(id_,) if added else (),
        )


def _of_section(
    section: str, before: Mapping[str, Element], after: Mapping[str, Element]
) -> Iterator[Change]:
    yield from added_or_removed(section, (i for i in before if i not in after), added=False)
    for id_, element in after.items():
        if id_ in before:
            change = changed(section, before[id_], element)
            if change:
                yield change
        else:
            yield from added_or_removed(section, (id_,), added=True)


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
