"""A value stream of which only the frame is there.

## Why

Everything that can be said about a stream rests on its steps: who does the work, where it
waits, what it needs. A stream without them is a name on a list; links that lead to it lead
nowhere. Write at least the step where the work comes in. As long as there are none, the other
rules of flow say nothing about it.

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
```

## Good

```diff
     value: The service works again
+    steps:
+      repair: {owner: operations, practices: Incident management}
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
        if not stream.steps and "steps" not in stream.unread:
            yield finding(stream, stream=stream.id, who=stream_with_owner(stream))


RULE = Rule(
    code="VSM508",
    name="stream-without-steps",
    level=Level.ERROR,
    summary=message("A value stream has no steps."),
    manual=__doc__,
    messages={"message": message("{who} has no steps")},
    helps={
        "help": message("write the steps of {stream} under steps:, at least where work comes in")
    },
    check=check,
    scope="stream",
)
