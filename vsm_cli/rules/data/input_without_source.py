"""A step needs data, and nothing says where it comes from.

## Why

The people who do the step get the data somehow: they ask, look in three systems, or go without.
The definition knows no way, so nobody answers for it. It may come from an earlier step
(`outputs`), along a link from another stream, from a stream that the step `uses`, or the step
reads it where it is kept: in a system of its own that is the `master` of the data.

Nothing is said of steps where work comes in, of touchpoints and of steps of the customer and of
external teams: they may get it from outside. What such a step takes in is there from then on,
and so is what a step on a branch side by side outputs. A link that names no data may bring
anything (link-without-data asks for that). Tangible things are left out.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  operations: {name: Operations}
systems:
  tickets: {name: Ticket system, owner: service-desk}
  monitoring: {name: Monitoring, owner: operations}
data:
  incident: {name: Incident record, master: tickets}
  log-extract: {name: Extract of the logs, master: monitoring}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      record:
        owner: service-desk
        practices: Incident management
        systems: tickets
        outputs: incident
      diagnose:
        owner: operations
        practices: Incident management
        systems: tickets
        inputs: [incident, log-extract]
```

## Good

```diff
         owner: operations
         practices: Incident management
-        systems: tickets
+        systems: [tickets, monitoring]
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.data.data_sources import unsourced_inputs
from vsm_cli.analysis.data.data_uses import data_uses
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import system_with_owner, with_owner

_MADE = message("{maker} outputs it")


def check(workspace: Workspace) -> Iterator[Finding]:
    for step, data in unsourced_inputs(workspace):
        yield _finding(workspace, step, data)


def _finding(workspace: Workspace, step: Step, data: str) -> Finding:
    makers = [maker for maker in data_uses(workspace)[data].makers if maker is not step]
    elsewhere = [maker for maker in makers if maker.stream != step.stream]
    master = workspace.data[data].master
    text = "elsewhere" if elsewhere else "later" if makers else "message"
    return finding(
        step,
        place=step.place.value("inputs", data),
        message=text,
        help=text if makers else "master" if master else "help",
        subject=data,
        owner=step.owner or workspace.streams[step.stream].owner,
        related=[
            Related(
                place=maker.place.value("outputs", data),
                message=_MADE,
                fields={"maker": with_owner(maker, step.stream)},
            )
            for maker in makers
        ],
        data=data,
        step=with_owner(step),
        id=step.id,
        maker=with_owner((elsewhere or makers)[0], step.stream) if makers else "",
        stream=elsewhere[0].stream if elsewhere else "",
        master=system_with_owner(workspace, master) if master else "",
        system=master,
    )


RULE = Rule(
    code="VSM204",
    name="input-without-source",
    level=Level.WARNING,
    summary=message("A step takes in data of which nothing says where it comes from."),
    manual=__doc__,
    messages={
        "message": message("{step} takes in {data}, and nothing outputs it or brings it there"),
        "elsewhere": message(
            "{step} takes in {data}, which {maker} outputs, and no link brings it there"
        ),
        "later": message("{step} takes in {data}, which {maker} outputs, but not before {id}"),
    },
    helps={
        "help": message(
            "write outputs: {data} at the step that makes it, or name it at the link that brings"
            " it; where {id} reads it in a system of its own, name that as master: of {data}"
        ),
        "master": message(
            "write outputs: {data} at the step that makes it, or name it at the link that brings"
            " it; where {id} reads it in {master}, add {system} to its systems:"
        ),
        "elsewhere": message(
            "add a link that names {data}: starts: at {maker}, or uses: {stream} at {id}"
        ),
        "later": message(
            "write outputs: {data} at an earlier step as well, or put the steps in order"
        ),
    },
    check=check,
)
