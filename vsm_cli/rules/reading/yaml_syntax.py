"""The text is not YAML.

## Why

Nothing of the file can be read from here on, so its streams are missing from every check and
every figure. The usual causes: indentation that does not line up, a missing space after a
colon, a quote that is not closed, a tab, and full-width punctuation (：，｛｝［］) from a Chinese
input method where YAML needs its own (: , { } [ ]).

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
        systems: [jira, cmdb
```

## Good

```diff
         practices: Service desk
-        systems: [jira, cmdb
```
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM001",
    name="yaml-syntax",
    level=Level.ERROR,
    summary=message("The text is not YAML."),
    manual=__doc__,
    messages={},
    always=True,
    in_baseline=False,
)
