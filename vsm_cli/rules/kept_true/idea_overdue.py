"""The day by which an improvement idea was to be done has passed.

## Why

An idea with a day is a promise to those who work in the stream. When the day passes and nobody
says a word, the next idea is not told. Finish it, give it another day, or say that it is
`dropped`: all three are better than silence.

Reported are ideas that are open or being tried, and `due` before the day of the check: the one
that `--today` names, else SOURCE_DATE_EPOCH, else today.

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
    ideas: {name: One form for all faults, owner: operations, due: 2019-12-31}
    steps:
      diagnose: {owner: operations, practices: Incident management, process: 20m, wait: 10m}
```

## Good

```diff
-    ideas: {name: One form for all faults, owner: operations, due: 2019-12-31}
+    ideas: {name: One form for all faults, owner: operations, due: 2019-12-31, status: done}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.today import today
from vsm_cli.wording.places import owner_at


def check(workspace: Workspace) -> Iterator[Finding]:
    for idea in workspace.ideas():
        if idea.due is not None and idea.is_open and idea.due < today():
            yield finding(
                idea,
                "due",
                subject=idea.name,
                owner=idea.owner or owner_at(workspace, idea.address),
                idea=idea.name,
                due=idea.due.isoformat(),
            )


RULE = Rule(
    code="VSM903",
    name="idea-overdue",
    level=Level.WARNING,
    summary=message("The day by which an idea was to be done has passed."),
    manual=__doc__,
    messages={"message": message("the idea “{idea}” was to be done by {due}, and is still open")},
    helps={
        "help": message(
            "write status: done or status: dropped, or the day by which it will be done"
        )
    },
    check=check,
)
