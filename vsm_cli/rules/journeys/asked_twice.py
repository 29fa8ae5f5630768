"""The customer is asked for the same thing twice: the first answer did not travel.

## Why

Nothing tells a customer more clearly that nobody speaks with each other than to be asked again. The
form is filled in at the portal, and on the phone somebody asks for it once more, since what was
written stays where it was written. Bring the first answer along: by a path between the systems, or
with the link that starts the next stream.

Handed over is what a step of the customer's outputs, and what a touchpoint takes in and no earlier
step outputs, no link brings and no system of the step holds as master. Reported is the second time
on one forward way of a stream, along links from stream to stream, or along a journey, unless
something in between outputs it anew. Nothing is said about steps on ways that exclude each other,
about a corrected form that comes back as rework, and about things.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
systems:
  portal: {name: Portal, owner: service-desk}
  tickets: {name: Ticket system, owner: service-desk}
data:
  branch: {name: Branch and workplace, master: portal}
  report: {name: Fault report, master: tickets}
paths:
  - {from: portal, to: tickets, data: report, via: interface, owner: service-desk}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    steps:
      report: {owner: customer, systems: portal, touchpoint: portal, outputs: [report, branch]}
      record: {owner: service-desk, practices: Service desk, systems: tickets, inputs: report}
      clarify:
        owner: customer
        touchpoint: phone
        systems: tickets
        outputs: branch
      visit: {owner: service-desk, practices: Incident management, systems: tickets, inputs: branch}
```

## Good

```diff
         systems: tickets
-        outputs: branch
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

if TYPE_CHECKING:
    from vsm_cli.analysis.journeys.asked_twice import AskedTwice

_FIRST = message("{data} is handed over first at {step}")


def check(workspace: Workspace) -> Iterator[Finding]:
    if not workspace.data:
        return
    from vsm_cli.analysis.journeys.asked_twice import asked_twice

    for each in asked_twice(workspace):
        first, second = each
        stream = second.step.stream
        yield finding(
            second.step,
            second.key,
            help=_help(each),
            subject=second.data,
            owner=workspace.streams[stream].owner,
            related=[
                Related(
                    place=first.step.place.key(first.key),
                    message=_FIRST,
                    fields={"data": first.data, "step": with_owner(first.step, stream)},
                )
            ],
            data=second.data,
            who=with_owner(second.step),
            first=with_owner(first.step, stream),
            first_stream=first.step.stream,
            second_stream=stream,
            from_system=next(iter(first.step.systems), ""),
            to_system=next(iter(second.step.systems), ""),
            systems=names(s for s in second.step.systems if s in first.step.systems),
        )


def _help(each: "AskedTwice") -> str:
    """What is missing: a link between the streams, a path between the systems, or only a look."""
    first, second = (handing.step for handing in each)
    if first.stream != second.stream:
        return "link"
    if not set(first.systems).isdisjoint(second.systems):
        return "look"
    return "path" if first.systems and second.systems else "help"


RULE = Rule(
    code="VSM708",
    name="asked-twice",
    level=Level.WARNING,
    summary=message("The customer is asked for the same thing twice."),
    manual=__doc__,
    messages={
        "message": message(
            "the customer hands {data} over again at {who}, after {first}: the first answer did not"
            " travel"
        )
    },
    helps={
        "help": message("bring {data} along from the first step, and do not ask for it again"),
        "path": message(
            "bring it along under paths: {{from: {from_system}, to: {to_system}, data: {data},"
            " owner: …}}, and do not ask for it again"
        ),
        "look": message("it stands in {systems} already: look there, and do not ask for it again"),
        "link": message(
            "let {first_stream} start {second_stream} with data: {data}, and do not ask for it"
            " again"
        ),
    },
    check=check,
)
