"""A value stream of which nobody can say what sets it off.

## Why

A value stream begins with a demand: somebody asks, something breaks, a date comes. Where the
trigger is not written down, everybody begins to count at another moment, and what came before
that moment, often the longest wait, belongs to nobody. Write the trigger as the customer would
say it. A stream that a link of another stream starts (`starts`, or a `uses` that waits) needs
none: the link says what sets it off.

The value chain of ITIL 4 takes demand in and gives value out; a stream without its demand has
no beginning.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    owner: operations
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management}
```

## Good

```yaml
vsm: 1
teams:
  operations: {name: Operations}
data:
  incident: {name: Incident record}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair:
        owner: operations
        practices: Incident management
        starts: {stream: find-cause, data: incident, owner: operations}
  find-cause:
    owner: operations
    value: The fault does not come back
    steps:
      search: {owner: operations, practices: Problem management}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.links.stream_links import joins_of, streams_of_today
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    # Links lead to the streams of today: what starts a planned one is seen when it is in force.
    waiting = [s for s in streams_of_today(workspace) if s.lacks("trigger") and s.steps]
    if not waiting:
        return
    joins = joins_of(workspace)
    if not joins.complete:
        return
    started = {join.link.stream for join in joins.all if join.is_link}
    for stream in waiting:
        if stream.id not in started:
            yield finding(stream, stream=stream.id, who=stream_with_owner(stream))


RULE = Rule(
    code="VSM501",
    name="stream-without-trigger",
    level=Level.ERROR,
    summary=message("A value stream has no trigger, and no link starts it."),
    manual=__doc__,
    messages={"message": message("nothing says what sets {who} off, and no link starts it")},
    helps={
        "help": message(
            "write trigger: under {stream}, as the customer would say it; or let the stream that"
            " sets it off say so with starts: {stream}"
        )
    },
    check=check,
)
