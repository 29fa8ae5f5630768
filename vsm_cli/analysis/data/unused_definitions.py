"""Definitions that nothing uses."""

from collections.abc import Iterator
from itertools import chain

from vsm_cli.analysis.data.data_uses import data_uses
from vsm_cli.analysis.data.path_conflicts import contradictions
from vsm_cli.analysis.data.support_ways import support_ways
from vsm_cli.analysis.data.transfers import transfers
from vsm_cli.catalogue import PRACTICES, STEP_KINDS
from vsm_cli.model.elements import Element, SystemPath
from vsm_cli.model.workspace import Workspace

# What could not be read under these keys may be the use that is looked for.
_OWNER_KEYS = frozenset(("owner", "participants", "team", "parent", "starts", "uses"))
_SYSTEM_KEYS = frozenset(("systems", "master", "from", "to"))
_DATA_KEYS = frozenset(("inputs", "outputs", "accepts", "data", "starts", "uses"))


def unused_definitions(workspace: Workspace) -> Iterator[Element]:
    """Patterns that nothing is like, links that are written again at a step, then teams, roles,
    systems, data, paths, own practices and step kinds that nothing uses.

    Being named by any other element is use enough, for a path that it may serve a route, a link
    or the copy of some data in another system. Practices and kinds that change the catalogue's
    are no definitions of their own. Only links while a part of the workspace cannot be read, or
    holds no stream; kinds of element of which a reference cannot be read are left out.
    """
    hidden = _unread_keys(workspace)
    if workspace.complete and "streams" not in workspace.unread:
        yield from (each for each in workspace.patterns.values() if not each.used)
    for _, step in workspace.steps():
        yield from step.repeated
    if not workspace.streams or not workspace.complete or workspace.unread or "steps" in hidden:
        return
    if not hidden & _OWNER_KEYS:
        named = _named_owners(workspace)
        for owner in chain(workspace.teams.values(), workspace.roles.values()):
            if owner.id not in named and not _counts_for_parent(workspace, owner.id):
                yield owner
    if not hidden & _SYSTEM_KEYS:
        named = _named_systems(workspace)
        yield from (system for system in workspace.systems.values() if system.id not in named)
    if not hidden & _DATA_KEYS:
        carried = {data for path in workspace.paths for data in path.data}
        for data, uses in data_uses(workspace).items():
            if not uses.steps and not uses.links and data not in carried:
                yield workspace.data[data]
    if not hidden & (_SYSTEM_KEYS | _DATA_KEYS):
        yield from _unused_paths(workspace)
    yield from _unused_practices(workspace, hidden)
    if "kind" not in hidden:
        kinds = {step.kind for _, step in workspace.steps()}
        for kind in workspace.own_step_kinds.values():
            if kind.id not in kinds and kind.id not in STEP_KINDS:
                yield kind


def _unread_keys(workspace: Workspace) -> set[str]:
    return set().union(*(element.unread for element in _elements(workspace) if element.unread))


def _elements(workspace: Workspace) -> Iterator[Element]:
    """Everything that may name an owner, a system or data."""
    yield from workspace.teams.values()
    yield from workspace.roles.values()
    yield from workspace.systems.values()
    yield from workspace.data.values()
    yield from workspace.paths
    yield from workspace.own_practices.values()
    yield from workspace.own_step_kinds.values()
    yield from workspace.streams.values()
    yield from workspace.journeys.values()
    for _, step in workspace.steps():
        yield step
        yield from step.starts
        yield from step.uses


def _named_owners(workspace: Workspace) -> set[str | None]:
    named = {getattr(element, "owner", None) for element in _elements(workspace)}
    named.update(team.parent for team in workspace.teams.values())
    named.update(role.team for role in workspace.roles.values())
    for _, step in workspace.steps():
        named.update(step.participants)
    named.update(idea.owner for idea in workspace.ideas())
    return named


def _counts_for_parent(workspace: Workspace, owner: str) -> bool:
    """Whether a team's size is part of that of the team above it."""
    team = workspace.teams.get(owner)
    parent = workspace.teams.get(team.parent or "") if team else None
    return bool(team and parent and team.size is not None and parent.size is None)


def _named_systems(workspace: Workspace) -> set[str | None]:
    named: set[str | None] = {data.master for data in workspace.data.values()}
    for path in workspace.paths:
        named.update((path.source, path.target))
    for _, step in workspace.steps():
        named.update(step.systems)
    return named


def _unused_practices(workspace: Workspace, hidden: set[str]) -> Iterator[Element]:
    bindings = [binding for _, step in workspace.steps() for binding in step.practices]
    if "practices" in hidden or any(binding.match == "unknown" for binding in bindings):
        return
    bound = {practice for binding in bindings for practice in binding.practices}
    bound.update(p for kind in workspace.own_step_kinds.values() for p in kind.practices)
    for practice in workspace.own_practices.values():
        if practice.id not in bound and practice.id not in PRACTICES:
            yield practice


def _unused_paths(workspace: Workspace) -> Iterator[SystemPath]:
    if not workspace.paths:
        return
    used = {path for t in transfers(workspace) for way in t.ways for path in way.paths}
    used.update(path for way in support_ways(workspace) for path in way.chain or ())
    used.update(path for pair in contradictions(workspace.paths) for path in pair)
    rest = [path for path in workspace.paths if path not in used]
    if not rest:
        return
    routes: set[tuple[str, str]] = set()
    for transfer in transfers(workspace):
        for source in transfer.source.systems:
            for target in transfer.target.systems:
                routes.update(((source, target), (target, source)))
    holders = _holders(workspace)
    for path in rest:
        if (path.source, path.target) not in routes and not _copies(workspace, path, holders):
            yield path


def _holders(workspace: Workspace) -> dict[str, set[str]]:
    """For each data the systems that it is in: its master, and those of steps that have to do
    with it."""
    held: dict[str, set[str]] = {}
    for data, uses in data_uses(workspace).items():
        held[data] = {system for step in uses.steps for system in step.systems}
        master = workspace.data[data].master
        if master:
            held[data].add(master)
    return held


def _copies(workspace: Workspace, path: SystemPath, holders: dict[str, set[str]]) -> bool:
    """Whether some data that the path carries is on both sides of it: in the systems that it
    joins, or in those that a further path leads on to."""
    for data in path.data or holders:
        carrying = [each for each in workspace.paths if each.carries(data)]
        before = {path.source} | {p.source for p in carrying if p.target == path.source}
        after = {path.target} | {p.target for p in carrying if p.source == path.target}
        before &= holders[data]
        after &= holders[data]
        if before and after and len(before | after) > 1:
            return True
    return False
