"""A key that is not part of the format.

## Why

A key that nobody knows is not read, and what you wrote under it counts for nothing. Most often
it is misspelt; the message names the nearest known key. Keys of your own begin with `x-`.

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
        proces: 5m
```

## Good

```diff
         practices: Service desk
-        proces: 5m
+        process: 5m
+        x-room: 3.14
```
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM002",
    name="unknown-key",
    level=Level.ERROR,
    summary=message("A key is not part of the format."),
    manual=__doc__,
    messages={},
    always=True,
    in_baseline=False,
)
