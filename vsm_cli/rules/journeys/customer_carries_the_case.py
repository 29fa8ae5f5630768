"""Between two stages of a journey, it is the customer who brings the case along.

## Why

Each stream alone may be in order while the customer goes from one to the other and tells the
story again. Where no stream of an earlier step starts one of this step's, nothing but the
customer's patience joins the two, and the wait between them is seen by nobody. Let the earlier
stream start the later one. Where the customer's own decision begins the step, say so with
`by: customer`.

Links of several streams one after the other count, as does a stream that waits for another
(`uses` with `wait: true`). About the last step of a closed loop VSM701 speaks.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  new-demand:
    owner: operations
    trigger: A branch has a need
    value: The new service is live
    steps:
      go-live: {owner: operations, practices: Deployment management}
  grant-access:
    owner: operations
    trigger: A user asks for access
    value: The user can sign in
    steps:
      grant: {owner: operations, practices: Service request management}
journeys:
  need-to-use:
    owner: operations
    steps:
      - {stage: engage, stream: new-demand}
      - {stage: onboard, stream: grant-access}
```

## Good

```diff
   operations: {name: Operations}
+data:
+  user-list: {name: Who shall have access}

     steps:
-      go-live: {owner: operations, practices: Deployment management}
+      go-live:
+        owner: operations
+        practices: Deployment management
+        starts: {stream: grant-access, data: user-list, owner: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.journeys.stage_order_facts import carried, streams_before
from vsm_cli.diagnostics import Level
from vsm_cli.language import either, message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.times import clock


def check(workspace: Workspace) -> Iterator[Finding]:
    for journey in workspace.journeys.values():
        for step in carried(workspace, journey):
            yield _finding(workspace, journey, step)


def _finding(workspace: Workspace, journey: Journey, step: JourneyStep) -> Finding:
    earlier = streams_before(journey, step)
    wait_s = step.wait.mean_s if step.wait else 0.0
    return finding(
        step,
        "stream",
        message="waits" if wait_s else "message",
        owner=journey.owner,
        journey=journey.id,
        streams=either(step.streams),
        earlier=either(earlier),
        source=earlier[-1],
        target=step.streams[0],
        wait=clock(wait_s, workspace.calendar),
    )


RULE = Rule(
    code="VSM702",
    name="customer-carries-the-case",
    level=Level.WARNING,
    summary=message("No earlier stream of a journey starts a later one."),
    manual=__doc__,
    messages={
        "message": message(
            "in {journey}, no link leads from {earlier} to {streams}: the customer carries the"
            " case there"
        ),
        "waits": message(
            "in {journey}, no link leads from {earlier} to {streams}: the customer carries the"
            " case there, after {wait} of waiting"
        ),
    },
    helps={
        "help": message(
            "let a step of {source} start it, starts: {{stream: {target}, data: …, owner: …}};"
            " where the customer's own decision begins it, write by: customer"
        )
    },
    check=check,
)
