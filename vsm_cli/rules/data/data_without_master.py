"""Data in two or more systems, and none of them is the one that counts.

## Why

As soon as two systems hold the same data, there comes the day on which they disagree. If nobody
has said which copy counts, each team believes its own, corrects the other, and both are changed
back at night. Name the `master`: the system whose copy counts; the others follow it.

Data counts as being in the systems of the steps that take it in, output or accept it. Where all
of these steps share a system, it may be in that one only, and nothing is said; nor of tangible
things. Streams as they are to be are looked at apart from those of today.

The master of data is what data management calls its *system of record* (DAMA-DMBOK).

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  development: {name: Development}
systems:
  tickets: {name: Ticket system, owner: service-desk}
  backlog: {name: Backlog, owner: development}
data:
  wish: {name: Wish of a user}
paths:
  - {from: tickets, to: backlog, data: wish, via: REST interface, owner: development}
streams:
  improve-service:
    owner: development
    trigger: A user wishes for something
    value: The user has it
    steps:
      record:
        owner: service-desk
        practices: Service desk
        systems: tickets
        outputs: wish
      assess:
        owner: development
        practices: Business analysis
        systems: backlog
        inputs: wish
```

## Good

```diff
 data:
-  wish: {name: Wish of a user}
+  wish: {name: Wish of a user, master: backlog}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import either, message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import DataObject
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import system_with_owner, with_owner

_HOLDS = message("{step} has it in {systems}")


def check(workspace: Workspace) -> Iterator[Finding]:
    masterless = [d for d in workspace.data.values() if d.lacks("master") and not d.tangible]
    if not masterless:
        return
    from vsm_cli.analysis.data.data_uses import data_uses

    for data in masterless:
        by_state: dict[str, list[Step]] = {}
        for step in data_uses(workspace)[data.id].steps:
            if step.systems:
                state = workspace.streams[step.stream].mapped.state
                by_state.setdefault(state, []).append(step)
        for steps in by_state.values():
            if not set.intersection(*(set(step.systems) for step in steps)):
                yield _finding(workspace, data, steps)
                break


def _finding(workspace: Workspace, data: DataObject, steps: list[Step]) -> Finding:
    first: dict[str, Step] = {}
    for step in steps:
        for system in step.systems:
            first.setdefault(system, step)
    return finding(
        data,
        related=[
            Related(
                place=step.place.key("systems"),
                message=_HOLDS,
                fields={"step": with_owner(step, ""), "systems": names(step.systems)},
            )
            for step in dict.fromkeys(first.values())
        ],
        data=data.id,
        systems=names(system_with_owner(workspace, system) for system in first),
        choice=either(first),
    )


RULE = Rule(
    code="VSM206",
    name="data-without-master",
    level=Level.WARNING,
    summary=message("Data is in two or more systems, and none of them is its master."),
    manual=__doc__,
    messages={
        "message": message(
            "{data} is in {systems}, and nobody has said which copy counts when they disagree"
        )
    },
    helps={
        "help": message(
            "write master: under {data}: the system whose copy counts, such as {choice}"
        )
    },
    check=check,
)
