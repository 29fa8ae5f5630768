"""A printed total does not follow from the steps.

## Why

Totals stand on slides and in reports, and steps change: somebody copies one and forgets the
other. Under `stated` such a total is compared with what the steps give, and is never used for
anything else. Where they differ, either a step was left out or mistyped, or the total is out of
date; whoever decides on it decides on a wrong number.

A total may be off by half of its last printed digit, and always by 0.5 % (`tolerance`). The
times of branches side by side may be counted along the longest ones or all together. Where a
figure is only a bound, since some step is not timed or rated, it is compared where the bound
proves the total wrong. A wait time or activity ratio that is off because the lead or the process
time is, is named with that one.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    stated: {lead: 90m}
    steps:
      record: {owner: service-desk, practices: Service desk, process: 5m, wait: 10m}
      repair: {owner: service-desk, practices: Incident management, process: 40m, wait: 20m}
```

## Good

```diff
     value: The service works again
-    stated: {lead: 90m}
+    stated: {lead: 75m}
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Stated, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner
from vsm_cli.wording.figures import RATIOS, figure_in, figure_name, points
from vsm_cli.wording.times import clock

if TYPE_CHECKING:
    from vsm_cli.analysis.times.figure_records import StreamFigures

_ROUNDING = 1e-9
# What follows from lead and process time differs where one of these does.
_SOURCES = ("lead", "process")
_DERIVED = ("wait", "activity-ratio")

_ALSO = message("with it the {figure}: {written} is stated, and {actual} follows")


def check(workspace: Workspace, *, tolerance: float = 0.005) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if not stream.stated:
            continue
        from vsm_cli.analysis.times.stream_figures import stream_figures

        figures = stream_figures(workspace, stream)
        off = [stated for stated in stream.stated if _differs(stated, figures, tolerance)]
        source = next((stated for stated in off if stated.figure in _SOURCES), None)
        follows = [stated for stated in off if source and stated.figure in _DERIVED]
        for stated in off:
            if stated not in follows:
                further = follows if stated is source else []
                yield _finding(stream, stated, further, figures)


def _differs(stated: Stated, figures: "StreamFigures", tolerance: float) -> bool:
    """Whether a stated total cannot be what the steps give."""
    figure = figures.figure(stated.figure)
    if figure is None:
        return False
    off = _beside(stated, figure)
    if abs(off) <= _allowed(stated, figure, tolerance):
        return False
    bound = figures.bound(stated.figure)
    if (bound == "≥" and off > 0) or (bound == "≤" and off < 0) or bound == "≈":
        return False
    other = _of_all_branches(stated.figure, figures)
    return other is None or abs(_beside(stated, other)) > _allowed(stated, other, tolerance)


def _beside(stated: Stated, figure: float) -> float:
    """How far a stated total lies above (or below) a figure; 0 for one within its range."""
    if stated.most is not None and figure > stated.value:
        return min(0.0, stated.most - figure)
    return stated.value - figure


def _allowed(stated: Stated, figure: float, tolerance: float) -> float:
    return max(stated.half_digit, tolerance * figure) + _ROUNDING * max(figure, stated.value)


def _of_all_branches(figure: str, figures: "StreamFigures") -> float | None:
    """The same figure with the work of all branches side by side, instead of the longest."""
    if figures.total_process_time_s is None or "total_process_time_s" in figures.bounds:
        return None
    if figure == "process":
        return figures.total_process_time_s
    if figure == "activity-ratio" and figures.lead_time_s and not figures.lead_is_bound:
        return figures.total_process_time_s / figures.lead_time_s
    return None


def _finding(
    stream: Stream, stated: Stated, follows: list[Stated], figures: "StreamFigures"
) -> Finding:
    def fields(total: Stated) -> dict[str, Any]:
        return {
            "figure": figure_name(total.figure),
            "written": total.written,
            "actual": figure_in(stream, total.figure, figures),
        }

    return finding(
        stream,
        place=stated.place,
        subject=stated.figure,
        related=[
            Related(place=total.place, message=_ALSO, fields=fields(total)) for total in follows
        ],
        stream=stream_with_owner(stream),
        off=_off(stream, stated, figures),
        **fields(stated),
    )


def _off(stream: Stream, stated: Stated, figures: "StreamFigures") -> str:
    """How far off a total is; of shares, finer than they are printed."""
    off = abs(_beside(stated, figures.figure(stated.figure) or 0.0))
    return points(off) if stated.figure in RATIOS else clock(off, stream.calendar)


RULE = Rule(
    code="VSM806",
    name="stated-total-differs",
    level=Level.WARNING,
    summary=message("A stated total does not follow from the steps."),
    manual=__doc__,
    messages={
        "message": message(
            "the {figure} of {stream} is stated as {written}, and from its steps follows {actual}:"
            " off by {off}"
        ),
    },
    helps={
        "help": message(
            "correct the step that is wrong or missing, or the total and wherever else it is"
            " printed"
        ),
    },
    check=check,
    scope="stream",
)
