"""A declared time that a log contradicts.

## Why

What a definition says of a time is often what people believe, or what once was so. A log tells
how long it takes: where the declared time lies outside of what was measured, and by more than a
quarter, the figures that rest on it are not those of the work that is done. Times of a working
calendar are read both ways, as clock time and as working time. Write what was measured (`vsm
measure --update` does), or find out why the log says something else.

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
        process: 10m
        wait: 20m
      repair:
        owner: network
        practices: Incident management
measured:
  tickets:
    stream: restore-service
    log: {rows: 1800, cases: 600}
    steps:
      accept:
        n: 600
        visits: 1
        lead: {n: 600, mean: 3h, mean-interval: [2.5h, 3.5h], p50: 2h, p50-interval: [1.8h, 2.2h]}
      repair: {n: 600, visits: 1}
```

## Good

```diff
         process: 10m
-        wait: 20m
+        wait: 2h 20m
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace

_NAMES = {"process": message("process time"), "wait": message("wait"), "lead": message("lead time")}


def check(workspace: Workspace, *, percent: float = 0.25) -> Iterator[Finding]:
    if not workspace.measured:
        return
    from vsm_cli.analysis.reality.differences import compared_times
    from vsm_cli.analysis.reality.time_fit import as_share
    from vsm_cli.language import tr
    from vsm_cli.wording.element_names import with_owner
    from vsm_cli.wording.measured_words import in_log, sample_words
    from vsm_cli.wording.times import clock

    for found in compared_times(workspace, as_share(percent)):
        if not found.fits:
            yield finding(
                found.step,
                found.key,
                subject=f"{found.measured.id} {found.figure}",
                figure=tr(_NAMES[found.figure]),
                step=with_owner(found.step),
                declared=clock(found.declared_s, found.stream.calendar),
                actual=sample_words(found.sample),
                **in_log(found.measured, found.sample.n),
            )


RULE = Rule(
    code="VSM911",
    name="time-differs",
    level=Level.WARNING,
    summary=message("A declared time that a log contradicts."),
    manual=__doc__,
    check=check,
    messages={
        "message": message(
            "the {figure} of {step} is declared as {declared}; {log} measured {actual}, over"
            " {n} visits"
        ),
    },
    helps={
        "help": message("write what was measured, or find out why the log says something else"),
    },
)
