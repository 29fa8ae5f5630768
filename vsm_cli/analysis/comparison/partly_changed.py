"""A workspace of which some changes are made and the others are not."""

from collections.abc import Mapping, Set

from msgspec.structs import replace

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.durations import at_once, durations_of, with_durations
from vsm_cli.analysis.comparison.identity import Group
from vsm_cli.analysis.comparison.stream_changes import START, StreamDiff, entry_shares, landed
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

Applied = frozenset[Change]


class Hybrids:
    """Mixes of two states of a workspace, or of some of its streams.

    Streams that only one side has are there always, so that whatever refers to one finds it,
    but they start other streams only where they would.
    """

    def __init__(
        self,
        before: Workspace,
        after: Workspace,
        diffs: Mapping[str, StreamDiff],
        one_sided: Mapping[str, Change],
    ) -> None:
        self.streams = diffs.keys() | one_sided.keys()
        self._before = before
        self._after = after
        self._diffs = diffs
        self._one_sided = one_sided
        self._own = {id_: frozenset(diff.changes) for id_, diff in diffs.items()}
        self._own |= {id_: frozenset((change,)) for id_, change in one_sided.items()}
        self._known: dict[tuple[str, Applied], Stream] = {}

    @property
    def steps(self) -> int:
        """How many steps a mix has, about; at least 1. Where work goes side by side, measuring
        takes several times as long, and each step counts so often."""
        sides = (self._before.streams, self._after.streams)
        return 1 + max(
            sum(_weight(s) * len(s.steps) for id_, s in e.items() if id_ in self.streams)
            for e in sides
        )

    def concerns(self, change: Change) -> bool:
        """Whether a change is one of these streams."""
        return any(change in own for own in self._own.values())

    def among(self, ids: Set[str]) -> "Hybrids":
        """The same of these streams alone; a link to any other one is left out."""
        return Hybrids(
            self._before,
            self._after,
            {id_: diff for id_, diff in self._diffs.items() if id_ in ids},
            {id_: change for id_, change in self._one_sided.items() if id_ in ids},
        )

    def workspace(self, applied: Applied) -> Workspace:
        """The earlier state with these changes made."""
        streams = {id_: self._stream(id_, applied) for id_ in sorted(self.streams)}
        return replace(self._after, streams=streams)

    def _stream(self, id_: str, applied: Applied) -> Stream:
        key = id_, applied & self._own[id_]
        if key not in self._known:
            made = hybrid(self._diffs[id_], key[1]) if id_ in self._diffs else self._alone(*key)
            self._known[key] = self._closed(made)
        return self._known[key]

    def _alone(self, id_: str, applied: Applied) -> Stream:
        is_later = id_ in self._after.streams
        stream = (self._after if is_later else self._before).streams[id_]
        if (self._one_sided[id_] in applied) == is_later:
            return stream
        silent = {step: replace(of, starts=()) for step, of in stream.steps.items()}
        return replace(stream, steps=silent)

    def _closed(self, stream: Stream) -> Stream:
        """A stream without links to what is not here."""
        steps = {
            id_: replace(
                step, starts=tuple(link for link in step.starts if link.stream in self.streams)
            )
            for id_, step in stream.steps.items()
        }
        return replace(stream, steps=steps)


def _weight(stream: Stream) -> int:
    return 4 if any(step.forks for step in stream.steps.values()) else 1


def hybrid(diff: StreamDiff, applied: Applied) -> Stream:
    """A stream of which these changes are made."""
    before, after = diff.before, diff.after
    own = after if diff.meaning is None or diff.meaning in applied else before
    demand = after if diff.demand is None or diff.demand in applied else before
    per_year = demand.demand_per_year
    steps = _steps(diff, applied)
    return replace(
        after,
        calendar=own.calendar,
        delivered_at=_existing(own, diff, steps),
        responded_at=None,
        demand_per_s=None if per_year is None else per_year / own.calendar.year_s,
        unread=demand.unread,
        steps=steps,
    )


