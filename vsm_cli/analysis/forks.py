"""Forks, where work goes on side by side, and the joins where it comes together again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Branch:
    """One branch of a fork: where it begins, and the states on it before the join.

    `route` is None where the branch begins with a fork of its own making (see `Fork`).
    """

    head: str
    route: Route | None
    states: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fork:
    """Branches that run side by side until `join` (a step, or the end).

    Where some branches of a step meet before the others, they make a fork of their own
    within it. Its `state` is no step's id: it stands for a moment, not for work.
    """

    state: str
    branches: tuple[Branch, ...]
    join: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Forks:
    """The forks of a stream, inner ones before those around them, and the ids of the steps
    whose branches do not come together as side-by-side work must (VSM507)."""

    sound: tuple[Fork, ...]
    unsound: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """One branch, or several that have met: what comes before `tip` is settled."""

    head: str
    route: Route | None
    tip: str
    settled: frozenset[str] = frozenset()


def find_forks(
    targets: Mapping[str, Sequence[str]],
    forking: Mapping[str, Sequence[Route]],
    entries: Iterable[str],
) -> Forks:
    """The forks among `forking` (the steps that hand on to all their routes at once).

    `targets` names the successors of every step, `entries` where work comes in. The join is
    the nearest step that every branch passes on every way that does not end the case, and
    before which the branches share no step; if they share none at all, the end.
    """
    if not forking:
        return Forks((), ())
    finder = _Finder(targets, forking, entries)
    found = {step: finder.find(step, routes) for step, routes in forking.items()}
    unsound = tuple(step for step, forks in found.items() if not forks)
    made = {step: {fork.state for fork in forks} for step, forks in found.items()}
    sound = [
        replace(fork, branches=tuple(_with_made(branch, made) for branch in fork.branches))
        for forks in found.values()
        for fork in forks
    ]
    # A fork within a branch holds fewer states than that branch.
    sound.sort(key=lambda fork: sum(len(branch.states) for branch in fork.branches))
    return Forks(tuple(sound), unsound)


def _with_made(branch: Branch, made: Mapping[str, set[str]]) -> Branch:
    """The branch with the states that the forks of its steps made."""
    more = [made[state] for state in branch.states if state in made]
    return replace(branch, states=branch.states.union(*more)) if more else branch


class _Finder:
    def __init__(
        self,
        targets: Mapping[str, Sequence[str]],
        forking: Iterable[str],
        entries: Iterable[str],
    ) -> None:
        self._targets = targets
        self._entries = frozenset(entries)
        self._order = {step: number for number, step in enumerate(targets)}
        self._sources: dict[str, set[str]] = {step: set() for step in targets}
        # What no item reaches disturbs no fork, unless the fork is there itself.
        for step in self._before((*self._entries, *forking), END):
            for target in targets[step]:
                if target != END:
                    self._sources[target].add(step)

    def find(self, fork: str, routes: Sequence[Route]) -> list[Fork]:
        """The fork of a step and those of its own making, inner first; none if unsound."""
        groups = [_Group(route.target, route, route.target) for route in routes]
        found: list[Fork] = []
        while True:
            meeting = self._nearest_meeting(fork, groups)
            if meeting is None:
                return []
            join, members, branches = meeting
            if len(members) == len(groups):
                return [*found, Fork(fork, branches, join)]
            state = f"{fork} {len(found) + 1}"
            found.append(Fork(state, branches, join))
            inside = frozenset((state,)).union(*(branch.states for branch in branches))
            groups = [group for group in groups if group not in members]
            groups.append(_Group(state, None, join, inside))

    def _nearest_meeting(
        self, fork: str, groups: list[_Group]
    ) -> tuple[str, list[_Group], tuple[Branch, ...]] | None:
        """The step where groups meet first, those groups, and their branches up to it."""
        reach = [self._before((group.tip,), fork) for group in groups]
        shared = set[str]().union(*(a & b for a, b in combinations(reach, 2)))
        best = None
        for join in sorted(shared, key=self._order.__getitem__) if shared else [END]:
            members = [
                group for group, steps in zip(groups, reach, strict=True) if join in steps
            ] or groups
            branches = self._branches(fork, members, join)
            size = sum(len(branch.states) for branch in branches)
            if branches and (best is None or size < best[0]):
                best = (size, join, members, branches)
        return best and best[1:]

    def _branches(self, fork: str, groups: list[_Group], join: str) -> tuple[Branch, ...]:
        """The groups as branches up to a join; none where they are not apart until there."""
        branches: list[Branch] = []
        taken: set[str] = set()
        for group in groups:
            steps = self._before((group.tip,), join)
            inside = group.settled | steps
            # The fork leads to the tip, or some of its branches do that have met there.
            entered = any(
                self._sources[step] - inside - ({fork} if step == group.tip else set())
                for step in steps
            )
            # What goes back before the fork holds an entry, or is entered from there.
            if entered or taken & steps or self._entries & steps:
                return ()
            taken |= steps
            branches.append(Branch(group.head, group.route, frozenset(inside)))
        return tuple(branches)

    def _before(self, starts: Iterable[str], stop: str) -> set[str]:
        """The steps that can be reached from `starts`, themselves included, without passing
        `stop`."""
        seen: set[str] = set()
        todo = list(starts)
        while todo:
            step = todo.pop()
            if step not in seen and step not in (stop, END):
                seen.add(step)
                todo += self._targets[step]
        return seen
