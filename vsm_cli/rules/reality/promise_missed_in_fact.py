"""A promise that the log contradicts.

## Why

The figures of a definition may keep a promise that the work does not. Here the log decides: the
lower end of what was measured already lies above the promise, so that it was missed by more than
chance. Of a promise about 90 % the next smaller figure that is kept, that of 85 %, is enough to
tell.

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
    target: {lead: 8h}
    steps:
      accept:
        owner: service-desk
        practices: Incident management
      repair:
        owner: network
        practices: Incident management
measured:
  tickets:
    stream: restore-service
    log: {rows: 1800, cases: 600}
    lead: {n: 600, mean: 20h, mean-interval: [18h, 22h], p50: 12h, p50-interval: [11h, 13h]}
```

## Good

```diff
     customer: User
-    target: {lead: 8h}
+    target: {lead: 24h}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace) -> Iterator[Finding]:
    if not workspace.measured:
        return
    from vsm_cli.analysis.reality.differences import measured_promises
    from vsm_cli.wording.element_names import stream_with_owner
    from vsm_cli.wording.measured_words import in_calendar, in_log
    from vsm_cli.wording.times import clock

    for found in measured_promises(workspace):
        if found.missed and found.measured.lead:
            percentile = found.target.percentile
            calendar = found.stream.calendar
            yield finding(
                found.stream,
                place=found.target.place,
                message="message" if percentile is None else "percentile",
                subject=f"{found.measured.id} {found.target.key}",
                stream=stream_with_owner(found.stream),
                percent=f"{percentile or 0:g}",
                limit=clock(found.target.limit, calendar),
                actual=in_calendar(found.actual_s, calendar),
                least=in_calendar(found.at_least_s, calendar),
                **in_log(found.measured, found.measured.lead.n),
            )


RULE = Rule(
    code="VSM917",
    name="promise-missed-in-fact",
    level=Level.WARNING,
    summary=message("A promise that the log contradicts."),
    manual=__doc__,
    check=check,
    messages={
        "message": message(
            "{stream} promises {limit}; {log} measured {actual} on average, and {least} at"
            " least, over {n} cases"
        ),
        "percentile": message(
            "{stream} promises {limit} for {percent} % of the cases; fewer than that are done"
            " within {actual} in {log} ({least} at least, {n} cases)"
        ),
    },
    helps={
        "help": message("shorten what takes the most, or promise what can be kept"),
    },
)
