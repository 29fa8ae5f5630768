"""Many items walk through a stream at once: arrays of items, never a loop over items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vsm_cli.analysis.flow.forks import Fork
from vsm_cli.analysis.flow.item_routing import Move, Routing
from vsm_cli.analysis.simulation.sampling import Draw, Floats, StepSampler, route_sampler
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


@dataclass(slots=True)
class StepTally:
    """What items did at one step, or on the way to the end: how often they came, and the seconds
    that they spent in all; of all items, and of each as much as it weighs."""

    visits: float = 0.0
    time_s: float = 0.0
    weighed_visits: float = 0.0
    weighed_time_s: float = 0.0


class Walker:
    """Walks items of one stream."""

    def __init__(
        self,
        stream: Stream,
        routing: Routing,
        samplers: Mapping[str, StepSampler],
        random: np.random.Generator,
    ) -> None:
        self._stream = stream
        self._routing = routing
        self._random = random
        self._samplers = samplers
        self._weights: Floats | None = None
        self.tallies: dict[str, StepTally] = {}
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
        for ended in self._run(pending, None):
            lead[ended.items] = ended.time_s
        return WalkOutcome(lead, self._delivered, self._responded)

    def _run(self, pending: dict[str, list[ItemGroup]], join: str | None) -> list[ItemGroup]:
        """Walk until all have ended or come to `join`; the groups that did, with the join's
        wait behind them and `waited` set, after those that ended."""
        finished: list[ItemGroup] = []
        while pending:
            # The earliest state first, so that groups meet and arrays stay long.
            state = min(pending, key=lambda name: self._order.get(name, -1))
            groups = pending.pop(state)
            if state == END:
                finished += [self._ended(group) for group in groups]
            elif state == join:
                finished += [self._joined(state, group) for group in groups]
            else:
                self._visit(state, groups, pending)
        return finished

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
        """Walk every branch; the slowest decides, and a branch that ends ends the case."""
        latest = time_s.copy()
        ended = np.zeros(len(items), dtype=bool)
        place = np.empty(int(items.max()) + 1 if len(items) else 0, dtype=np.int64)
        place[items] = np.arange(len(items))
        for branch in fork.branches:
            inside = {branch.head: [ItemGroup(items, time_s, branch.route)]}
            for group in self._run(inside, fork.join):
                at = place[group.items]
                latest[at] = np.maximum(latest[at], group.time_s)
                if not group.waited and fork.join != END:
                    ended[at] = True
        if fork.join == END:
            pending.setdefault(END, []).append(ItemGroup(items, latest, None, True))
            return
        for target, mask in ((END, ended), (fork.join, ~ended)):
            taken = np.flatnonzero(mask)
            if len(taken):
                group = ItemGroup(items[taken], latest[taken], None, True)
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
