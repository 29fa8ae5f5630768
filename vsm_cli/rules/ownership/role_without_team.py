"""A role that belongs to no team.

## Why

A role is somebody's work. Without its team the hours of the role are missing from every team's
load, nobody knows who stands in when the person is away, and links between people cannot be
told: whether the role and a team are the same people or not.

## Bad

```yaml
vsm: 1
roles:
  incident-manager: {name: Incident manager}
streams:
  restore-service:
    owner: incident-manager
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: incident-manager, practices: Incident management}
```

## Good

```diff
 vsm: 1
+teams:
+  operations: {name: Operations}
 roles:
-  incident-manager: {name: Incident manager}
+  incident-manager: {name: Incident manager, team: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import some, step_in


def check(workspace: Workspace) -> Iterator[Finding]:
    for role in workspace.roles.values():
        if not role.lacks("team"):
            continue
        owned = [step_in(step, "") for _, step in workspace.steps() if step.owner == role.id]
        yield finding(
            role,
            message="message" if owned else "alone",
            owner=role.id,
            role=role.id,
            steps=some(owned),
        )


RULE = Rule(
    code="VSM107",
    name="role-without-team",
    level=Level.NOTE,
    summary=message("A role belongs to no team."),
    manual=__doc__,
    messages={
        "message": message("{role} belongs to no team, and its work at {steps} counts for none"),
        "alone": message("{role} belongs to no team"),
    },
    helps={"help": message("write team: under {role}: the team whose people have this role")},
    check=check,
)
