"""Cases are handed to somebody of whom the definition says nothing.

## Why

A hand-off that nobody declared is a shadow hand-off: nobody answers for what is handed over, and
nobody sees what it costs. It shows where a team helps out that is no participant, or where work
goes round the declared way. Declare the owner or participant, or end it.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  network: {name: Network team}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    customer: User
    steps:
      accept:
        owner: service-desk
        practices: Incident management
      repair:
        owner: network
        practices: Incident management
        next: end
measured:
  tickets:
    stream: restore-service
    log: {rows: 1800, cases: 600}
    handoffs:
      service-desk->network: {n: 600, share: 100%, interval: [99%, 100%]}
      network->service-desk: {n: 120, share: 20%, interval: [17%, 23.4%]}
```

## Good

```diff
       repair:
         owner: network
+        participants: service-desk
         practices: Incident management
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace, *, share: float = 0.05) -> Iterator[Finding]:
    if not workspace.measured:
        return
    from vsm_cli.analysis.reality.differences import found_handoffs, is_frequent
    from vsm_cli.analysis.reality.time_fit import as_share
    from vsm_cli.wording.element_names import stream_with_owner
    from vsm_cli.wording.figures import percent
    from vsm_cli.wording.measured_words import in_log

    for found in found_handoffs(workspace):
        if not found.declared and is_frequent(found.counted, found.measured, as_share(share)):
            yield finding(
                found.step or found.stream,
                "owner",
                subject=f"{found.measured.id} {found.first} {found.then}",
                first=workspace.owner_label(found.first),
                then=workspace.owner_label(found.then),
                stream=stream_with_owner(found.stream),
                part=percent(found.counted.share),
                **in_log(found.measured, found.counted.n),
            )


RULE = Rule(
    code="VSM914",
    name="undeclared-handoff",
    level=Level.WARNING,
    summary=message("Cases are handed to somebody of whom the definition says nothing."),
    manual=__doc__,
    check=check,
    messages={
        "message": message(
            "in {log}, {first} hands {n} cases ({part}) over to {then}, and no route or"
            " participant of {stream} says so"
        ),
    },
    helps={
        "help": message("name the participant or the step that this is, or end the hand-off"),
    },
)
