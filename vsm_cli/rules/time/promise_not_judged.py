"""A target that no figure of the stream can answer.

## Why

A promise that is never held against anything is kept by nobody: it stands in the definition, in
the report and on the map, and says "unknown" every time. Most often one line is missing: the step
after which the customer has the first answer, the times of some steps, or how often work goes
which way.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  answer-a-question:
    owner: service-desk
    trigger: A user asks
    value: The user knows
    target: {response: 1h}
    steps:
      take-call: {owner: service-desk, practices: Service desk, process: 5m, wait: 10m}
      look-up: {owner: service-desk, practices: Service desk, process: 15m, wait: 2h}
```

## Good

```diff
     target: {response: 1h}
+    responded-at: take-call
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Stream, Target
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner
from vsm_cli.wording.figures import figure_name

if TYPE_CHECKING:
    from vsm_cli.analysis.times.figure_records import StreamFigures

# What these hold may be what is missing, where it could not be read.
_TOLD_ELSEWHERE = frozenset(
    ("next", "entry", "process", "wait", "lead", "queue", "every", "uses", "complete-accurate")
)

_TOO = message("this target, too")


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if not stream.targets or not stream.steps or "steps" in stream.unread:
            continue
        if any(step.unread & _TOLD_ELSEWHERE for step in stream.steps.values()):
            continue
        told: dict[str, list[Target]] = {}
        for target in stream.targets:
            why = _lacking(workspace, stream, target)
            if why:
                told.setdefault(why, []).append(target)
        for why, targets in told.items():
            yield _finding(workspace, stream, why, targets)


def _finding(workspace: Workspace, stream: Stream, why: str, targets: list[Target]) -> Finding:
    """One cause for one or more targets, told at the first."""
    figures = list(dict.fromkeys(target.figure for target in targets))
    return finding(
        stream,
        place=targets[0].place,
        message=why,
        help=why,
        subject=why,
        related=[Related(place=each.place, message=_TOO) for each in targets[1:]],
        who=stream_with_owner(stream),
        stream=stream.id,
        figures=names(figure_name(figure) for figure in figures),
        steps=names(_steps(workspace, stream, why)),
    )


def _lacking(workspace: Workspace, stream: Stream, target: Target) -> str | None:
    """Which text says why a target cannot be judged; None for one that can, or of which it is
    told elsewhere why not."""
    if target.figure == "response" and stream.responded_at is None:
        return "response" if stream.lacks("responded-at") else None
    if target.figure == "perceived" and "delivered-at" in stream.unread:
        return None
    if target.figure == "own" and all(s.owner != CUSTOMER for s in stream.steps.values()):
        return "own"
    # Only who promises something should pay for figures.
    from vsm_cli.analysis.times.stream_figures import stream_figures

    figures = stream_figures(workspace, stream)
    if figures.bad_forks:
        return None
    if target.percentile is None and figures.figure(target.figure) is not None:
        return None
    return _unknown(target, figures)


def _unknown(target: Target, figures: "StreamFigures") -> str | None:
    if figures.unknown_splits:
        return "split"
    if target.figure == "rolled":
        return "rated" if figures.unrated_steps else None
    return "timed" if figures.untimed_steps or figures.partly_timed_steps else None


def _steps(workspace: Workspace, stream: Stream, why: str) -> list[str]:
    """The steps at which something is missing, in the order written."""
    if why in ("response", "own"):
        return []
    from vsm_cli.analysis.times.stream_figures import stream_figures

    figures = stream_figures(workspace, stream)
    lacking = {
        "split": figures.unknown_splits,
        "rated": figures.unrated_steps,
        "timed": (*figures.untimed_steps, *figures.partly_timed_steps),
    }[why]
    return [step for step in stream.steps if step in lacking]


RULE = Rule(
    code="VSM809",
    name="promise-not-judged",
    level=Level.NOTE,
    summary=message("A target that no figure of the stream can answer."),
    manual=__doc__,
    messages={
        "response": message(
            "{who} promises a response time, and no step is named that gives the first answer"
        ),
        "own": message("{who} promises an own time, and no step of it is the customer's"),
        "split": message(
            "whether {who} keeps the {figures} cannot be said: how work divides after {steps} is"
            " not known"
        ),
        "timed": message(
            "whether {who} keeps the {figures} cannot be said: not all times of {steps} are known"
        ),
        "rated": message(
            "whether {who} keeps the {figures} cannot be said: no %C&A is given at {steps}"
        ),
    },
    helps={
        "response": message(
            "write responded-at: under {stream}: the step after which the customer has an answer"
        ),
        "own": message(
            "write owner: customer at the steps that the customer does, or promise perceived:"
            " instead"
        ),
        "split": message("write the share of each route there: next: {{a: 70%, b: 30%}}"),
        "timed": message(
            "write process: and wait: there, or lead: where only the whole is known; a rough"
            " estimate will do, with basis: estimated under mapped:"
        ),
        "rated": message(
            "write complete-accurate: there: how much of what it hands on can be used as it is"
        ),
    },
    check=check,
    scope="stream",
)
