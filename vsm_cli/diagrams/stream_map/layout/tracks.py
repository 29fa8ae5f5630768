"""Tracks in a channel: which of several parallel lines runs where, with few crossings."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heapreplace
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

# Of more lines side by side nobody sees where they cross: they are only kept apart.
MOST_COMPARED = 200


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
    that makes the fewest of their joints cross another run. Where more than `MOST_COMPARED`
    are that close together, as few tracks as will do.
    """
    spans = {run.key: (run.low, run.high) for run in runs}
    track: dict[Key, int] = {}
    for close in _close_together(sorted(runs, key=lambda run: spans[run.key]), spans, gap):
        if len(close) > MOST_COMPARED:
            track |= _packed(close, spans, gap)
        else:
            track |= _with_few_crossings(close, spans, gap)
    return track


def _close_together(
    runs: Sequence[Run[Key]], spans: dict[Key, tuple[int, int]], gap: int
) -> Iterator[list[Run[Key]]]:
    """Runs by their beginning, cut where none comes close to what is before."""
    close: list[Run[Key]] = []
    end = 0
    for run in runs:
        low, high = spans[run.key]
        if close and low - gap >= end:
            yield close
            close = []
        end = max(high, end) if close else high
        close.append(run)
    if close:
        yield close


def _packed(
    runs: Sequence[Run[Key]], spans: dict[Key, tuple[int, int]], gap: int
) -> dict[Key, int]:
    """A track for each of the runs, given by their beginning: the one that is free first."""
    track: dict[Key, int] = {}
    ends: list[tuple[int, int]] = []
    for run in runs:
        low, high = spans[run.key]
        if ends and ends[0][0] <= low - gap:
            track[run.key] = heapreplace(ends, (high, ends[0][1]))[1]
        else:
            track[run.key] = len(ends)
            heappush(ends, (high, len(ends)))
    return track


def _with_few_crossings(
    runs: Sequence[Run[Key]], spans: dict[Key, tuple[int, int]], gap: int
) -> dict[Key, int]:
    ordered: list[Run[Key]] = []
    track: dict[Key, int] = {}
    for run in runs:
        ordered.insert(_best_place(run, ordered, spans), run)
    for place, run in enumerate(ordered):
        low, high = spans[run.key]
        beside = (
            track[other.key]
            for other in ordered[:place]
            if spans[other.key][0] < high + gap and low - gap < spans[other.key][1]
        )
        track[run.key] = max(beside, default=-1) + 1
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
