"""What an improvement idea would change makes nothing better.

## Why

An idea may be good and still change nothing that is measured: the branch that it shortens is not
the one that everybody waits for, or what it saves is done beside something longer. Better to know
that before the work is done. Where the gain lies elsewhere, in fewer complaints or less risk, take
`set` away and say so in the description.

Each open idea with `set` is tried: reported is one with which no stream has a shorter lead time, a
shorter perceived lead time, less waiting or less effort in a year. One whose `set` cannot stand
where it points to is told with the reason.

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
      diagnose:
        owner: operations
        practices: Incident management
        process: 20m
        wait: 10m
        next: [repair, inform]
      repair:
        owner: operations
        practices: Incident management
        process: 2h
        wait: 0
        next: close
      inform:
        owner: operations
        practices: Incident management
        process: 5m
        wait: 20m
        ideas: {name: Inform at once, owner: operations, set: {wait: 5m}}
      close: {owner: operations, practices: Incident management, process: 5m, wait: 0}
```

## Good

```diff
-        ideas: {name: Inform at once, owner: operations, set: {wait: 5m}}
+        ideas: {name: Inform at once, owner: operations, set: {automated: true}}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.errors import VsmError
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.places import owner_at


def check(workspace: Workspace) -> Iterator[Finding]:
    for idea in workspace.ideas():
        if not idea.settings or not idea.is_open:
            continue
        # Only ideas that say what they would change should pay for figures.
        from vsm_cli.analysis.ideas.effects import effect_of

        problem = ""
        try:
            if effect_of(workspace, idea.settings).is_better:
                continue
        except VsmError as error:
            problem = str(error)
        yield finding(
            idea,
            "set",
            message="impossible" if problem else "message",
            help="impossible" if problem else "help",
            subject=idea.name,
            owner=idea.owner or owner_at(workspace, idea.address),
            idea=idea.name,
            problem=problem,
        )


RULE = Rule(
    code="VSM904",
    name="idea-without-effect",
    level=Level.NOTE,
    summary=message("What an idea would change makes nothing better."),
    manual=__doc__,
    messages={
        "message": message(
            "what the idea “{idea}” would set makes no lead time, waiting or effort less"
        ),
        "impossible": message("what the idea “{idea}” would set cannot stand there: {problem}"),
    },
    helps={
        "help": message("set what would really change, or take set: away and describe the gain"),
        "impossible": message("write places with values, as --set takes them"),
    },
    check=check,
)
