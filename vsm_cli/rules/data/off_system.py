"""Data passes between a step that works in a system and one that names none.

## Why

What leaves the systems is kept in a mailbox, on paper or in somebody's head. Nobody else sees
where the case stands, nothing reminds anybody of it, and no figure counts it. Name the system
in which the step keeps its data, be it a shared mailbox; or do the work in the system where the
data already is. The rule looks only at data that a route or link is known to pass; tangible
things, and touchpoints of the customer or of an external team, are left out.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  facilities: {name: Facilities}
systems:
  tickets: {name: Ticket system, owner: service-desk}
data:
  request: {name: Request, master: tickets}
streams:
  new-desk:
    owner: service-desk
    trigger: Somebody needs a desk
    value: The desk stands where it is needed
    steps:
      record:
        owner: service-desk
        practices: Service request management
        systems: tickets
        outputs: request
      set-up:
        owner: facilities
        practices: Service request management
        inputs: request
```

## Good

```diff
         owner: facilities
         practices: Service request management
+        systems: tickets
```
"""

from collections.abc import Iterator
from typing import Any

from vsm_cli.analysis.data.transfers import Transfer, transfers
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import owner_of, with_owner

_GETS = message("{step} gets {data} from {other}, which works in {systems}")
_GIVES = message("{step} hands {data} to {other}, which works in {systems}")


def check(workspace: Workspace) -> Iterator[Finding]:
    outside: dict[Step, list[Transfer]] = {}
    for transfer in transfers(workspace):
        if transfer.state == "off-system":
            step = transfer.target if transfer.source.systems else transfer.source
            outside.setdefault(step, []).append(transfer)
    for step, places in outside.items():
        first, *others = places
        yield finding(
            step,
            message="gets" if first.target is step else "gives",
            owner=step.owner or workspace.streams[step.stream].owner,
            related=[_related(step, each) for each in others],
            **_fields(step, first),
        )


def _fields(step: Step, transfer: Transfer) -> dict[str, Any]:
    gets = transfer.target is step
    other = transfer.source if gets else transfer.target
    return {
        "step": step.id,
        "who": owner_of(step),
        "other": with_owner(other, step.stream),
        "data": names(transfer.data),
        "systems": names(other.systems),
        "system": other.systems[0],
    }


def _related(step: Step, transfer: Transfer) -> Related:
    gets = transfer.target is step
    other = transfer.source if gets else transfer.target
    return Related(
        place=other.place.key("systems"),
        message=_GETS if gets else _GIVES,
        fields=_fields(step, transfer),
    )


RULE = Rule(
    code="VSM210",
    name="off-system",
    level=Level.WARNING,
    summary=message("Data passes between a step in a system and a step in none."),
    manual=__doc__,
    messages={
        "gets": message(
            "{step} ({who}) takes {data} from {other}, which works in {systems},"
            " and names no system to keep it in"
        ),
        "gives": message(
            "{step} ({who}) hands {data} to {other}, which works in {systems},"
            " and names no system to take it from"
        ),
    },
    helps={
        "help": message(
            "write under {step} where the data is kept, such as systems: {system};"
            " where nothing is handed on, write inputs: [] or outputs: []"
        )
    },
    check=check,
)
