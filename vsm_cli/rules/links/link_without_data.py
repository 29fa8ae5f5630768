"""A stream starts another one and tells it nothing.

## Why

The other stream begins, and those who work in it do not know what about. So they ask back, look
it up, or begin again from nothing, and the customer tells the same story a second time. Name
what goes along (`data`). A stream that a step waits for (`uses` with `wait: true`) is asked for
something as well.

Nothing is said where `outputs: []` at the step, or `inputs: []` where the work arrives, says that
nothing moves.

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
      repair:
        owner: operations
        practices: Incident management
        starts: {stream: find-cause, owner: operations}
  find-cause:
    owner: operations
    value: The fault does not come back
    steps:
      search: {owner: operations, practices: Problem management}
```

## Good

```diff
   operations: {name: Operations}
+data:
+  incident: {name: Incident record}

         practices: Incident management
-        starts: {stream: find-cause, owner: operations}
+        starts: {stream: find-cause, data: incident, owner: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.links.stream_links import Join, joins_of
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Link, Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner, with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    for join in joins_of(workspace).all:
        if join.is_link and join.link.lacks("data"):
            arrivals = _arrivals(workspace, join)
            if not _nothing_moves(join, arrivals):
                yield _finding(workspace, join, arrivals)


def _arrivals(workspace: Workspace, join: Join) -> list[Step]:
    other = workspace.streams[join.link.stream]
    return [
        other.steps[end] for end in ([join.link.at] if join.link.at else flow_of(other).entries)
    ]


def _nothing_moves(join: Join, arrivals: list[Step]) -> bool:
    if join.step.outputs == () and "outputs" not in join.step.unread:
        return True
    return bool(arrivals) and all(
        each.inputs == () and "inputs" not in each.unread for each in arrivals
    )


def _finding(workspace: Workspace, join: Join, arrivals: list[Step]) -> Finding:
    other = workspace.streams[join.link.stream]
    outputs = join.step.outputs or ()
    wanted = [data for step in arrivals for data in step.inputs or () if data in outputs]
    suggested = wanted or outputs
    return finding(
        join.link,
        message="starts" if isinstance(join.link, Link) else "awaits",
        help="suggest" if suggested else "help",
        subject=join.link.at or "",
        owner=join.link.owner or join.step.owner or join.stream.owner,
        who=with_owner(join.step),
        other=stream_with_owner(other),
        suggested=suggested[0] if suggested else "",
    )


RULE = Rule(
    code="VSM604",
    name="link-without-data",
    level=Level.WARNING,
    summary=message("A link starts another stream and tells it nothing."),
    manual=__doc__,
    messages={
        "starts": message("{who} starts {other} and tells it nothing"),
        "awaits": message("{who} waits for {other} and tells it nothing"),
    },
    helps={
        "help": message("write data: at this link: what the other stream has to know"),
        "suggest": message(
            "write data: at this link: what the other stream has to know, such as {suggested}"
        ),
    },
    check=check,
    scope="stream",
)
