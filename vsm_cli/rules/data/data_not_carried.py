"""The way is there, but it does not carry this data.

## Why

A path says which data it carries. Where it leads from one step's system to the next one's, but
leaves out what the steps hand on, the map looks whole and the data still gets lost, or people
bring it across by hand. Either the path carries it and does not say so, or something is missing.
A path without `data` carries anything.

The same exceptions hold as for undefined-path.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
systems:
  monitoring: {name: Monitoring, owner: operations}
  tickets: {name: Ticket system, owner: operations}
data:
  event: {name: Event, master: monitoring}
  log-extract: {name: Extract of the logs, master: monitoring}
paths:
  - {from: monitoring, to: tickets, data: event, via: webhook, owner: operations}
streams:
  restore-service:
    owner: operations
    trigger: Monitoring raises an event
    value: The service works again
    steps:
      detect:
        owner: operations
        practices: Monitoring and event management
        systems: monitoring
        outputs: [event, log-extract]
      diagnose:
        owner: operations
        practices: Incident management
        systems: tickets
        inputs: [event, log-extract]
```

## Good

```diff
 paths:
-  - {from: monitoring, to: tickets, data: event, via: webhook, owner: operations}
+  - {from: monitoring, to: tickets, data: [event, log-extract], via: webhook, owner: operations}
```
"""

from collections.abc import Iterator
from typing import Any

from vsm_cli.analysis.data.missing_paths import uncarried
from vsm_cli.analysis.data.transfers import Transfer, transfers
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import ends_of, fault_of, sending_end

_ALSO = message("{data} is not carried from {source} to {target} either")
_CARRIES = message("the path from {from_system} to {to_system} carries {carried}")


def check(workspace: Workspace) -> Iterator[Finding]:
    by_stream: dict[str, list[Transfer]] = {}
    for transfer in transfers(workspace):
        by_stream.setdefault(transfer.stream.id, []).append(transfer)
    for of_stream in by_stream.values():
        for (path, data), places in uncarried(of_stream).items():
            yield _finding(path, data, places)


def _finding(path: SystemPath, data: str, places: list[Transfer]) -> Finding:
    first, *others = places
    element, keys = fault_of(first)
    ends: dict[str, Any] = {"from_system": path.source, "to_system": path.target}
    carried = Related(
        place=path.place.key("data"),
        message=_CARRIES,
        fields={**ends, "carried": names(path.data)},
    )
    return finding(
        element,
        *keys,
        subject=f"{data} {path.source}->{path.target}",
        owner=path.owner or first.target.owner or first.target_stream.owner,
        related=[carried, sending_end(first), *(_also(data, other) for other in others)],
        data=data,
        items=", ".join((*path.data, data)),
        **ends,
        **ends_of(first),
    )


def _also(data: str, transfer: Transfer) -> Related:
    element, keys = fault_of(transfer)
    return Related(
        place=element.place.key(*keys), message=_ALSO, fields={"data": data, **ends_of(transfer)}
    )


RULE = Rule(
    code="VSM202",
    name="data-not-carried",
    level=Level.ERROR,
    summary=message("A chain of paths leads there, but none that carries this data."),
    manual=__doc__,
    messages={
        "message": message(
            "{data} goes from {source_systems} ({source}, {source_owner})"
            " to {target_systems} ({target}, {target_owner}),"
            " and the path from {from_system} to {to_system} does not carry it"
        ),
    },
    helps={
        "help": message(
            "add it to the path: {{from: {from_system}, to: {to_system}, data: [{items}]}},"
            " or define a path that carries it"
        ),
    },
    check=check,
    scope="stream",
)
