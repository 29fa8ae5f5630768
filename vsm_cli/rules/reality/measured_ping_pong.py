"""Cases go to another team and back.

## Why

A case that comes back was sent to somebody who could not finish it, or without what was needed.
Each turn costs its wait twice, and the customer tells the story again. Unlike the declared way
there and back, this is found in what happened: ask what was missing when the case left.

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
    returns:
      network<->service-desk: {n: 150, share: 25%, interval: [21.7%, 28.6%]}
```

## Good

```diff
       repair:
         owner: network
         practices: Incident management
-        next: end
+        next: {accept: 25%, end: 75%}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace, *, share: float = 0.10) -> Iterator[Finding]:
    if not workspace.measured:
        return
    from vsm_cli.analysis.reality.differences import found_returns, is_frequent
    from vsm_cli.analysis.reality.time_fit import as_share
    from vsm_cli.wording.figures import percent
    from vsm_cli.wording.measured_words import in_log

    for found in found_returns(workspace):
        if not found.declared and is_frequent(found.counted, found.measured, as_share(share)):
            yield finding(
                found.step or found.stream,
                "owner",
                subject=f"{found.measured.id} {found.first} {found.then}",
                first=workspace.owner_label(found.first),
                then=workspace.owner_label(found.then),
                part=percent(found.counted.share),
                **in_log(found.measured, found.counted.n),
            )


RULE = Rule(
    code="VSM916",
    name="measured-ping-pong",
    level=Level.WARNING,
    summary=message("Cases go to another team and back."),
    manual=__doc__,
    check=check,
    messages={
        "message": message(
            "in {log}, {n} cases ({part}) go between {first} and {then} and back again"
        ),
    },
    helps={
        "help": message(
            "ask what was missing when the case left; if the way back is meant, declare it"
            " with its share"
        ),
    },
)
