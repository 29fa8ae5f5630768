"""A stage of a journey that no stream serves.

## Why

The customer comes through here, and nobody has said what happens then: no owner, no time, no
promise. A gap in the journey is worth writing down, since it is seen only from the customer's
side; it stays a gap until a stream stands behind it.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  new-demand:
    owner: operations
    trigger: A branch has a need
    value: The new service is live
    steps:
      go-live: {owner: operations, practices: Deployment management}
journeys:
  need-to-use:
    owner: operations
    steps:
      - {stage: engage, stream: new-demand}
      - {stage: onboard}
```

## Good

```yaml
vsm: 1
teams:
  operations: {name: Operations}
data:
  user-list: {name: Who shall have access}
streams:
  new-demand:
    owner: operations
    trigger: A branch has a need
    value: The new service is live
    steps:
      go-live:
        owner: operations
        practices: Deployment management
        starts: {stream: grant-access, data: user-list, owner: operations}
  grant-access:
    owner: operations
    trigger: A user asks for access
    value: The user can sign in
    steps:
      grant: {owner: operations, practices: Service request management}
journeys:
  need-to-use:
    owner: operations
    steps:
      - {stage: engage, stream: new-demand}
      - {stage: onboard, stream: grant-access}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace) -> Iterator[Finding]:
    for journey in workspace.journeys.values():
        for step in journey.steps:
            if step.is_gap:
                yield finding(
                    step,
                    message="message" if step.stage else "unnamed",
                    owner=journey.owner,
                    journey=journey.id,
                    stage=step.stage,
                    number=step.id,
                )


RULE = Rule(
    code="VSM705",
    name="unserved-stage",
    level=Level.WARNING,
    summary=message("A step of a journey has no stream behind it."),
    manual=__doc__,
    messages={
        "message": message("no stream serves the stage {stage} of {journey}"),
        "unnamed": message("no stream serves step {number} of {journey}"),
    },
    helps={"help": message("write stream: with the id of the value stream that serves it")},
    check=check,
)
