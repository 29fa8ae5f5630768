"""Data that arrives later than the work that needs it.

## Why

A nightly import brings the data in the morning, and the step that needs it begins after ten
minutes: it works with what was true yesterday, and nobody notices. The rule compares how long the
paths to a step take (`latency`, added up along a chain) with how long work waits before the step
(its wait, or that of the route or link that leads to it). Streams and paths with different
calendars are compared by the clock on the wall.

Nothing is said where the wait is not known or is that of another stream, at the join of branches
that run side by side, and of work that comes back.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
systems:
  inventory: {name: Inventory, owner: operations}
  cmdb: {name: Configuration database, owner: operations}
data:
  change-note: {name: Note of what changed, master: cmdb}
paths:
  - {from: inventory, to: cmdb, data: change-note, via: import, owner: operations, latency: 12h}
streams:
  keep-records:
    owner: operations
    trigger: Something in production has changed
    value: The records are true
    steps:
      note:
        owner: operations
        practices: Service configuration management
        systems: inventory
        outputs: change-note
      check:
        owner: operations
        practices: Service configuration management
        systems: cmdb
        inputs: change-note
        wait: 2h
```

## Good

```diff
 paths:
-  - {from: inventory, to: cmdb, data: change-note, via: import, owner: operations, latency: 12h}
+  - {from: inventory, to: cmdb, data: change-note, via: import, owner: operations, latency: 1h}
```
"""

from collections.abc import Iterator
from typing import Any

from vsm_cli.analysis.data.transfers import DataWay, Transfer, transfers
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.streams import Link, Route
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.times import clock, elapsed

_WAITS = message("{target} begins {wait} after {source}")


def check(workspace: Workspace) -> Iterator[Finding]:
    if not any(path.latency_s for path in workspace.paths):
        return
    if not workspace.complete or "paths" in workspace.unread:
        return  # a faster way may be in what could not be read
    late: dict[SystemPath, list[tuple[Transfer, dict[str, Any]]]] = {}
    for transfer in transfers(workspace):
        way = _slowest(transfer)
        wait_s = _wait_s(workspace, transfer) if way else None
        if way is None or wait_s is None:
            continue
        latency_s = _latency_s(way) * workspace.calendar.elapsed_factor
        # Sums of the same times in another order may differ in the last bits.
        if latency_s > wait_s * (1 + 1e-9) and not _is_join(transfer):
            path = max(way.paths, key=lambda path: path.latency_s or 0.0)
            fields = _fields(workspace, transfer, way, wait_s)
            late.setdefault(path, []).append((transfer, fields))
    for path, places in late.items():
        yield _finding(path, places)


def _slowest(transfer: Transfer) -> DataWay | None:
    """The way of all data that passes that takes the longest; None where none takes time."""
    if transfer.rework:
        return None
    ways = [way for way in transfer.ways if way.carries and _latency_s(way)]
    return max(ways, key=_latency_s, default=None)


def _latency_s(way: DataWay) -> float:
    return sum(path.latency_s or 0.0 for path in way.paths)


def _wait_s(workspace: Workspace, transfer: Transfer) -> float | None:
    """What passes between the two steps, in elapsed seconds; None where it is not known."""
    connection, target = transfer.connection, transfer.target
    link_s = 0.0
    if isinstance(connection, Route):
        if "next" in transfer.source.unread:
            return None
        wait = connection.wait or target.wait
    else:
        if connection.unread & {"wait", "at"}:
            return None
        wait = target.wait
        if isinstance(connection, Link) and connection.wait:
            link_s = connection.wait.mean_s * transfer.stream.calendar.elapsed_factor
    wait_s = wait.mean_s if wait else _figured_wait_s(workspace, transfer)
    if wait_s is None:
        return None
    return link_s + wait_s * transfer.target_stream.calendar.elapsed_factor


def _figured_wait_s(workspace: Workspace, transfer: Transfer) -> float | None:
    """The wait of the receiving step where it follows from something else than `wait`."""
    if transfer.target.awaited:
        return None
    # Only a slow path needs figures: most checks find none and should not pay for them.
    from vsm_cli.analysis.times.stream_figures import stream_figures

    figures = stream_figures(workspace, transfer.target_stream)
    return figures.steps[transfer.target.id].wait_time_s


def _is_join(transfer: Transfer) -> bool:
    """Whether the receiving step waits for another branch as well."""
    from vsm_cli.analysis.flow.item_routing import routing_of

    return not transfer.is_link and any(
        fork.join == transfer.target.id
        and any(transfer.source.id in branch.states for branch in fork.branches)
        for fork in routing_of(transfer.stream).forks
    )


def _fields(
    workspace: Workspace, transfer: Transfer, way: DataWay, elapsed_s: float
) -> dict[str, Any]:
    calendar = transfer.target_stream.calendar
    return {
        "data": way.data,
        "source": with_owner(transfer.source),
        "target": with_owner(transfer.target, transfer.stream.id),
        "latency": clock(_latency_s(way), workspace.calendar),
        "wait": clock(elapsed_s / calendar.elapsed_factor, calendar),
        "from_system": way.paths[0].source,
        "to_system": way.paths[-1].target,
    }


def _finding(path: SystemPath, places: list[tuple[Transfer, dict[str, Any]]]) -> Finding:
    (first, fields), *_ = places
    waits = fields["wait"] != elapsed(0)
    return finding(
        path,
        "latency",
        message=("message" if fields["data"] else "unsaid") + ("" if waits else " at once"),
        help="help" if waits else "at once",
        subject=" ".join(path.data),
        owner=path.owner or first.target.owner or first.target_stream.owner,
        related=[
            Related(place=transfer.target.place.key("wait"), message=_WAITS, fields=each)
            for transfer, each in places
        ],
        **fields,
    )


RULE = Rule(
    code="VSM208",
    name="late-data",
    level=Level.WARNING,
    summary=message("A path takes longer than the wait of the step that it serves."),
    manual=__doc__,
    messages={
        "message": message(
            "{data} takes {latency} from {from_system} to {to_system},"
            " and {target} begins {wait} after {source}: it works with old data"
        ),
        "unsaid": message(
            "what {source} hands on takes {latency} from {from_system} to {to_system},"
            " and {target} begins after {wait}: it works with old data"
        ),
        "message at once": message(
            "{data} takes {latency} from {from_system} to {to_system},"
            " and {target} begins at once: it works with old data"
        ),
        "unsaid at once": message(
            "what {source} hands on takes {latency} from {from_system} to {to_system},"
            " and {target} begins at once: it works with old data"
        ),
    },
    helps={
        "help": message(
            "run the path more often than every {wait}, or begin the step when the data is there"
        ),
        "at once": message(
            "let the path run at once, or begin the step when the data is there (wait:)"
        ),
    },
    check=check,
)