def _existing(own: Stream, diff: StreamDiff, steps: Mapping[str, Step]) -> str | None:
    """The step of delivery; where that is not there (yet), the other state's."""
    wanted = (own.delivered_at, diff.after.delivered_at, diff.before.delivered_at)
    return None if own.delivered_at is None else next((id_ for id_ in wanted if id_ in steps), None)


def _steps(diff: StreamDiff, applied: Applied) -> dict[str, Step]:
    landings = _landings(diff, applied)
    entries = _side(diff, diff.routes.get(START), applied, unchanged=diff.before)
    shares = entry_shares(entries, landings)
    found: dict[str, Step] = {}
    for id_ in _order(diff):
        if id_ in diff.structure:
            side = _side(diff, diff.structure[id_], applied)
            if id_ not in side.steps:
                continue
            step, routed = _apart(diff, id_, side, applied), side.steps[id_]
        else:
            step = _step(diff, id_, applied)
            ways_on = _side(diff, diff.routes.get(id_), applied, unchanged=diff.before)
            routed = ways_on.steps[id_]
        found[id_] = replace(
            step,
            split=routed.split,
            routes=landed(routed.routes, landings),
            entry=(shares[id_] or True) if id_ in shares else None,
        )
    return found


def _step(diff: StreamDiff, id_: str, applied: Applied) -> Step:
    """A step that is there in both states, with one's mechanism and one's durations."""
    works = _side(diff, diff.mechanism.get(id_), applied).steps[id_]
    lasts = _side(diff, diff.durations.get(id_), applied).steps[id_]
    if works is lasts:
        return works
    mixed = durations_of(works, lasts, is_later=works is diff.after.steps[id_])
    changed = diff.durations.get(id_)
    if changed and any(detail.key == "starts" for detail in changed.details):
        # The same links with other figures.
        mixed = replace(mixed, starts=lasts.starts)
    return mixed


def _apart(diff: StreamDiff, id_: str, side: Stream, applied: Applied) -> Step:
    """A step of one state, that was merged or split in the other or is not there: with the
    durations that follow from the others where theirs have not changed."""
    group = diff.groups.get(id_)
    if not group:
        return side.steps[id_]
    if side is diff.before and not any(diff.durations.get(each) in applied for each in group.after):
        return side.steps[id_]
    earlier = [diff.before.steps[each] for each in group.before]
    later = [
        new if each not in diff.durations or diff.durations[each] in applied else made
        for each, new, made in _made(diff, group)
    ]
    steps = later if side is diff.after else with_durations(earlier, later, diff.after)
    return next(step for step in steps if step.id == id_)


def _made(diff: StreamDiff, group: Group) -> list[tuple[str, Step, Step]]:
    """The later steps of a group, by id, and with the durations that follow from the earlier."""
    later = [diff.after.steps[id_] for id_ in group.after]
    made = at_once([diff.before.steps[id_] for id_ in group.before], diff.after, group.after)
    return list(zip(group.after, later, made, strict=True))


def _landings(diff: StreamDiff, applied: Applied) -> dict[str, str]:
    """Where routes lead to whose steps are merged, or not merged yet: then to the first."""
    found: dict[str, str] = {}
    for old, new in diff.landings.items():
        if diff.structure[old] in applied:
            found[old] = new
        elif new not in diff.before.steps:
            found.setdefault(new, old)
    return found


def _side(
    diff: StreamDiff, change: Change | None, applied: Applied, unchanged: Stream | None = None
) -> Stream:
    """The state that decides; where nothing changed, the later one if not said otherwise."""
    if change is None:
        return unchanged or diff.after
    return diff.after if change in applied else diff.before


def _order(diff: StreamDiff) -> list[str]:
    """All steps of both states in one written order, which tells rework from going on: that of
    the later state, and steps that went behind the one that they followed."""
    first: list[str] = []
    behind: dict[str, list[str]] = {id_: [] for id_ in diff.after.steps}
    gone = first
    for id_ in diff.before.steps:
        if id_ in behind:
            gone = behind[id_]
        else:
            gone.append(id_)
    return [*first, *(step for id_, old in behind.items() for step in (id_, *old))]
