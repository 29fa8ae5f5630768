"""A step of which nothing is handed on complete and accurate.

## Why

%C&A is the share of a step's work that the next ones can use as it is, without asking back,
adding or correcting anything (Martin & Osterling, *Value Stream Mapping*). At 0 % everything
fails: either the number is a slip, or the step is waste and its work is done again by those
who come after it. The rolled %C&A of the stream is 0 % with it, whatever the others do.

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
        complete-accurate: 0%
```

## Good

```diff
         practices: Service desk
-        complete-accurate: 0%
+        complete-accurate: 90%
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step in workspace.steps():
        if step.complete_accurate == 0:
            yield finding(
                step,
                "complete-accurate",
                owner=step.owner or stream.owner,
                step=with_owner(step),
                stream=stream.id,
            )


RULE = Rule(
    code="VSM807",
    name="certain-failure",
    level=Level.WARNING,
    summary=message("Nothing that a step hands on is complete and accurate."),
    manual=__doc__,
    messages={
        "message": message(
            "nothing that {step} hands on is complete and accurate,"
            " so no item gets through {stream} unspoiled"
        ),
    },
    helps={
        "help": message(
            "ask the step that takes over how much it can use as it is, and write that under"
            " complete-accurate:; leave the key out where nobody knows"
        ),
    },
    check=check,
    scope="stream",
)
