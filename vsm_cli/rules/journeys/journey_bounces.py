"""On one journey, the customer is passed on too often from one to the next.

## Why

Each stream may have a single face, and the customer still meets five: the desk takes the call, the
development asks back, the access team writes, the desk calls again. What was told to the first has
to be told to the last. Let one of them stay with the customer across the streams, with the others
behind, or hand over what was said together with the case.

Along the streams of a journey and from one to the next, the changes of the owner whom the customer
meets at touchpoints are counted; of streams side by side, those of the one with most. Of the
changes inside a stream that VSM703 tells already, none counts again. More than `most` are
reported, three by default: `lint: {settings: {journey-bounces: {most: 5}}}`.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  development: {name: Development}
  access-team: {name: Access team}
data:
  user-list: {name: List of users}
streams:
  new-demand:
    owner: development
    trigger: A branch has a need
    value: The new service is live
    steps:
      receive: {owner: service-desk, practices: Service desk, touchpoint: phone}
      clarify:
        owner: development
        practices: Business analysis
        touchpoint: meeting
        outputs: user-list
        starts: {stream: grant-access, data: user-list, owner: access-team, via: roll-out meeting}
  grant-access:
    owner: access-team
    trigger: A new service is live
    value: The user can sign in
    steps:
      ask:
        owner: access-team
        practices: Service request management
        inputs: user-list
        touchpoint: mail
      confirm: {owner: service-desk, practices: Service desk, touchpoint: phone}
journeys:
  need-to-use:
    owner: service-desk
    steps:
      - {stage: engage, stream: new-demand}
      - {stage: onboard, stream: grant-access}
      - {stage: realize, stream: new-demand, by: customer}
```

## Good

```diff
         inputs: user-list
-        touchpoint: mail
```
"""

from collections.abc import Iterator
from itertools import pairwise

from vsm_cli.analysis.journeys.stage_order_facts import Meeting, meetings
from vsm_cli.analysis.people.customer_contacts import faces
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_MEETS = message("the customer deals with {step}")
# As VSM703 counts unless it is told otherwise.
_WITHIN_STREAMS = 2


def check(workspace: Workspace, *, most: int = 3) -> Iterator[Finding]:
    for journey in workspace.journeys.values():
        met = [each for stage in meetings(workspace, journey) for each in stage]
        counted = [
            each for before, each in pairwise(met) if not _told_already(workspace, before, each)
        ]
        if len(counted) <= most:
            continue
        yield finding(
            journey,
            "steps",
            owner=journey.owner,
            related=[
                Related(
                    place=each.touchpoint.place.key("touchpoint"),
                    message=_MEETS,
                    fields={"step": with_owner(each.touchpoint, "")},
                )
                for each in met
            ],
            journey=journey.id,
            owners=names(each.touchpoint.owner or "" for each in met),
            changes=len(counted),
            most=most,
        )


def _told_already(workspace: Workspace, before: Meeting, met: Meeting) -> bool:
    """Whether the change is one inside a stream in which the customer bounces anyway."""
    stream = workspace.streams[met.touchpoint.stream]
    inside = before.touchpoint.stream == stream.id
    return inside and len(faces(stream)) - 1 > _WITHIN_STREAMS


RULE = Rule(
    code="VSM707",
    name="journey-bounces",
    level=Level.WARNING,
    summary=message("Along a journey, the customer is passed on too often."),
    manual=__doc__,
    messages={
        "message": message(
            "along {journey}, whom the customer deals with changes {changes} times, more than"
            " {most}: {owners} in turn"
        )
    },
    helps={
        "help": message(
            "let one of them stay with the customer across the streams, with the others behind"
            " (participants:, no touchpoint:)"
        )
    },
    check=check,
)
