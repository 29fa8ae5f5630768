"""Nobody hears whether the value arrived.

## Why

A stream ends for those who work in it when the record is closed. Whether the customer has what was
promised, only the customer knows: value is co-created. Where no step at the end is done with the
customer or asks them, a fault in what was delivered comes back as a new case, and the first one
counts as done.

Reported are core streams in which, at the step of `delivered-at` or after it, no step is a
touchpoint, the customer's own, or done together with the customer (`participants: customer`).
Without `delivered-at`, the last steps count. Nothing is said of streams that are still to come.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    layer: core
    owner: operations
    customer: branch staff
    trigger: A user reports a fault
    value: The service works again
    delivered-at: repair
    steps:
      record: {owner: operations, practices: Service desk, touchpoint: phone}
      repair: {owner: operations, practices: Incident management}
      close: {owner: operations, practices: Incident management}
```

## Good

```diff
-      close: {owner: operations, practices: Incident management}
+      close: {owner: operations, practices: Incident management, participants: customer}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner

# What could not be read under these keys may be the contact that is looked for.
_KEYS = {"touchpoint", "owner", "participants"}


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if stream.layer != "core" or not stream.current or not stream.steps:
            continue
        if stream.unread & {"steps", "delivered-at"}:
            continue
        at_the_end = _at_the_end(stream)
        if at_the_end and not any(s.meets_customer or s.unread & _KEYS for s in at_the_end):
            yield finding(
                stream,
                *(("delivered-at",) if stream.delivered_at else ()),
                stream=stream_with_owner(stream),
                step=at_the_end[0].id,
            )


def _at_the_end(stream: Stream) -> list[Step]:
    """The steps at which the value arrives, and those after them."""
    if stream.delivered_at is None:
        ways = ((step, route.target) for step in stream.steps.values() for route in step.routes)
        return [*dict.fromkeys(step for step, target in ways if target == END)]
    later = flow_of(stream).reachable(stream.delivered_at)
    ids = [stream.delivered_at, *(id_ for id_ in stream.steps if id_ in later)]
    return [stream.steps[id_] for id_ in dict.fromkeys(ids)]


RULE = Rule(
    code="VSM709",
    name="value-unconfirmed",
    level=Level.NOTE,
    summary=message("Nobody hears whether the value arrived."),
    manual=__doc__,
    messages={
        "message": message(
            "from {step} on, no step of {stream} meets the customer: nobody hears whether the value"
            " arrived"
        )
    },
    helps={
        "help": message(
            "ask the customer at {step} or later: write its touchpoint:, or participants: customer"
        )
    },
    check=check,
    scope="stream",
)
