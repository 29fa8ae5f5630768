"""A file that cannot be read.

## Why

The file may not be opened, is not UTF-8, is larger than 10 MB, nests deeper than 100 levels, or
uses YAML aliases that expand without end. Nothing of it is read, and because it may define what
other files refer to, undefined references are not reported until it can be.

## Bad

```yaml
vsm: 1
x-notes: &notes [see, *notes]
```

## Good

```yaml
vsm: 1
x-notes: &notes [see, above]
```
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM007",
    name="unreadable-file",
    level=Level.ERROR,
    summary=message("A file cannot be read, or is beyond the limits of size, depth or expansion."),
    manual=__doc__,
    messages={},
    always=True,
    in_baseline=False,
)
