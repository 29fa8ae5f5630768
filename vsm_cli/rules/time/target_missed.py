"""A stream does not keep what it promises.

## Why

A target is a promise to whoever waits. Where the times and shares of the steps add up to more,
the promise is broken for the average item already, not by bad luck. Shorten what takes long, or
promise what can be kept; both are better than a number that nobody believes.

Each key of `target` is held against its own figure. A figure that is only a bound, since some
step is not timed or rated, counts where even the bound misses. Percentiles (`perceived:
{p95: 8h}`) are judged where items differ by their way only, since the chance of every way is
known; where times are spreads, `vsm report` and `vsm simulate` judge them.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  operations: {name: Operations}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    target: {lead: 4h}
    steps:
      record:
        {owner: service-desk, practices: Service desk, process: 5m, wait: 10m}
      repair:
        {owner: operations, practices: Incident management, process: 1h, wait: 6h}
```

## Good

```diff
     value: The service works again
-    target: {lead: 4h}
+    target: {lead: 8h}
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Stream, Target
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner, with_owner
from vsm_cli.wording.figures import (
    actual_of,
    chance_in_words,
    costs,
    figure_in,
    figure_name,
    figure_value,
    percent,
    sign_of,
)
from vsm_cli.wording.times import clock

if TYPE_CHECKING:
    from vsm_cli.analysis.times.figure_records import StreamFigures, TargetFigures

_MOST = message("{step} takes the most of it: {amount} per item")
_LEAST = message("{step} hands on the least: {amount} complete and accurate")


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        targets = [target for target in stream.targets if not _is_kept(stream, target)]
        if targets:
            # Measuring costs much more than seeing that a promise has room to spare.
            from vsm_cli.analysis.times.stream_figures import stream_figures

            figures = stream_figures(workspace, stream)
            judged = figures.targets
            if any(target.percentile is not None for target in targets):
                from vsm_cli.analysis.times.exact_distributions import exactly_judged

                judged = exactly_judged(workspace, stream)
            for target in targets:
                beside = judged[target.key]
                if beside.met is False and target.percentile is not None:
                    yield _of_a_percentile(stream, target, beside, figures)
                elif beside.met is False:
                    yield _finding(stream, target, beside, figures)


def _is_kept(stream: Stream, target: Target) -> bool:
    """Whether it is plain without measuring that a target is not missed."""
    from vsm_cli.analysis.times.quick_bounds import limits_of

    limits = limits_of(stream)
    if limits is None or target.figure == "activity-ratio":
        return False
    if target.percentile is not None:
        # Markov's inequality: no more items than mean ÷ limit take longer than the limit.
        return limits.lead_s <= target.limit * (1 - target.percentile / 100)
    if target.figure == "rolled":
        return target.limit <= limits.rolled
    return limits.lead_s <= target.limit


def _finding(
    stream: Stream, target: Target, beside: "TargetFigures", figures: "StreamFigures"
) -> Finding:
    cost: dict[str, Any] = {}
    if not beside.is_ratio:
        over_s = (beside.actual or 0.0) - target.limit
        per_year = figures.demand_per_year
        cost = costs(stream.calendar, over_s, per_year and over_s * per_year)
    return finding(
        stream,
        place=target.place,
        message="ratio" if beside.is_ratio else "message",
        help="ratio" if beside.is_ratio else "month" if "month" in cost else "item",
        subject=target.figure,
        related=_related(stream, target.figure, figures),
        stream=stream_with_owner(stream),
        figure=figure_name(target.figure),
        limit=figure_value(stream, target.figure, target.limit),
        actual=figure_in(stream, target.figure, figures),
        **cost,
    )


def _of_a_percentile(
    stream: Stream, target: Target, beside: "TargetFigures", figures: "StreamFigures"
) -> Finding:
    bound = figures.bound_by_missing(target.figure)
    return finding(
        stream,
        place=target.place,
        message="percentile",
        help="percentile",
        subject=target.figure,
        stream=stream_with_owner(stream),
        figure=figure_name(target.figure),
        limit=figure_value(stream, target.figure, target.limit),
        percentile=percent((target.percentile or 0.0) / 100),
        chance=chance_in_words(
            beside.chance or 0.0, target.percentile, sign_of(stream, bound and "≤")
        ),
        actual=actual_of(stream, figures, beside),
    )


def _related(stream: Stream, figure: str, figures: "StreamFigures") -> list[Related]:
    """The step that decides most of what is missed."""
    worst = _worst(figure, figures)
    if worst is None:
        return []
    id_, amount = worst
    step = stream.steps[id_]
    rated = figure == "rolled"
    return [
        Related(
            place=step.place,
            message=_LEAST if rated else _MOST,
            fields={
                "step": with_owner(step),
                "amount": percent(amount) if rated else clock(amount, stream.calendar),
            },
        )
    ]


def _worst(figure: str, figures: "StreamFigures") -> tuple[str, float] | None:
    """The step with the largest part in a figure, and that part; what takes up the time before
    an answer depends on where it is given, so none is named there."""
    steps = figures.steps
    if figure == "response":
        return None
    if figure == "rolled":
        rates = {
            step: each.complete_accurate
            for step, each in steps.items()
            if each.complete_accurate is not None and each.visits
        }
        least = min(rates, key=rates.__getitem__, default=None)
        return None if least is None else (least, rates[least])
    if figure in ("perceived", "own"):
        parts = {
            step: each.perceived_lead_time_s or 0.0
            for step, each in steps.items()
            if figure == "perceived" or each.owner != CUSTOMER
        }
    else:
        field = {"process": "process_time_s", "lead": "lead_time_s"}.get(figure, "wait_time_s")
        parts = {
            step: (getattr(each, field) or 0.0) * (each.visits or 0.0)
            for step, each in steps.items()
        }
    most = max(parts, key=parts.__getitem__, default=None)
    return None if most is None or parts[most] <= 0 else (most, parts[most])


RULE = Rule(
    code="VSM803",
    name="target-missed",
    level=Level.WARNING,
    summary=message("A stream does not reach its target."),
    manual=__doc__,
    messages={
        "message": message("the {figure} of {stream} is {actual}, and {limit} is promised"),
        "ratio": message("the {figure} of {stream} is {actual}, and at least {limit} is promised"),
        "percentile": message(
            "the {figure} of {stream} is within {limit} for {chance} of the items, and that is"
            " promised for {percentile}"
        ),
    },
    helps={
        "item": message(
            "each item takes {item} too long; shorten what takes the most,"
            " or promise what can be kept"
        ),
        "month": message(
            "each item takes {item} too long, {month} a month over all items; shorten what takes"
            " the most, or promise what can be kept"
        ),
        "ratio": message("improve the weakest step first, or promise what can be kept"),
        "percentile": message(
            "{percentile} of the items take up to {actual}; shorten the ways of the slow ones, or"
            " promise what can be kept"
        ),
    },
    check=check,
    scope="stream",
)
