"""Two paths say different things of the same way between two systems.

## Why

One says that the systems exchange the data, the other that somebody carries it; or one takes
minutes and the other a night. Who reads the one plans with an interface that is not there, and
both are right about something: most often one is how it was meant, and one how it is done. Until
that is settled, figures and other rules take the one that asks for more: people's hands, else
time.

Paths are compared if both name data that they share, or neither names any, and if they go by the
same means (`via`), as far as both name it. Two different means are two paths. What only one of the
two says is no contradiction, and neither is another owner.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
systems:
  monitoring: {name: Monitoring, owner: operations}
  tickets: {name: Tickets, owner: operations}
data:
  event: {name: Event, master: monitoring}
paths:
  - {from: monitoring, to: tickets, data: event, owner: operations}
  - {from: monitoring, to: tickets, data: event, mode: manual, owner: operations}
```

## Good

```diff
 paths:
-  - {from: monitoring, to: tickets, data: event, owner: operations}
-  - {from: monitoring, to: tickets, data: event, mode: manual, owner: operations}
+  - {from: monitoring, to: tickets, data: event, via: webhook, owner: operations}
+  - {from: monitoring, to: tickets, data: event, via: phone, mode: manual, owner: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.data.path_conflicts import contradictions
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.workspace import Workspace

_OTHER = message("the other path")


def check(workspace: Workspace) -> Iterator[Finding]:
    for first, second in contradictions(workspace.paths):
        differs = "mode" if first.mode != second.mode else "latency"
        yield finding(
            second,
            differs,
            message=differs if first.data else f"{differs} unsaid",
            subject=" ".join(second.data),
            owner=second.owner or first.owner,
            related=[Related(place=first.place.key(differs), message=_OTHER)],
            source=second.source,
            target=second.target,
            data=names(_shared(first, second)),
        )


def _shared(first: SystemPath, second: SystemPath) -> list[str]:
    return [data for data in second.data if data in first.data]


RULE = Rule(
    code="VSM211",
    name="contradictory-paths",
    level=Level.WARNING,
    summary=message("Two paths say different things of the same way between two systems."),
    manual=__doc__,
    messages={
        "mode": message(
            "two paths bring {data} from {source} to {target}: people carry it by the one, by the"
            " other the systems exchange it"
        ),
        "mode unsaid": message(
            "two paths lead from {source} to {target}: by the one people carry the work, by the"
            " other the systems exchange it"
        ),
        "latency": message(
            "two paths bring {data} from {source} to {target}, and each says another latency"
        ),
        "latency unsaid": message(
            "two paths lead from {source} to {target}, and each says another latency"
        ),
    },
    helps={
        "help": message(
            "take out the one that is not so, or say with via: how they differ; until then the one"
            " counts that takes people's hands, or longer"
        )
    },
    check=check,
)
