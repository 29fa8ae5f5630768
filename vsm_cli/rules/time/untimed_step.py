"""Nobody has said how long a step takes.

## Why

A stream's lead time is the sum of its steps. A step without any time is left out of it, so that
every figure of the stream is only a bound: at least that long. Often it is the step nobody
measures that lets work lie. An estimate by those who do the work is enough to begin with; say
so under `mapped` with `basis: estimated`.

One of `process`, `wait`, `lead`, `queue` and `every` is enough here, and so is a `uses` with
`wait: true`. The customer's own steps are left out.

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
      record: {owner: service-desk, practices: Service desk, process: 5m, wait: 10m}
      repair: {owner: service-desk, practices: Incident management}
```

## Good

```diff
       record: {owner: service-desk, practices: Service desk, process: 5m, wait: 10m}
-      repair: {owner: service-desk, practices: Incident management}
+      repair: {owner: service-desk, practices: Incident management, lead: 2h}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_KEYS = frozenset(("process", "wait", "lead", "queue", "every", "uses", "owner"))


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step in workspace.steps():
        if not _is_timed(step) and step.owner != CUSTOMER:
            yield finding(
                step,
                owner=step.owner or stream.owner,
                step=with_owner(step),
                stream=stream.id,
            )


def _is_timed(step: Step) -> bool:
    """Whether any time is said, or may be said where something cannot be read."""
    times = (step.process, step.wait, step.lead, step.queue, step.every_s)
    return times != (None,) * 5 or bool(step.awaited) or not _KEYS.isdisjoint(step.unread)


RULE = Rule(
    code="VSM802",
    name="untimed-step",
    level=Level.NOTE,
    summary=message("No time is known of a step."),
    manual=__doc__,
    messages={
        "message": message("no time is known of {step}, so the times of {stream} leave it out"),
    },
    helps={
        "help": message(
            "write process: for the work and wait: for what comes before it, or lead: for both;"
            " an estimate of those who do it will do"
        ),
    },
    check=check,
    scope="stream",
)
