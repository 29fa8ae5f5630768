"""Finding the forks of a stream, and where their branches come together."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from vsm_cli.analysis.components import components
from vsm_cli.analysis.flow.dominance import Dominance
from vsm_cli.analysis.flow.forks import Branch, Fork, Forks
from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route


class _Group(Struct, frozen=True, eq=False):
    """One branch, or several that have met: what comes before `tip` is settled.

    `steps` are those from the tip on that nothing else leads to, and `exits` where they lead,
    the end and what lies before the fork left out; None where something else leads there.
    """

    head: str
    route: Route | None
    tip: str
    settled: frozenset[str]
    steps: frozenset[str] | None
    exits: frozenset[str]

    def can_meet_at(self, join: str) -> bool:
        return self.tip == join or (self.steps is not None and self.exits == {join})

    def until(self, join: str) -> frozenset[str]:
        """The steps from the tip on that come before a join where it can meet others."""
        return frozenset() if self.tip == join or self.steps is None else self.steps


def find_forks(
    targets: Mapping[str, Sequence[str]],
    forking: Mapping[str, Sequence[Route]],
    entries: Iterable[str],
) -> Forks:
    """The forks among `forking` (the steps that hand on to all their routes at once).

    `targets` names the successors of every step, `entries` where work comes in. The join is
    the nearest step that every branch passes on every way that does not end the case or send it
    back before the fork, and before which the branches share no step; if they share none at
    all, the end.
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
        # What no item reaches disturbs no fork, unless the fork is there itself.
        self._circle = components(targets)
        roots = [*self._entries, *sorted(forking, key=self._circle.__getitem__)]
        self._ways = Dominance(targets, self._not_behind(roots))

    def _not_behind(self, roots: Iterable[str]) -> list[str]:
        """The roots that no earlier one leads to; the entries always."""
        seen: set[str] = set()
        found = []

        def onward(step: str) -> list[str]:
            return [t for t in self._targets[step] if t != END and t not in seen]

        for root in roots:
            if root in self._entries or root not in seen:
                found.append(root)
                seen |= reachable([root], onward).keys()
        return found

    def find(self, fork: str, routes: Sequence[Route]) -> list[Fork]:
        """The fork of a step and those of its own making, inner first; none if unsound."""
        groups = [self._group(fork, route.target, route, route.target) for route in routes]
        found: list[Fork] = []
        while True:
            meeting = self._nearest_meeting(fork, groups)
            if meeting is None:
                return []
            join, members = meeting
            branches = tuple(
                Branch(group.head, group.route, group.settled | group.until(join))
                for group in members
            )
            if len(members) == len(groups):
                return [*found, Fork(fork, branches, join)]
            state = f"{fork} {len(found) + 1}"
            found.append(Fork(state, branches, join, made=True))
            inside = frozenset((state,)).union(*(branch.states for branch in branches))
            groups[groups.index(members[0])] = self._group(fork, state, None, join, inside)
            groups = [group for group in groups if group not in members]

    def _group(
        self,
        fork: str,
        head: str,
        route: Route | None,
        tip: str,
        settled: frozenset[str] = frozenset(),
    ) -> _Group:
        if tip == END:
            return _Group(head, route, tip, settled, frozenset(), frozenset())
        # The fork leads to the tip, or some of its branches do that have met there.
        entered = any(
            source != fork and source not in settled and not self._ways.is_behind(source, tip)
            for source in self._ways.sources[tip]
        )
        # What goes back before the fork holds an entry, or is entered from there.
        if entered or tip in self._entries or self._ways.is_behind(fork, tip):
            return _Group(head, route, tip, settled, None, frozenset())
        steps = self._ways.behind(tip)
        left = {target for step in steps for target in self._targets[step]} - steps
        onward = {target for target in left if target == END or not self._is_before(target, fork)}
        # Where all ways lead back before the fork, that is where they meet.
        exits = (onward or left) - {END}
        return _Group(head, route, tip, settled, frozenset(steps), frozenset(exits))

    def _is_before(self, step: str, fork: str) -> bool:
        """Whether a step that a branch leads to stands before the fork, or is the fork."""
        if step == fork or self._ways.is_behind(fork, step):
            return True
        return (
            self._order[step] < self._order[fork]
            and self._circle[step] == self._circle[fork]
            and not self._ways.is_behind(step, fork)
        )

    def _nearest_meeting(self, fork: str, groups: list[_Group]) -> tuple[str, list[_Group]] | None:
        """The step where groups meet first, and those groups."""
        ending = all(group.steps is not None and not group.exits for group in groups)
        if ending and _apart(groups, END):
            return END, groups
        places: dict[str, list[_Group]] = {}
        for group in groups:
            for place in {group.tip, *group.exits}:
                if group.can_meet_at(place):
                    places.setdefault(place, []).append(group)
        best = None
        for join in sorted(places.keys() - {END, fork}, key=self._order.__getitem__):
            members = places[join]
            size = sum(len(group.settled) + len(group.until(join)) for group in members)
            if len(members) > 1 and (best is None or size < best[0]):
                others = {group.tip for group in groups if group not in members}
                if _apart(members, join) and not self._leads(others, join, fork, members):
                    best = size, join, members
        return best and best[1:]

    def _leads(self, starts: set[str], join: str, fork: str, members: Sequence[_Group]) -> bool:
        """Whether one of the starts leads to the join, without passing the fork. From nowhere
        else can the steps of the members be entered."""
        if not starts:
            return False
        seen = {fork}.union(*(group.settled | group.until(join) for group in members))
        todo = [join]
        while todo:
            for source in self._ways.sources[todo.pop()] - seen:
                if source in starts:
                    return True
                seen.add(source)
                todo.append(source)
        return False


def _apart(groups: Sequence[_Group], join: str) -> bool:
    """Whether groups share no step before the join."""
    tips = [group.tip for group in groups if group.tip not in (join, END)]
    return len(tips) == len(set(tips))
