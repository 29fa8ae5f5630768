"""A customer journey that nobody answers for.

## Why

Each stream has its owner, and each of them may do well. The customer goes through all of them
and waits between them, too; whoever answers for one stream does not see that. The owner of a
journey answers for the way as the customer walks it, from the first contact to the last.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: service-desk, practices: Incident management}
journeys:
  report-a-fault:
    customer: users
    steps:
      - {stage: engage, stream: restore-service}
```

## Good

```diff
   service-desk: {name: Service desk}
+roles:
+  service-owner: {name: Service owner, team: service-desk}

     customer: users
+    owner: service-owner
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import some, stream_with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    for journey in workspace.journeys.values():
        if not journey.lacks("owner"):
            continue
        streams = [workspace.streams[stream] for step in journey.steps for stream in step.streams]
        yield finding(
            journey,
            message="message" if streams else "alone",
            journey=journey.id,
            streams=some(stream_with_owner(each) for each in streams),
        )


RULE = Rule(
    code="VSM106",
    name="journey-without-owner",
    level=Level.WARNING,
    summary=message("A customer journey has no owner."),
    manual=__doc__,
    messages={
        "message": message(
            "nobody answers for {journey} from end to end; it leads through {streams}"
        ),
        "alone": message("nobody answers for {journey} from end to end"),
    },
    helps={
        "help": message(
            "write owner: under {journey}: the role or team that answers for the way"
            " as the customer walks it"
        )
    },
    check=check,
)
