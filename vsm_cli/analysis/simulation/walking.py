"""Many items walk through a stream at once: arrays of items, never a loop over items."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from vsm_cli.analysis.flow.fork_results import Exit
from vsm_cli.analysis.flow.forks import SKIPPED, Branch, Fork
from vsm_cli.analysis.flow.item_routing import Move, Routing
from vsm_cli.analysis.simulation.sampling import (
    CaseSampler,
    Draw,
    Floats,
    StepSampler,
    route_sampler,
)
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Stream

Items = NDArray[np.int64]


class ItemGroup(NamedTuple):
    """Items that come to a state together: who, when (s), along which route, and whether they
    have waited for it already."""

    items: Items
    time_s: Floats
    route: Route | None
    waited: bool = False


class WalkOutcome(NamedTuple):
    """What items took, in seconds: whole, up to the last time that delivery was done (NaN if
    never) and up to the first answer (NaN if never)."""

    lead_s: Floats
    delivered_s: Floats
    responded_s: Floats

    @property
    def perceived_s(self) -> Floats:
        """What the customer waits: the whole, where delivery is never done."""
        return np.where(np.isnan(self.delivered_s), self.lead_s, self.delivered_s)


class StepTally(Struct):
    """What items did at one step, or on the way to the end: how often they came, and the seconds
    that they spent in all; of all items, and of each as much as it weighs."""

    visits: float = 0.0
    time_s: float = 0.0
    weighed_visits: float = 0.0
    weighed_time_s: float = 0.0


class Walker:
    """Walks items of one stream. `record`, where it is set, is told who comes to a step, and when
    (s)."""

    def __init__(
        self,
        stream: Stream,
        routing: Routing,
        samplers: Mapping[str, StepSampler | CaseSampler],
        random: np.random.Generator,
    ) -> None:
        self._stream = stream
        self._routing = routing
        self._random = random
        self._samplers = samplers
        self._weights: Floats | None = None
        self.tallies: dict[str, StepTally] = {}
        self.record: Callable[[str, Items, Floats], None] | None = None
        self._route_waits: dict[Route, Draw | None] = {}
        self._forks = {fork.state: fork for fork in routing.forks}
        self._order = {state: number for number, state in enumerate(routing.rows)}

    def walk(self, count: int, weights: Floats | None = None) -> WalkOutcome:
        """Let `count` items in and walk them to the end. With `weights`, one for each item, what
        they do at each step is added to `tallies`."""
        self._weights = weights
        self._delivered = np.full(count, np.nan)
        self._responded = np.full(count, np.nan)
        lead = np.zeros(count)
        starts = self._routing.starts or {}
        moves = [Move(step, share, None) for step, share in starts.items()]
        pending: dict[str, list[ItemGroup]] = {}
        self._spread_out(moves, np.arange(count), np.zeros(count), pending)
        for _, ended in self._run(pending):
            lead[ended.items] = ended.time_s
        return WalkOutcome(lead, self._delivered, self._responded)

    def _run(
        self,
        pending: dict[str, list[ItemGroup]],
        fork: Fork | None = None,
        branch: Branch | None = None,
    ) -> list[tuple[Exit, ItemGroup]]:
        """Walk until all have ended or left a branch of a fork: at the join its wait is behind
        them and `waited` set; those who go back before the fork are still to wait there."""
        left: list[tuple[Exit, ItemGroup]] = []
        while pending:
            # The earliest state first, so that groups meet and arrays stay long.
            state = min(pending, key=lambda name: self._order.get(name, -1))
            groups = pending.pop(state)
            if state == END:
                left += [(Exit(END), self._ended(group)) for group in groups]
            elif fork and state == fork.join:
                left += [(Exit(state), self._joined(state, group)) for group in groups]
            elif branch and state not in branch.states:
                left += [(Exit(state, group.route), group) for group in groups]
            else:
                self._visit(state, groups, pending)
        return left

    def _visit(
        self, state: str, groups: Sequence[ItemGroup], pending: dict[str, list[ItemGroup]]
    ) -> None:
        items = np.concatenate([group.items for group in groups])
        times = [self._after(state, group) for group in groups]
        time_s = np.concatenate(times)
        if state == self._stream.delivered_at:
            self._delivered[items] = np.fmax(self._delivered[items], time_s)
        if state == self._stream.responded_at:
            self._responded[items] = np.fmin(self._responded[items], time_s)
        fork = self._forks.get(state)
        if fork is not None:
            self._side_by_side(fork, items, time_s, pending)
            return
        self._spread_out(self._routing.rows[state] or (), items, time_s, pending)

    def _after(self, state: str, group: ItemGroup) -> Floats:
        """When the items of a group are done with a state."""
        sampler = self._samplers.get(state)
        if sampler is None:
            return group.time_s
        if self.record:
            self.record(state, group.items, group.time_s)
        taken = sampler.draw(len(group.items), self._wait_of(group.route), waited=group.waited)
        self._tally(state, group.items, taken)
        return group.time_s + taken

    def _tally(self, state: str, items: Items, taken_s: Floats, *, visited: bool = True) -> None:
        if self._weights is None:
            return
        tally = self.tallies.setdefault(state, StepTally())
        weights = self._weights[items]
        tally.time_s += float(taken_s.sum())
        tally.weighed_time_s += float(taken_s @ weights)
        if visited:
            tally.visits += len(items)
            tally.weighed_visits += float(weights.sum())

    def _spread_out(
        self,
        moves: Sequence[Move],
        items: Items,
        time_s: Floats,
        pending: dict[str, list[ItemGroup]],
    ) -> None:
        """Send items on, each along one of the moves by its share."""
        if len(moves) == 1:
            pending.setdefault(moves[0].target, []).append(ItemGroup(items, time_s, moves[0].route))
            return
        bounds = np.cumsum([move.share for move in moves])
        chosen = np.searchsorted(bounds, self._random.random(len(items)) * bounds[-1], "right")
        for number, move in enumerate(moves):
            taken = np.flatnonzero(chosen == number)
            if len(taken):
                group = ItemGroup(items[taken], time_s[taken], move.route)
                pending.setdefault(move.target, []).append(group)

    def _side_by_side(
        self, fork: Fork, items: Items, time_s: Floats, pending: dict[str, list[ItemGroup]]
    ) -> None:
        """Walk every branch that items take, each of them by itself: the slowest decides. A branch
        that ends ends the case; else the first in written order of those that go back before the
        fork decides where to; else all go on at the join."""
        latest = time_s.copy()
        skipped = np.ones(len(items), dtype=bool)
        ended = np.zeros(len(items), dtype=bool)
        back = np.zeros(len(items), dtype=np.int64)
        places: list[Exit] = []
        place = np.empty(int(items.max()) + 1 if len(items) else 0, dtype=np.int64)
        place[items] = np.arange(len(items))
        for branch in fork.branches:
            taken = self._taken(branch, len(items))
            inside = {branch.head: [ItemGroup(items[taken], time_s[taken], branch.route)]}
            for exit_, group in self._run(inside, fork, branch):
                if exit_.target == SKIPPED:
                    continue
                at = place[group.items]
                skipped[at] = False
                latest[at] = np.maximum(latest[at], group.time_s)
                if exit_.target == END and fork.join != END:
                    ended[at] = True
                elif exit_.target != fork.join:
                    places += [] if exit_ in places else [exit_]
                    first = at[back[at] == 0]
                    back[first] = places.index(exit_) + 1
        joined = ~(skipped | ended | (back > 0))
        self._send(fork.join, items, latest, joined, pending)
        self._send(END, items, latest, ended, pending)
        for number, exit_ in enumerate(places, 1):
            mask = ~ended & (back == number)
            self._send(exit_.target, items, latest, mask, pending, exit_.route, waited=False)
        target = SKIPPED if fork.made else fork.join
        self._send(target, items, time_s, skipped, pending, waited=fork.made)

    def _taken(self, branch: Branch, count: int) -> Items:
        """Which of so many items take a branch."""
        if branch.share >= 1:
            return np.arange(count)
        return np.flatnonzero(self._random.random(count) < branch.share)

    def _send(
        self,
        target: str,
        items: Items,
        time_s: Floats,
        mask: NDArray[np.bool_],
        pending: dict[str, list[ItemGroup]],
        route: Route | None = None,
        *,
        waited: bool = True,
    ) -> None:
        """Send the items of a mask on from a fork."""
        taken = np.flatnonzero(mask)
        if len(taken):
            group = ItemGroup(items[taken], time_s[taken], route, waited)
            pending.setdefault(target, []).append(group)

    def _joined(self, join: str, group: ItemGroup) -> ItemGroup:
        """A branch at its join: the wait before it belongs to the branch."""
        sampler = self._samplers.get(join)
        time_s = group.time_s
        if sampler is not None and sampler.whole is None and not group.waited:
            wait = self._wait_of(group.route) or sampler.wait
            drawn = wait(len(group.items))
            self._tally(join, group.items, drawn, visited=False)
            time_s = time_s + drawn
        return ItemGroup(group.items, time_s, None, True)

    def _ended(self, group: ItemGroup) -> ItemGroup:
        wait = None if group.waited else self._wait_of(group.route)
        if wait is None:
            return ItemGroup(group.items, group.time_s, None)
        drawn = wait(len(group.items))
        self._tally(END, group.items, drawn)
        return ItemGroup(group.items, group.time_s + drawn, None)

    def _wait_of(self, route: Route | None) -> Draw | None:
        if route is None:
            return None
        if route not in self._route_waits:
            self._route_waits[route] = route_sampler(route, self._random)
        return self._route_waits[route]
