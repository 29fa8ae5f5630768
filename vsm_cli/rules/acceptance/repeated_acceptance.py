"""The same thing accepted twice on the same way.

## Why

Each acceptance is a wait: for a meeting, for a signature, for somebody's time. The second one for
the same data and on the same grounds finds what the first should have found, or finds nothing;
and whoever accepts first learns to rely on whoever accepts last. Keep one, or let each look at
something of its own and say so in its criteria. Where a regulation or an internal control asks
for both, `required-by` names it, and nothing is reported.

Two acceptances are the same when their criteria are (case, spaces and punctuation do not
matter), or when one of them has none. A step between them that outputs the data anew makes the
later acceptance a new one; what an accepting step itself outputs does not. Branches side by side
count as one way, so do streams that are linked; of several ways of which a case takes only one,
and of work that comes back, nothing is said.

Approval on top of approval is over-processing, one of the seven wastes of Lean (Ohno).

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
    trigger: A release is built
    value: The release is in use
    steps:
      test:
        owner: development
        practices: Service validation and testing
        accepts: {release: All test cases pass}
      approve:
        owner: operations
        practices: Change enablement
        accepts: {release: all test cases pass.}
```

## Good

```diff
         practices: Service validation and testing
-        accepts: {release: All test cases pass}
+        accepts: {release: all test cases pass}
       approve:
         owner: operations
         practices: Change enablement
-        accepts: {release: all test cases pass.}
+        accepts: {release: the way back is tested}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.acceptances import (
    Accepting,
    Repetition,
    deciding_teams,
    repeated_acceptances,
)
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.figures import cost_of_waiting

_ASKS = message("{who} accepts it: {criteria}")
_ASKS_NOTHING = message("{who} accepts it, without criteria")


def check(workspace: Workspace) -> Iterator[Finding]:
    for repeated in repeated_acceptances(workspace):
        for repetition in repeated.repetitions:
            yield _finding(workspace, repeated.data, repetition)


def _finding(workspace: Workspace, data: str, repetition: Repetition) -> Finding:
    later, earlier = repetition
    cost = cost_of_waiting(workspace, later.step)
    return finding(
        later.step,
        place=later.acceptance.place,
        message=_teams(workspace, [later, *earlier]),
        help="month" if "month" in cost else "item" if cost else "help",
        subject=data,
        owner=later.step.owner or later.stream.owner,
        related=[_related(each, later.stream.id) for each in earlier],
        data=data,
        later=with_owner(later.step),
        earlier=names(with_owner(each.step, later.stream.id) for each in earlier),
        **cost,
    )


def _teams(workspace: Workspace, members: list[Accepting]) -> str:
    if len(deciding_teams(workspace, members)) > 1:
        return "different"
    return "same" if all(each.step.owner for each in members) else "unsaid"


def _related(accepting: Accepting, stream: str) -> Related:
    criteria = accepting.acceptance.criteria
    return Related(
        place=accepting.acceptance.place,
        message=_ASKS if criteria else _ASKS_NOTHING,
        fields={"who": with_owner(accepting.step, stream), "criteria": criteria},
    )


RULE = Rule(
    code="VSM401",
    name="repeated-acceptance",
    level=Level.ERROR,
    summary=message("The same data is accepted twice on one way, on the same grounds."),
    manual=__doc__,
    messages={
        "different": message(
            "{later} accepts {data}, as {earlier} did: different teams ask the same question"
        ),
        "same": message(
            "{later} accepts {data}, as {earlier} did: the same team asks the same question again"
        ),
        "unsaid": message(
            "{later} accepts {data}, as {earlier} did: the same question is asked again"
        ),
    },
    helps={
        "help": message(
            "keep one of them; or say what each looks at (criteria:),"
            " or what demands the repetition (required-by:)"
        ),
        "item": message(
            "waiting for it costs each item {item}; keep one of them, or say what each looks at"
            " (criteria:), or what demands the repetition (required-by:)"
        ),
        "month": message(
            "waiting for it costs each item {item}, {month} a month in all; keep one of them,"
            " or say what each looks at (criteria:), or what demands the repetition (required-by:)"
        ),
    },
    check=check,
)
