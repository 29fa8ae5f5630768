"""The earlier state of a workspace with the ids that its elements have in the later one."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from vsm_cli.analysis.comparison.identity import Group, Identity
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.streams import Link, Route, Step, Stream, Use
from vsm_cli.model.workspace import Workspace

Names = Mapping[str, str]
"""Later ids by earlier ones, where they differ."""


class NewIds(Struct, frozen=True):
    """The later ids; those of steps by the earlier id of their stream. Teams and roles are
    owners, which share one namespace."""

    owners: Names
    systems: Names
    data: Names
    streams: Names
    journeys: Names
    steps: Mapping[str, Names]

    def step(self, stream: str, id_: str | None) -> str | None:
        """The later id of a step, by the earlier one of its stream."""
        return None if id_ is None else self.steps.get(stream, {}).get(id_, id_)

    def owner(self, id_: str | None) -> str | None:
        return None if id_ is None else self.owners.get(id_, id_)

    def address(self, address: str) -> str:
        """Where in the later workspace that stands which had this address in the earlier one."""
        section, _, rest = address.partition(".")
        if section == "paths" and rest:
            path, dot, more = rest.partition(".")
            ends = [self.systems.get(end, end) for end in path.split("->")]
            return f"{section}.{'->'.join(ends)}{dot}{more}"
        id_, dot, more = rest.partition(".")
        names = {"teams": self.owners, "roles": self.owners}.get(section)
        names = getattr(self, section, {}) if names is None else names
        if section == "streams" and more.startswith("steps."):
            keys = more.split(".")
            keys[1] = self.step(id_, keys[1]) or keys[1]
            if len(keys) > 3 and keys[2] in ("uses", "starts"):
                keys[3] = self.streams.get(keys[3], keys[3])
            more = ".".join(keys)
        return f"{section}.{names.get(id_, id_)}{dot}{more}" if dot or id_ else address


def new_ids(identity: Identity) -> NewIds:
    """The later id of each element of the earlier state whose id is another one there."""
    sections = identity.sections
    return NewIds(
        owners=_names((*sections["teams"], *sections["roles"])),
        systems=_names(sections["systems"]),
        data=_names(sections["data"]),
        streams=_names(sections["streams"]),
        journeys=_names(sections["journeys"]),
        steps={old: _names(groups) for (old, _), groups in identity.steps.items()},
    )


def under_new_ids(groups: Iterable[Group], names: Names) -> list[Group]:
    """The same groups, with the later ids on both sides."""
    return [
        replace(group, before=tuple(names.get(id_, id_) for id_ in group.before))
        for group in groups
    ]


def _names(groups: Iterable[Group]) -> Names:
    groups = list(groups)
    found = {g.before[0]: g.after[0] for g in groups if g.is_same and g.before != g.after}
    of_later = {id_: group for group in groups if group.before for id_ in group.after}
    taken = {id_ for group in groups for id_ in (*group.before, *group.after)}
    for group in groups:
        for old in group.before:
            # What is gone must not be taken for another one that has its id now.
            if not group.is_same and of_later.get(old, group) is not group:
                new = f"{old}′"
                while new in taken:
                    new += "′"
                taken.add(new)
                found[old] = new
    return found


def renamed(before: Workspace, ids: NewIds) -> Workspace:
    """The earlier workspace with the later ids, wherever they are named."""
    if not any((ids.owners, ids.systems, ids.data, ids.streams, ids.journeys, *ids.steps.values())):
        return before
    return _Renaming(ids).workspace(before)


class _Renaming:
    def __init__(self, ids: NewIds) -> None:
        self._ids = ids

    def workspace(self, of: Workspace) -> Workspace:
        ids = self._ids
        owner, systems = ids.owner, ids.systems
        teams = [
            replace(t, id=ids.owners.get(t.id, t.id), parent=owner(t.parent), owner=owner(t.owner))
            for t in of.teams.values()
        ]
        roles = [
            replace(role, id=ids.owners.get(role.id, role.id), team=owner(role.team))
            for role in of.roles.values()
        ]
        tools = [
            replace(each, id=systems.get(each.id, each.id), owner=owner(each.owner))
            for each in of.systems.values()
        ]
        data = [
            replace(
                each,
                id=ids.data.get(each.id, each.id),
                master=systems.get(each.master or "", each.master),
                owner=owner(each.owner),
            )
            for each in of.data.values()
        ]
        journeys = [
            replace(
                journey,
                id=ids.journeys.get(journey.id, journey.id),
                owner=owner(journey.owner),
                steps=tuple(
                    replace(step, streams=_all(step.streams, ids.streams)) for step in journey.steps
                ),
            )
            for journey in of.journeys.values()
        ]
        streams = [self._stream(stream) for stream in of.streams.values()]
        return replace(
            of,
            teams={team.id: team for team in teams},
            roles={role.id: role for role in roles},
            systems={each.id: each for each in tools},
            data={each.id: each for each in data},
            paths=tuple(self._path(path) for path in of.paths),
            own_practices={
                id_: replace(each, owner=owner(each.owner))
                for id_, each in of.own_practices.items()
            },
            streams={stream.id: stream for stream in streams},
            journeys={journey.id: journey for journey in journeys},
        )

    def _path(self, of: SystemPath) -> SystemPath:
        source, target = _all((of.source, of.target), self._ids.systems)
        return replace(
            of,
            id=f"{source}->{target}",
            source=source,
            target=target,
            data=_all(of.data, self._ids.data),
            owner=self._ids.owner(of.owner),
        )

    def _stream(self, of: Stream) -> Stream:
        steps = [self._step(of.id, step) for step in of.steps.values()]
        return replace(
            of,
            id=self._ids.streams.get(of.id, of.id),
            owner=self._ids.owner(of.owner),
            steps={step.id: step for step in steps},
            delivered_at=self._ids.step(of.id, of.delivered_at),
            responded_at=self._ids.step(of.id, of.responded_at),
        )

    def _step(self, stream: str, of: Step) -> Step:
        ids, own = self._ids, self._ids.steps.get(stream, {})
        return replace(
            of,
            id=own.get(of.id, of.id),
            stream=ids.streams.get(stream, stream),
            owner=ids.owner(of.owner),
            participants=_all(of.participants, ids.owners),
            hands=self._hands(of.hands),
            systems=_all(of.systems, ids.systems),
            inputs=None if of.inputs is None else _all(of.inputs, ids.data),
            outputs=None if of.outputs is None else _all(of.outputs, ids.data),
            accepts=tuple(replace(a, data=ids.data.get(a.data, a.data)) for a in of.accepts),
            routes=tuple(_to(route, own) for route in of.routes),
            starts=tuple(self._link(link) for link in of.starts),
            uses=tuple(self._use(use) for use in of.uses),
            repeated=tuple(
                self._link(each) if isinstance(each, Link) else self._use(each)
                for each in of.repeated
            ),
        )

    def _hands(self, hands: Mapping[str, float]) -> Mapping[str, float]:
        return {self._ids.owners.get(owner, owner): count for owner, count in hands.items()}

    def _link(self, of: Link) -> Link:
        stream = self._ids.streams.get(of.stream, of.stream)
        return replace(
            of,
            id=stream,
            stream=stream,
            at=self._ids.step(of.stream, of.at),
            data=_all(of.data, self._ids.data),
            owner=self._ids.owner(of.owner),
        )

    def _use(self, of: Use) -> Use:
        stream = self._ids.streams.get(of.stream, of.stream)
        without = of.without
        return replace(
            of,
            without=without and replace(without, hands=self._hands(without.hands)),
            id=stream,
            stream=stream,
            at=self._ids.step(of.stream, of.at),
            data=_all(of.data, self._ids.data),
            owner=self._ids.owner(of.owner),
        )


def _all(ids: tuple[str, ...], names: Names) -> tuple[str, ...]:
    return tuple(names.get(id_, id_) for id_ in ids)


def _to(route: Route, names: Names) -> Route:
    return replace(route, target=names.get(route.target, route.target))
