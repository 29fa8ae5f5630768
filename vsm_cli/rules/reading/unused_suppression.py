"""A suppression that covers nothing.

## Why

`# vsm: ignore[RULE] why` silences a problem that you have looked at. Once the problem is gone, the
comment only waits to hide the next one. `vsm check --fix` takes it out. A suppression that
names no known rule is reported as well. Only rules that ran are judged.

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
        systems: []   # vsm: ignore[VSM102] nobody yet
```

## Good

```diff
     steps:
-      take-call:
-        owner: service-desk
+      take-call:   # vsm: ignore[VSM102] the reorganisation decides in June
         practices: Service desk
-        systems: []   # vsm: ignore[VSM102] nobody yet
```
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM009",
    name="unused-suppression",
    level=Level.WARNING,
    summary=message("A suppression comment covers nothing."),
    manual=__doc__,
    messages={},
    in_baseline=False,
)
