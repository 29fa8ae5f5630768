"""What an item walks through: to the end, to a first passage, to a last one."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from vsm_cli.analysis.flow.forks import Branch, Fork
from vsm_cli.analysis.flow.item_routing import Move, MoveRows, Moves, Routing, follow
from vsm_cli.analysis.flow.markov_chain import AbsorbingChain
from vsm_cli.analysis.reachable import reachable
from vsm_cli.analysis.times.step_times import StepTimes
from vsm_cli.model.elements import END


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """How often, on average, an item stays in each state and takes each move, as far as the
    walk goes. Of the branches of a fork it follows one."""

    stays: Mapping[str, float]
    moves: tuple[tuple[str, Move, float], ...]


class Walks:
    """The walks through one routing, with the times of its steps.

    `rows` follow the longest branch of every fork; None for a fork of which a branch's
    length is not known.
    """

    def __init__(self, routing: Routing, times: Mapping[str, StepTimes]) -> None:
        self._routing = routing
        self._times = times
        self._lengths: dict[str, list[float]] = {}
        self._rows = dict(routing.rows)
        for fork in routing.forks:
            chances = routing.chances[fork.state]
            if chances:
                lengths = [self._length(branch, fork) for branch in fork.branches]
                self._lengths[fork.state] = lengths
                follow(self._rows, fork, chances, lengths.index(max(lengths)))

    def whole(self) -> Walk | None:
        """To the end, along the longest branches; None where a split on the way is unknown
        or an item may never get there."""
        starts = self._routing.starts
        if not starts:
            return None
        chain = AbsorbingChain(self._rows, starts)
        return _walk(self._rows, chain.visits(starts)) if chain.solvable else None

    def until_first(self, goal: str) -> Walk | None:
        """Until `goal` is done for the first time; items that never pass it walk to the end.
        None also where no item passes it."""
        first = self._first(self._rows_toward(goal), goal)
        return first if first and first.stays.get(goal) else None

    def until_last(self, goal: str) -> Walk | None:
        """Until `goal` is done for the last time; items that never pass it walk to the end.

        Until the first passage all counts. After that a stay counts for the items that come
        to the goal again: with the chance of that, by the Markov property (Kemeny & Snell,
        ch. III).
        """
        rows = self._rows_toward(goal)
        first = self._first(rows, goal)
        if not first or not first.stays.get(goal):
            return first
        return self._with_returns(rows, goal, first)

    def _first(self, rows: MoveRows, goal: str) -> Walk | None:
        starts = self._routing.starts
        if not starts or goal not in rows:
            return None
        cut = rows | {goal: (Move(END, 1.0, None),)}
        chain = AbsorbingChain(cut, starts)
        if not chain.solvable:
            return None
        stays = chain.visits(starts)
        return _walk({state: cut[state] if state != goal else () for state in stays}, stays)

    def _with_returns(self, rows: MoveRows, goal: str, first: Walk) -> Walk | None:
        """The walk with the rounds that lead back to the goal."""
        circle = self._circle(rows, goal)
        if not circle:
            return first
        rounds = AbsorbingChain(rows, [goal], circle)
        if not rounds.solvable:
            return None
        visits = rounds.visits({goal: first.stays[goal]})
        back = AbsorbingChain(rows, circle - {goal}, circle - {goal})
        to_goal = {
            state: fsum(move.share for move in rows[state] or () if move.target == goal)
            for state in back.states
        }
        chance = back.values(to_goal) | {goal: 1.0}
        stays = dict(first.stays) | {goal: visits[goal]}
        for state in back.states:
            stays[state] = stays.get(state, 0.0) + visits[state] * chance[state]
        moves = tuple(
            (state, move, visits[state] * move.share * chance[move.target])
            for state in rounds.states
            for move in rows[state] or ()
            if move.target in circle
        )
        return Walk(stays, first.moves + moves)

    def _circle(self, rows: MoveRows, goal: str) -> set[str]:
        """The states on a way from the goal back to it, the goal included; none if there is
        no such way."""
        onward = {
            state: self._routing.targets[state] if moves is None else [m.target for m in moves]
            for state, moves in rows.items()
        }
        backward: dict[str, list[str]] = {}
        for state, targets in onward.items():
            for target in targets:
                backward.setdefault(target, []).append(state)
        after = reachable(onward.get(goal, ()), lambda state: onward.get(state, ()))
        before = reachable(backward.get(goal, ()), lambda state: backward.get(state, ()))
        return after.keys() & before.keys()

    def _rows_toward(self, goal: str) -> MoveRows:
        """Rows that follow the branches that lead to `goal` before the join, else the longest.

        Where the branch to the goal is shorter than the longest, an item that is not done
        when it leaves the branch waits for as long as the longest lasts on average.
        """
        if not any(
            goal in branch.states for fork in self._routing.forks for branch in fork.branches
        ):
            return self._rows
        rows = dict(self._routing.rows)
        for fork in self._routing.forks:
            pick = next((n for n, b in enumerate(fork.branches) if goal in b.states), None)
            chances = self._routing.chances[fork.state]
            if chances:
                lengths = self._lengths[fork.state]
                longest = max(lengths)
                pick = lengths.index(longest) if pick is None else pick
                follow(rows, fork, chances, pick, longest - lengths[pick])
            elif pick is not None:
                _follow_blindly(rows, fork, pick)
        return rows

    def extra_s(self, move: Move) -> float:
        """What a move adds to the time of the step that it leads to, in seconds."""
        route = move.route
        if route is None:
            return move.delay_s
        if route.target == END:
            return move.delay_s + (route.wait.mean_s if route.wait else 0.0)
        times = self._times[route.target]
        waiting_s = move.delay_s + times.wait_along(route)
        return waiting_s - times.wait_along(None) if move.target == route.target else waiting_s

    def _length(self, branch: Branch, fork: Fork) -> float:
        """The mean time of a branch in seconds, the wait before the join included."""

        def taken_s(move: Move) -> float:
            if move.target == fork.join and move.route and fork.join != END:
                return move.delay_s + self._times[fork.join].wait_along(move.route)
            return self.extra_s(move)

        chain = AbsorbingChain(self._rows, [branch.head], branch.states)
        gains = {
            state: fsum(
                (
                    self._times[state].known_s if state in self._times else 0.0,
                    *(move.share * taken_s(move) for move in self._rows[state] or ()),
                )
            )
            for state in chain.states
        }
        head_s = taken_s(Move(branch.head, 1.0, branch.route))
        return head_s + chain.values(gains).get(branch.head, 0.0)


def _walk(rows: Mapping[str, Moves | None], stays: Mapping[str, float]) -> Walk:
    moves = tuple(
        (state, move, often * move.share)
        for state, often in stays.items()
        for move in rows[state] or ()
    )
    return Walk(stays, moves)


def _follow_blindly(rows: MoveRows, fork: Fork, pick: int) -> None:
    """Follow a branch of a fork without knowing what comes where it ends."""
    branch = fork.branches[pick]
    rows[fork.state] = (Move(branch.head, 1.0, branch.route),)
    for state in branch.states:
        if any(move.target in (fork.join, END) for move in rows[state] or ()):
            rows[state] = None
