"""Most of the time is spent waiting before one step.

## Why

Work on a stream anywhere but at its bottleneck is work on the wrong end. Where waiting before
one step takes more than half of the time that the customer waits, making everybody work faster
changes little: the message says what halving this one wait saves, and what halving all process
times would. Waiting is cut by mechanism: approve once for many, meet more often, decide where
the work is done.

Counted is the time until the customer no longer waits (`delivered-at`), in core streams with
three or more timed steps, over the steps of which a time is known. A journey is measured in
elapsed time, and there the wait between two of its steps counts as well; a journey through one
stream only is no more than that stream. `share` sets from which share on a wait is a
bottleneck.

The rule is as old as Goldratt's *The Goal*; how to see waits in a value stream is shown by
Martin & Osterling, *Value Stream Mapping*.

## Bad

```yaml
vsm: 1
calendar: {day: 8h, week: 5d}
teams:
  service-desk: {name: Service desk}
  data-owners: {name: Data owners}
streams:
  grant-access:
    layer: core
    owner: service-desk
    customer: branch staff
    trigger: Somebody asks for access
    value: He can sign in
    steps:
      check:
        {owner: service-desk, practices: Service request management, process: 10m, wait: 2h}
      approve:
        {owner: data-owners, practices: Information security management, process: 5m, wait: 4d}
      grant:
        {owner: service-desk, practices: Service request management, process: 15m, wait: 4h}
```

## Good

```diff
       approve:
-        {owner: data-owners, practices: Information security management, process: 5m, wait: 4d}
+        {owner: data-owners, practices: Information security management, process: 5m, wait: 4h}
```
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import Element
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.values import ELAPSED
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Place
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.figures import costs, percent
from vsm_cli.wording.times import ESTIMATE, clock

if TYPE_CHECKING:
    from vsm_cli.analysis.journeys.journey_times import JourneyStepTimes, JourneyTimes
    from vsm_cli.analysis.times.figure_records import StreamFigures

_WAIT = "perceived_wait_s"
_ENOUGH = 3
# Sums of the same times in another order differ in their last bits.
_ROUNDING = 1e-9

_ALSO = message("it is {share} of the journey {journey}, too")


def check(workspace: Workspace, *, share: float = 0.5) -> Iterator[Finding]:
    long = [stream for stream in workspace.streams.values() if _may_wait(stream, share)]
    # A wait is no larger a part of a journey than of its own stream.
    journeys = _journeys(workspace, long)
    yield from _between(journeys, share)
    waits: dict[Step, list[JourneyTimes]] = {}
    for times in journeys:
        for step in _waits_of(workspace, times, share):
            waits.setdefault(step, []).append(times)
    for stream in long:
        for step in stream.steps.values():
            if stream.layer == "core" or step in waits:
                yield from _before(workspace, stream, step, waits.get(step, []), share)


def _may_wait(stream: Stream, share: float) -> bool:
    """Whether a quick look leaves room for a wait of more than this share."""
    from vsm_cli.analysis.times.quick_bounds import limits_of

    limits = limits_of(stream)
    return limits is None or limits.wait_share > share


def _journeys(workspace: Workspace, long: Iterable[Stream]) -> "list[JourneyTimes]":
    """The times of the journeys that may have a long wait, in or between their streams."""
    found = []
    streams = {stream.id for stream in long}
    for journey in workspace.journeys.values():
        if not _waits_between(workspace, journey) and all(
            streams.isdisjoint(step.streams) for step in journey.steps
        ):
            continue
        from vsm_cli.analysis.journeys.journey_times import journey_times

        found.append(journey_times(workspace, journey))
    return found


def _waits_between(workspace: Workspace, journey: Journey) -> bool:
    return any(step.wait for step in journey.steps) or any(
        link.wait
        for step in journey.steps[:-1]
        for stream in step.streams
        for sender in workspace.streams[stream].steps.values()
        for link in sender.starts
    )


def _waits_of(workspace: Workspace, times: "JourneyTimes", share: float) -> Iterator[Step]:
    """The steps of a journey's streams with long waits; a journey through one stream only is
    no more than that stream."""
    if len({each.stream for each in times.longest()}) < 2:
        return
    for (stream, step), wait_s in times.by_step(_WAIT).items():
        if times.lead_time_s and wait_s > times.lead_time_s * (share + _ROUNDING):
            yield workspace.streams[stream].steps[step]


def _before(
    workspace: Workspace, stream: Stream, step: Step, journeys: "list[JourneyTimes]", share: float
) -> Iterator[Finding]:
    """What is to be said of the wait before a step: as a part of its stream where that is
    judged by itself, else of a journey."""
    from vsm_cli.analysis.times.stream_figures import stream_figures

    figures = stream_figures(workspace, stream)
    of_stream = _share_of_stream(step, figures)
    if of_stream > share + _ROUNDING and _is_judged(stream, figures):
        part, wait_s = of_stream, figures.steps[step.id].perceived_wait_s or 0.0
        whole_s, process_s = figures.perceived_lead_time_s, figures.perceived_process_time_s
        unsure = figures.bound("perceived") is not None or stream.estimated
        per_year = figures.demand_per_year
        fields = costs(stream.calendar, wait_s / 2, per_year and wait_s / 2 * per_year)
        about, subject, calendar, others = "stream", stream.id, stream.calendar, journeys
    elif journeys:
        first, *others = journeys
        part, wait_s = _part(first, step), first.by_step(_WAIT)[stream.id, step.id]
        whole_s, process_s = first.lead_time_s, _process_s(first)
        unsure = first.is_bound
        fields = costs(ELAPSED, wait_s / 2, None)
        about, subject, calendar = "journey", first.journey.id, ELAPSED
    else:
        return
    yield finding(
        step,
        place=_place(stream, step),
        message=about,
        help=_help(fields, process_s),
        owner=step.owner or stream.owner,
        related=[_also(times, _part(times, step)) for times in others],
        step=with_owner(step, subject),
        subject_id=subject,
        wait=clock(wait_s, calendar),
        part=_shown(part, unsure),
        whole=clock(whole_s or 0.0, calendar),
        share=percent(share),
        process=clock((process_s or 0.0) / 2, calendar),
        **fields,
    )


def _part(times: "JourneyTimes", step: Step) -> float:
    """The share of the wait before a step in a journey."""
    return times.by_step(_WAIT)[step.stream, step.id] / (times.lead_time_s or 1.0)


def _also(times: "JourneyTimes", part: float) -> Related:
    return Related(
        place=times.journey.place,
        message=_ALSO,
        fields={"share": _shown(part, times.is_bound), "journey": times.journey.id},
    )


def _share_of_stream(step: Step, figures: "StreamFigures") -> float:
    """The share of the wait before a step in the perceived lead time."""
    wait_s = figures.steps[step.id].perceived_wait_s
    return (wait_s or 0.0) / figures.perceived_lead_time_s if figures.perceived_lead_time_s else 0.0


def _is_judged(stream: Stream, figures: "StreamFigures") -> bool:
    """Whether a stream is judged by itself: a core stream with enough steps that have times."""
    timed = set(figures.perceived_steps) - set(figures.untimed_steps)
    return stream.layer == "core" and len(timed) >= _ENOUGH


def _between(journeys: "list[JourneyTimes]", share: float) -> Iterator[Finding]:
    """The waits before steps of journeys, written there or at the link that leads to them."""
    found: dict[Element, list[tuple[JourneyTimes, JourneyStepTimes]]] = {}
    for times in journeys:
        for each in times.steps:
            if times.lead_time_s and each.wait_s > times.lead_time_s * (share + _ROUNDING):
                link = each.longest.link if each.longest else None
                found.setdefault(link or each.step, []).append((times, each))
    for element, ((times, long), *others) in found.items():
        total_s, process_s = times.lead_time_s or 1.0, _process_s(times)
        fields = costs(ELAPSED, long.wait_s / 2, None)
        yield finding(
            element,
            "wait",
            message="between",
            help=_help(fields, process_s),
            owner=getattr(element, "owner", None) or times.journey.owner,
            related=[
                _also(other, each.wait_s / (other.lead_time_s or 1.0)) for other, each in others
            ],
            journey=times.journey.id,
            stage=long.longest.stream.id if long.longest else long.step.stage or long.step.id,
            wait=clock(long.wait_s, ELAPSED),
            part=_shown(long.wait_s / total_s, times.is_bound),
            whole=clock(total_s, ELAPSED),
            share=percent(share),
            process=clock((process_s or 0.0) / 2, ELAPSED),
            **fields,
        )


def _process_s(times: "JourneyTimes") -> float | None:
    """The process time up to delivery of all streams of a journey, in elapsed seconds."""
    known = [
        each.elapsed(each.figures.perceived_process_time_s)
        for each in times.longest()
        if each.figures.perceived_process_time_s is not None
    ]
    return sum(known) if known else None


def _place(stream: Stream, step: Step) -> Place:
    """Where the wait is written: at the step, or at a route that leads to it."""
    for key, value in (
        ("wait", step.wait),
        ("lead", step.lead),
        ("queue", step.queue),
        ("every", step.every_s),
        ("uses", step.awaited or None),
    ):
        if value is not None:
            return step.place.key(key)
    routes = (route for other in stream.steps.values() for route in other.routes)
    waits = (route.place for route in routes if route.target == step.id and route.wait)
    return next(waits, step.place)


def _shown(share: float, unsure: bool) -> str:
    return percent(share, sign=ESTIMATE if unsure else None)


def _help(fields: dict[str, Any], process_s: float | None) -> str:
    return ("month" if "month" in fields else "item") + ("" if process_s is None else "-process")


RULE = Rule(
    code="VSM804",
    name="bottleneck",
    level=Level.WARNING,
    summary=message("Waiting before one step takes most of the time of a stream or a journey."),
    manual=__doc__,
    messages={
        "stream": message(
            "items wait {wait} before {step}: {part} of the perceived lead time of {subject_id},"
            " {whole}; more than {share}"
        ),
        "journey": message(
            "items wait {wait} before {step}: {part} of the journey {subject_id}, {whole} of"
            " elapsed time; more than {share}"
        ),
        "between": message(
            "{journey} waits {wait} before {stage}: {part} of its {whole} of elapsed time;"
            " more than {share}"
        ),
    },
    helps={
        "item": message("halving this wait saves {item} per item"),
        "item-process": message(
            "halving this wait saves {item} per item, halving every process time {process}"
        ),
        "month": message("halving this wait saves {item} per item, {month} a month over all items"),
        "month-process": message(
            "halving this wait saves {item} per item, {month} a month over all items;"
            " halving every process time saves {process} per item"
        ),
    },
    check=check,
)
