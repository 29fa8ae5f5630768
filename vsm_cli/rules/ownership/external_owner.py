"""A step of an external team in which nobody of the organisation takes part.

## Why

A supplier can do the work and answer for it. Nobody of one's own sees then how far it is,
notices when it is late, or takes it over when it comes back. Name somebody as `participants`
who stays in touch, or let somebody of one's own answer for the step and the supplier take part.

Steps of the customer are not meant. The steps of one external team in one stream are told
together.

This is *service integration* in the words of ITIL: the work can be bought, the accountability
towards the customer cannot.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
  hosting: {name: Hosting partner, external: true}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      diagnose: {owner: operations, practices: Incident management}
      restart: {owner: hosting, practices: Infrastructure and platform management}
```

## Good

```diff
       diagnose: {owner: operations, practices: Incident management}
-      restart: {owner: hosting, practices: Infrastructure and platform management}
+      restart:
+        owner: hosting
+        participants: operations
+        practices: Infrastructure and platform management
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner

_ALSO = message("{step} is the work of {team} alone, too")


def check(workspace: Workspace) -> Iterator[Finding]:
    external = {
        owner for owner in (*workspace.teams, *workspace.roles) if workspace.is_outside(owner)
    }
    if not external:
        return
    for stream in workspace.streams.values():
        alone: dict[str, list[Step]] = {}
        for step in stream.steps.values():
            if step.owner in external and _nobody_inside(step, external):
                alone.setdefault(step.owner or "", []).append(step)
        for team, steps in alone.items():
            first, *others = steps
            yield finding(
                first,
                "owner",
                message="several" if others else "message",
                subject=team,
                related=[
                    Related(
                        place=other.place.key("owner"),
                        message=_ALSO,
                        fields={"step": other.id, "team": team},
                    )
                    for other in others
                ],
                team=team,
                steps=names(step.id for step in steps),
                stream=stream_with_owner(stream),
            )


def _nobody_inside(step: Step, external: set[str]) -> bool:
    return "participants" not in step.unread and external.issuperset(
        participant for participant in step.participants if participant != CUSTOMER
    )


RULE = Rule(
    code="VSM108",
    name="external-owner",
    level=Level.NOTE,
    summary=message("An external team answers for a step, and nobody internal takes part."),
    manual=__doc__,
    messages={
        "message": message(
            "{team} is external and answers for {steps} of {stream}, and nobody internal takes part"
        ),
        "several": message(
            "{team} is external and answers for {steps} of {stream},"
            " and nobody internal takes part in them"
        ),
    },
    helps={
        "help": message(
            "name under participants: who stays in touch with {team},"
            " or let somebody internal answer for it"
        )
    },
    check=check,
    scope="stream",
)
