"""A rule that could not do its work.

## Why

A rule met something that its author did not think of. The other rules still ran, and their
findings hold; but what this rule would have said is not known, so the check ends with exit code
2. This is a fault of vsm, not of your definition: please report it.
"""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Rule

RULE = Rule(
    code="VSM008",
    name="rule-failure",
    level=Level.ERROR,
    summary=message("A rule could not do its work."),
    manual=__doc__,
    messages={},
    always=True,
    in_baseline=False,
)
