"""A journey that is said to be a closed loop, and is open somewhere.

## Why

`closed-loop: true` promises two things: what happens on the way is brought, by links, to the
stream that the journey ends with, and the customer hears of it there. Where no chain of links
(`starts`, or `uses` that wait) leads from an earlier step to the last one, what was learned stops
where it was learned. Where no step of the last stream is a touchpoint, the loop may be closed and
the customer never knows.

A stream that the journey passes both before and at the end leads to itself. A step of the
customer's own counts as a touchpoint.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management}
  new-demand:
    owner: operations
    trigger: A suggestion for improvement
    value: The service is better than before
    steps:
      tell: {owner: operations, practices: Relationship management, touchpoint: visit}
journeys:
  fault-to-better-service:
    owner: operations
    closed-loop: true
    steps:
      - {stage: engage, stream: restore-service}
      - {stage: co-create, stream: new-demand}
```

## Good

```diff
   operations: {name: Operations}
+data:
+  suggestion: {name: Suggestion for improvement}

     steps:
-      repair: {owner: operations, practices: Incident management}
+      repair:
+        owner: operations
+        practices: Incident management
+        starts: {stream: new-demand, data: suggestion, owner: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.journeys.stage_order_facts import is_heard, open_end, streams_before
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import either, message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace

_ENDS = message("the journey ends with {streams}")


def check(workspace: Workspace) -> Iterator[Finding]:
    for journey in workspace.journeys.values():
        if not journey.closed_loop or not journey.steps or "steps" in journey.unread:
            continue
        last = journey.steps[-1]
        if open_end(workspace, journey):
            earlier = streams_before(journey, last)
            yield finding(
                journey,
                "closed-loop",
                help="link",
                subject="link",
                journey=journey.id,
                earlier=either(earlier),
                source=earlier[-1],
                streams=names(last.streams),
                target=last.streams[0],
                related=[
                    Related(
                        place=last.place.key("stream"),
                        message=_ENDS,
                        fields={"streams": names(last.streams)},
                    )
                ],
            )
        if last.streams and not is_heard(workspace, last):
            yield finding(
                last,
                "stream",
                message="unheard",
                help="touchpoint",
                subject="touchpoint",
                owner=journey.owner,
                journey=journey.id,
                streams=names(last.streams),
                target=last.streams[0],
            )


RULE = Rule(
    code="VSM701",
    name="open-loop",
    level=Level.WARNING,
    summary=message("A journey said to be a closed loop is not closed."),
    manual=__doc__,
    messages={
        "message": message(
            "{journey} is said to be a closed loop, and no chain of links leads from {earlier} to"
            " {streams}, with which it ends"
        ),
        "unheard": message(
            "{journey} is said to be a closed loop, and no step of {streams}, with which it ends,"
            " is a touchpoint: the customer does not hear of it"
        ),
    },
    helps={
        "link": message(
            "let a step of {source} start it, starts: {{stream: {target}, data: …, owner: …}},"
            " or take closed-loop: away"
        ),
        "touchpoint": message(
            "write touchpoint: at the step of {target} where the customer hears of it,"
            " or take closed-loop: away from {journey}"
        ),
    },
    check=check,
)
