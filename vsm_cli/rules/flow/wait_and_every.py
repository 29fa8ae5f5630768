"""A step that runs only now and then, with a wait that is shorter than that allows.

## Why

Work that comes at any moment to a board that meets every four weeks waits for two weeks on
average. Where `wait` says two days beside `every: 4w`, one of the two is not how it is: the board
meets more often, urgent cases pass it by, or people time their work to the meeting. Figures take
the `wait`, since it was written as a time. It is told where the wait is less than half of `every`.

## Bad

```yaml
vsm: 1
teams:
  change-board: {name: Change board}
streams:
  approve-change:
    owner: change-board
    trigger: Somebody wants to change a service
    value: The change is decided
    steps:
      decide: {owner: change-board, practices: Change enablement, every: 4w, wait: 2d}
```

## Good

```diff
     steps:
-      decide: {owner: change-board, practices: Change enablement, every: 4w, wait: 2d}
+      decide: {owner: change-board, practices: Change enablement, every: 4w}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.times import clock


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step in workspace.steps():
        if step.wait is None or step.every_s is None or step.wait.mean_s >= step.every_s / 2:
            continue
        every, wait, half = (
            clock(time_s, stream.calendar)
            for time_s in (step.every_s, step.wait.mean_s, step.every_s / 2)
        )
        yield finding(step, "wait", step=with_owner(step), every=every, wait=wait, half=half)


RULE = Rule(
    code="VSM511",
    name="wait-and-every",
    level=Level.NOTE,
    summary=message("A step that runs only now and then waits for less than half of that time."),
    manual=__doc__,
    messages={
        "message": message(
            "{step} runs every {every}, so that work waits {half} on average, but wait is {wait}"
        )
    },
    helps={
        "help": message(
            "leave wait: out, or correct every: if it runs more often for most of the work"
        )
    },
    check=check,
    scope="stream",
)
