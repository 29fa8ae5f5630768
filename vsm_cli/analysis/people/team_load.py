"""How much of a team's working time its steps take, and what waiting that means."""

from collections.abc import Mapping
from math import ceil, fsum

from msgspec import Struct

from vsm_cli.analysis.memo import WhileSame, remembered
from vsm_cli.analysis.people.team_capacity import members_of, size_of
from vsm_cli.analysis.people.team_work import Kept, Visits, Work, work_by_team, works_of
from vsm_cli.analysis.times.quick_bounds import limits_of
from vsm_cli.model.elements import Team
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

_EXACT: Kept = WhileSame("team work")
_AT_MOST: Kept = WhileSame("team work at most")

# From this load on a report says what waiting it means: it grows fast with every further item.
BUSY = 0.8

# More people than that let nobody wait; Erlang's formula runs over them one by one.
_MOST_SERVERS = 10_000


class TeamLoad(Struct, frozen=True):
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

    return _loads(workspace, lambda stream: routing_of(stream).visits, _EXACT)


def loads_at_most(workspace: Workspace) -> Mapping[str, TeamLoad]:
    """Loads that the teams do not go beyond, as far as the work is known: seen at a glance."""

    def visits(stream: Stream) -> Mapping[str, float | None]:
        limits = limits_of(stream)
        if limits is None:
            # Routing is imported where a glance is not enough; a small check needs none of it.
            from vsm_cli.analysis.flow.item_routing import routing_of

            return routing_of(stream).visits
        return dict.fromkeys(stream.steps, limits.visits)

    return _loads(workspace, visits, _AT_MOST)


def _loads(workspace: Workspace, visits: Visits, kept: Kept) -> dict[str, TeamLoad]:
    sized = {id_: size for id_ in workspace.teams if (size := size_of(workspace, id_))}
    if not sized:
        return {}
    by_team, planned = work_by_team(workspace, visits, kept)
    loads = {}
    for id_, (people, full_time) in sized.items():
        members = members_of(workspace, id_)
        of_each = [work for member in members for work in by_team.get(member, ())]
        if len(members) == 1:
            works = [work for each in of_each for work in each.works]
            is_bound = any(each.is_bound for each in of_each)
        else:
            # What several members have hands in counts once.
            found = dict.fromkeys(step for each in of_each for step in each.steps)
            works, is_bound = works_of(workspace, frozenset(members), found)
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
