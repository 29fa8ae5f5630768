"""A path between systems that people walk by hand.

## Why

Re-keying costs somebody's time for every case, and each time something can be left out or
mistyped. The rule names the path, where it is used and, as far as the definition says so, what
it costs: how often work passes there (demand × visits × share) times the `process` of the path.
Where an automatic chain of paths leads the same way, the manual one is a fallback and is not
reported; nor is one that no route or link uses.

Carrying data about is transport, one of the seven wastes of Lean (Ohno); in an office it
hides behind copy and paste. If it is to stay as it is, say why in a suppression.

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
  wish: {name: Wish of a user, master: backlog}
paths:
  - {from: tickets, to: backlog, data: wish, mode: manual, process: 6m, owner: service-desk}
streams:
  improve-service:
    owner: development
    trigger: A user wishes for something
    value: The user has it
    demand: 120/month
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
 paths:
-  - {from: tickets, to: backlog, data: wish, mode: manual, process: 6m, owner: service-desk}
+  - {from: tickets, to: backlog, data: wish, via: REST interface, owner: development}
```
"""

from collections.abc import Iterator
from typing import Any

from vsm_cli.analysis.data.transfers import Transfer, transfers
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import fault_of, with_owner
from vsm_cli.wording.figures import costs

_ALSO = message("it is used between {source} and {target}, too")


def check(workspace: Workspace) -> Iterator[Finding]:
    if all(path.mode == "automatic" for path in workspace.paths):
        return
    if not workspace.complete or "paths" in workspace.unread:
        return  # an automatic way may be in what could not be read
    used: dict[SystemPath, list[Transfer]] = {}
    for transfer in transfers(workspace):
        for path in transfer.paths:
            if path.mode == "manual":
                used.setdefault(path, []).append(transfer)
    for path, places in used.items():
        yield _finding(workspace, path, places)


def _finding(workspace: Workspace, path: SystemPath, places: list[Transfer]) -> Finding:
    first, *others = places
    data = _carried(path, places)
    help_, cost = _cost(workspace, path, places)
    return finding(
        path,
        "mode",
        message="message" if data else "unsaid",
        help=help_,
        subject=" ".join(path.data),
        owner=path.owner or first.target.owner or first.target_stream.owner,
        related=map(_also, others),
        data=names(data),
        from_system=path.source,
        to_system=path.target,
        **_ends(first),
        **cost,
    )


def _carried(path: SystemPath, places: list[Transfer]) -> dict[str, None]:
    ways = (way for transfer in places for way in transfer.ways)
    return {way.data: None for way in ways if way.data and path in way.paths}


def _cost(
    workspace: Workspace, path: SystemPath, places: list[Transfer]
) -> tuple[str, dict[str, Any]]:
    """Which help to give, and the hands-on work of one time and of all in a month. Streams as
    they are to be do not add to today's cost."""
    if not path.process or not path.process.mean_s:
        return "help", {}
    from vsm_cli.analysis.links.traffic import passages_per_year

    each = [passages_per_year(workspace, place) for place in places if place.stream.current]
    known = [passages for passages in each if passages is not None]
    once_s = path.process.mean_s
    cost = costs(workspace.calendar, once_s, once_s * sum(known))
    if "month" not in cost:
        return "item", cost
    return "month" if len(known) == len(each) else "least", cost


def _ends(transfer: Transfer) -> dict[str, Any]:
    return {
        "source": with_owner(transfer.source),
        "target": with_owner(transfer.target, transfer.stream.id),
    }


def _also(transfer: Transfer) -> Related:
    element, keys = fault_of(transfer)
    return Related(place=element.place.key(*keys), message=_ALSO, fields=_ends(transfer))


RULE = Rule(
    code="VSM203",
    name="manual-path",
    level=Level.WARNING,
    summary=message("People carry data from one system to another by hand."),
    manual=__doc__,
    messages={
        "message": message(
            "people carry {data} by hand from {from_system} to {to_system},"
            " between {source} and {target}"
        ),
        "unsaid": message(
            "people carry the work by hand from {from_system} to {to_system},"
            " between {source} and {target}"
        ),
    },
    helps={
        "help": message("let the systems exchange it, or do both steps in one of them"),
        "item": message(
            "it takes {item} of work each time; let the systems exchange it,"
            " or do both steps in one of them"
        ),
        "month": message(
            "it takes {item} of work each time, {month} a month in all; let the systems"
            " exchange it, or do both steps in one of them"
        ),
        "least": message(
            "it takes {item} of work each time, at least {month} a month in all;"
            " let the systems exchange it, or do both steps in one of them"
        ),
    },
    check=check,
)
