"""What a core step relies on is often missing, wrong or behind, and somebody pays for it.

## Why

Supporting streams are pillars: a stale article slows down the service desk, a wrong record sends
the diagnosis the wrong way. Nobody sees it in the core stream alone, which is blamed for being
slow, nor in the supporting one, which is never asked. Where a step says what it takes `without`
what it relies on, the price can be told: how often it is there and current follows from how much
is `covered`, from the rolled %C&A of the supporting stream, and from how much `changes` while
that stream takes its time.

Fewer than `least` of the items, 80 % by default, are reported:
`lint: {settings: {pillar-costs: {least: 0.6}}}`. The rule looks at steps of core streams, and
where a part is not known, at the most that the chance can be. Nothing is said of a supporting
stream that is still to come.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  restore-service:
    layer: core
    owner: service-desk
    customer: branch staff
    trigger: A user reports a fault
    value: The service works again
    demand: 100/month
    steps:
      diagnose:
        owner: service-desk
        practices: Incident management
        process: 20m
        wait: 10m
        uses:
          - {stream: knowledge-upkeep, covered: 95%, changes: 4/year, without: {process: 60m}}
  knowledge-upkeep:
    layer: support
    owner: service-desk
    trigger: A cause was found
    value: The next one finds the answer
    steps:
      write:
        owner: service-desk
        practices: Knowledge management
        lead: 30d
        process: 1h
        complete-accurate: 95%
```

## Good

```diff
-        lead: 30d
+        lead: 3d
```
"""

from collections.abc import Iterator
from typing import Any

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner, with_owner
from vsm_cli.wording.figures import percent, sign_of
from vsm_cli.wording.times import clock, total

_PILLAR = message("{stream} is to bring it")


def check(workspace: Workspace, *, least: float = 0.8) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if stream.layer == "core" and any(step.failing for step in stream.steps.values()):
            yield from _look_at(workspace, stream, least)


def _look_at(workspace: Workspace, stream: Stream, least: float) -> Iterator[Finding]:
    # Only who says `without` should pay for figures.
    from vsm_cli.analysis.times.pillars import pillar_uses, reliances_of

    if all(there.chance >= least for _, _, there in reliances_of(workspace, stream)):
        return
    for _, step, use, there, prices in pillar_uses(workspace, stream):
        pillar = workspace.streams[use.stream]
        if there.chance >= least or (stream.current and not pillar.current):
            continue
        costs = _costs(workspace, stream, prices.cost.lead_time_s)
        gives = [each.lead_time_s for each in prices[1:]]
        lead, faults, gaps = (clock(each, stream.calendar, sign_of(stream)) for each in gives)
        yield finding(
            use,
            message="month" if "month" in costs else "item" if costs else "message",
            help="gives" if costs else "help",
            owner=pillar.owner,
            related=[
                Related(place=pillar.place, message=_PILLAR, fields={"stream": pillar.id}),
            ],
            who=with_owner(step),
            pillar=stream_with_owner(pillar),
            stream=pillar.id,
            there=percent(there.chance, 0, "≤" if there.is_bound else sign_of(stream)),
            least=percent(least),
            lead=lead,
            faults=faults,
            gaps=gaps,
            **costs,
        )


def _costs(workspace: Workspace, stream: Stream, lead_s: float | None) -> dict[str, Any]:
    """What it costs an item and, where known, all items of a month."""
    from vsm_cli.analysis.times.stream_figures import stream_figures

    if not lead_s or lead_s < 0:
        return {}
    per_year = stream_figures(workspace, stream).demand_per_year
    item = {"item": clock(lead_s, stream.calendar, sign_of(stream))}
    if not per_year:
        return item
    return item | {"month": total(lead_s * per_year / 12, stream.calendar, sign_of(stream))}


RULE = Rule(
    code="VSM609",
    name="pillar-costs",
    level=Level.WARNING,
    summary=message("What a core step relies on is missing, wrong or behind too often."),
    manual=__doc__,
    messages={
        "message": message(
            "what {who} needs of {pillar} is there and current for {there} of the items, fewer"
            " than {least}"
        ),
        "item": message(
            "what {who} needs of {pillar} is there and current for {there} of the items, fewer"
            " than {least}: this costs {item} an item"
        ),
        "month": message(
            "what {who} needs of {pillar} is there and current for {there} of the items, fewer"
            " than {least}: this costs {item} an item, {month} a month"
        ),
    },
    helps={
        "help": message("shorten {stream}, let it make fewer mistakes, or let it cover more"),
        "gives": message(
            "half the lead time of {stream} would give back {lead} an item, half its faults"
            " {faults}, half of what it does not cover {gaps}"
        ),
    },
    check=check,
)
