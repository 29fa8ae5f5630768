"""A value stream that nobody answers for as a whole.

## Why

Every step may have its owner and the stream still have none. Then each team looks after its
own part, and nobody looks after the way from the trigger to the value: nobody sees the wait
between two steps, and nobody may change it. The owner of a stream is one role or team that
answers for the whole of it.

The owner of a value stream is the *value stream manager* of Lean (Rother & Shook, *Learning to
See*) and the service owner or process owner of many ITIL organisations.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  operations: {name: Operations}
streams:
  restore-service:
    trigger: A user reports a fault
    value: The service works again
    steps:
      record: {owner: service-desk, practices: Service desk}
      repair: {owner: operations, practices: Incident management}
```

## Good

```diff
   operations: {name: Operations}
+roles:
+  incident-manager: {name: Incident manager, team: operations}
 streams:
   restore-service:
+    owner: incident-manager
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import owner_of


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if not stream.lacks("owner"):
            continue
        owners = dict.fromkeys(owner_of(step) for step in stream.steps.values() if step.owner)
        yield finding(
            stream,
            message="message" if owners else "nobody",
            stream=stream.id,
            owners=names(owners),
        )


RULE = Rule(
    code="VSM101",
    name="stream-without-owner",
    level=Level.ERROR,
    summary=message("A value stream has no owner."),
    manual=__doc__,
    messages={
        "message": message(
            "nobody answers for {stream} as a whole; its steps are the work of {owners}"
        ),
        "nobody": message("nobody answers for {stream}, and none of its steps has an owner"),
    },
    helps={
        "help": message(
            "write owner: under {stream}: the role or team that answers for the way"
            " from the trigger to the value"
        )
    },
    check=check,
    scope="stream",
)
