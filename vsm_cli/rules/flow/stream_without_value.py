"""A value stream that does not say what it is good for.

## Why

The value is what the customer has when the work is done, in the customer's words: not "ticket
closed" but "the branch can work again". It decides which steps add something and which do not,
where the stream ends, and whether a target means anything. A stream without it can be made
faster, but nobody can say whether it has become better. A supporting stream gives its value to
other streams: "whoever looks for a fault can trust the records".

To specify value from the customer's side is the first principle of Lean (Womack & Jones).

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    steps:
      repair: {owner: operations, practices: Incident management}
```

## Good

```diff
     trigger: A user reports a fault
+    value: The user can work again
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
        if stream.lacks("value") and stream.steps:
            yield finding(stream, stream=stream.id, who=stream_with_owner(stream))


RULE = Rule(
    code="VSM502",
    name="stream-without-value",
    level=Level.ERROR,
    summary=message("A value stream does not say what value it gives."),
    manual=__doc__,
    messages={"message": message("{who} does not say what value it gives")},
    helps={
        "help": message(
            "write value: under {stream}: what those whom it serves have in the end, in their words"
        )
    },
    check=check,
    scope="stream",
)
