"""A path between two systems that nobody answers for.

## Why

A path belongs to neither of the systems that it joins. When the one changes a field or the
import fails at night, both sides find that everything of their own is in order, and the data
does not arrive. The owner of a path is the role or team that notices, and sees to it that it
runs again. Of a path that people walk (`mode: manual`) it is who makes sure that they do.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  operations: {name: Operations}
systems:
  monitoring: {name: Monitoring, owner: operations}
  tickets: {name: Ticket system, owner: service-desk}
paths:
  - {from: monitoring, to: tickets, via: webhook}
```

## Good

```diff
 paths:
-  - {from: monitoring, to: tickets, via: webhook}
+  - {from: monitoring, to: tickets, via: webhook, owner: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import some, system_with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    for path in workspace.paths:
        if path.lacks("owner"):
            yield finding(
                path,
                message="message" if path.data else "anything",
                subject=" ".join(path.data),
                source=system_with_owner(workspace, path.source),
                target=system_with_owner(workspace, path.target),
                data=some(path.data),
            )


RULE = Rule(
    code="VSM104",
    name="path-without-owner",
    level=Level.WARNING,
    summary=message("A path between two systems has no owner."),
    manual=__doc__,
    messages={
        "message": message("nobody answers for the path of {data} from {source} to {target}"),
        "anything": message("nobody answers for the path from {source} to {target}"),
    },
    helps={
        "help": message(
            "write owner: at the path: the role or team that notices when nothing arrives,"
            " and sees to it"
        )
    },
    check=check,
)
