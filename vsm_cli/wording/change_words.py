"""How changes are said: what each one is, what it changes, and what a gain rests on."""

from collections.abc import Iterator

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.comparing import (
    GAINS,
    Comparison,
    Renamed,
    StreamComparison,
)
from vsm_cli.analysis.comparison.key_changes import DURATIONS, Detail, NextWay, Value
from vsm_cli.analysis.comparison.losses import Loss
from vsm_cli.catalogue.vocabulary import (
    ACTIVITIES,
    BASES,
    LAYERS,
    MODES,
    STAGES,
    STATES,
    STREAM_TYPES,
    WORK,
    word_name,
)
from vsm_cli.language import apart, current, listed, message, names, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.values import Calendar
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.figures import number, percent, rate
from vsm_cli.wording.times import UNKNOWN, clock

NATURES = {
    "mechanism": message("mechanism"),
    "action": message("action"),
    "definition": message("definition"),
    "note": message("note"),
}
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
_ELEMENTS = {
    "added": message("{section} {after} added"),
    "removed": message("{section} {before} removed"),
    "merged": message("{section}: {before} merged into {after}"),
    "split": message("{section}: {before} split into {after}"),
    "rearranged": message("{section}: {before} rearranged into {after}"),
}
_CHANGED = message("{section} {id}: {details}")
_OWN = message("{details}")
_STANDS_FOR = {
    "name": message("by their name"),
    "steps": message("by their steps"),
    "place": message("by their places"),
}
_RENAMING = message("{before} → {after}")
_TAKEN = message("{before} → {after} ({sign})")
_LOSSES = {
    "owner": message("{label}: nobody answers any more (was {what})"),
    "path": message("path {what}, which is still needed"),
    "acceptance": message("{label}: {what} is no longer accepted"),
}
_DETAIL = message("{key} {before} → {after}")
_OF_STEP = message("{step}: {detail}")
_YES, _NO = message("yes"), message("no")
_A_YEAR = message("{count} times a year")
_SIDE_BY_SIDE = message("{steps} side by side")
_WITH_WAIT = message("{way} after {wait}")
_VERDICTS = {
    "unknown": message("Lead time: what the change rests on cannot be told."),
    "unchanged": message("Lead time: unchanged."),
    "longer": message("Lead time: {size} longer."),
    "definition": message(
        "Lead time: {size} shorter, because the figure means something else now. That is no gain."
    ),
    "shorter": message(
        "Lead time: {size} shorter; {follows} follows from the mechanism, {claimed} is claimed, "
        "{speed} is speed."
    ),
}
_SPEED_ALONE = message(
    "The gain rests on durations alone: nothing says what makes the work faster."
)
_FIGURES_ALONE = message("The gain rests on figures alone: nothing says what makes them better.")
_CLAIMED_ALONE = message(
    "None of it follows: something else changed there, but the shorter times are a claim until "
    "they are measured."
)
_SIDES = message("Follows {follows}, claimed {claimed}, speed {speed}.")
_MEANING = message("{difference} of it is another meaning of the figure, and no gain.")
_NOT_BOTH = {True: message("The stream is new."), False: message("The stream is gone.")}

_TIMES = frozenset(("process", "wait", "lead", "every", "latency", "hours"))
_NOTHING_S = 1e-6
_NO_SHARE = 1e-9
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
    section = tr(_SECTIONS[change.section])
    if change.kind in _ELEMENTS:
        return tr(
            _ELEMENTS[change.kind],
            section=section,
            before=names(_label(compared.before, change.section, id_) for id_ in change.before),
            after=names(_label(compared.after, change.section, id_) for id_ in change.after),
        )
    if change.section == "streams":
        return tr(_OWN, details=details)
    (id_,) = change.after
    name = _label(compared.after, change.section, id_)
    return tr(_CHANGED, section=section, id=name, details=details)


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


def _label(workspace: Workspace, section: str, id_: str) -> str:
    if section == "paths":
        return id_
    element: Element | None = getattr(workspace, section).get(id_)
    return element.label if element else id_


def renaming(renamed: Renamed) -> str:
    """An element with its old id and its new one, and how it was known again."""
    before, after = renamed.before, renamed.after
    if renamed.sign not in _STANDS_FOR:
        return tr(_RENAMING, before=before, after=after)
    return tr(_TAKEN, before=before, after=after, sign=tr(_STANDS_FOR[renamed.sign]))


def loss_in_words(loss: Loss) -> str:
    """What was taken away."""
    return tr(_LOSSES[loss.lost], label=loss.label, what=loss.what)


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
        key=_key_name(key),
        before=_value(compared.before, change, key, detail.before, calendar),
        after=_value(compared.after, change, key, detail.after, calendar),
    )


def _key_name(key: str) -> str:
    """A key as files may have it in the language in force."""
    if current() == "en":
        return key
    from vsm_cli.source.key_names import NAMES

    return NAMES.get(key, key).split()[0]


