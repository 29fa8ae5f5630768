"""A step outputs data that nobody takes in.

## Why

Either somebody needs it and the definition does not say so, or it is made for nobody: a form
that is filled in and filed, a report that is sent and not read. Making more than the next one
needs is over-production, the worst of the seven wastes of Lean (Ohno), for it brings the others
with it.

An output is used when a later step or another stream takes it in, a step accepts it, or a link
names it. What a touchpoint, the step named by `delivered-at` or a last step outputs goes to the
customer or to whoever uses the stream. A step that follows directly and does not say what it
takes in may take everything, and a link without data may carry it.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  operations: {name: Operations}
data:
  incident: {name: Incident record}
  statistics: {name: Statistics of the day}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      record:
        owner: service-desk
        practices: Incident management
        outputs: [incident, statistics]
      repair:
        owner: operations
        practices: Incident management
        inputs: incident
```

## Good

```diff
   incident: {name: Incident record}
-  statistics: {name: Statistics of the day}

         practices: Incident management
-        outputs: [incident, statistics]
+        outputs: incident
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.data.data_uses import data_uses, may_hide_uses
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    if may_hide_uses(workspace):
        return
    things = {data.id for data in workspace.data.values() if data.tangible}
    for stream, step in workspace.steps():
        for data in step.outputs or ():
            if (
                data not in things
                and not _is_used(workspace, stream, step, data)
                and not _may_go_on(stream, step)
                and not _is_delivered(workspace, stream, step)
            ):
                yield finding(
                    step,
                    place=step.place.value("outputs", data),
                    subject=data,
                    owner=step.owner or stream.owner,
                    step=with_owner(step),
                    id=step.id,
                    data=data,
                )


def _is_used(workspace: Workspace, stream: Stream, step: Step, data: str) -> bool:
    uses = data_uses(workspace)[data]
    if uses.links or uses.acceptors or any(each.stream != stream.id for each in uses.takers):
        return True
    takers = {taker.id for taker in uses.takers} - {step.id}
    if not takers:
        return False
    flow = flow_of(stream)
    if any(route.target in takers for route in step.routes):
        return True
    reached = flow.reachable(step.id, forward_only=False) | flow.beside(step.id)
    return not takers.isdisjoint(reached)


def _may_go_on(stream: Stream, step: Step) -> bool:
    """Whether the definition leaves open what is handed on."""
    if "next" in step.unread or any(not link.data for link in step.starts):
        return True
    onward = [stream.steps[route.target] for route in step.routes if route.target != END]
    return any(other.inputs is None for other in onward)


def _is_delivered(workspace: Workspace, stream: Stream, step: Step) -> bool:
    return (
        not step.lacks("touchpoint")
        or any(route.target == END for route in step.routes)
        or stream.delivered_at == step.id
        or bool(step.unread & {"owner"} or stream.unread & {"delivered-at"})
        or workspace.is_outside(step.owner)
    )


RULE = Rule(
    code="VSM205",
    name="unused-output",
    level=Level.NOTE,
    summary=message("A step outputs data that nobody takes in."),
    manual=__doc__,
    messages={
        "message": message(
            "{step} outputs {data}, and no later step and no other stream takes it in"
        )
    },
    helps={
        "help": message(
            "write inputs: {data} at the step that needs it, or name it at the link that carries"
            " it; if nobody needs it, {id} need not make it"
        )
    },
    check=check,
)
