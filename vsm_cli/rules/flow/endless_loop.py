"""Steps that send the work round and round, and never on to the end.

## Why

A choice whose every way leads back is a slip of the pen: somewhere the way on is missing. What
really happens then is that somebody gives up, and the definition does not say who and when. No
lead time can be computed for such a stream. Name the way out, be it that the case is given up.

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
      diagnose: {owner: operations, practices: Incident management}
      repair: {owner: operations, practices: Incident management}
      verify: {owner: operations, practices: Incident management, next: {repair: 80%, diagnose: }}
```

## Good

```diff
       repair: {owner: operations, practices: Incident management}
-      verify: {owner: operations, practices: Incident management, next: {repair: 80%, diagnose: }}
+      verify: {owner: operations, practices: Incident management, next: {end: 80%, diagnose: }}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.dead_ends import endless
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_TOO = message("no way leads from {step} to the end either")


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        for step, others in endless(stream):
            yield finding(
                step,
                "next",
                owner=step.owner or stream.owner,
                related=[
                    Related(place=other.place, message=_TOO, fields={"step": with_owner(other)})
                    for other in others
                ],
                step=step.id,
                stream=stream.id,
                who=with_owner(step),
                targets=names(route.target for route in step.routes),
            )


RULE = Rule(
    code="VSM504",
    name="endless-loop",
    level=Level.ERROR,
    summary=message("From a step, the end of the stream cannot be reached."),
    manual=__doc__,
    messages={
        "message": message(
            "{who} leads back to {targets}, and no way leads from there to the end of {stream}:"
            " its times cannot be known"
        )
    },
    helps={
        "help": message("let one of the routes lead on: under {step}, next: {{end: …, …}}"),
    },
    check=check,
    scope="stream",
)
