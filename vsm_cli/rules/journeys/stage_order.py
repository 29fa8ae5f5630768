"""The stages of a journey run backwards.

## Why

A journey leads from the first look to the value: explore, engage, offer, agree, onboard,
co-create, realize. Where an earlier stage follows a later one, either two journeys are mixed, or
the customer really is sent back, to agree once more to what was agreed. Put the stages in order,
or make a journey of its own from what begins anew. A closed loop may begin again with explore or
engage.

The seven stages are those of the customer journey in ITIL 4 (Drive Stakeholder Value).

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
data:
  user-list: {name: Who shall have access}
streams:
  new-demand:
    owner: operations
    trigger: A branch has a need
    value: The new service is live
    steps:
      go-live:
        owner: operations
        practices: Deployment management
        starts: {stream: grant-access, data: user-list, owner: operations}
  grant-access:
    owner: operations
    trigger: A user asks for access
    value: The user can sign in
    steps:
      grant: {owner: operations, practices: Service request management}
journeys:
  need-to-use:
    owner: operations
    steps:
      - {stage: co-create, stream: new-demand}
      - {stage: onboard, stream: grant-access}
```

## Good

```diff
     steps:
-      - {stage: co-create, stream: new-demand}
+      - {stage: engage, stream: new-demand}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.journeys.stage_order_facts import turned_back
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace

_BEFORE = message("{stage} comes before it here")


def check(workspace: Workspace) -> Iterator[Finding]:
    for journey in workspace.journeys.values():
        for before, step in turned_back(journey):
            yield finding(
                step,
                "stage",
                help="again" if step.stage in ("explore", "engage") else "help",
                owner=journey.owner,
                related=[
                    Related(
                        place=before.place.key("stage"),
                        message=_BEFORE,
                        fields={"stage": before.stage},
                    )
                ],
                journey=journey.id,
                stage=step.stage,
                before=before.stage,
            )


RULE = Rule(
    code="VSM704",
    name="stage-order",
    level=Level.WARNING,
    summary=message("The stages of a journey run backwards."),
    manual=__doc__,
    messages={
        "message": message("in {journey}, {before} is followed by {stage}, which precedes it")
    },
    helps={
        "help": message(
            "put the stages in order: explore, engage, offer, agree, onboard, co-create, realize;"
            " what begins anew is a journey of its own"
        ),
        "again": message(
            "put the stages in order: explore, engage, offer, agree, onboard, co-create, realize;"
            " if the journey begins again here, write closed-loop: true"
        ),
    },
    check=check,
)
