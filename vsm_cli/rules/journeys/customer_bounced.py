"""The customer is passed from one to the next.

## Why

At every change of the one whom the customer deals with, the customer explains again who they
are and what it is about, and nobody feels the whole of it. One face for the customer, with others
behind it, costs less than it seems. The rule follows the touchpoints of one stream along its
forward routes and counts how often their owner changes, on the way where that is most often.

Steps of the customer's own, and touchpoints that a system serves by itself (`automated`), are
left out. More than `most` changes are reported, two by default:
`lint: {settings: {customer-bounced: {most: 5}}}`.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  operations: {name: Operations}
  logistics: {name: Logistics}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      record: {owner: service-desk, practices: Service desk, touchpoint: phone}
      diagnose: {owner: operations, practices: Incident management, touchpoint: phone}
      arrange: {owner: logistics, practices: Incident management, touchpoint: mail}
      repair: {owner: operations, practices: Incident management, touchpoint: visit}
```

## Good

```diff
       record: {owner: service-desk, practices: Service desk, touchpoint: phone}
-      diagnose: {owner: operations, practices: Incident management, touchpoint: phone}
-      arrange: {owner: logistics, practices: Incident management, touchpoint: mail}
+      diagnose: {owner: operations, practices: Incident management}
+      arrange: {owner: logistics, practices: Incident management}
       repair: {owner: operations, practices: Incident management, touchpoint: visit}
+      confirm: {owner: service-desk, practices: Service desk, touchpoint: phone}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.people.customer_contacts import faces
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_MEETS = message("the customer deals with {step}")


def check(workspace: Workspace, *, most: int = 2) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        met = faces(stream)
        changes = len(met) - 1
        if changes <= most:
            continue
        first_too_many = met[most + 1]
        yield finding(
            first_too_many,
            "touchpoint",
            owner=stream.owner,
            stream=stream.id,
            owners=names(step.owner or "" for step in met),
            changes=changes,
            most=most,
            related=[
                Related(
                    place=step.place.key("touchpoint"),
                    message=_MEETS,
                    fields={"step": with_owner(step)},
                )
                for step in met
                if step is not first_too_many
            ],
        )


RULE = Rule(
    code="VSM703",
    name="customer-bounced",
    level=Level.WARNING,
    summary=message("Within a stream, the customer is passed on too often."),
    manual=__doc__,
    messages={
        "message": message(
            "in {stream}, whom the customer deals with changes {changes} times, more than {most}:"
            " {owners} in turn"
        )
    },
    helps={
        "help": message(
            "let one of them face the customer all along, with the others behind"
            " (participants:, no touchpoint:)"
        )
    },
    check=check,
    scope="stream",
)
