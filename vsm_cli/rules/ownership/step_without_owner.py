"""A step that nobody answers for: a relay point where the baton falls.

## Why

Work waits where nobody is waiting for it. A step without an owner is such a place: one team
hands the work in, another expects to take it over, and between the two nobody notices when it
lies still. Name one role or team that is accountable; others who help are `participants`.
Where the customer does the step, write `owner: customer`. A step that a system does by itself
(`automated: true`) still needs somebody who answers for it.

One accountable owner per step is the A of a RACI chart.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  operations: {name: Operations}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      record: {owner: service-desk, practices: Service desk}
      assign: {practices: Incident management}
      repair: {owner: operations, practices: Incident management}
```

## Good

```diff
       record: {owner: service-desk, practices: Service desk}
-      assign: {practices: Incident management}
+      assign: {owner: service-desk, participants: operations, practices: Incident management}
```
"""

from collections.abc import Iterable, Iterator

from vsm_cli.analysis.data.transfers import transfers
from vsm_cli.diagnostics import Level
from vsm_cli.language import Names, message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.figures import cost_of_waiting


def check(workspace: Workspace) -> Iterator[Finding]:
    orphans = [(stream, step) for stream, step in workspace.steps() if step.lacks("owner")]
    if not orphans:
        return
    before: dict[Step, list[Step]] = {step: [] for _, step in orphans}
    after: dict[Step, list[Step]] = {step: [] for _, step in orphans}
    for transfer in transfers(workspace):
        if not transfer.rework:
            before.get(transfer.target, []).append(transfer.source)
            after.get(transfer.source, []).append(transfer.target)
    for stream, step in orphans:
        cost = cost_of_waiting(workspace, step)
        if before[step]:
            text = "both" if after[step] else "last"
        else:
            text = "first" if after[step] else "alone"
        yield finding(
            step,
            message=text,
            help="month" if "month" in cost else "item" if cost else "help",
            owner=stream.owner,
            step=step.id,
            stream=stream.id,
            before=_named(before[step], stream.id),
            after=_named(after[step], stream.id),
            **cost,
        )


def _named(steps: Iterable[Step], stream: str) -> Names:
    return names(with_owner(step, stream) for step in dict.fromkeys(steps))


RULE = Rule(
    code="VSM102",
    name="step-without-owner",
    level=Level.ERROR,
    summary=message("A step has no owner: a relay point that nobody answers for."),
    manual=__doc__,
    messages={
        "both": message(
            "nobody answers for {step}, which takes over from {before} and hands on to {after}"
        ),
        "first": message("nobody answers for {step}, which hands on to {after}"),
        "last": message("nobody answers for {step}, which takes over from {before}"),
        "alone": message("nobody answers for {step} of {stream}"),
    },
    helps={
        "help": message(
            "write owner: under {step}: the one role or team that answers for it,"
            " or customer where the customer does it"
        ),
        "item": message(
            "each item waits {item} before it; write owner: under {step}: the one role or team"
            " that answers for it, or customer where the customer does it"
        ),
        "month": message(
            "each item waits {item} before it, {month} a month in all; write owner: under {step}:"
            " the one role or team that answers for it, or customer where the customer does it"
        ),
    },
    check=check,
)
