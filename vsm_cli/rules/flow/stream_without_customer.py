"""A core stream of which nobody can say whom it is for.

## Why

A core stream serves somebody outside the team that runs it. Whoever that is decides what counts
as value, how long is too long, and whom to ask. "Everybody" is nobody: name the group, such as
branch staff. Supporting streams serve other streams and need no customer of their own.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    layer: core
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management}
```

## Good

```diff
     owner: operations
+    customer: branch staff
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if stream.layer == "core" and stream.lacks("customer") and stream.steps:
            yield finding(stream, stream=stream.id, who=stream_with_owner(stream))


RULE = Rule(
    code="VSM509",
    name="stream-without-customer",
    level=Level.WARNING,
    summary=message("A core stream names no customer."),
    manual=__doc__,
    messages={"message": message("{who} is a core stream and does not say whom it serves")},
    helps={
        "help": message("write customer: under {stream}: the people who have the value in the end")
    },
    check=check,
    scope="stream",
)
