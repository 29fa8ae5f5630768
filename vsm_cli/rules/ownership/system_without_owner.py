"""A system that nobody answers for.

## Why

When data does not arrive, is wrong or cannot be entered, somebody has to know whom to ask. A
system without an owner is changed by whoever has the rights, and repaired by whoever has the
time. Its owner is the role or team that answers for what it can do and who may use it; a
supplier that runs it is an external team, and may be the owner, too.

ITIL 4 calls this the owner of a service component; in the register of systems it is the
*system owner* or *application owner*.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
systems:
  tickets: {name: Ticket system}
streams:
  answer-a-question:
    owner: service-desk
    trigger: A user asks
    value: The user knows
    steps:
      take-call: {owner: service-desk, practices: Service desk, systems: tickets}
```

## Good

```diff
 systems:
-  tickets: {name: Ticket system}
+  tickets: {name: Ticket system, owner: service-desk}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import some, with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    orphans = [system for system in workspace.systems.values() if system.lacks("owner")]
    for system in orphans:
        inside = [step for _, step in workspace.steps() if system.id in step.systems]
        yield finding(
            system,
            message="message" if inside else "unused",
            system=system.id,
            steps=some(with_owner(step) for step in inside),
        )


RULE = Rule(
    code="VSM103",
    name="system-without-owner",
    level=Level.WARNING,
    summary=message("A system has no owner."),
    manual=__doc__,
    messages={
        "message": message("nobody answers for {system}, the place of work of {steps}"),
        "unused": message("nobody answers for {system}"),
    },
    helps={
        "help": message(
            "write owner: under {system}: the role or team that answers for what it can do"
            " and who may use it"
        )
    },
    check=check,
)
