"""A name that leads to nothing that is defined.

## Why

An owner, parent, system, data object, stream, step or kind that is named in one place must be
defined in another; otherwise a map shows a team that does not exist and a rule finds nothing to
check. Most often the name is misspelt; the message names the nearest one. References lead
across all files of the workspace. While a file cannot be read at all, nothing is said, because
the definition may stand there.

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
        owner: service-dsk
        practices: Service desk
```

## Good

```diff
       take-call:
-        owner: service-dsk
+        owner: service-desk
```
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM005",
    name="undefined-reference",
    level=Level.ERROR,
    summary=message("A name leads to nothing that is defined."),
    manual=__doc__,
    messages={},
    always=True,
    in_baseline=False,
)
