"""An acceptance that does not say by what it accepts.

## Why

Without criteria the answer depends on who is asked and on which day. Whoever hands in cannot
know beforehand whether it will do, and whoever accepts cannot refuse without a quarrel. Two
acceptances without criteria cannot be told apart either (repeated-acceptance). One sentence is
enough: what must be true for a yes.

Criteria that are known on both sides are the *definition of done* of Scrum and the *acceptance
criteria* of ITIL's service validation and testing.

## Bad

```yaml
vsm: 1
teams:
  development: {name: Development}
  testing: {name: Test centre}
data:
  release: {name: Release}
streams:
  new-demand:
    owner: development
    trigger: A release is built
    value: The release is in use
    steps:
      test:
        owner: testing
        practices: Service validation and testing
        accepts: release
```

## Good

```diff
         practices: Service validation and testing
-        accepts: release
+        accepts: {release: all test cases pass}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.acceptances import acceptances
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step, acceptance in acceptances(workspace):
        if not acceptance.criteria and "accepts" not in step.unread:
            yield finding(
                step,
                place=acceptance.place,
                subject=acceptance.data,
                owner=step.owner or stream.owner,
                step=with_owner(step),
                data=acceptance.data,
            )


RULE = Rule(
    code="VSM402",
    name="acceptance-without-criteria",
    level=Level.NOTE,
    summary=message("An acceptance has no criteria."),
    manual=__doc__,
    messages={
        "message": message(
            "{step} accepts {data} without criteria: the answer depends on who is asked"
        )
    },
    helps={"help": message("write what must be true for a yes: accepts: {{{data}: the criteria}}")},
    check=check,
    scope="stream",
)
