"""What differs between two states of one element, key by key, and what each key says."""

from collections.abc import Callable, Iterator, Mapping
from math import isclose
from typing import Any, Literal, NamedTuple

from vsm_cli.model.elements import DataObject, Element, Role, System, SystemPath, Team
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Link, Step, Stream, Use, Without
from vsm_cli.model.values import ELAPSED, Spread

# Sums of the same times in another order may differ in the last bits.
TOLERANCE = 1e-9


Nature = Literal["mechanism", "action", "definition", "note"]
"""What a change is about: how the work is done; mere figures of it; what the figures mean; or
what neither work nor figures depend on."""


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


def _use_figures(step: Step) -> Value:
    """How often what a step relies on is there, and what the step takes without it."""
    found: list[NextWay | str] = []
    for use in step.uses:
        if use.covered is not None:
            found.append(NextWay(f"{use.stream} covered", use.covered, None))
        if use.changes_per_s is not None:
            per_year = use.changes_per_s * ELAPSED.year_s
            found.append(f"{use.stream} changes {per_year:.12g}/year")
        if use.without is not None:
            found += _failures(f"{use.stream} without", use.without)
    return tuple(found)


def _failures(name: str, without: Without) -> Iterator[NextWay | str]:
    for key in ("process", "wait", "lead"):
        spread: Spread | None = getattr(without, key)
        if spread is not None:
            yield NextWay(f"{name} {key}", None, spread.mean_s)
    if without.complete_accurate is not None:
        yield NextWay(f"{name} complete-accurate", without.complete_accurate, None)
    people = _people(without)
    for each in people if isinstance(people, tuple) else () if people is None else (people,):
        yield f"{name} people {each:g}" if isinstance(each, float) else f"{name} people {each}"


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


def _people(step: Step | Without) -> Value:
    """How many work at once, and whose they are where that is said."""
    if not step.hands:
        return step.people
    return tuple(f"{owner} {number:g}" for owner, number in sorted(step.hands.items()))


def _practices(step: Step) -> Value:
    named = (binding.practices or (binding.written,) for binding in step.practices)
    return tuple(dict.fromkeys(practice for each in named for practice in each))


def _ideas(element: Any) -> Value:
    return tuple(idea.name for idea in element.ideas)


def _targets(stream: Stream) -> Value:
    """Promises as ways: to a figure, with a share or a time."""
    found = []
    for target in stream.targets:
        percentile = f" p{target.percentile:g}" if target.percentile else ""
        is_share = target.figure in _SHARES
        limits = (target.limit, None) if is_share else (None, target.limit)
        found.append(NextWay(f"{target.figure}{percentile}", *limits))
    return tuple(found)


_SHARES = frozenset(("activity-ratio", "rolled"))
_NAMES: _Reading = {"name": _plain("name"), "description": _plain("description")}

_READINGS: Mapping[Nature, Mapping[type, _Reading]] = {
    "mechanism": {
        Step: {
            "owner": _plain("owner"),
            "systems": _plain("systems"),
            "automated": _plain("automated"),
            "every": _plain("every_s"),
            "accepts": _accepts,
            "uses": _uses,
            "starts": _starts,
        },
        Stream: {"owner": _plain("owner")},
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
    },
    "action": {
        Step: {
            "process": _seconds("process"),
            "wait": _seconds("wait"),
            "lead": _seconds("lead"),
            "queue": _plain("queue"),
            "complete-accurate": _plain("complete_accurate"),
            "people": _people,
            "starts": _start_figures,
            "uses": _use_figures,
        },
        Stream: {"demand": _plain("demand_per_year")},
        SystemPath: {"latency": _plain("latency_s"), "process": _seconds("process")},
        Team: {
            "size": _plain("size"),
            "available": _plain("available"),
            "hours": _plain("hours_s"),
        },
        Journey: {
            "steps": lambda journey: tuple(
                NextWay(step.stage or "?", step.share, step.wait.mean_s if step.wait else None)
                for step in journey.steps
            ),
        },
    },
    "definition": {
        Step: {"work": _plain("work")},
        Stream: {
            "calendar": _calendar,
            "responded-at": _plain("responded_at"),
            "delivered-at": _plain("delivered_at"),
            "target": _targets,
        },
    },
    "note": {
        Step: {
            **_NAMES,
            "participants": _plain("participants"),
            "practices": _practices,
            # To say that nothing moves, where nothing was said, changes no work.
            "inputs": lambda step: step.inputs or (),
            "outputs": lambda step: step.outputs or (),
            "touchpoint": _plain("touchpoint"),
            "ideas": _ideas,
        },
        Stream: {**_NAMES, "customer": _plain("customer"), "ideas": _ideas},
        SystemPath: {"ideas": _ideas},
        Journey: {**_NAMES, "customer": _plain("customer")},
        **dict.fromkeys((Team, Role, System, DataObject), _NAMES),
    },
}
NATURES: tuple[Nature, ...] = ("mechanism", "action", "definition", "note")
DURATIONS = frozenset(("process", "wait", "lead", "queue"))
_WAITS = ("wait", "lead", "queue")
# Lists in which the order says nothing.
_SETS = frozenset(
    ("participants", "people", "practices", "systems", "inputs", "outputs", "data", "accepts",
     "uses", "starts", "target", "ideas")
)  # fmt: skip


def waits_by_mechanism(step: Step) -> bool:
    """Whether how often the step runs, or a stream that it waits for, says how long it waits."""
    given = (step.wait, step.lead, step.queue)
    return given == (None,) * 3 and (step.every_s is not None or bool(step.awaited))


def details(before: Element, after: Element) -> Mapping[Nature, tuple[Detail, ...]]:
    """What differs, by its nature. A wait that follows from the mechanism now is no figure that
    somebody changed; of a link that is another one now, the figures came with it."""
    found = {nature: list(_differing(nature, before, after)) for nature in NATURES}
    mechanism, action = found["mechanism"], found["action"]
    keys = {detail.key for detail in mechanism}
    if isinstance(after, Step) and keys & {"every", "uses"} and waits_by_mechanism(after):
        mechanism += [detail for detail in action if detail.key in _WAITS]
        keys |= set(_WAITS)
    found["action"] = [detail for detail in action if detail.key not in keys]
    return {nature: tuple(of_nature) for nature, of_nature in found.items()}


def _differing(nature: Nature, before: Element, after: Element) -> Iterator[Detail]:
    for key, read in _READINGS[nature].get(type(before), {}).items():
        old, new = read(before), read(after)
        if not _equal(key, old, new):
            yield Detail(key, old, new)


def _equal(key: str, old: Value, new: Value) -> bool:
    if isinstance(old, float | int) and isinstance(new, float | int):
        return isclose(old, new, rel_tol=TOLERANCE)
    if key in _SETS and isinstance(old, tuple) and isinstance(new, tuple):
        return sorted(map(str, old)) == sorted(map(str, new))
    return old == new
