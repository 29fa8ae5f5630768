"""A step that no item of work ever comes to.

## Why

The step is drawn, owned and perhaps staffed, and no way leads to it: usually a `next` further
up passes it by. Either the work is done without being shown, or it is not done at all. Work
comes in at the first step, or at the steps that say `entry`, and where a link of another stream
arrives (`at`); from there it follows the routes. Of several steps that follow one another, the
first is named.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management, next: verify}
      document: {owner: operations, practices: Knowledge management}
      verify: {owner: operations, practices: Incident management}
```

## Good

```diff
     steps:
-      repair: {owner: operations, practices: Incident management, next: verify}
+      repair: {owner: operations, practices: Incident management}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.dead_ends import is_led_through, unreachable
from vsm_cli.analysis.links.stream_links import joins_of
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_BEHIND = message("nor does any to {step}, which lies behind it")


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if is_led_through(stream):
            continue
        joins = joins_of(workspace)
        if not joins.complete:
            return
        arriving = [join.link for join in joins.all if join.link.stream == stream.id]
        for step, others in unreachable(stream, arriving):
            yield finding(
                step,
                owner=step.owner or stream.owner,
                related=[
                    Related(place=other.place, message=_BEHIND, fields={"step": with_owner(other)})
                    for other in others
                ],
                step=step.id,
                stream=stream.id,
                who=with_owner(step),
            )


RULE = Rule(
    code="VSM503",
    name="unreachable-step",
    level=Level.ERROR,
    summary=message("No way leads to a step."),
    manual=__doc__,
    messages={"message": message("no route of {stream} and no link leads to {who}")},
    helps={
        "help": message(
            "name {step} in the next: of the step before it, or write entry: true where work comes"
            " in at it"
        )
    },
    check=check,
)
