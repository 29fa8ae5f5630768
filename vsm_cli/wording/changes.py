"""How changes are said: what each one is, what it changes, and what a gain rests on."""

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.comparing import Comparison, StreamComparison
from vsm_cli.analysis.comparison.key_changes import Detail, NextWay, Value
from vsm_cli.language import apart, listed, message, names, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.values import Calendar
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.figures import number, percent, rate
from vsm_cli.wording.times import UNKNOWN, clock

NATURES = {"mechanism": message("mechanism"), "action": message("action")}
_STEPS = {
    "added": message("added {after}"),
    "removed": message("removed {before}"),
    "merged": message("merged {before} into {after}"),
    "split": message("split {before} into {after}"),
    "replaced": message("replaced {before} by {after}"),
    "rearranged": message("rearranged {before} into {after}"),
    "parallel": message("made parallel: {details}"),
    "rerouted": message("{details}"),
    "changed": message("{after}: {details}"),
}
_SECTIONS = {
    "teams": message("team"), "roles": message("role"), "systems": message("system"),
    "data": message("data"), "paths": message("path"), "journeys": message("journey"),
    "streams": message("stream"),
}  # fmt: skip
_ADDED, _REMOVED = message("{section} {id} added"), message("{section} {id} removed")
_CHANGED = message("{section} {id}: {details}")
_OWN = message("{details}")
_DETAIL = message("{key} {before} → {after}")
_OF_STEP = message("{step}: {detail}")
_YES, _NO = message("yes"), message("no")
_SIDE_BY_SIDE = message("{steps} side by side")
_WITH_WAIT = message("{way} after {wait}")
_VERDICTS = {
    "unknown": message("Lead time: what the change rests on cannot be told."),
    "unchanged": message("Lead time: unchanged."),
    "longer": message("Lead time: {size} longer."),
    "mechanism": message("Lead time: {size} shorter, all of it by mechanism."),
    "mixed": message(
        "Lead time: {size} shorter, {mechanism} of it by mechanism and {speed} by speed."
    ),
    "action": message(
        "Lead time: {size} shorter, none of it by mechanism. The gain rests on figures alone: "
        "nothing says what makes them better."
    ),
}
_DURATIONS_ALONE = message(
    "Lead time: {size} shorter, none of it by mechanism. The gain rests on durations alone: "
    "nothing says what makes the work faster."
)
_SIDES = message("Mechanism {mechanism}, speed {speed}.")
_NOT_BOTH = {True: message("The stream is new."), False: message("The stream is gone.")}

_TIMES = frozenset(("process", "wait", "lead", "every", "latency"))
_SHARES = frozenset(("complete-accurate", "available"))


def place(compared: Comparison, change: Change) -> str:
    """The stream that a change belongs to; nothing for what belongs to none."""
    if change.stream is None:
        return ""
    stream = compared.after.streams.get(change.stream) or compared.before.streams[change.stream]
    return stream.label


def description(compared: Comparison, change: Change) -> str:
    """What a change is, in one line."""
    separate = details_of(compared, change)
    details = apart(separate)
    if change.is_step:
        return tr(
            _STEPS[change.kind],
            before=names(_step(compared.before, change, id_) for id_ in change.before),
            after=names(_step(compared.after, change, id_) for id_ in change.after),
            details=details if change.kind == "changed" else _of_steps(compared, change, separate),
        )
    (id_,) = change.after or change.before
    template = {"added": _ADDED, "removed": _REMOVED}.get(change.kind, _CHANGED)
    if change.section == "streams" and template is _CHANGED:
        return tr(_OWN, details=details)
    name = _label(compared, change.section, id_)
    return tr(template, section=tr(_SECTIONS[change.section]), id=name, details=details)


def details_of(compared: Comparison, change: Change) -> list[str]:
    """What differs, key by key."""
    calendar = _calendar(compared, change)
    return [_detail(compared, change, detail, calendar) for detail in change.details]


