"""A supporting stream takes longer than those who rely on it can wait.

## Why

A step says that it needs something `within` a time, and the stream that is to bring it takes
longer on the average. Then the work goes on without it, with records that are not true yet, or
it stands still. Speed up what takes longest in the supporting stream, ask it earlier, or say
honestly how late it may come.

The time until the used stream has delivered (`delivered-at`, else its end) is compared with
`within`. Streams with different calendars are compared by the clock on the wall. Where times of
the used stream are missing, it takes at least as long as the sum of those that are known; the
rule speaks only where that is too long already.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  deploy-change:
    owner: operations
    trigger: A change is ready
    value: The change is in use
    steps:
      deploy:
        owner: operations
        practices: Deployment management
        uses: {stream: configuration-upkeep, within: 1d}
  configuration-upkeep:
    owner: operations
    trigger: Something has changed
    value: The records are true
    steps:
      record: {owner: operations, practices: Service configuration management, lead: 3d}
```

## Good

```diff
     steps:
-      record: {owner: operations, practices: Service configuration management, lead: 3d}
+      record: {owner: operations, practices: Service configuration management, lead: 6h}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.links.stream_links import Join, joins_of
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Stream, Use
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner, with_owner
from vsm_cli.wording.times import clock

_LONGEST = message("the longest part: {time} at {step}")

# Sums of the same times in another order may differ in the last bits.
_NOISE = 1e-9


def check(workspace: Workspace) -> Iterator[Finding]:
    for join in joins_of(workspace).all:
        if isinstance(join.link, Use) and join.link.within_s is not None:
            yield from _compare(workspace, join, join.link, join.link.within_s)


def _compare(workspace: Workspace, join: Join, use: Use, within_s: float) -> Iterator[Finding]:
    # Only who says `within` should pay for figures.
    from vsm_cli.analysis.times.stream_figures import stream_figures

    used = workspace.streams[use.stream]
    if not _whole(used, use) or (join.stream.current and not used.current):
        return
    figures = stream_figures(workspace, used)
    lead_s = figures.perceived_lead_time_s
    if lead_s is None or figures.bound("perceived") not in (None, "≥"):
        return
    per_second = used.calendar.elapsed_factor / join.stream.calendar.elapsed_factor
    if lead_s * per_second <= within_s * (1 + _NOISE):
        return
    longest = figures.bottleneck
    yield finding(
        use,
        "within",
        message="bound" if figures.bound("perceived") else "message",
        subject=use.at or "",
        owner=used.owner,
        related=[
            Related(
                place=used.steps[longest.step].place,
                message=_LONGEST,
                fields={
                    "time": clock(longest.lead_time_s * per_second, join.stream.calendar),
                    "step": with_owner(used.steps[longest.step], join.stream.id),
                },
            )
        ]
        if longest
        else (),
        step=join.step.id,
        who=with_owner(join.step),
        used=stream_with_owner(used),
        stream=used.id,
        lead=clock(lead_s * per_second, join.stream.calendar),
        within=clock(within_s, join.stream.calendar),
    )


def _whole(used: Stream, use: Use) -> bool:
    """Whether the work passes the used stream from its beginning, so that its lead time is
    that of the request."""
    entries = list(flow_of(used).entries)
    return "at" not in use.unread and (use.at is None or entries == [use.at])


RULE = Rule(
    code="VSM606",
    name="support-too-slow",
    level=Level.WARNING,
    summary=message("A used stream takes longer than the step can wait."),
    manual=__doc__,
    messages={
        "message": message("{used} takes {lead}, and {who} needs it within {within}"),
        "bound": message("{used} takes at least {lead}, and {who} needs it within {within}"),
    },
    helps={
        "help": message(
            "shorten {stream} where it takes longest, ask it before {step} begins, or write the"
            " time that {step} can really wait"
        )
    },
    check=check,
)