def _value(workspace: Workspace, change: Change, key: str, value: Value, calendar: Calendar) -> str:
    if value is None or value == ():
        return UNKNOWN
    if isinstance(value, bool):
        return tr(_YES) if value else tr(_NO)
    if isinstance(value, float | int):
        return _figure(key, value, calendar)
    if isinstance(value, str):
        return _named(workspace, key, value)
    if key in ("next", "entry"):
        return _ways(workspace, change, value, calendar)
    if key == "uses":
        return listed(_of_use(each, calendar) for each in value)
    if key == "target":
        return listed(_promise(each, calendar) for each in value if isinstance(each, NextWay))
    return listed(
        _way(each, _named(workspace, key, each.target), calendar)
        if isinstance(each, NextWay)
        else _named(workspace, key, each)
        for each in value
    )


# The stages of a journey are its steps.
_WORDS = {
    "activity": ACTIVITIES, "basis": BASES, "layer": LAYERS, "mode": MODES, "state": STATES,
    "steps": STAGES, "type": STREAM_TYPES, "work": WORK,
}  # fmt: skip
_SECTION_OF = {"systems": "systems", "master": "systems", "inputs": "data", "outputs": "data"}


def _named(workspace: Workspace, key: str, value: str) -> str:
    """What a key names, as people know it; other texts as they are."""
    if key in ("owner", "participants", "parent", "team"):
        return workspace.owner_label(value)
    if key in _WORDS and current() != "en":
        return word_name(_WORDS[key], value)
    return _label(workspace, _SECTION_OF[key], value) if key in _SECTION_OF else value


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


def _promise(way: NextWay, calendar: Calendar) -> str:
    limit = percent(way.share) if way.wait_s is None else clock(way.wait_s, calendar)
    return f"{_key_names(way.target)} {limit}"


def _of_use(each: NextWay | str, calendar: Calendar) -> str:
    """What a step relies on, or one figure of it: `keep-knowledge covered 80%`."""
    text = each if isinstance(each, str) else each.target
    stream, _, keys = text.partition(" ")
    if not keys or keys.startswith("("):
        return text
    if isinstance(each, NextWay):
        return f"{stream} {_promise(each._replace(target=keys), calendar)}"
    key, _, count = keys.partition(" ")
    if count.endswith("/year"):
        return f"{stream} {_key_name(key)} {tr(_A_YEAR, count=count.removesuffix('/year'))}"
    return f"{stream} {_key_names(keys)}"


def _key_names(keys: str) -> str:
    return " ".join(map(_key_name, keys.split(" ")))


def _way(way: NextWay, name: str, calendar: Calendar) -> str:
    text = name if way.share is None else f"{name} {percent(way.share)}"
    if way.wait_s is None:
        return text
    return tr(_WITH_WAIT, way=text, wait=clock(way.wait_s, calendar))


def verdict(each: StreamComparison) -> str:
    """What became of the lead time of a stream, and what a gain rests on."""
    if each.before is None or each.after is None:
        return tr(_NOT_BOTH[each.before is None])
    change, shares = each.change("lead_time_s"), each.shares or {}
    text = tr(
        _VERDICTS[each.verdict],
        size=clock(None if change is None else abs(change), each.calendar),
        **{ground: percent(share, 0) for ground, share in shares.items()},
    )
    return " ".join((text, *_warnings(each), *_sides(each)))


def _warnings(each: StreamComparison) -> Iterator[str]:
    """What makes a gain doubtful."""
    meaning = each.rests_on("definition")
    if each.verdict == "shorter" and meaning and abs(meaning) > _NOTHING_S:
        yield tr(_MEANING, difference=difference(each, meaning))
    shares = each.shares
    if not shares or shares["follows"] > _NO_SHARE:
        return
    if shares["claimed"] > _NO_SHARE:
        yield tr(_CLAIMED_ALONE)
    else:
        yield tr(_SPEED_ALONE if _only_durations(each) else _FIGURES_ALONE)


def _only_durations(each: StreamComparison) -> bool:
    gaining = [part for part in each.parts or () if part.seconds < 0 and part.ground == "speed"]
    details = [d for part in gaining for change in part.changes for d in change.details]
    return all(detail.key in DURATIONS for detail in details)


def _sides(each: StreamComparison) -> Iterator[str]:
    """The parts, where some make it longer and others shorter."""
    parts = {ground: each.rests_on(ground) or 0.0 for ground in GAINS}
    if min(parts.values()) < -_NOTHING_S and max(parts.values()) > _NOTHING_S:
        yield tr(_SIDES, **{ground: difference(each, part) for ground, part in parts.items()})


def difference(each: StreamComparison, seconds: float | None) -> str:
    """How much longer or shorter something takes: `+2h`, `−3d`, `0`."""
    text = clock(None if seconds is None else abs(seconds), each.calendar)
    if seconds is None or text == "0":
        return text
    return f"{'+' if seconds > 0 else '−'}{text}"
