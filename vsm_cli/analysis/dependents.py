"""What rests on one element: the steps, streams, links and journeys that feel it when it fails."""

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from vsm_cli.analysis.links.demand import demands
from vsm_cli.analysis.people.step_practices import practice_name
from vsm_cli.analysis.times.pillars import Pillar, pillars
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.catalogue import PRACTICES, normalised
from vsm_cli.model.elements import CUSTOMER, SystemPath
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace

Section = Literal["teams", "roles", "systems", "data", "practices", "streams"]
Tie = Literal[
    "owns",
    "takes part",
    "works in",
    "takes in",
    "hands on",
    "accepts",
    "rests on",
    "uses",
    "starts",
]


class ImpactSubject(Struct, frozen=True):
    """The element that is asked about."""

    section: Section
    id: str
    name: str


class StepImpact(Struct, frozen=True):
    """A step that rests on the element, and how. `items_per_year` is its demand times visits;
    None where either is not known."""

    step: Step
    ties: tuple[Tie, ...]
    items_per_year: float | None


class StreamImpact(Struct, frozen=True):
    """A stream that feels it: directly, or `through` a stream that it uses."""

    stream: Stream
    demand_per_year: float | None
    through: str | None


class Impact(Struct, frozen=True):
    """Everything that rests on one element. `owned` are the addresses of systems, paths, links,
    data, practices, streams and journeys that a team or role answers for; `customers` are those
    of the streams, core or supporting, and journeys that feel it. `pillar` tells of a supporting
    stream what it costs as it is, where steps say what they are like without it."""

    subject: ImpactSubject
    steps: tuple[StepImpact, ...]
    streams: tuple[StreamImpact, ...]
    links: tuple[tuple[Step, Link | Use], ...]
    paths: tuple[SystemPath, ...]
    journeys: tuple[Journey, ...]
    owned: tuple[str, ...]
    customers: tuple[str, ...]
    pillar: Pillar | None = None


def subjects(workspace: Workspace, id_: str) -> tuple[ImpactSubject, ...]:
    """The elements that an id (`zabbix`) or address (`systems.zabbix`) may mean; where it is
    neither, those with this name."""
    known = list(all_subjects(workspace))
    meant = [each for each in known if id_ in (each.id, f"{each.section}.{each.id}")]
    if not meant:
        wanted = normalised(id_)
        meant = [each for each in known if wanted in map(normalised, _names(workspace, each))]
    return tuple(meant)


def _names(workspace: Workspace, subject: ImpactSubject) -> Iterator[str]:
    yield subject.name
    if subject.section == "practices":
        known, own = PRACTICES.get(subject.id), workspace.own_practices.get(subject.id)
        yield from (known.name, known.zh, *known.aliases) if known else ()
        yield from (*filter(None, (own.name, own.zh)), *own.aliases) if own else ()


def all_subjects(workspace: Workspace) -> Iterator[ImpactSubject]:
    """Every element that can be asked about."""
    for team in workspace.teams.values():
        yield ImpactSubject("teams", team.id, team.label)
    for role in workspace.roles.values():
        yield ImpactSubject("roles", role.id, role.label)
    for system in workspace.systems.values():
        yield ImpactSubject("systems", system.id, system.label)
    for data in workspace.data.values():
        yield ImpactSubject("data", data.id, data.label)
    for practice in dict.fromkeys([*PRACTICES, *workspace.own_practices]):
        yield ImpactSubject("practices", practice, practice_name(workspace, practice))
    for stream in workspace.streams.values():
        yield ImpactSubject("streams", stream.id, stream.label)


def impact(workspace: Workspace, subject: ImpactSubject) -> Impact:
    """What rests on an element, through streams that use a stream that rests on it.

    A stream's own steps are not listed when it is the subject: they are all of it.
    """
    owners = _owners(workspace, subject)
    tie = _tie(subject, owners)
    steps = []
    touched: dict[str, str | None] = {}
    if subject.section == "streams":
        touched[subject.id] = None
    for stream, step in workspace.steps():
        ties = tuple(dict.fromkeys(tie(step)))
        if ties:
            steps.append(StepImpact(step, ties, _items(workspace, stream, step)))
            through = subject.id if subject.section == "streams" else None
            touched.setdefault(stream.id, through)
    touched |= {s.id: None for s in workspace.streams.values() if s.owner in owners}
    reached = _with_users(workspace, touched)
    links = tuple(_links(workspace, subject, owners))
    journeys = tuple(
        journey
        for journey in workspace.journeys.values()
        if journey.owner in owners
        or any(id_ in reached for s in journey.steps for id_ in s.streams)
    )
    return Impact(
        subject,
        tuple(steps),
        tuple(
            StreamImpact(workspace.streams[id_], _demand(workspace, id_), through)
            for id_, through in reached.items()
        ),
        links,
        tuple(path for path in workspace.paths if _on_path(subject, owners, path)),
        journeys,
        tuple(_owned(workspace, owners)),
        _customers(workspace, reached, journeys),
        _pillar(workspace, subject),
    )


