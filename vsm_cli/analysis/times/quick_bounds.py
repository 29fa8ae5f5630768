"""What a stream takes at the most and at the least, seen at a glance.

Rules ask this of every stream and measure only where the answer leaves room for a problem:
measuring costs many times as much, and most streams have none.
"""

from collections.abc import Mapping
from math import fsum, inf, prod

from msgspec import Struct

from vsm_cli.analysis.flow.stream_flow import Flow, flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.times.step_times import Awaited, step_times
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Step, Stream

_NOTHING_AWAITED = Awaited(None)


class Limits(Struct, frozen=True):
    """What the figures of a stream cannot go beyond; times in seconds of its calendar.

    No step is visited more than `visits` times on average; no time of the stream is longer
    than `lead_s`; the rolled %C&A is not below `rolled`; the wait before no step is more than
    the share `wait_share` (0–1) of the perceived lead time.
    """

    visits: float
    lead_s: float
    rolled: float
    wait_share: float


class _Span(Struct, frozen=True):
    """The times of one step in seconds: the most that is waited before it, the least and the
    most that one visit takes, and how much of the least is no wait."""

    wait_s: float
    least_s: float
    most_s: float
    rest_s: float


@remembered
def limits_of(stream: Stream) -> Limits | None:
    """The limits of a stream; None where only measuring can tell: branches side by side,
    unknown splits, waits that follow from demand or from other streams, support that may fail, a
    lead time below the process time.

    An item that meets no rework from a step on does not come back to it, and the chance of
    that is at least the product of all steps' chances to send work forward: so 1 ÷ that
    product limits the visits of every step (the mean of a geometric distribution).
    """
    if not stream.steps or not all(map(_is_plain, stream.steps.values())):
        return None
    flow = flow_of(stream)
    onward = prod(_forward_share(flow, step) for step, back in flow.rework.items() if back)
    if onward <= 0:
        return None
    visits = 1 / onward
    spans = _spans(stream)
    ends_s = (
        route.wait.mean_s
        for step in stream.steps.values()
        for route in step.routes
        if route.wait and route.target == END
    )
    rates = (step.complete_accurate for step in stream.steps.values())
    return Limits(
        visits,
        visits * fsum((*(span.most_s for span in spans.values()), *ends_s)),
        prod(rate for rate in rates if rate is not None),
        _wait_share(stream, flow, spans, visits),
    )


def _is_plain(step: Step) -> bool:
    if len(step.routes) > 1 and (
        step.split == "all" or any(route.share is None for route in step.routes)
    ):
        return False
    if step.unread and "next" in step.unread:
        return False
    if step.lead and step.process and step.lead.mean_s < step.process.mean_s:
        return False
    return step.queue is None and not (step.uses and (step.awaited or step.failing))


def _forward_share(flow: Flow, step: str) -> float:
    """The share of the items that a step sends forward, shares normalised."""
    forward = fsum(route.share or 0.0 for route in flow.forward[step])
    back = fsum(route.share or 0.0 for route in flow.rework[step])
    return forward / (forward + back) if forward else 0.0


def _spans(stream: Stream) -> dict[str, _Span]:
    """The times of every step on the shortest and the longest way into it."""
    by_route: dict[str, list[float]] = {}
    for step in stream.steps.values():
        for route in step.routes:
            if route.wait:
                by_route.setdefault(route.target, []).append(route.wait.mean_s)
    return {step.id: _span(step, by_route.get(step.id)) for step in stream.steps.values()}


def _span(step: Step, route_waits: list[float] | None) -> _Span:
    times = step_times(step, demand_per_s=None, visits=None, awaited=_NOTHING_AWAITED)
    known_s = times.known_s
    if times.lead_stands:
        return _Span(0.0, known_s, known_s, known_s)
    wait_s = times.wait_s or 0.0
    rest_s = known_s - wait_s
    if not route_waits:
        return _Span(wait_s, known_s, known_s, rest_s)
    least_s, most_s = min(wait_s, *route_waits), max(wait_s, *route_waits)
    return _Span(most_s, rest_s + least_s, rest_s + most_s, rest_s)


def _wait_share(stream: Stream, flow: Flow, spans: Mapping[str, _Span], visits: float) -> float:
    """The largest share of the perceived lead time that the wait before one step can be.

    An item that waits before a step has come there, and goes on to delivery or to the end:
    it takes at least as long as the shortest such way.
    """
    before_s = _shortest_before(stream, flow, spans)
    after_s = _shortest_after(stream, spans)
    largest = 0.0
    for step, span in spans.items():
        waited_s = span.wait_s * visits
        if waited_s > 0 and before_s[step] < inf:
            total_s = waited_s + before_s[step] + span.rest_s + after_s[step]
            largest = max(largest, waited_s / total_s) if total_s > 0 else 1.0
    return largest


def _shortest_before(stream: Stream, flow: Flow, spans: Mapping[str, _Span]) -> dict[str, float]:
    """The least time in seconds from where work comes in until it is at each step."""
    found = dict.fromkeys(stream.steps, inf)
    found.update(dict.fromkeys(flow.entries, 0.0))
    changed = True
    while changed:
        changed = False
        for step in stream.steps.values():
            reached_s = found[step.id] + spans[step.id].least_s
            for route in step.routes:
                if reached_s < found.get(route.target, -inf):
                    found[route.target] = reached_s
                    changed = True
    return found


def _shortest_after(stream: Stream, spans: Mapping[str, _Span]) -> dict[str, float]:
    """The least time in seconds from each step on until delivery or the end."""
    found = dict.fromkeys(stream.steps, inf)
    if stream.delivered_at is not None:
        found[stream.delivered_at] = 0.0
    backwards = list(stream.steps.values())[::-1]
    changed = True
    while changed:
        changed = False
        for step in backwards:
            for route in step.routes:
                target = route.target
                left_s = 0.0 if target == END else spans[target].least_s + found[target]
                if left_s < found[step.id]:
                    found[step.id] = left_s
                    changed = True
    return found
