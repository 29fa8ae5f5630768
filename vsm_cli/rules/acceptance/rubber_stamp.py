"""An acceptance that cannot say no.

## Why

To accept means that one can refuse. Where every case goes on whatever is found, the acceptance
decides nothing; it only keeps the work waiting. Draw the way of what is refused: back to an
earlier step, to another one, or to the end. If there is none, it is no acceptance but a piece of
information, and nobody need wait for it.

A way back, a choice between two or more steps and a branch to the end all say no, and so does a
link that only some cases take. All branches of `next: [a, b]` are taken, so they do not.

Waiting is one of the seven wastes of Lean (Ohno); waiting for a yes that is certain is nothing
else.

## Bad

```yaml
vsm: 1
teams:
  development: {name: Development}
  operations: {name: Operations}
data:
  release: {name: Release}
streams:
  new-demand:
    owner: development
    trigger: A need is agreed
    value: The release is in use
    steps:
      build:
        owner: development
        practices: Software development and management
        outputs: release
      approve:
        owner: operations
        practices: Change enablement
        accepts: {release: the way back is tested}
      deploy:
        owner: operations
        practices: Deployment management
```

## Good

```diff
         accepts: {release: the way back is tested}
+        next: {deploy: 90%, build: 10%}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.diagnostics import Level
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.figures import cost_of_waiting


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step in workspace.steps():
        if step.accepts and not _can_say_no(stream, step):
            yield _finding(workspace, stream, step)


def _can_say_no(stream: Stream, step: Step) -> bool:
    if step.unread & {"next", "starts", "accepts"} or flow_of(stream).rework[step.id]:
        return True
    if len(step.routes) > 1 and (
        step.split == "choice" or any(route.target == END for route in step.routes)
    ):
        return True
    return any((link.share or 1.0) < 1 or "share" in link.unread for link in step.starts)


def _finding(workspace: Workspace, stream: Stream, step: Step) -> Finding:
    cost = cost_of_waiting(workspace, step)
    onward = [route.target for route in step.routes if route.target != END]
    return finding(
        step,
        "accepts",
        message="message" if onward else "last",
        help="month" if "month" in cost else "item" if cost else "help",
        owner=step.owner or stream.owner,
        step=with_owner(step),
        id=step.id,
        data=names(acceptance.data for acceptance in step.accepts),
        onward=names(onward),
        **cost,
    )


RULE = Rule(
    code="VSM404",
    name="rubber-stamp",
    level=Level.NOTE,
    summary=message("An acceptance cannot say no: every case goes on."),
    manual=__doc__,
    messages={
        "message": message(
            "{step} accepts {data} and cannot say no: every case goes on to {onward}"
        ),
        "last": message("{step} accepts {data} and cannot say no: every case ends there"),
    },
    helps={
        "help": message("write under next: of {id} where refused work goes; or leave accepts: out"),
        "item": message(
            "waiting for it costs each item {item}; write under next: of {id} where refused work"
            " goes; or leave accepts: out"
        ),
        "month": message(
            "waiting for it costs each item {item}, {month} a month in all; write under next:"
            " of {id} where refused work goes; or leave accepts: out"
        ),
    },
    check=check,
    scope="stream",
)