def _of_steps(compared: Comparison, change: Change, details: list[str]) -> str:
    """Ways on, each with the step that they lead on from."""
    if len(change.after) != len(details):
        return apart(details)
    labels = [_step(compared.after, change, id_) for id_ in change.after]
    pairs = zip(labels, details, strict=True)
    return apart(tr(_OF_STEP, step=label, detail=detail) for label, detail in pairs)


def _label(compared: Comparison, section: str, id_: str) -> str:
    for workspace in (compared.after, compared.before):
        if section != "paths":
            element: Element | None = getattr(workspace, section).get(id_)
            if element is not None:
                return element.label
    return id_


def _step(workspace: Workspace, change: Change, id_: str) -> str:
    stream = workspace.streams.get(change.stream or "")
    return stream.steps[id_].label if stream and id_ in stream.steps else id_


def _calendar(compared: Comparison, change: Change) -> Calendar:
    for each in compared.streams:
        if each.stream.id == change.stream:
            return each.calendar
    return compared.after.calendar


def _detail(compared: Comparison, change: Change, detail: Detail, calendar: Calendar) -> str:
    key = detail.key.rpartition(".")[2]
    return tr(
        _DETAIL,
        key=key,
        before=_value(compared.before, change, key, detail.before, calendar),
        after=_value(compared.after, change, key, detail.after, calendar),
    )


def _value(workspace: Workspace, change: Change, key: str, value: Value, calendar: Calendar) -> str:
    if value is None or value == ():
        return UNKNOWN
    if isinstance(value, bool):
        return tr(_YES) if value else tr(_NO)
    if isinstance(value, float | int):
        return _figure(key, value, calendar)
    if isinstance(value, str):
        return workspace.owner_label(value) if key == "owner" else value
    if key in ("next", "entry"):
        return _ways(workspace, change, value, calendar)
    return listed(
        _way(each, each.target, calendar) if isinstance(each, NextWay) else each for each in value
    )


def _figure(key: str, value: float, calendar: Calendar) -> str:
    if key in _TIMES:
        return clock(value, calendar)
    if key in _SHARES:
        return percent(value)
    return rate(value) if key == "demand" else number(value)


def _ways(
    workspace: Workspace,
    change: Change,
    ways: tuple[NextWay | str, ...],
    calendar: Calendar,
) -> str:
    said = [
        _step(workspace, change, way)
        if isinstance(way, str)
        else _way(way, _step(workspace, change, way.target), calendar)
        for way in ways
    ]
    if any(isinstance(way, str) or way.beside for way in ways):
        return tr(_SIDE_BY_SIDE, steps=names(said))
    return listed(said)


def _way(way: NextWay, name: str, calendar: Calendar) -> str:
    text = name if way.share is None else f"{name} {percent(way.share)}"
    if way.wait_s is None:
        return text
    return tr(_WITH_WAIT, way=text, wait=clock(way.wait_s, calendar))


def verdict(each: StreamComparison) -> str:
    """How much of the gain of a stream is mechanism."""
    if each.before is None or each.after is None:
        return tr(_NOT_BOTH[each.before is None])
    change, mechanism = each.change("lead_time_s"), each.mechanism_share or 0.0
    text = tr(
        _DURATIONS_ALONE if each.durations_alone else _VERDICTS[each.verdict],
        size=clock(None if change is None else abs(change), each.calendar),
        mechanism=percent(mechanism, 0),
        speed=percent(1 - mechanism, 0),
    )
    if not _pulls_both_ways(each):
        return text
    sides = difference(each, each.mechanism_s), difference(each, each.action_s)
    return f"{text} {tr(_SIDES, mechanism=sides[0], speed=sides[1])}"


def _pulls_both_ways(each: StreamComparison) -> bool:
    parts = each.mechanism_s, each.action_s
    return any(part and part < -1e-6 for part in parts) and any(
        part and part > 1e-6 for part in parts
    )


def difference(each: StreamComparison, seconds: float | None) -> str:
    """How much longer or shorter something takes: `+2h`, `−3d`, `0`."""
    text = clock(None if seconds is None else abs(seconds), each.calendar)
    if seconds is None or text == "0":
        return text
    return f"{'+' if seconds > 0 else '−'}{text}"
