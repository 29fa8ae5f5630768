"""A core stream that no journey passes.

## Why

Where journeys are mapped, a core stream outside all of them is one of two things: a part of the
customer's way that nobody looks at from the customer's side, or a stream that serves other
streams and is really a supporting one. Nothing is said in a workspace without journeys.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  new-demand:
    layer: core
    owner: operations
    customer: branch staff
    trigger: A branch has a need
    value: The new service is live
    steps:
      go-live: {owner: operations, practices: Deployment management}
  grant-access:
    layer: core
    owner: operations
    customer: branch staff
    trigger: A user asks for access
    value: The user can sign in
    steps:
      grant: {owner: operations, practices: Service request management}
journeys:
  need-to-use:
    owner: operations
    steps:
      - {stage: engage, stream: new-demand}
```

## Good

```diff
       - {stage: engage, stream: new-demand}
+      - {stage: onboard, stream: grant-access, by: customer}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.links.stream_links import streams_of_today
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    journeys = workspace.journeys.values()
    if not journeys or not workspace.complete or "journeys" in workspace.unread:
        return
    steps = [step for journey in journeys for step in journey.steps]
    if any("steps" in each.unread for each in journeys) or any(
        "stream" in step.unread for step in steps
    ):
        return
    passed = {stream for step in steps for stream in step.streams}
    for stream in streams_of_today(workspace):
        if stream.layer == "core" and stream.id not in passed:
            yield finding(stream, stream=stream.id, who=stream_with_owner(stream))


RULE = Rule(
    code="VSM706",
    name="stream-outside-journeys",
    level=Level.NOTE,
    summary=message("A core stream is in no journey."),
    manual=__doc__,
    messages={"message": message("no journey passes the core stream {who}")},
    helps={
        "help": message(
            "name {stream} at the step of the journey that it serves, or write layer: support if"
            " it serves other streams"
        )
    },
    check=check,
)
