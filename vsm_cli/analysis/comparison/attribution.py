"""Which changes the change of a lead time comes from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.grounds import GROUNDS, Ground, Grounds
from vsm_cli.analysis.comparison.partly_changed import Hybrids
from vsm_cli.analysis.comparison.shapley import EXACT_UP_TO, PERMUTATIONS, shapley
from vsm_cli.analysis.reachable import reachable
from vsm_cli.analysis.times.stream_figures import lead_time_s
from vsm_cli.model.workspace import Workspace

# The keys that a lead time can depend on.
_TIMES = frozenset(
    ("process", "wait", "lead", "queue", "every", "uses", "starts", "demand", "calendar",
     "delivered-at")
)  # fmt: skip
# How often steps are measured at most (changes × steps × orders): some ten seconds.
STEPS_MOST = 120_000


class GainPart(NamedTuple):
    """What changes contribute to a lead time, in seconds: below 0 they shorten it.

    Mostly one change; several only where a mix of them means nothing (a loop without end).
    """

    changes: tuple[Change, ...]
    seconds: float
    ground: Ground


class _UnknownLeadTimeError(Exception):
    """A mix of two states has no lead time."""


def attribute(
    hybrids: Hybrids,
    stream: str,
    players: Sequence[Change],
    ends: tuple[float, float],
    grounds: Grounds,
    *,
    elapsed: bool,
) -> tuple[GainPart, ...] | None:
    """The parts of the changes in the change of a stream's lead time from one end to the other.

    `players` are those that may bear on it. None where the parts cannot be told apart. Parts
    are Shapley values and add up to the whole; of very many changes in very many steps, over
    fewer orders, or not at all. With `elapsed`, seconds are elapsed time.
    """
    if not players:
        return () if ends[0] == ends[1] else None
    orders = min(PERMUTATIONS, STEPS_MOST // (len(players) * hybrids.steps) // 2 * 2)
    if len(players) > EXACT_UP_TO and not orders:
        return None
    ordered = sorted(players, key=lambda change: change.order)
    each_alone: list[tuple[Change, ...]] = [(change,) for change in ordered]
    for sets in (each_alone, _routes_at_once(ordered)):
        try:
            parts = _shared_out(hybrids, stream, sets, ends, elapsed, orders)
        except _UnknownLeadTimeError:
            continue
        return tuple(
            # Of several changes at once, all is only as sure as the least of them.
            GainPart(each, seconds, max(map(grounds.of, each), key=GROUNDS.index))
            for each, seconds in zip(sets, parts, strict=True)
        )
    return None


def _shared_out(
    hybrids: Hybrids,
    stream: str,
    sets: list[tuple[Change, ...]],
    ends: tuple[float, float],
    elapsed: bool,
    orders: int,
) -> list[float]:
    def lead_s(made: frozenset[int]) -> float:
        if len(made) in (0, len(sets)):
            return ends[bool(made)]
        workspace = hybrids.workspace(frozenset(each for at in made for each in sets[at]))
        mixed = workspace.streams[stream]
        value = lead_time_s(workspace, mixed)
        if value is None:
            raise _UnknownLeadTimeError
        return value * mixed.calendar.elapsed_factor if elapsed else value

    return shapley(len(sets), lead_s, orders)


def _routes_at_once(changes: Iterable[Change]) -> list[tuple[Change, ...]]:
    """The same changes, those of the ways through each stream taken together."""
    sets: dict[object, list[Change]] = {}
    for change in changes:
        sets.setdefault(change if change.kind == "changed" else change.stream, []).append(change)
    return [tuple(each) for each in sets.values()]


def bears_on_time(change: Change, pillars: Collection[str]) -> bool:
    """Whether a lead time can depend on it at all: on a %C&A only where it is that of a stream on
    whose quality steps rely."""
    if change.section != "streams":
        return False
    if change.nature == "note":
        return False
    times = _TIMES | {"complete-accurate"} if change.stream in pillars else _TIMES
    return change.kind != "changed" or any(detail.key in times for detail in change.details)


def pillars_of(workspaces: Iterable[Workspace]) -> frozenset[str]:
    """The streams that may fail steps which rely on them, in any of the workspaces."""
    return frozenset(
        use.stream
        for workspace in workspaces
        for _, step in workspace.steps()
        for use in step.failing
    )


def leaning_on(supports: Mapping[str, set[str]], stream: str) -> frozenset[str]:
    """A stream and all whose changes may move its lead time."""
    return frozenset(reachable([stream], lambda each: supports.get(each, ())))


def all_supports(workspaces: Iterable[Workspace]) -> Mapping[str, set[str]]:
    """For each stream those that it waits for or relies on, and those that send it work where it
    does not say how much comes (a queue may decide the wait), in any of the workspaces."""
    found: dict[str, set[str]] = {}
    for workspace in workspaces:
        for stream, step in workspace.steps():
            found.setdefault(stream.id, set()).update(
                u.stream for u in step.uses if u.wait or u.without
            )
            for link in step.starts:
                if workspace.streams[link.stream].lacks("demand-per-s"):
                    found.setdefault(link.stream, set()).add(stream.id)
    return found
