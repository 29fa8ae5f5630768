"""How much of a team's working time its steps take, and what waiting that means."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from math import ceil, fsum
from typing import NamedTuple

from vsm_cli.analysis.links.demand import demands
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.people.team_capacity import members_of, person_week_s, size_of
from vsm_cli.analysis.times.quick_bounds import limits_of
from vsm_cli.model.elements import CUSTOMER, Team
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

# From this load on a report says what waiting it means: it grows fast with every further item.
BUSY = 0.8

# More people than that let nobody wait; Erlang's formula runs over them one by one.
_MOST_SERVERS = 10_000


class Work(NamedTuple):
    """What one step asks of a team in a year: visits, and seconds of work in all of them.

    `least` and `most` are the parts of one person's working time that this is: they differ
    where several people work at once and nobody says whose they are.
    """

    stream: Stream
    step: Step
    visits_per_year: float
    work_s_per_year: float
    least: float
    most: float


class TeamLoad(NamedTuple):
    """How much work comes to a team and how much working time it has.

    `least` and `most` are shares of its working time that the work takes (1: all of it). `most`
    is None where some demand, visits or process time is not known, `least` where none of it is,
    or where the team works only in streams that are still to come. `people` is its size,
    `full_time` that size when everybody counts with the share of the time in which he is
    available. `works` has the heaviest first, those of children that make up the size included.
    """

    team: Team
    least: float | None
    most: float | None
    people: float
    full_time: float
    works: tuple[Work, ...]

    @property
    def is_bound(self) -> bool:
        """Whether the work may be more than what is known of it."""
        return self.most is None

    @property
    def load(self) -> float | None:
        """The load, at least this where `is_bound`; None where it lies between two bounds, since
        nobody says whose hands they are."""
        exact = all(work.least == work.most for work in self.works)
        return self.least if exact else None

    @property
    def work_s_per_year(self) -> float:
        """The least work, in seconds."""
        return fsum(work.work_s_per_year for work in self.works)

    @property
    def capacity_s_per_year(self) -> float:
        """The working time in seconds per year, as far as people are available."""
        return self.work_s_per_year / self.least if self.least else 0.0

    @property
    def waiting_s(self) -> float | None:
        """What an item waits before a step of the team on average, in seconds of working time,
        because of the load alone (the least); None where the queue grows without end or nothing
        is known.

        Erlang C: work comes at random and takes exponentially distributed times. Whoever is
        available for a part of the time counts as somebody who takes that much longer.
        """
        if not self.least:
            return self.least
        visits = fsum(work.visits_per_year for work in self.works if work.least)
        servers = min(ceil(self.people), _MOST_SERVERS)
        year_s = self.capacity_s_per_year / self.full_time
        return erlang_c_wait(servers, self.least, self.least * servers * year_s / visits)


def erlang_c_wait(servers: int, load: float, service_s: float) -> float | None:
    """The mean wait in seconds before one of so many servers is free; None at a load of 1 and
    more. `load` is the utilisation of each, `service_s` the mean time that an item takes.

    C · S ÷ (n · (1 − ρ)) with Erlang's C, the chance to wait at all (A. K. Erlang, 1917; the
    recursion over Erlang's B is that of R. B. Cooper, Introduction to Queueing Theory, 2nd ed.
    1981, ch. 3).
    """
    if load >= 1:
        return None
    offered = load * servers
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = offered * blocked / (number + offered * blocked)
    waits = blocked / (1 - load * (1 - blocked))
    return waits * service_s / (servers * (1 - load))


@remembered
def team_loads(workspace: Workspace) -> Mapping[str, TeamLoad]:
    """The load of every team whose size is known, by id, in the order in which they are written.

    Σ demand × visits × PT × hands ÷ (size × available × working time) over the streams as
    they are today; where no stream is, over all of them, as if they were. The working time is
    that of the workspace's calendar, since people keep its hours in streams around the clock,
    too; where that calendar is elapsed time, each stream's own, and at most 40 h a week. A team
    that says its `hours` has those. A team without a size of its own has that of its children,
    and their work beside its own; who is said to be available for no share of the time is there
    for all of it.
    """
    from vsm_cli.analysis.flow.item_routing import routing_of

    return _loads(workspace, lambda stream: routing_of(stream).visits)


def loads_at_most(workspace: Workspace) -> Mapping[str, TeamLoad]:
    """Loads that the teams do not go beyond, as far as the work is known: seen at a glance."""

    def visits(stream: Stream) -> Mapping[str, float | None]:
        limits = limits_of(stream)
        if limits is None:
            # Routing is imported where a glance is not enough; a small check needs none of it.
            from vsm_cli.analysis.flow.item_routing import routing_of

            return routing_of(stream).visits
        return dict.fromkeys(stream.steps, limits.visits)

    return _loads(workspace, visits)


def is_to_be(workspace: Workspace) -> bool:
    """Whether no stream is as it is today, so that loads are those of a state still to come."""
    streams = workspace.streams.values()
    return bool(streams) and not any(stream.current for stream in streams)


Visits = Callable[[Stream], Mapping[str, float | None]]


class _StepWork(NamedTuple):
    """A step that people of some team do. `parts` are its work with all support and without some
    of it, as far as it is known; there may be more where `is_bound`."""

    stream: Stream
    step: Step
    visits_per_year: float
    parts: tuple["_HandWork", ...]
    is_bound: bool


class _HandWork(NamedTuple):
    """What one pair of hands does at a step in a year: who has them is said at `step`, and
    `part` is that of one person's working time."""

    step: Step
    work_s: float
    part: float


