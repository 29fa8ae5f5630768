"""What an item walks through: to the end, to a first passage, to a last one."""

from collections.abc import Callable, Mapping
from math import fsum

from vsm_cli.analysis.flow.fork_results import Exit
from vsm_cli.analysis.flow.item_routing import Move, MoveRows, Moves, Routing
from vsm_cli.analysis.flow.markov_chain import AbsorbingChain
from vsm_cli.analysis.reachable import reachable
from vsm_cli.analysis.times.durations import Durations
from vsm_cli.analysis.times.tally import GOAL, Crossing, Tally

Crossings = Mapping[str, Crossing | None]


class Walks:
    """The walks through one routing, with the times of its steps.

    The chain is that of the states outside of forks; a fork is crossed in one move. A walk is
    None where a split on the way is unknown or an item may never get there.
    """

    def __init__(self, routing: Routing, durations: Durations) -> None:
        self._routing = routing
        self._durations = durations
        self._crossings = _crossings(routing, durations)
        self._rows = _crossed(routing.rows, self._crossings)

    def whole(self) -> Tally | None:
        """To the end, along the longest branches."""
        starts = self._routing.starts
        if not starts:
            return None
        chain = AbsorbingChain(self._rows, starts)
        if not chain.solvable:
            return None
        tally = Tally()
        _add(tally, chain.visits(starts), self._rows, self._crossings, lambda _: 1.0)
        return tally

    def until_first(self, goal: str) -> Tally | None:
        """Until `goal` is done for the first time; items that never pass it walk to the end.
        None also where no item passes it."""
        toward = self._toward(goal)
        return toward.first() if toward and toward.passed else None

    def until_last(self, goal: str) -> Tally | None:
        """Until `goal` is done for the last time; items that never pass it walk to the end."""
        toward = self._toward(goal)
        return toward.last() if toward else None

    def _toward(self, goal: str) -> "_Toward | None":
        if not self._routing.starts or goal not in self._rows:
            return None
        toward = _Toward(
            goal,
            self._routing,
            self._rows,
            self._crossings,
            _crossings(self._routing, self._durations, goal, self._crossings),
        )
        return toward if toward.solvable else None


