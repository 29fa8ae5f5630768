"""What differs between two states of one element, key by key."""

from collections.abc import Callable, Iterator, Mapping
from math import isclose
from typing import Any, NamedTuple

from vsm_cli.model.elements import DataObject, Role, System, SystemPath, Team
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.values import Spread

# Sums of the same times in another order may differ in the last bits.
TOLERANCE = 1e-9


class NextWay(NamedTuple):
    """One way on from a step; the target of the ways into a stream is where work comes in.
    `beside`: side by side with others, for this share of the items (None: all)."""

    target: str
    share: float | None
    wait_s: float | None
    beside: bool = False


Value = float | bool | str | tuple[NextWay | str, ...] | None


class Detail(NamedTuple):
    """A key as written in the format, with what it said before and says after.

    Times are mean seconds, shares 0–1, demand items per year. Lists keep their order.
    """

    key: str
    before: Value
    after: Value


_Reading = Mapping[str, Callable[[Any], Value]]


def _seconds(key: str) -> Callable[[Any], Value]:
    def read(element: Any) -> Value:
        spread: Spread | None = getattr(element, key)
        return None if spread is None else spread.mean_s

    return read


def _plain(key: str) -> Callable[[Any], Value]:
    def read(element: Any) -> Value:
        value: Value = getattr(element, key)
        return value

    return read


def _tie(link: Link | Use) -> str:
    """A link without its figures: where to, what, by whom and how."""
    end = f"{link.stream}.{link.at}" if link.at else link.stream
    more = [*link.data, *filter(None, (link.owner, link.via))]
    if isinstance(link, Use) and link.wait:
        more.insert(0, "wait")
    return f"{end} ({', '.join(more)})" if more else end


def _starts(step: Step) -> Value:
    return tuple(_tie(link) for link in step.starts)


def _uses(step: Step) -> Value:
    return tuple(_tie(use) for use in step.uses)


def _start_figures(step: Step) -> Value:
    return tuple(
        NextWay(link.stream, link.share, link.wait.mean_s if link.wait else None)
        for link in step.starts
    )


def _accepts(step: Step) -> Value:
    """Data with what they are accepted by."""
    found = []
    for each in step.accepts:
        said = "; ".join(filter(None, (each.criteria, each.required_by)))
        found.append(f"{each.data} ({said})" if said else each.data)
    return tuple(found)


def _calendar(stream: Stream) -> Value:
    return f"{stream.calendar.day_hours:g}h/{stream.calendar.week_days:g}d"


# What changes how the work is done, by element and key; and what are only figures of it.
MECHANISM: Mapping[type, _Reading] = {
    Step: {
        "owner": _plain("owner"),
        "participants": _plain("participants"),
        "systems": _plain("systems"),
        "automated": _plain("automated"),
        "every": _plain("every_s"),
        "accepts": _accepts,
        # To say that nothing moves, where nothing was said, changes no work.
        "inputs": lambda step: step.inputs or (),
        "outputs": lambda step: step.outputs or (),
        "touchpoint": _plain("touchpoint"),
        "uses": _uses,
        "starts": _starts,
    },
    Stream: {
        "owner": _plain("owner"),
        "customer": _plain("customer"),
        "calendar": _calendar,
        "delivered-at": _plain("delivered_at"),
        "responded-at": _plain("responded_at"),
    },
    System: {"owner": _plain("owner")},
    SystemPath: {
        "mode": _plain("mode"),
        "owner": _plain("owner"),
        "data": _plain("data"),
        "via": _plain("via"),
    },
    DataObject: {"master": _plain("master"), "owner": _plain("owner")},
    Role: {"team": _plain("team")},
    Team: {"parent": _plain("parent"), "external": _plain("external")},
    Journey: {
        "owner": _plain("owner"),
        "steps": lambda journey: tuple(
            f"{step.stage or '?'}: {', '.join(step.streams) or '–'}" for step in journey.steps
        ),
    },
}
ACTION: Mapping[type, _Reading] = {
    Step: {
        "process": _seconds("process"),
        "wait": _seconds("wait"),
        "lead": _seconds("lead"),
        "queue": _plain("queue"),
        "complete-accurate": _plain("complete_accurate"),
        "people": _plain("people"),
        "starts": _start_figures,
    },
    Stream: {"demand": _plain("demand_per_year")},
    SystemPath: {"latency": _plain("latency_s"), "process": _seconds("process")},
    Team: {"size": _plain("size"), "available": _plain("available")},
    Journey: {
        "steps": lambda journey: tuple(
            NextWay(step.stage or "?", step.share, step.wait.mean_s if step.wait else None)
            for step in journey.steps
        ),
    },
}
DURATIONS = frozenset(("process", "wait", "lead", "queue"))
# Lists in which the order says nothing.
_SETS = frozenset(
    ("participants", "systems", "inputs", "outputs", "data", "accepts", "uses", "starts")
)


def mechanism_details(before: object, after: object) -> tuple[Detail, ...]:
    """The keys that say how work is done and differ."""
    return tuple(_differing(MECHANISM.get(type(before), {}), before, after))


def action_details(before: object, after: object) -> tuple[Detail, ...]:
    """The keys that are only figures and differ. Of a link that is another one now, the figures
    came with it."""
    other = {detail.key for detail in mechanism_details(before, after)}
    found = _differing(ACTION.get(type(before), {}), before, after)
    return tuple(detail for detail in found if detail.key not in other)


def _differing(reading: _Reading, before: object, after: object) -> Iterator[Detail]:
    for key, read in reading.items():
        old, new = read(before), read(after)
        if not _equal(key, old, new):
            yield Detail(key, old, new)


def _equal(key: str, old: Value, new: Value) -> bool:
    if isinstance(old, float | int) and isinstance(new, float | int):
        return isclose(old, new, rel_tol=TOLERANCE)
    if key in _SETS and isinstance(old, tuple) and isinstance(new, tuple):
        return sorted(map(str, old)) == sorted(map(str, new))
    return old == new
