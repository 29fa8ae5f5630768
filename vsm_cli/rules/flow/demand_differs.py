"""What comes to a stream is another number than the streams before it bring.

## Why

The demand of a stream is written by those who work in it, and what its links bring follows from
the streams that hand work over. Where the two differ, somebody counts something else: requests
that never arrive, work that comes by a way that is not on the map, or a share that was guessed.
Load, waiting and the queue of every step rest on this number; the figures take the larger one.

It is told where a stream's own `demand` is below what its links bring, by more than `percent`;
or above it, where the stream has no trigger of its own, so that nothing else explains the rest.
Links are `starts`, and `uses` that wait. In a circle of streams only own demand counts.

## Bad

```yaml
vsm: 1
calendar: {day: 8h, week: 5d}
teams:
  service-desk: {name: Service desk}
  operations: {name: Operations}
data:
  incident: {name: Incident record}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    demand: 100/week
    steps:
      restore:
        owner: service-desk
        practices: Incident management
        starts: {stream: find-cause, data: incident, owner: operations, share: 20%}
  find-cause:
    owner: operations
    value: The fault does not come back
    demand: 10/week
    steps:
      analyse: {owner: operations, participants: service-desk, practices: Problem management}
```

## Good

```diff
     value: The fault does not come back
-    demand: 10/week
+    demand: 20/week
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.links.demand import Demand, demands
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner
from vsm_cli.wording.figures import number


def check(workspace: Workspace, *, percent: float = 10) -> Iterator[Finding]:
    for id_, demand in demands(workspace).items():
        stream = workspace.streams[id_]
        differs = _differs(stream, demand, percent / 100)
        if differs:
            yield finding(
                stream,
                "demand",
                message=differs,
                help=differs,
                who=stream_with_owner(stream),
                stream=id_,
                own=number((demand.own or 0.0) / 12),
                linked=number((demand.linked or 0.0) / 12),
            )


def _differs(stream: Stream, demand: Demand, tolerance: float) -> str | None:
    """Which message fits; what is only known to be at least so much may still be more."""
    own, linked = demand.own, demand.linked
    if own is None or linked is None:
        return None
    if own < linked * (1 - tolerance):
        return "below"
    exact = not demand.linked_is_bound and stream.lacks("trigger")
    return "above" if exact and own > linked * (1 + tolerance) else None


RULE = Rule(
    code="VSM510",
    name="demand-differs",
    level=Level.WARNING,
    summary=message("A stream's demand differs from what other streams bring it."),
    manual=__doc__,
    messages={
        "below": message(
            "{who} says that {own} items a month come to it, but the streams before it bring"
            " {linked}"
        ),
        "above": message(
            "{who} says that {own} items a month come to it, but the streams before it bring"
            " {linked}, and it has no trigger of its own"
        ),
    },
    helps={
        "below": message(
            "correct demand: of {stream}, or the shares of the links that lead to it; until then"
            " figures take the larger number"
        ),
        "above": message(
            "write the trigger: of {stream} by which the others come, correct its demand:, or the"
            " shares of the links that lead to it"
        ),
    },
    check=check,
)