def _pillar(workspace: Workspace, subject: ImpactSubject) -> Pillar | None:
    if subject.section != "streams":
        return None
    return next((each for each in pillars(workspace) if each.stream.id == subject.id), None)


def _owners(workspace: Workspace, subject: ImpactSubject) -> frozenset[str]:
    """The teams and roles that an answer about a team or role is about: a team's children and
    the roles of all of them included."""
    if subject.section == "roles":
        return frozenset({subject.id})
    if subject.section != "teams":
        return frozenset()
    teams = {subject.id}
    while more := {t.id for t in workspace.teams.values() if t.parent in teams} - teams:
        teams |= more
    return frozenset(teams | {r.id for r in workspace.roles.values() if r.team in teams})


def _tie(subject: ImpactSubject, owners: frozenset[str]) -> Callable[[Step], Iterator[Tie]]:
    id_ = subject.id

    def of_people(step: Step) -> Iterator[Tie]:
        if step.owner in owners:
            yield "owns"
        if owners.intersection(step.participants):
            yield "takes part"

    def of_system(step: Step) -> Iterator[Tie]:
        if id_ in step.systems:
            yield "works in"

    def of_data(step: Step) -> Iterator[Tie]:
        if id_ in (step.inputs or ()):
            yield "takes in"
        if id_ in (step.outputs or ()):
            yield "hands on"
        if any(acceptance.data == id_ for acceptance in step.accepts):
            yield "accepts"

    def of_practice(step: Step) -> Iterator[Tie]:
        if any(id_ in binding.practices for binding in step.practices):
            yield "rests on"

    def of_stream(step: Step) -> Iterator[Tie]:
        if any(use.stream == id_ for use in step.uses):
            yield "uses"
        if any(link.stream == id_ for link in step.starts):
            yield "starts"

    return {
        "teams": of_people,
        "roles": of_people,
        "systems": of_system,
        "data": of_data,
        "practices": of_practice,
        "streams": of_stream,
    }[subject.section]


def _with_users(workspace: Workspace, touched: dict[str, str | None]) -> dict[str, str | None]:
    """The streams and all that use one of them, each with the stream it feels it through."""
    users: dict[str, list[str]] = {}
    for stream, step in workspace.steps():
        for use in step.uses:
            users.setdefault(use.stream, []).append(stream.id)
    reached = dict(touched)
    todo = list(touched)
    while todo:
        used = todo.pop(0)
        for user in users.get(used, ()):
            if user not in reached:
                reached[user] = used
                todo.append(user)
    return reached


def _links(
    workspace: Workspace, subject: ImpactSubject, owners: frozenset[str]
) -> Iterator[tuple[Step, Link | Use]]:
    """The links from, to or about the element."""
    for stream, step in workspace.steps():
        ties: list[Link | Use] = [*step.starts, *(use for use in step.uses if use.wait)]
        for link in ties:
            is_end = subject.section == "streams" and subject.id in (stream.id, link.stream)
            is_data = subject.section == "data" and subject.id in link.data
            if is_end or is_data or link.owner in owners:
                yield step, link


def _on_path(subject: ImpactSubject, owners: frozenset[str], path: SystemPath) -> bool:
    if subject.section == "systems":
        return subject.id in (path.source, path.target)
    if subject.section == "data":
        return subject.id in path.data
    return path.owner in owners


def _owned(workspace: Workspace, owners: frozenset[str]) -> Iterator[str]:
    for section in (workspace.systems, workspace.data, workspace.own_practices, workspace.streams,
                    workspace.journeys):  # fmt: skip
        for element in section.values():
            if getattr(element, "owner", None) in owners:
                yield element.address
    yield from (path.address for path in workspace.paths if path.owner in owners)


def _items(workspace: Workspace, stream: Stream, step: Step) -> float | None:
    demand = _demand(workspace, stream.id)
    if demand is None:
        return None
    visits = stream_figures(workspace, stream).steps[step.id].visits
    return None if visits is None else demand * visits


def _demand(workspace: Workspace, stream: str) -> float | None:
    found = demands(workspace).get(stream)
    return None if found is None else found.per_year


def _customers(
    workspace: Workspace, reached: dict[str, str | None], journeys: tuple[Journey, ...]
) -> tuple[str, ...]:
    streams = (workspace.streams[id_] for id_ in reached)
    found = [stream.customer for stream in streams]
    found += [journey.customer for journey in journeys]
    return tuple(dict.fromkeys(name for name in found if name and name != CUSTOMER))
