"""A stream was mapped so long ago that it may be otherwise by now.

## Why

People, systems and volumes change, and a map that nobody has looked at since is believed all the
same. Walk the stream again with those who work in it, change what is no longer true, and write the
day. It need not be all of it: the steps with the longest waits first.

Reported are streams as they are today whose `mapped: {on: …}` is more than `months` ago, twelve
by default: `lint: {settings: {map-out-of-date: {months: 6}}}`. The day of the check is the one
that `--today` names, else SOURCE_DATE_EPOCH, else today.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    mapped: {on: 2019-03-13, basis: measured}
    steps:
      diagnose: {owner: operations, practices: Incident management, process: 20m, wait: 10m}
```

## Good

```diff
-    mapped: {on: 2019-03-13, basis: measured}
+    mapped: {on: 2999-03-13, basis: measured}
```
"""

from collections.abc import Iterator
from datetime import date

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.today import today


def check(workspace: Workspace, *, months: int = 12) -> Iterator[Finding]:
    now = today()
    for stream in workspace.streams.values():
        on = stream.mapped.on
        if on is None or not stream.current:
            continue
        if _later(on, months) < (now.year, now.month, now.day):
            yield finding(
                stream,
                "mapped",
                "on",
                stream=stream.id,
                on=on.isoformat(),
                months=months,
            )
            continue
        since = [m for m in workspace.measured.values() if m.stream == stream.id and m.last]
        newest = max(since, key=lambda each: each.last or on, default=None)
        if newest and newest.last and newest.last > on:
            yield finding(
                stream,
                "mapped",
                "on",
                message="measured",
                help="measured",
                stream=stream.id,
                on=on.isoformat(),
                log=newest.id,
                last=newest.last.isoformat(),
            )


def _later(day: date, months: int) -> tuple[int, int, int]:
    """Year, month and day so many months later, which need not be a day that there is: the 31st of
    a shorter month is past when that month is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1, day.day


RULE = Rule(
    code="VSM901",
    name="map-out-of-date",
    level=Level.NOTE,
    summary=message("A stream was mapped long ago."),
    manual=__doc__,
    messages={
        "message": message(
            "{stream} was mapped on {on}, more than {months} months ago: it may be otherwise by now"
        ),
        "measured": message(
            "{stream} was mapped on {on}, before {log} was measured, which goes up to {last}"
        ),
    },
    helps={
        "help": message("walk the stream again, change what is no longer so, and write the day"),
        "measured": message("hold it against the log (`vsm measure`), and write the day"),
    },
    check=check,
)
