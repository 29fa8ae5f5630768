"""What a change of a lead time rests on: on how the work is done, or on a mere claim."""

from collections.abc import Iterable, Mapping
from typing import Literal

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.losses import Loss
from vsm_cli.analysis.comparison.stream_changes import StreamDiff
from vsm_cli.analysis.data.transfers import Transfer, transfers
from vsm_cli.model.workspace import Workspace

Ground = Literal["follows", "claimed", "speed", "definition"]
"""It follows from another mechanism; it is claimed where a mechanism changed that can carry it;
durations alone say so; or the figure means something else now, which is no gain."""

# From what rests on most to what rests on least.
GROUNDS: tuple[Ground, ...] = ("follows", "claimed", "speed", "definition")

StepKey = tuple[str, str]
"""A stream and a step of it, by id."""


class Grounds:
    """Tells for each change what it rests on."""

    def __init__(
        self,
        before: Workspace,
        after: Workspace,
        diffs: Mapping[str, StreamDiff],
        losses: Iterable[Loss],
    ) -> None:
        self._diffs = diffs
        self._arriving = _arriving(before), _arriving(after)
        self._lost = {
            (stream, loss.step, loss.id)
            for loss in losses
            if loss.lost == "acceptance"
            for stream in loss.streams
        }

    def of(self, change: Change) -> Ground:
        if change.nature == "mechanism":
            return "follows"
        if change.nature == "definition":
            return "definition"
        if change.stream is None or not change.is_step:
            return "speed"
        carried = any(self._carries(change.stream, step) for step in change.after)
        return "claimed" if carried else "speed"

    def _carries(self, stream: str, step: str) -> bool:
        """Whether a mechanism changed at a step, or on the way into it, that can make it
        faster."""
        diff = self._diffs[stream]
        if step in diff.structure:
            return True
        own = diff.mechanism.get(step)
        if own and any(self._is_reason(stream, step, each.key) for each in own.details):
            return True
        ways = [arriving.get((stream, step), []) for arriving in self._arriving]
        return _other_handoffs(*ways) or _other_ways(*ways)

    def _is_reason(self, stream: str, step: str, key: str) -> bool:
        """Whether a key of a step makes a difference; what was taken away makes none."""
        diff = self._diffs[stream]
        before, after = diff.before.steps[step], diff.after.steps[step]
        if key == "owner":
            return after.owner is not None
        if key == "systems":
            return bool(after.systems)
        if key == "accepts":
            gone = {a.data for a in before.accepts} - {a.data for a in after.accepts}
            return any((stream, step, data) not in self._lost for data in gone)
        return key in ("automated", "every", "uses")


def _arriving(workspace: Workspace) -> Mapping[StepKey, list[Transfer]]:
    """What comes to each step, going forward."""
    found: dict[StepKey, list[Transfer]] = {}
    for transfer in transfers(workspace):
        if not transfer.rework:
            found.setdefault((transfer.target_stream.id, transfer.target.id), []).append(transfer)
    return found


def _other_handoffs(before: Iterable[Transfer], after: Iterable[Transfer]) -> bool:
    """Whether others hand a step its work now."""
    old, new = ({transfer.source.owner for transfer in each} for each in (before, after))
    return old != new and None not in new - old


def _other_ways(before: Iterable[Transfer], after: Iterable[Transfer]) -> bool:
    """Whether its work comes from other systems now, or by other paths."""
    old, new = (
        {system for transfer in each for system in transfer.source.systems}
        for each in (before, after)
    )
    if new - old or (old - new and new):
        return True
    walked, walks = (
        {(p.id, p.mode, p.via, p.data) for transfer in each for p in transfer.paths}
        for each in (before, after)
    )
    return bool(walks - walked)
