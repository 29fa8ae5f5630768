"""Nobody follows up an improvement idea.

## Why

A workshop ends with a wall of ideas, and what has no name on it stays on the wall. Whoever owns
the step does not know that the idea waits for them. Write who follows it up, even where it is only
to say that it is not worth it.

Reported are ideas that are open or being tried, and that name no `owner` of their own.

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
    ideas: [One form for all faults]
    steps:
      diagnose: {owner: operations, practices: Incident management, process: 20m, wait: 10m}
```

## Good

```diff
-    ideas: [One form for all faults]
+    ideas: {name: One form for all faults, owner: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.places import owner_at


def check(workspace: Workspace) -> Iterator[Finding]:
    for idea in workspace.ideas():
        if idea.is_open and not idea.owner and "owner" not in idea.unread:
            yield finding(
                idea,
                subject=idea.name,
                owner=owner_at(workspace, idea.address),
                idea=idea.name,
            )


RULE = Rule(
    code="VSM902",
    name="idea-without-owner",
    level=Level.NOTE,
    summary=message("Nobody follows up an improvement idea."),
    manual=__doc__,
    messages={"message": message("nobody follows up the idea “{idea}”")},
    helps={"help": message("write owner: with the team or role that follows it up")},
    check=check,
)
