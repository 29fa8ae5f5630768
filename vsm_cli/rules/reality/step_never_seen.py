"""A step that hardly any case passes.

## Why

A step that is declared and not in the log is either not done or not recorded. Both matter: what
is not done need not be drawn, and what is not recorded cannot be improved. Steps that the
definition of the log does not name, automated ones and those of the customer are not asked for.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  network: {name: Network team}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    customer: User
    steps:
      accept:
        owner: service-desk
        practices: Incident management
      repair:
        owner: network
        practices: Incident management
measured:
  tickets:
    stream: restore-service
    log: {rows: 1800, cases: 600}
    steps:
      accept: {n: 600, visits: 1}
logs:
  tickets:
    stream: restore-service
    source: tickets.csv
    case: number
    time: updated
    activity: state
    steps:
      accept: New
      repair: In progress
```

## Good

```diff
     steps:
       accept: New
-      repair: In progress
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace) -> Iterator[Finding]:
    if not workspace.measured:
        return
    from vsm_cli.analysis.reality.differences import steps_never_seen
    from vsm_cli.wording.element_names import with_owner
    from vsm_cli.wording.measured_words import in_log

    for measured, _, step in steps_never_seen(workspace):
        yield finding(
            step,
            subject=measured.id,
            step=with_owner(step),
            **in_log(measured, measured.cases),
        )


RULE = Rule(
    code="VSM915",
    name="step-never-seen",
    level=Level.NOTE,
    summary=message("A step that hardly any case passes."),
    manual=__doc__,
    check=check,
    messages={
        "message": message("of {n} cases in {log} fewer than 5 pass {step}"),
    },
    helps={
        "help": message(
            "take it out if it is not done; if it is done and not recorded, leave it out of"
            " the log's steps"
        ),
    },
)
