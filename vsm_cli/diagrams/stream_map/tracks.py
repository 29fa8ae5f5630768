"""Tracks in a channel: which of several parallel lines runs where, with few crossings."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


_MANY = 300


@dataclass(slots=True)
class Run(Generic[Key]):
    """One line along a channel, from its first to its last joint.

    `near` holds the joints where lines come in from the side of the first track (left of an
    upright channel, above a level one), `far` those on the other side: positions along the
    channel.
    """

    key: Key
    near: list[int] = field(default_factory=list)
    far: list[int] = field(default_factory=list)

    @property
    def low(self) -> int:
        return min(self.near + self.far)

    @property
    def high(self) -> int:
        return max(self.near + self.far)


def assign_tracks(runs: Sequence[Run[Key]], gap: int) -> dict[Key, int]:
    """A track (from 0) for each run.

    Runs that come closer than `gap` along the channel get different tracks, in the order
    that makes the fewest of their joints cross another run. Of more than `_MANY` nobody sees
    what crosses, and to try all orders would take hours: each gets the first track that is free.
    """
    if len(runs) > _MANY:
        return _first_free(runs, gap)
    ordered: list[Run[Key]] = []
    spans = {run.key: (run.low, run.high) for run in runs}
    for run in sorted(runs, key=lambda run: spans[run.key]):
        ordered.insert(_best_place(run, ordered, spans), run)
    track: dict[Key, int] = {}
    for place, run in enumerate(ordered):
        low, high = spans[run.key]
        beside = (
            track[other.key]
            for other in ordered[:place]
            if spans[other.key][0] < high + gap and low - gap < spans[other.key][1]
        )
        track[run.key] = max(beside, default=-1) + 1
    return track


def _first_free(runs: Sequence[Run[Key]], gap: int) -> dict[Key, int]:
    track: dict[Key, int] = {}
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    for low, high, number in sorted((run.low, run.high, at) for at, run in enumerate(runs)):
        while busy and busy[0][0] <= low - gap:
            heappush(free, heappop(busy)[1])
        # Without a free one, all tracks so far are busy.
        place = heappop(free) if free else len(busy)
        heappush(busy, (high, place))
        track[runs[number].key] = place
    return track


def _best_place(
    run: Run[Key], ordered: Sequence[Run[Key]], spans: dict[Key, tuple[int, int]]
) -> int:
    """Where to insert a run so that it adds the fewest crossings; the last of equal ones."""
    cost = sum(_crossings(run, other, spans) for other in ordered)
    best, best_place = cost, 0
    for place, other in enumerate(ordered, start=1):
        cost += _crossings(other, run, spans) - _crossings(run, other, spans)
        if cost <= best:
            best, best_place = cost, place
    return best_place


def _crossings(first: Run[Key], second: Run[Key], spans: dict[Key, tuple[int, int]]) -> int:
    """How many joints cross when `first` has the lower track."""
    first_low, first_high = spans[first.key]
    second_low, second_high = spans[second.key]
    return sum(second_low <= joint <= second_high for joint in first.far) + sum(
        first_low <= joint <= first_high for joint in second.near
    )
