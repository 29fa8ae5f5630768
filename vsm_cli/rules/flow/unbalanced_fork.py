"""Work that is split up and never comes together as it should.

## Why

`next: [a, b]` sends every item both ways at once, side by side. Somewhere all branches have to
come together, at one step that waits for all of them, or each has to run to the end by itself.
Where branches share a step before they all meet, or are entered from outside, nobody can say how
often the shared steps run or when the case is done, and no figure is computed. Often only one of
the ways was meant: that is written `next: {a: , b: }`. A branch that only some take besides is
`next: [a, {b: 10%}]`, and a failed check may send the case back before the fork.

In BPMN this is the parallel gateway without its join.

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
      diagnose: {owner: operations, practices: Incident management, next: [repair, replace]}
      repair: {owner: operations, practices: Incident management, next: {verify: , replace: }}
      replace: {owner: operations, practices: Incident management}
      verify: {owner: operations, practices: Incident management}
```

## Good

```diff
     steps:
-      diagnose: {owner: operations, practices: Incident management, next: [repair, replace]}
+      diagnose: {owner: operations, practices: Incident management, next: {repair: , replace: }}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.diagnostics import Level
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    forking = [
        stream
        for stream in workspace.streams.values()
        if any(step.split == "all" and len(step.routes) > 1 for step in stream.steps.values())
    ]
    if not forking:
        return
    # Only who has forks should pay for what finds their joins.
    from vsm_cli.analysis.flow.item_routing import routing_of

    for stream in forking:
        for fork in routing_of(stream).unsound:
            if not _is_unread(stream, fork):
                yield _finding(stream, fork)


def _is_unread(stream: Stream, fork: str) -> bool:
    """Whether a way on behind the fork, which may lead to the join, could not be read."""
    beyond = flow_of(stream).reachable(fork, forward_only=False)
    return any("next" in stream.steps[step].unread for step in beyond)


def _finding(stream: Stream, fork: str) -> Finding:
    step = stream.steps[fork]
    targets = [route.target for route in step.routes]
    return finding(
        step,
        "next",
        owner=step.owner or stream.owner,
        who=with_owner(step),
        targets=names(targets),
        choice=", ".join(f"{route.target}: {route.written_share or ''}" for route in step.routes),
        stream=stream.id,
    )


RULE = Rule(
    code="VSM507",
    name="unbalanced-fork",
    level=Level.WARNING,
    summary=message("Branches side by side do not come together."),
    manual=__doc__,
    messages={
        "message": message(
            "{who} hands on to {targets} side by side, and no step is found at which all of these"
            " come together: the figures of {stream} cannot be known"
        )
    },
    helps={
        "help": message(
            "let all branches lead to one step, and nothing else into or out of them;"
            " if only one of them was meant, write next: {{{choice}}}"
        )
    },
    check=check,
    scope="stream",
)
