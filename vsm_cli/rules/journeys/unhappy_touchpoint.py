"""Where they were asked, customers are not satisfied.

## Why

The figures of a stream say how long it takes, and only customers say how it feels. A touchpoint
with little satisfaction, or with much less than the one before, is where the journey is decided:
what happens in between is what they speak of. So the wait and the changes of owner in between stand
beside it.

Reported is a measured `satisfaction` below `least`, 60 % by default, or `fall` points or more below
that of the touchpoint before it in the stream, 15 by default:
`lint: {settings: {unhappy-touchpoint: {least: 0.5, fall: 20}}}`. Only answers on the same scale are
compared, and of fewer than 20 `answers` nothing is judged. An NPS counts as (n + 100) ÷ 200.

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
    steps:
      record:
        owner: service-desk
        practices: Service desk
        touchpoint: phone
        satisfaction: 88%
        process: 5m
        wait: 2m
      repair: {owner: service-desk, practices: Incident management, process: 1h, wait: 2d}
      confirm:
        owner: service-desk
        practices: Service desk
        touchpoint: phone
        satisfaction: {score: 55%, answers: 140}
        process: 5m
        wait: 4h
```

## Good

```diff
-        satisfaction: {score: 55%, answers: 140}
+        satisfaction: {score: 81%, answers: 155}
```
"""

from collections.abc import Iterator
from typing import Any

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import counted, forms, message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.journeys import JourneyStep
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.figures import percent, sign_of
from vsm_cli.wording.times import elapsed

_CHANGES = forms("{number} change of owner", "{number} changes of owner")
_BEFORE = message("{step} is at {score}")


def check(workspace: Workspace, *, least: float = 0.6, fall: float = 15) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if any(step.satisfaction for step in stream.steps.values()):
            yield from _in_stream(workspace, stream, least, fall / 100)
        yield from _alone(stream, stream.id, stream.owner, least)
    for journey in workspace.journeys.values():
        for step in journey.steps:
            yield from _alone(step, f"{journey.id}.{step.stage or step.id}", journey.owner, least)


def _alone(
    element: Stream | JourneyStep, what: str, owner: str | None, least: float
) -> Iterator[Finding]:
    found = element.satisfaction
    if found and found.judged and found.value < least:
        yield finding(
            element,
            "satisfaction",
            message="whole",
            help="whole",
            owner=owner,
            what=what,
            score=percent(found.value, 0),
            least=percent(least, 0),
        )


def _in_stream(
    workspace: Workspace, stream: Stream, least: float, most: float
) -> Iterator[Finding]:
    # Only who measures should pay for figures.
    from vsm_cli.analysis.journeys.experience import falls_in

    falls = {each.after.step.id: each for each in falls_in(workspace, stream)}
    for step in stream.steps.values():
        found, fallen = step.satisfaction, falls.get(step.id)
        if found is None or not found.judged:
            continue
        deep = fallen is not None and fallen.fall >= most - 1e-9
        if found.value >= least and not deep:
            continue
        related = []
        told: dict[str, Any] = {}
        if fallen:
            related = [_before(stream, fallen.before.step, fallen.before.satisfaction.value)]
            told = {
                "before": percent(fallen.before.satisfaction.value, 0),
                "source": fallen.before.step.id,
                "wait": elapsed(fallen.wait_s, sign_of(stream)),
                "changes": counted(fallen.owner_changes, _CHANGES),
            }
        yield finding(
            step,
            "satisfaction",
            message="message" if not fallen else "fell" if fallen.wait_s is None else "fallen",
            owner=step.owner or stream.owner,
            related=related,
            who=with_owner(step),
            score=percent(found.value, 0),
            least=percent(least, 0),
            **told,
        )


def _before(stream: Stream, step: Step, value: float) -> Related:
    return Related(
        place=step.place.key("satisfaction"),
        message=_BEFORE,
        fields={"step": with_owner(step, stream.id), "score": percent(value, 0)},
    )


RULE = Rule(
    code="VSM710",
    name="unhappy-touchpoint",
    level=Level.WARNING,
    summary=message("Where they were asked, customers are not satisfied."),
    manual=__doc__,
    messages={
        "message": message("satisfaction at {who} is {score}, below {least}"),
        "fallen": message(
            "satisfaction at {who} is {score}, after {before} at {source}: in between it takes"
            " {wait}, with {changes}"
        ),
        "fell": message(
            "satisfaction at {who} is {score}, after {before} at {source}: in between there are"
            " {changes}"
        ),
        "whole": message("satisfaction with {what} is {score}, below {least}"),
    },
    helps={
        "help": message("ask customers what happens before it, and begin there"),
        "whole": message("ask customers at its touchpoints, to see where it falls"),
    },
    check=check,
)
