"""Nobody asks the customers of a journey how it was.

## Why

A journey is drawn for what customers perceive, and its times say only half of that. A question at
two touchpoints, one early and one at the end, is enough to see where satisfaction falls. Until
somebody asks, what is improved first is a guess.

Reported are journeys of which no step, no stream and no step of a stream has a `satisfaction`.
Journeys none of whose streams is there today are left out.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    steps:
      record: {owner: service-desk, practices: Service desk, touchpoint: phone}
journeys:
  report-a-fault:
    owner: service-desk
    steps: {stage: engage, stream: restore-service}
```

## Good

```diff
-      record: {owner: service-desk, practices: Service desk, touchpoint: phone}
+      record:
+        owner: service-desk
+        practices: Service desk
+        touchpoint: phone
+        satisfaction: {score: 4.1/5, answers: 120}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace) -> Iterator[Finding]:
    # Most workspaces have no journeys, and should not pay for more than that.
    if not workspace.journeys:
        return
    from vsm_cli.analysis.journeys.experience import is_measured

    for journey in workspace.journeys.values():
        walked = (workspace.streams[id_] for step in journey.steps for id_ in step.streams)
        if any(stream.current for stream in walked) and not is_measured(workspace, journey):
            yield finding(journey, owner=journey.owner, journey=journey.id)


RULE = Rule(
    code="VSM712",
    name="unmeasured-experience",
    level=Level.NOTE,
    summary=message("Nobody asks the customers of a journey how it was."),
    manual=__doc__,
    messages={"message": message("nobody asks the customers of {journey} how it was")},
    helps={
        "help": message(
            "ask at two touchpoints, one early and one at the end, and write satisfaction: there"
        )
    },
    check=check,
)
