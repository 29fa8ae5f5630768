"""Steps that a stream leaves out of what it is like: what led to them leads past them.

This works on what was written, before anything is validated: what cannot be read stays as it is
and is told later, where it stands.
"""

from typing import Any, Literal, NamedTuple

from vsm_cli.language import message
from vsm_cli.loading.amounts import amount_of, ends_of_range
from vsm_cli.loading.value_parsing import share as share_of
from vsm_cli.model.elements import END

Steps = dict[str, Any]
_MILESTONES = ("responded-at", "delivered-at")

SPLITS = message(
    "{step} cannot be left out: it leads to several steps, and is not reached by one "
    "unconditional route"
)
ALONE = message("{step} cannot be left out: it leads back to itself")
_NONE_BEFORE = message("{step} cannot be left out: {key} names it, and no step leads to it")
_WAITS = message("{step} cannot be left out: the waits before and behind it cannot be added")


class CannotLeaveOutError(Exception):
    """Why a step has to stay: a template for `fields`."""

    def __init__(self, template: str, **fields: str) -> None:
        super().__init__(template)
        self.template, self.fields = template, fields


class _Way(NamedTuple):
    """A route as written; None for what it does not say."""

    target: str
    share: Any = None
    wait: Any = None


class _Next(NamedTuple):
    split: Literal["one", "choice", "all"]
    ways: list[_Way]

    @property
    def single(self) -> bool:
        """Whether every item goes to the same step."""
        return len(self.ways) == 1 and _always(self.ways[0])


def leave_out(stream: dict[str, Any], step: str) -> dict[str, Any]:
    """The stream without a step that is one of its own. Raises CannotLeaveOutError."""
    steps: Steps = stream["steps"]
    order = list(steps)
    followers = dict(zip(order, [*order, END][1:], strict=True))
    ways = {id_: _next_of(steps[id_], followers[id_]) for id_ in order}
    here = ways[step]
    if here is None:
        return stream
    if any(way.target == step for way in here.ways):
        raise CannotLeaveOutError(ALONE if here.single else SPLITS, step=step)
    before = {
        id_: found
        for id_, found in ways.items()
        if found and any(way.target == step for way in found.ways)
    }
    entries = [id_ for id_ in order if _said(steps[id_]).get("entry")]
    is_entry = step in entries if entries else step == order[0]
    if not here.single and (is_entry or not _on_one_way(before, step, here)):
        raise CannotLeaveOutError(SPLITS, step=step)
    result = {id_: dict(_said(shape)) for id_, shape in steps.items() if id_ != step}
    below = dict(zip(result, [*result, END][1:], strict=True))
    for id_, found in before.items():
        _lead(result[id_], _past(found, step, here, result), below[id_])
    if is_entry and here.ways[0].target != END:
        _enter(result, here.ways[0].target, _said(steps[step]).get("entry"))
    return {**stream, "steps": result, **_milestones(stream, step, order, before)}


def _said(step: Any) -> dict[str, Any]:
    return step if isinstance(step, dict) else {}


def _next_of(step: Any, follower: str) -> _Next | None:
    """Where a step leads; None where that cannot be read."""
    written = _said(step).get("next")
    if written is None:
        return _Next("one", [_Way(follower)])
    if isinstance(written, str):
        return _Next("one", [_Way(_target(written))])
    if isinstance(written, dict) and written:
        ways = [_way(*item) for item in written.items()]
        split: Literal["choice", "all"] = "choice"
    elif isinstance(written, list):
        if not written:
            return _Next("one", [_Way(END)])
        items = [{item: None} if isinstance(item, str) else item for item in written]
        if not all(isinstance(item, dict) and len(item) == 1 for item in items):
            return None
        ways = [_way(*pair) for item in items for pair in item.items()]
        split = "all"
    else:
        return None
    known = [way for way in ways if way]
    return _Next(split, known) if len(known) == len(ways) else None


def _target(written: str) -> str:
    return END if written == "结束" else written


def _way(target: str, how: Any) -> _Way | None:
    if how is None or isinstance(how, str):
        return _Way(_target(target), how)
    if isinstance(how, dict) and how.keys() <= {"share", "wait"}:
        return _Way(_target(target), how.get("share"), how.get("wait"))
    return None


def _always(way: _Way) -> bool:
    return way.share is None or _share(way.share) == 1.0


