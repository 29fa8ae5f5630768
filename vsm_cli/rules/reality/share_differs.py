"""A declared share that a log contradicts.

## Why

How often work goes one way or the other decides the figures of all that comes after: rework that
is declared as 5 % and happens in 20 % of the cases hides most of its cost. A written share is
held against the share of the visits that left the step; it fits within ten points, or within
what a log of that size can tell.

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
        next: {repair: 40%, end: }
      repair:
        owner: network
        practices: Incident management
measured:
  tickets:
    stream: restore-service
    log: {rows: 1800, cases: 600}
    routes:
      accept->repair: {n: 420, share: 70%, interval: [66.2%, 73.5%]}
      accept->end: {n: 180, share: 30%, interval: [26.5%, 33.8%]}
      repair->end: {n: 420, share: 100%, interval: [99%, 100%]}
```

## Good

```diff
         practices: Incident management
-        next: {repair: 40%, end: }
+        next: {repair: 70%, end: }
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace, *, points: float = 10) -> Iterator[Finding]:
    if not workspace.measured:
        return
    from vsm_cli.analysis.reality.differences import compared_shares
    from vsm_cli.analysis.reality.time_fit import as_share
    from vsm_cli.wording.element_names import with_owner
    from vsm_cli.wording.figures import percent
    from vsm_cli.wording.measured_words import between_shares, in_log

    told = set()
    # What is too much on one way is missing on the others: the one that is furthest off is told.
    worst = sorted(
        compared_shares(workspace, as_share(points)),
        key=lambda each: -abs(each.declared - each.counted.share),
    )
    for found in worst:
        key = (found.measured.id, found.step.address)
        if not found.fits and key not in told:
            told.add(key)
            yield finding(
                found.step,
                place=found.route.place,
                subject=f"{found.measured.id} {found.route.target}",
                step=with_owner(found.step),
                target=found.route.target,
                declared=percent(found.declared),
                actual=percent(found.counted.share),
                between=between_shares(found.counted),
                **in_log(found.measured, found.counted.n),
            )


RULE = Rule(
    code="VSM912",
    name="share-differs",
    level=Level.WARNING,
    summary=message("A declared share that a log contradicts."),
    manual=__doc__,
    check=check,
    messages={
        "message": message(
            "{declared} of what leaves {step} is declared to go to {target}; in {log} it is"
            " {actual} ({between}), {n} times"
        ),
    },
    helps={
        "help": message("write the measured share, or find out why the log says something else"),
    },
)
