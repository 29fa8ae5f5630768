"""Two teams that hand the same work to and fro.

## Why

Each hand-over is a queue: the work lies in the other's inbox until somebody takes it up and
reads into it again. Work that goes from the one to the other, back, and to the other again is
cut in the wrong places. Let one of the two do parts that belong together in one go, do them
together in one sitting, or give the whole to one team that has both skills.

Only routes that lead on count, not questions that are asked and come back (rework). Hand-overs
to the customer or to external owners are left out, and a step that a system does by itself
(`automated`) is nobody's hands. A third owner between the two ends the count.

Transport of work from hand to hand is one of the seven wastes of Lean (Ohno).

## Bad

```yaml
vsm: 1
teams:
  development: {name: Development}
  operations: {name: Operations}
streams:
  new-demand:
    owner: development
    trigger: A branch has a need
    value: The branch works with the new service
    steps:
      build: {owner: development, practices: Software development and management}
      review-plan: {owner: operations, practices: Change enablement}
      package: {owner: development, practices: Release management}
      deploy: {owner: operations, practices: Deployment management}
```

## Good

```diff
       build: {owner: development, practices: Software development and management}
+      package: {owner: development, practices: Release management}
       review-plan: {owner: operations, practices: Change enablement}
-      package: {owner: development, practices: Release management}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.people.to_and_fro import ToAndFro, to_and_fro
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.figures import cost_of_waiting

_FIRST = message("{owner} hands over after {step}")
_TAKES = message("{owner} takes over at {step}")


def check(workspace: Workspace, *, least: int = 3) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        for found in to_and_fro(workspace, stream, least):
            yield _finding(workspace, stream, found)


def _finding(workspace: Workspace, stream: Stream, found: ToAndFro) -> Finding:
    first, *taking, last = found.steps
    cost = cost_of_waiting(workspace, *taking, last)
    one, other = found.owners
    return finding(
        last,
        "owner",
        help="month" if "month" in cost else "item" if cost else "help",
        subject=" ".join(sorted(found.owners)),
        owner=stream.owner or last.owner,
        related=[
            Related(
                place=step.place.key("owner"),
                message=_FIRST if step is first else _TAKES,
                fields={"owner": step.owner, "step": step.id},
            )
            for step in (first, *taking)
        ],
        one=one,
        other=other,
        times=found.times,
        steps=names(step.id for step in found.steps),
        stream=stream.id,
        **cost,
    )


RULE = Rule(
    code="VSM506",
    name="ping-pong",
    level=Level.WARNING,
    summary=message("Two owners hand the work to and fro."),
    manual=__doc__,
    messages={
        "message": message(
            "{one} and {other} hand the work of {stream} to and fro {times} times: {steps}"
        )
    },
    helps={
        "help": message(
            "let one of the two do what belongs together in one go, or both do it in one sitting"
        ),
        "item": message(
            "each item waits {item} at these hand-overs; let one of the two do what belongs"
            " together in one go, or both do it in one sitting"
        ),
        "month": message(
            "each item waits {item} at these hand-overs, {month} a month in all; let one of the"
            " two do what belongs together in one go, or both do it in one sitting"
        ),
    },
    check=check,
    scope="stream",
)