class _Toward:
    """The walks to one goal, which may lie within a fork.

    `gate` is the goal, or the outermost fork that it lies in: what the chain of states outside
    of forks shows of it. `cut` are the crossings that end at the goal.
    """

    def __init__(
        self,
        goal: str,
        routing: Routing,
        rows: MoveRows,
        whole: Crossings,
        cut: Crossings,
    ) -> None:
        self._goal, self._routing = goal, routing
        self._rows, self._whole, self._cut = rows, whole, cut
        self._around = [fork for fork in routing.forks if fork.holds(goal)]
        self._gate = self._around[-1].state if self._around else goal
        self._until = _crossed(rows, {fork.state: cut[fork.state] for fork in self._around})
        if not self._around:
            self._until[goal] = (Move(GOAL.target, 1.0, None),)
            self._cut = {state: crossing for state, crossing in cut.items() if state != goal}
        starts = routing.starts or {}
        chain = AbsorbingChain(self._until, starts)
        self.solvable = chain.solvable
        self._visits = chain.visits(starts) if chain.solvable else {}

    @property
    def passed(self) -> bool:
        """Whether any item passes the goal."""
        return self._visits.get(self._gate, 0.0) * self._share(self._gate, GOAL.target) > 0

    def _share(self, state: str, target: str) -> float:
        return fsum(m.share for m in self._until[state] or () if m.target == target)

    def first(self) -> Tally:
        tally = Tally()
        _add(tally, self._visits, self._until, self._cut, lambda _: 1.0)
        return tally

    def last(self) -> Tally | None:
        """Until the first passage all counts. After that, what an item does counts with the
        chance that it comes to the goal again, by the Markov property (Kemeny & Snell, ch. III).
        """
        if not self.passed:
            return self.first()
        circle = self._circle()
        if not circle:
            tally = self.first()
            return self._rounds_inside(tally, self._visits[self._gate], lambda _: 0.0)
        inner = circle - {self._goal}
        back = AbsorbingChain(self._until, inner, inner)
        rounds = AbsorbingChain(self._rows, circle, circle)
        if not (back.solvable and rounds.solvable):
            return None
        goal = GOAL.target if self._around else self._goal
        chance = back.values({state: self._share(state, goal) for state in back.states})
        if not self._around:
            chance[self._goal] = 1.0
            tally = self.first()
            visits = rounds.visits({self._goal: self._visits[self._goal]})
            _add(tally, visits, self._rows, self._whole, lambda state: chance.get(state, 0.0))
            return tally
        return self._last_through(rounds, lambda state: chance.get(state, 0.0))

    def _last_through(self, rounds: AbsorbingChain, again: Callable[[str], float]) -> Tally | None:
        """Until the last passage through a goal within a fork. An item that comes `again` after
        it has left the fork counts whole there; else until the goal, or, where it never was at
        the goal, whole the first time."""
        gate, first = self._gate, self._visits[self._gate]
        whole, cut = self._whole[gate], self._cut[gate]
        if whole is None or cut is None:
            return None
        onward: dict[str, float] = {}
        for sign, rows in ((1.0, self._rows), (-1.0, self._until)):
            for move in rows[gate] or ():
                if move.target != GOAL.target:
                    mass = onward.get(move.target, 0.0) + sign * first * move.share
                    onward[move.target] = mass
        later = rounds.visits({target: max(0.0, mass) for target, mass in onward.items()})
        often = first + later.pop(gate, 0.0)
        tally = Tally()
        before = {state: visits for state, visits in self._visits.items() if state != gate}
        _add(tally, before, self._until, self._cut, lambda _: 1.0)
        _add(tally, later, self._rows, self._whole, again)
        _cross(tally, gate, whole, lambda exit_: often * again(exit_.target))
        never = self._never(again) * often

        def to_goal(exit_: Exit) -> float:
            return never if exit_ == GOAL else first * (1.0 - again(exit_.target))

        _cross(tally, gate, cut, to_goal)
        return self._rounds_inside(tally, often, again)

    def _never(self, again: Callable[[str], float]) -> float:
        """The chance that an item which has come to the goal within the gate never does again
        once it has left it."""

        def leaving(rows: MoveRows) -> float:
            moves = [m for m in rows[self._gate] or () if m.target != GOAL.target]
            return fsum(move.share * (1.0 - again(move.target)) for move in moves)

        return (leaving(self._rows) - leaving(self._until)) / self._share(self._gate, GOAL.target)

    def _rounds_inside(
        self, tally: Tally, often: float, again: Callable[[str], float]
    ) -> Tally | None:
        """Add the rounds that lead back to a goal within the branch that it is in."""
        if not self._around:
            return tally
        fork = self._around[0]
        (branch,) = [branch for branch in fork.branches if self._goal in branch.states]
        rounds = AbsorbingChain(self._rows, [self._goal], branch.states)
        others = branch.states - {self._goal}
        back = AbsorbingChain(self._rows, others, others)
        if len(self._around) > 1 or not (rounds.solvable and back.solvable):
            outer = self._around[-1]
            inside = frozenset((outer.state,)).union(*(b.states for b in outer.branches))
            if self._goal in self._beyond(self._goal, inside - {outer.state}):
                tally.vague.add(outer.state)
            return tally
        to_goal = {
            state: fsum(m.share for m in self._rows[state] or () if m.target == self._goal)
            for state in back.states
        }
        chance = back.values(to_goal) | {self._goal: 1.0}
        known = self._rows[self._gate] is not None
        mass = often * self._share(self._gate, GOAL.target) * (self._never(again) if known else 1.0)
        visits = rounds.visits({self._goal: mass})
        _add(tally, visits, self._rows, self._whole, lambda state: chance.get(state, 0.0))
        return tally

    def _beyond(self, start: str, inside: frozenset[str]) -> set[str]:
        """What can be reached from a state without leaving `inside`."""

        def onward(state: str) -> list[str]:
            return [target for target in self._routing.targets[state] if target in inside]

        return set(reachable(onward(start), onward))

    def _circle(self) -> set[str]:
        """The states outside of forks on a way from the gate back to it, the gate included; none
        if there is no such way."""
        onward = {
            state: self._left_to(state) if moves is None else [m.target for m in moves]
            for state, moves in self._rows.items()
        }
        backward: dict[str, list[str]] = {}
        for state, targets in onward.items():
            for target in targets:
                backward.setdefault(target, []).append(state)
        after = reachable(onward[self._gate], lambda state: onward.get(state, ()))
        before = reachable(backward.get(self._gate, ()), lambda state: backward.get(state, ()))
        return after.keys() & before.keys()

    def _left_to(self, state: str) -> list[str]:
        """Where a state, or a fork with all that is in it, may be left to."""
        fork = next((fork for fork in self._routing.forks if fork.state == state), None)
        if fork is None:
            return list(self._routing.targets[state])
        inside = frozenset((state,)).union(*(branch.states for branch in fork.branches))
        targets = (self._routing.targets[each] for each in inside)
        return [target for each in targets for target in each if target not in inside]


def _crossings(
    routing: Routing,
    durations: Durations,
    goal: str | None = None,
    known: Crossings | None = None,
) -> Crossings:
    """The crossing of every fork; see `fork_ways.crossings`."""
    if not routing.forks:
        return {}
    # Imported where something goes side by side; a small check needs none of it.
    from vsm_cli.analysis.times.fork_ways import crossings

    return crossings(routing, durations, goal, known)


def _crossed(rows: Mapping[str, Moves | None], crossed: Crossings) -> MoveRows:
    """Rows with the moves of some forks, to where they are left."""
    return dict(rows) | {state: _moves(crossing) for state, crossing in crossed.items()}


def _moves(crossing: Crossing | None) -> Moves | None:
    if crossing is None:
        return None
    found: dict[Exit, float] = {}
    for (_, exit_), chance in crossing.ways.items():
        found[exit_] = found.get(exit_, 0.0) + chance
    return tuple(Move(exit_.target, chance, exit_.route) for exit_, chance in found.items())


def _add(
    tally: Tally,
    visits: Mapping[str, float],
    rows: MoveRows,
    crossed: Crossings,
    worth: Callable[[str], float],
) -> None:
    """Add visits, each with what it is worth where it leads to."""
    for state, often in visits.items():
        crossing = crossed.get(state)
        if crossing is not None:
            _cross(tally, state, crossing, lambda exit_: worth(exit_.target), often)
            continue
        for move in rows[state] or ():
            counted = often * move.share * worth(move.target)
            tally.stays[state] += counted
            tally.come(move.route, counted)


def _cross(
    tally: Tally,
    state: str,
    crossing: Crossing,
    weight: Callable[[Exit], float],
    often: float = 1.0,
) -> None:
    """Add crossings of a fork, each with a weight by where it is left to."""
    for (_, exit_), chance in crossing.ways.items():
        counted = chance * often * weight(exit_)
        tally.stays[state] += counted
        tally.come(exit_.route, counted)
    crossing.gather(lambda way: often * weight(way[1]), tally)
