"""A key twice in a mapping, or an id twice in the workspace.

## Why

Two definitions of one id say two things about it, and only one of them can hold: the first, in
the order of files and lines. The other is a surprise for whoever wrote it. Ids that differ only
by case are reported as well, since people cannot tell them apart.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  service-desk: {name: Help desk}
streams:
  answer-a-question:
    owner: service-desk
    trigger: A user asks
    value: The user knows
    steps:
      take-call:
        owner: service-desk
        practices: Service desk
```

## Good

```diff
   service-desk: {name: Service desk}
-  service-desk: {name: Help desk}
+  help-desk: {name: Help desk}
```
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM004",
    name="duplicate-id",
    level=Level.ERROR,
    summary=message("A key stands twice in a mapping, or an id twice in the workspace."),
    manual=__doc__,
    messages={},
    always=True,
    in_baseline=False,
)
