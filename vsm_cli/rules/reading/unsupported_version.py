"""A version of the format that this vsm does not read.

## Why

`vsm: 1` at the top says which version of the format a document follows. Another version may mean
something else by the same keys, so nothing of it is read rather than half of it wrongly. In a
file of several documents each needs the line.

## Bad

```yaml
vsm: 2
teams:
  service-desk: {name: Service desk}
```

## Good

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
```
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM006",
    name="unsupported-version",
    level=Level.ERROR,
    summary=message("The document is of a version of the format that this vsm does not read."),
    manual=__doc__,
    messages={},
    always=True,
    in_baseline=False,
)
