"""A value that cannot be read, is missing, or contradicts another.

## Why

A duration needs its unit (`15m`, `2h`, `3d`; `0` alone goes without), a share lies between 0 and
100 %, a fixed word is one of a list. Some keys are required, and some must agree: `lead` is
`wait` plus `process`. A value that cannot be read costs only itself: the rest of the step still
counts.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  answer-a-question:
    owner: service-desk
    trigger: A user asks
    value: The user knows
    steps:
      take-call:
        owner: service-desk
        practices: Service desk
        process: 15
```

## Good

```diff
         practices: Service desk
-        process: 15
+        process: 15m
```
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM003",
    name="invalid-value",
    level=Level.ERROR,
    summary=message("A value cannot be read, is missing, or contradicts another."),
    manual=__doc__,
    messages={},
    always=True,
    in_baseline=False,
)