def _loads(workspace: Workspace, visits: Visits) -> dict[str, TeamLoad]:
    sized = {id_: size for id_ in workspace.teams if (size := size_of(workspace, id_))}
    if not sized:
        return {}
    by_team, planned = _work_by_team(workspace, visits)
    loads = {}
    for id_, (people, full_time) in sized.items():
        members = members_of(workspace, id_)
        found = {w.step.address: w for member in members for w in by_team.get(member, ())}
        works, is_bound = _works_of(workspace, frozenset(members), found.values())
        least = fsum(work.least for work in works) / full_time
        most = fsum(work.most for work in works) / full_time
        nothing = not works and (is_bound or not planned.isdisjoint(members))
        loads[id_] = TeamLoad(
            workspace.teams[id_],
            None if nothing else least,
            None if nothing or is_bound else most,
            people,
            full_time,
            tuple(sorted(works, key=lambda work: -work.most)),
        )
    return loads


def _works_of(
    workspace: Workspace, members: frozenset[str], found: Iterable[_StepWork]
) -> tuple[list[Work], bool]:
    """The known work of a team and those that make it up, and whether there is more."""
    works, is_bound = [], False
    for each in found:
        cases = [part.step for part in each.parts] or [each.step]
        hands = [hands_of(workspace, case, members) for case in cases]
        if not any(most for _, most in hands):
            continue
        is_bound |= each.is_bound
        if each.parts:
            both = list(zip(each.parts, hands, strict=True))
            works.append(
                Work(
                    each.stream,
                    each.step,
                    each.visits_per_year,
                    fsum(part.work_s * least for part, (least, _) in both),
                    fsum(part.part * least for part, (least, _) in both),
                    fsum(part.part * most for part, (_, most) in both),
                )
            )
    return works, is_bound


def hands_of(workspace: Workspace, step: Step, teams: Collection[str]) -> tuple[float, float]:
    """How many hands of these teams work on one item of a step, at least and at most.

    A plain number above 1 beside participants does not say whose they are: the owner has at
    least one of them, and each participant may have the others.
    """
    if step.hands:
        counted = fsum(
            count for owner, count in step.hands.items() if workspace.team_of(owner) in teams
        )
        return counted, counted
    people = 1.0 if step.people is None else step.people
    owns = workspace.team_of(step.owner) in teams
    others = [workspace.team_of(each) in teams for each in step.participants if each != CUSTOMER]
    if people <= 1 or not others or (owns and all(others)):
        return (people, people) if owns else (0.0, 0.0)
    if owns:
        return 1.0, people
    return 0.0, people - 1 if any(others) else 0.0


def _work_by_team(
    workspace: Workspace, visits: Visits
) -> tuple[dict[str, list[_StepWork]], frozenset[str]]:
    """The work of the steps that people of a team have hands in, and the teams of those in
    streams still to come, which ask for nothing today."""
    found: dict[str, list[_StepWork]] = {}
    planned: set[str] = set()
    as_if = is_to_be(workspace)
    for stream in workspace.streams.values():
        teams = {step.id: at_work for step, at_work in _worked(workspace, stream)}
        if not (stream.current or as_if):
            planned.update(*teams.values())
        elif teams:
            for work in _step_works(workspace, stream, visits, teams):
                for team in teams[work.step.id]:
                    found.setdefault(team, []).append(work)
    return found, frozenset(planned)


def _step_works(
    workspace: Workspace, stream: Stream, visits: Visits, steps: Iterable[str]
) -> Iterator[_StepWork]:
    demand = demands(workspace).get(stream.id)
    often = visits(stream) if demand else {}
    calendar = stream.calendar if workspace.calendar.elapsed else workspace.calendar
    year_s = calendar.year_s / calendar.week_s * person_week_s(workspace, calendar)
    for step in map(stream.steps.__getitem__, steps):
        known = often.get(step.id)
        each_s, is_bound = _process_times(workspace, stream, step)
        if known is None or not each_s or demand is None:
            yield _StepWork(stream, step, 0.0, (), is_bound=True)
            continue
        per_year = demand.per_year * known
        parts = tuple(
            _HandWork(case, per_year * work_s, per_year * work_s / year_s)
            for case, work_s in each_s
        )
        yield _StepWork(stream, step, per_year, parts, demand.is_bound or is_bound)


def _process_times(
    workspace: Workspace, stream: Stream, step: Step
) -> tuple[list[tuple[Step, float]], bool]:
    """The process time of a visit in seconds, weighed with the chance of each case where support
    may fail, as far as it is known; and whether there may be more."""
    if not step.failing:
        return ([(step, step.process.mean_s)] if step.process else []), False
    from vsm_cli.analysis.times.stream_figures import stream_figures

    figures = stream_figures(workspace, stream).steps[step.id]
    if not figures.cases:
        known_s = figures.process_time_s
        return ([] if known_s is None else [(step, known_s)]), figures.process_is_bound
    known = [
        (case.step, case.chance * case.times.process_s)
        for case in figures.cases
        if case.times.process_s is not None
    ]
    return known, figures.process_is_bound


def _worked(workspace: Workspace, stream: Stream) -> Iterator[tuple[Step, set[str]]]:
    """The steps that people of teams do, with the teams that may have hands in it."""
    for step in stream.steps.values():
        others = any(use.without and use.without.hands for use in step.failing)
        if step.automated or (step.owner in (None, CUSTOMER) and not (step.hands or others)):
            continue
        takes_part = [*(step.hands or (step.owner, *step.participants))]
        takes_part += [owner for use in step.failing if use.without for owner in use.without.hands]
        teams = {team for each in takes_part if (team := workspace.team_of(each))}
        if teams:
            yield step, teams
