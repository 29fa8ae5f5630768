"""Rows of a log that are of no step.

## Why

What the definition of a log does not name is passed over, and its time counts for the step
before. Where that is more than a twentieth of the rows, the figures say less than they seem to:
name what these rows are, as a step, as waiting or as the end.

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
    log: {rows: 1800, cases: 600, unmapped: 24%, unmapped-values: [Awaiting vendor]}
```

## Good

```diff
   tickets:
     stream: restore-service
-    log: {rows: 1800, cases: 600, unmapped: 24%, unmapped-values: [Awaiting vendor]}
+    log: {rows: 1800, cases: 600, unmapped: 1%}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace, *, share: float = 0.05) -> Iterator[Finding]:
    if not workspace.measured:
        return
    from vsm_cli.analysis.reality.time_fit import as_share
    from vsm_cli.language import names
    from vsm_cli.wording.figures import percent
    from vsm_cli.wording.measured_words import in_log

    for measured in workspace.measured.values():
        if measured.unmapped > as_share(share):
            log = workspace.logs.get(measured.id)
            yield finding(
                log or measured,
                *(("steps",) if log else ("log",)),
                message="values" if measured.unmapped_values else "message",
                part=percent(measured.unmapped),
                values=names(measured.unmapped_values),
                **in_log(measured, measured.rows),
            )


RULE = Rule(
    code="VSM918",
    name="unmapped-activity",
    level=Level.NOTE,
    summary=message("Rows of a log that are of no step."),
    manual=__doc__,
    check=check,
    messages={
        "message": message("{part} of the {n} rows of {log} are of no step"),
        "values": message("{part} of the {n} rows of {log} are of no step, most of them {values}"),
    },
    helps={
        "help": message("name these values under steps, waiting or done of the log"),
    },
)