def _on_one_way(before: dict[str, _Next], step: str, here: _Next) -> bool:
    """Whether one unconditional route leads to a step whose own routes can take its place."""
    if len(before) != 1:
        return False
    (found,) = before.values()
    if found.single:
        return True
    to_it = [way for way in found.ways if way.target == step]
    return found.split == "all" == here.split and len(to_it) == 1 and to_it[0].share is None


def _past(found: _Next, step: str, here: _Next, steps: Steps) -> _Next:
    """The routes of a step before, with each that led to `step` leading on."""
    ways: dict[str, _Way] = {}
    for way in found.ways:
        onward = here.ways if way.target == step else [_Way(way.target)]
        for on in onward:
            if way.target == step:
                wait = _added(step, way.wait, on.wait, steps.get(on.target))
                made = _Way(on.target, on.share if here.single is False else way.share, wait)
            else:
                made = way
            same = ways.get(made.target)
            ways[made.target] = made if same is None else _joined(step, found.split, same, made)
    split = here.split if found.single and not here.single else found.split
    return _Next(split, list(ways.values()))


def _joined(step: str, split: str, first: _Way, second: _Way) -> _Way:
    """Two routes to the same step as one."""
    if first.wait != second.wait:
        raise CannotLeaveOutError(_WAITS, step=step)
    if first.share is None or second.share is None:
        return first._replace(share=None)
    one, other = _share(first.share), _share(second.share)
    if one is None or other is None:
        return first._replace(share=None)
    # Branches of a list are taken independently of each other.
    together = one + other if split == "choice" else 1 - (1 - one) * (1 - other)
    return first._replace(share=_as_text(together))


def _share(written: Any) -> float | None:
    try:
        return share_of(written)
    except ValueError:  # told where it stands
        return None


def _as_text(share: float) -> str:
    return f"{round(share * 100, 10):.10g}%"


def _added(step: str, first: Any, second: Any, target: Any) -> Any:
    """The wait before and the wait behind a step that is left out. A route without a wait has
    that of the step it leads to."""
    if first is None:
        return second
    if second is None:
        second = _said(target).get("wait")
    if second is None or second == "0":
        return first
    if first == "0":
        return second
    for fixed, spread in ((first, second), (second, first)):
        if amount_of(str(fixed)) is None:
            continue
        ends = ends_of_range(spread)
        points = {"min": ends[0], "max": ends[1]} if ends else spread
        if not isinstance(points, dict):
            return _sum(step, fixed, points)
        if points.keys() <= {"min", "likely", "max"}:
            return {key: _sum(step, fixed, point) for key, point in points.items()}
    raise CannotLeaveOutError(_WAITS, step=step)


def _sum(step: str, first: Any, second: Any) -> str:
    """Two durations as one text, since days mean what the calendar of the stream says."""
    both = f"{first} {second}"
    if amount_of(str(second)) is None or amount_of(both) is None:
        raise CannotLeaveOutError(_WAITS, step=step)
    return both


def _lead(step: dict[str, Any], following: _Next, below: str) -> None:
    """Write where a step leads, unless the order of the steps says it."""
    ways = following.ways
    if len(ways) == 1 and ways[0].share is None and ways[0].wait is None:
        target = ways[0].target
        if target != below or step.get("next") is not None:
            step["next"] = target
    elif following.split == "all" and len(ways) > 1:
        step["next"] = [
            way.target if _how(way) is None else {way.target: _how(way)} for way in ways
        ]
    else:
        step["next"] = {way.target: _how(way) for way in ways}


def _how(way: _Way) -> Any:
    if way.wait is None:
        return way.share
    said = {"share": way.share, "wait": way.wait}
    return {key: value for key, value in said.items() if value is not None}


def _enter(steps: Steps, target: str, entry: Any) -> None:
    """Let what came in at a step that is left out come in at its successor."""
    successor = steps.get(target)
    if successor is None:
        return
    own, other = _share(successor.get("entry")), _share(entry)
    if own is not None and other is not None:
        successor["entry"] = _as_text(own + other)
    elif entry is not None:
        successor["entry"] = entry if successor.get("entry") is None else True
    elif target != next(iter(steps)):
        successor["entry"] = True


def _milestones(
    stream: dict[str, Any], step: str, order: list[str], before: dict[str, _Next]
) -> dict[str, str]:
    """The keys of a stream that name the step, with the step before instead."""
    moved = {}
    for key in _MILESTONES:
        if stream.get(key) != step:
            continue
        if not before:
            raise CannotLeaveOutError(_NONE_BEFORE, step=step, key=key)
        above = [id_ for id_ in before if order.index(id_) < order.index(step)]
        moved[key] = (above or list(before))[-1]
    return moved
