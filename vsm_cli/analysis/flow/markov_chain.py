"""Absorbing Markov chains: how often each state is visited, and what an item gathers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import fsum
from typing import Protocol

from vsm_cli.analysis.components import components
from vsm_cli.analysis.reachable import reachable


class Transition(Protocol):
    """From one state to the next: `share` is the probability, above 0 and at most 1."""

    @property
    def target(self) -> str: ...
    @property
    def share(self) -> float: ...


# Far beyond any number of visits that is meant, and low enough for products not to overflow.
_ENDLESS = 1e100
# Steps of elimination in one chain: a second or two.
WORK_MOST = 5_000_000

Rows = Mapping[str, Sequence[Transition] | None]


class AbsorbingChain:
    """The part of a chain that can be reached from `starts`.

    `rows` gives the transitions of each state, adding up to 1, or None where they are not
    known. Targets outside `rows` (or outside `within`) absorb. `unknown` are the reached
    states without known transitions; they absorb too. `hopeless` says that an item can get to
    where no way leads out (or only after more visits than floats can hold), or that very many
    states all lead back to each other, which would take hours: then nothing is computed.

    Visits are v = entry · (I − Q)⁻¹ and gathered values x = (I − Q)⁻¹ · gains (Kemeny &
    Snell, Finite Markov Chains, ch. III). I − Q is factored by eliminating states from the
    last to the first; the diagonal is summed from what leaves a state instead of subtracted
    from 1 (Grassmann, Taksar & Heyman 1985), so that nothing cancels and an endless loop is
    an exact zero. States of different circles are put into an order in which work flows
    forward, where elimination is plain substitution: only circles cost more than that.
    """

    def __init__(
        self, rows: Rows, starts: Iterable[str], within: Collection[str] | None = None
    ) -> None:
        inside = rows if within is None else within
        reached = reachable(
            (state for state in starts if state in inside),
            lambda state: [t.target for t in rows[state] or () if t.target in inside],
        )
        # A part of a chain must not cost what the whole one does.
        self.states = list(reached if within is not None else filter(reached.__contains__, rows))
        self.unknown = [state for state in self.states if rows[state] is None]
        self.hopeless = False
        self._ordered = self._in_order(rows)
        self._number = {state: number for number, state in enumerate(self._ordered)}
        self._eliminate(rows)
        if not self.hopeless:
            most = max(self.visits(dict.fromkeys(self.states, 1.0)).values(), default=0.0)
            self.hopeless = not most < _ENDLESS

    @property
    def solvable(self) -> bool:
        return not (self.hopeless or self.unknown)

    def _in_order(self, rows: Rows) -> list[str]:
        """The states, those that work comes to later behind, each circle as it is written."""
        place = {state: number for number, state in enumerate(self.states)}
        onward = {
            state: [t.target for t in rows[state] or () if t.target in place]
            for state in self.states
        }
        if all(place[target] >= place[state] for state in onward for target in onward[state]):
            return self.states
        circle = components(onward)
        return sorted(self.states, key=lambda state: circle[state])

    def _eliminate(self, rows: Rows) -> None:
        """Write I − Q as (I − upper) · lower: `lower` holds the diagonal apart."""
        size = len(self.states)
        self._diagonal = [1.0] * size
        self._lower: list[dict[int, float]] = [{} for _ in range(size)]
        self._upper: list[list[tuple[int, float]]] = [[] for _ in range(size)]
        leaving = [float(rows[state] is None) for state in self._ordered]
        work = 0
        for number in range(size - 1, -1, -1):
            row: dict[int, float] = {}
            for transition in rows[self._ordered[number]] or ():
                target = self._number.get(transition.target)
                if target is None:
                    leaving[number] += transition.share
                else:
                    row[target] = row.get(target, 0.0) + transition.share
            # The states behind this one that are still in the row, the last on top.
            behind = [-target for target in row if target > number]
            heapify(behind)
            while behind:
                later = -heappop(behind)
                factor = row.pop(later) / self._diagonal[later]
                self._upper[number].append((later, factor))
                for target, share in self._lower[later].items():
                    if target > number and target not in row:
                        heappush(behind, -target)
                    row[target] = row.get(target, 0.0) + factor * share
                leaving[number] += factor * leaving[later]
                work += len(self._lower[later])
            if work > WORK_MOST:
                self.hopeless = True
                return
            row.pop(number, None)
            self._diagonal[number] = fsum((*row.values(), leaving[number]))
            if not self._diagonal[number]:
                self.hopeless = True
                return
            self._lower[number] = row

    def visits(self, starts: Mapping[str, float]) -> dict[str, float]:
        """How often each state is visited on average by items that begin as `starts` says."""
        size = len(self.states)
        visits = [starts.get(state, 0.0) for state in self._ordered]
        for number in range(size - 1, -1, -1):
            visits[number] /= self._diagonal[number]
            for target, share in self._lower[number].items():
                visits[target] += visits[number] * share
        for number in range(size):
            for later, factor in self._upper[number]:
                visits[later] += visits[number] * factor
        return self._as_written(visits)

    def values(self, gains: Mapping[str, float]) -> dict[str, float]:
        """What an item gathers on average from each state on, itself included, when every
        visit to a state gives its gain."""
        size = len(self.states)
        values = [gains.get(state, 0.0) for state in self._ordered]
        for number in range(size - 1, -1, -1):
            for later, factor in self._upper[number]:
                values[number] += factor * values[later]
        for number in range(size):
            for earlier, share in self._lower[number].items():
                values[number] += share * values[earlier]
            values[number] /= self._diagonal[number]
        return self._as_written(values)

    def _as_written(self, values: Sequence[float]) -> dict[str, float]:
        return {state: values[self._number[state]] for state in self.states}
