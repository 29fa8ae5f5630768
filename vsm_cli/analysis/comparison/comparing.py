"""Two workspaces side by side: changes, figures, and what the gain rests on."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import fsum
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from vsm_cli.analysis.comparison.attribution import (
    GainPart,
    all_supports,
    attribute,
    bears_on_time,
    leaning_on,
    pillars_of,
)
from vsm_cli.analysis.comparison.changes import Change, come_and_gone, element_changes
from vsm_cli.analysis.comparison.grounds import Ground, Grounds
from vsm_cli.analysis.comparison.identity import Identity, Sign, identify
from vsm_cli.analysis.comparison.key_changes import TOLERANCE
from vsm_cli.analysis.comparison.losses import Loss, losses
from vsm_cli.analysis.comparison.partly_changed import Hybrids
from vsm_cli.analysis.comparison.renaming import NewIds, new_ids, renamed, under_new_ids
from vsm_cli.analysis.comparison.stream_changes import stream_diff
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.streams import Stream
from vsm_cli.model.values import ELAPSED, Calendar
from vsm_cli.model.workspace import Workspace

Verdict = Literal["unknown", "unchanged", "longer", "definition", "shorter"]

# What must not get worse, and whether more is better.
_JUDGED = {
    "lead_time_s": False,
    "perceived_lead_time_s": False,
    "rolled_complete_accurate": True,
}


GAINS: tuple[Ground, ...] = ("follows", "claimed", "speed")


class Renamed(Struct, frozen=True):
    """An element that goes on under another id, and what tells so. `stream` is the later id of
    that of a step."""

    section: str
    before: str
    after: str
    sign: Sign
    stream: str | None = None


class StreamComparison(Struct, frozen=True, kw_only=True, eq=False):
    """One stream in both states. Where one of them has none, so have its figures.

    Figures are in seconds of each state's own calendar; `calendar` is the one for what is said
    of both: theirs, or the clock on the wall where they differ. `parts` are what the changes
    contribute to the lead time in its seconds; None where that cannot be told. `losses` are the
    mechanisms that it had and that were taken away.
    """

    before: Stream | None
    after: Stream | None
    before_figures: StreamFigures | None
    after_figures: StreamFigures | None
    parts: tuple[GainPart, ...] | None = None
    losses: tuple[Loss, ...] = ()

    @property
    def stream(self) -> Stream:
        """The later state, or the earlier one of a stream that is gone."""
        stream = self.after or self.before
        assert stream is not None
        return stream

    @property
    def calendar(self) -> Calendar:
        if self.before and self.after and self.before.calendar != self.after.calendar:
            return ELAPSED
        return self.stream.calendar

    def values(self, figure: str) -> tuple[float | None, float | None]:
        """A figure, by field name, before and after; times in seconds of `calendar`."""
        return (
            self._value(figure, self.before, self.before_figures),
            self._value(figure, self.after, self.after_figures),
        )

    def _value(
        self, figure: str, stream: Stream | None, figures: StreamFigures | None
    ) -> float | None:
        if stream is None or figures is None:
            return None
        value: float | None = getattr(figures, figure)
        if value is not None and figure.endswith("_s"):
            return self.in_calendar(stream, value)
        return value

    def in_calendar(self, state: Stream, seconds: float) -> float:
        """A time of one of the two states in seconds of `calendar`."""
        if state.calendar == self.calendar:
            return seconds
        return seconds * state.calendar.elapsed_factor

    def change(self, figure: str) -> float | None:
        """A figure after − before; None where one of them is not known."""
        before, after = self.values(figure)
        return None if before is None or after is None else after - before

    @property
    def is_bound(self) -> bool:
        """Whether a lead time counts some of the steps only, as others have no time."""
        return any(
            figures is not None and figures.lead_time_s is not None and figures.lead_is_bound
            for figures in (self.before_figures, self.after_figures)
        )

    def rests_on(self, ground: Ground) -> float | None:
        """How much of the change of the lead time rests on that; None where it cannot be told."""
        if self.parts is None:
            return None
        return fsum(part.seconds for part in self.parts if part.ground == ground)

    @property
    def shares(self) -> Mapping[Ground, float] | None:
        """How much of the gain follows, is claimed and is speed, each 0–1; None without a gain,
        or where it cannot be told. Where one eats up part of what others gain, it counts as 0."""
        if self.verdict != "shorter":
            return None
        gains = {ground: max(0.0, -(self.rests_on(ground) or 0.0)) for ground in GAINS}
        return {ground: gain / sum(gains.values()) for ground, gain in gains.items()}

    @property
    def verdict(self) -> Verdict:
        """What became of the lead time; `definition` where it is shorter only because the figure
        means something else now."""
        change = self.change("lead_time_s")
        if change is None:
            return "unknown"
        slack = TOLERANCE * max(1.0, *(abs(v or 0.0) for v in self.values("lead_time_s")))
        if abs(change) <= slack:
            return "unchanged"
        if change > 0:
            return "longer"
        if self.parts is None:
            return "unknown"
        gain = change - (self.rests_on("definition") or 0.0)
        return "definition" if gain >= -slack else "shorter"

    @property
    def worse(self) -> tuple[str, ...]:
        """Which of lead time, perceived lead time and rolled %C&A are worse, by field name.

        Only what is certain counts: not what is unknown, nor a bound that leaves it open.
        """
        return tuple(figure for figure in _JUDGED if self._is_worse(figure))

    def _is_worse(self, figure: str) -> bool:
        change = self.change(figure)
        if change is None or not self.before_figures or not self.after_figures:
            return False
        more_is_better = _JUDGED[figure]
        # What the figure may be at its best before, and at its best after, must be known.
        loose = ("≤", "≈") if more_is_better else ("≥", "≈")
        loose_after = ("≥", "≈") if more_is_better else ("≤", "≈")
        if self.before_figures.bounds.get(figure) in loose:
            return False
        if self.after_figures.bounds.get(figure) in loose_after:
            return False
        slack = TOLERANCE * max(abs(v or 0.0) for v in self.values(figure))
        return (-change if more_is_better else change) > slack


class Comparison(Struct, frozen=True, kw_only=True, eq=False):
    """What changed between two workspaces, and what it does to each stream. In `before`, what is
    the same has the ids that it has in `after`: `ids` says which ones these are."""

    before: Workspace
    after: Workspace
    ids: NewIds
    changes: tuple[Change, ...]
    renamed: tuple[Renamed, ...]
    losses: tuple[Loss, ...]
    streams: tuple[StreamComparison, ...]

    @property
    def worse(self) -> tuple[StreamComparison, ...]:
        """The core streams (before or after) of which a figure is worse."""
        return tuple(
            each
            for each in self.streams
            if each.worse and "core" in {s.layer for s in (each.before, each.after) if s}
        )


def compare(before: Workspace, after: Workspace) -> Comparison:
    """Compare two states of a workspace.

    Elements are matched by `was`, then by id, then by name. A stream's later state counts as being
    of the time of its earlier one (`mapped.state`), as if it were so today.
    """
    identity = identify(before, after)
    ids = new_ids(identity)
    before = renamed(before, ids)
    after = _of_the_same_time(before, after)
    both = [id_ for id_ in after.streams if id_ in before.streams]
    groups = {
        new: under_new_ids(steps, ids.steps[old]) for (old, new), steps in identity.steps.items()
    }
    diffs = {id_: stream_diff(before.streams[id_], after.streams[id_], groups[id_]) for id_ in both}
    came_or_went = come_and_gone("streams", identity.sections["streams"], ids.streams)
    one_sided = {
        id_: change
        for change in came_or_went
        for id_ in change.before + change.after
        if id_ not in diffs
    }
    changes = [*came_or_went, *(change for diff in diffs.values() for change in diff.changes)]
    lost = losses(before, after, groups)
    hybrids = Hybrids(before, after, diffs, one_sided)
    grounds = Grounds(before, after, diffs, lost)
    supports = all_supports((before, after))
    pillars = pillars_of((before, after))
    streams = [
        _compared(
            before,
            after,
            id_,
            changes,
            hybrids.among(leaning_on(supports, id_)),
            grounds,
            lost,
            pillars,
        )
        for id_ in both
    ]
    for side, is_after in ((after, True), (before, False)):
        streams += [_one_sided(side, i, is_after=is_after) for i in side.streams if i not in diffs]
    return Comparison(
        before=before,
        after=after,
        ids=ids,
        changes=(*changes, *element_changes(before, after, identity, ids)),
        renamed=tuple(_renamed(identity)),
        losses=lost,
        streams=tuple(streams),
    )


def _renamed(identity: Identity) -> Iterator[Renamed]:
    for section, groups in identity.sections.items():
        for group in groups:
            if group.is_same and group.before != group.after:
                yield Renamed(section, group.before[0], group.after[0], group.sign)
    for (_, stream), groups in identity.steps.items():
        for group in groups:
            if group.is_same and group.before != group.after:
                yield Renamed("streams", group.before[0], group.after[0], group.sign, stream)


def _of_the_same_time(before: Workspace, after: Workspace) -> Workspace:
    """Only current streams start others: a future one that replaces a current one does, too."""
    streams: Mapping[str, Stream] = {
        id_: replace(stream, mapped=replace(stream.mapped, state=before.streams[id_].mapped.state))
        if id_ in before.streams
        else stream
        for id_, stream in after.streams.items()
    }
    return replace(after, streams=streams)


def _one_sided(workspace: Workspace, id_: str, *, is_after: bool) -> StreamComparison:
    stream = workspace.streams[id_]
    figures = stream_figures(workspace, stream)
    return StreamComparison(
        before=None if is_after else stream,
        after=stream if is_after else None,
        before_figures=None if is_after else figures,
        after_figures=figures if is_after else None,
    )


def _compared(
    before: Workspace,
    after: Workspace,
    id_: str,
    changes: list[Change],
    hybrids: Hybrids,
    grounds: Grounds,
    lost: Iterable[Loss],
    pillars: Collection[str],
) -> StreamComparison:
    old, new = before.streams[id_], after.streams[id_]
    found = StreamComparison(
        before=old,
        after=new,
        before_figures=stream_figures(before, old),
        after_figures=stream_figures(after, new),
        losses=tuple(loss for loss in lost if id_ in loss.streams),
    )
    from_s, to_s = found.values("lead_time_s")
    if from_s is None or to_s is None:
        return found
    players = [
        change for change in changes if hybrids.concerns(change) and bears_on_time(change, pillars)
    ]
    elapsed = old.calendar != new.calendar
    parts = attribute(hybrids, id_, players, (from_s, to_s), grounds, elapsed=elapsed)
    return replace(found, parts=parts)
