"""A step is done sooner than the work on it takes.

## Why

Process time is hands on the work; lead time is all the time from when the work arrives until it
is handed on, waiting included. So no step is through before its work is done: where `lead` is
below `process`, one of the two is a slip, often a unit (`2h` for `2d`) or the wait written as
`lead`. Every figure of the stream rests on it.

Of a spread, the mean counts. Several people who work on one item at once are `people`; the
process time is what passes while they do.

## Bad

```yaml
vsm: 1
teams:
  development: {name: Development}
streams:
  new-demand:
    owner: development
    trigger: A need is approved
    value: The service is in use
    steps:
      build:
        owner: development
        practices: Software development and management
        process: 2d
        lead: 4h
```

## Good

```diff
         process: 2d
-        lead: 4h
+        lead: 4d
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.times import clock

_WORK = message("{process} of work")


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step in workspace.steps():
        if step.lead is None or step.process is None:
            continue
        # Means of spreads are rounded in their last bits.
        if step.lead.mean_s >= step.process.mean_s * (1 - 1e-9):
            continue
        process = clock(step.process.mean_s, stream.calendar)
        yield finding(
            step,
            "lead",
            owner=step.owner or stream.owner,
            related=[
                Related(place=step.place.key("process"), message=_WORK, fields={"process": process})
            ],
            step=with_owner(step),
            lead=clock(step.lead.mean_s, stream.calendar),
            process=process,
        )


RULE = Rule(
    code="VSM801",
    name="lead-below-process",
    level=Level.ERROR,
    summary=message("The lead time of a step is shorter than its process time."),
    manual=__doc__,
    messages={
        "message": message("{step} is done after {lead}, although the work on it takes {process}"),
    },
    helps={
        "help": message(
            "lead: is all the time until it is handed on, process: included;"
            " write wait: where only the wait before the step is meant"
        ),
    },
    check=check,
    scope="stream",
)
