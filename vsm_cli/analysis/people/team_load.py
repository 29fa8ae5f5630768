"""How much of a team's working time its steps take, and what waiting that means."""

from collections.abc import Callable, Iterator, Mapping
from math import ceil, fsum
from typing import NamedTuple

from vsm_cli.analysis.links.demand import demands
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.times.quick_bounds import limits_of
from vsm_cli.model.elements import CUSTOMER, Team
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

# From this load on a report says what waiting it means: it grows fast with every further item.
BUSY = 0.8

# More people than that let nobody wait; Erlang's formula runs over them one by one.
_MOST_SERVERS = 10_000


class Work(NamedTuple):
    """What one step asks of its team in a year: visits, and seconds of work in all of them.

    `load` is the part of one person's working time that this is.
    """

    stream: Stream
    step: Step
    visits_per_year: float
    work_s_per_year: float
    load: float


class TeamLoad(NamedTuple):
    """How much work comes to a team and how much working time it has.

    `load` is the share of its working time that the work takes (1: all of it); at least that
    where `is_bound`, since some demand, visits or process time is not known, and None where
    none of it is. `people` is its size, `full_time` that size when everybody counts with the
    share of the time in which he is available. `works` has the heaviest first, those of children
    that make up the size included.
    """

    team: Team
    load: float | None
    is_bound: bool
    people: float
    full_time: float
    works: tuple[Work, ...]

    @property
    def work_s_per_year(self) -> float:
        return fsum(work.work_s_per_year for work in self.works)

    @property
    def capacity_s_per_year(self) -> float:
        """The working time in seconds per year, as far as people are available."""
        return self.work_s_per_year / self.load if self.load else 0.0

    @property
    def waiting_s(self) -> float | None:
        """What an item waits before a step of the team on average, in seconds of working time,
        because of the load alone; None where the queue grows without end or nothing is known.

        Erlang C: work comes at random and takes exponentially distributed times. Whoever is
        available for a part of the time counts as somebody who takes that much longer.
        """
        if not self.load:
            return self.load
        visits = fsum(work.visits_per_year for work in self.works)
        servers = min(ceil(self.people), _MOST_SERVERS)
        year_s = self.capacity_s_per_year / self.full_time
        return erlang_c_wait(servers, self.load, self.load * servers * year_s / visits)


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

    Σ demand × visits × PT × people ÷ (size × available × working time) over the streams as
    they are today. The working time is that of the workspace's calendar, since people keep its
    hours in streams around the clock, too; where that calendar is elapsed time, each stream's
    own. A team without a size of its own has that of its children, and their work beside its
    own; who is said to be available for no share of the time is there for all of it.
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


Visits = Callable[[Stream], Mapping[str, float | None]]


class _TeamWork(NamedTuple):
    """The known work of one team, and the steps of which it is not known."""

    works: list[Work]
    unknown: list[Step]


def _loads(workspace: Workspace, visits: Visits) -> dict[str, TeamLoad]:
    sized = {id_: size for id_ in workspace.teams if (size := _size(workspace, id_))}
    if not sized:
        return {}
    by_team = _work_by_team(workspace, visits)
    loads = {}
    for id_, (people, full_time) in sized.items():
        members = _members(workspace, id_)
        done = [by_team[member] for member in members if member in by_team]
        works = [work for each in done for work in each.works]
        load = fsum([work.load for work in works]) / full_time
        is_bound = any(each.unknown for each in done)
        loads[id_] = TeamLoad(
            workspace.teams[id_],
            None if is_bound and not works else load,
            is_bound,
            people,
            full_time,
            tuple(sorted(works, key=lambda work: -work.work_s_per_year)),
        )
    return loads


def _work_by_team(workspace: Workspace, visits: Visits) -> dict[str, _TeamWork]:
    """The work of every team's steps; only streams as they are today count."""
    found: dict[str, _TeamWork] = {}
    for stream in workspace.streams.values():
        owned = list(_worked(workspace, stream)) if stream.current else []
        if not owned:
            continue
        demand = demands(workspace).get(stream.id)
        often = visits(stream) if demand else {}
        calendar = stream.calendar if workspace.calendar.elapsed else workspace.calendar
        year_s = calendar.year_s
        for team, step in owned:
            done = found.setdefault(team, _TeamWork([], []))
            known = often.get(step.id)
            if known is None or step.process is None or demand is None:
                done.unknown.append(step)
                continue
            if demand.is_bound:
                done.unknown.append(step)
            per_year = demand.per_year * known
            people = 1.0 if step.people is None else step.people
            work_s = per_year * step.process.mean_s * people
            done.works.append(Work(stream, step, per_year, work_s, work_s / year_s))
    return found


def _worked(workspace: Workspace, stream: Stream) -> Iterator[tuple[str, Step]]:
    """The steps that people of a team do, with the team."""
    for step in stream.steps.values():
        if not step.automated and step.owner not in (None, CUSTOMER):
            team = workspace.team_of(step.owner)
            if team:
                yield team, step


def _size(
    workspace: Workspace, team: str, available: float = 1.0, inside: tuple[str, ...] = ()
) -> tuple[float, float] | None:
    """How many people a team has, and how many full-time ones that makes; None where that is
    not known. Who belongs to a team counts with its availability where he has none of his own."""
    given = workspace.teams[team]
    if given.unread & {"size", "available"} or team in inside:
        return None
    available = available if given.available is None else given.available
    if given.size is not None:
        return (given.size, given.size * available) if given.size * available > 0 else None
    sizes = [
        _size(workspace, child, available, (*inside, team)) for child in _children(workspace, team)
    ]
    known = [size for size in sizes if size is not None]
    if not known or len(known) < len(sizes):
        return None
    return fsum(people for people, _ in known), fsum(full_time for _, full_time in known)


def _members(workspace: Workspace, team: str) -> list[str]:
    """The team and, where they make up its size, its children and theirs."""
    found = [team]
    for member in found:
        if workspace.teams[member].size is None:
            found += _children(workspace, member)
    return found


@remembered
def _children_by_team(workspace: Workspace) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for team in workspace.teams.values():
        if team.parent:
            found.setdefault(team.parent, []).append(team.id)
    return found


def _children(workspace: Workspace, team: str) -> list[str]:
    return _children_by_team(workspace).get(team, [])
