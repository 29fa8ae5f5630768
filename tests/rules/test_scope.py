"""A rule of scope `stream` judges a stream by what it may see: the whole stream, the organisation,
and of every other stream no more than how work comes in, and its figures.

All cases and samples are cut down for one stream after the other. What such a rule says of the
streams must then be what it says of the whole.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from vsm_cli.analysis.components import components
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.links.demand import demands
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.diagnostics import Finding
from vsm_cli.lint.rule import Rule
from vsm_cli.loading import load_texts
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Step, Stream
from vsm_cli.model.values import Spread
from vsm_cli.model.workspace import Workspace
from vsm_cli.rules import ALL_RULES

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
RULES = [rule for rule in ALL_RULES if rule.check]

# Streams that start, await and use each other, whose words, acceptances and data meet.
TOGETHER = """
vsm: 1
teams: {desk: {size: 1}, lab: {owner: desk}}
systems: {crm: {owner: desk}, cmdb: {owner: desk}}
data: {ticket: {master: crm}, result: {master: cmdb}}
paths:
  - {from: crm, to: cmdb, data: ticket, mode: manual, process: 5m}
streams:
  call:
    layer: core
    demand: 1200/year
    target: {lead: 1h}
    stated: {lead: 1h}
    steps:
      take:
        owner: desk
        process: 10m
        wait: 1h
        systems: crm
        outputs: [ticket, result]
        practices: 事件管理
      ask:
        owner: lab
        inputs: ticket
        wait: 2h
        uses: {stream: repair, wait: true}
        accepts: {ticket: complete}
      pass:
        process: 5m
        wait: 3h
        uses: {stream: notes, covered: 50%, changes: 6/year, without: {process: 2d, wait: 2d}}
        starts: {stream: repair, at: look, share: 40%, wait: 1d, data: ticket}
  repair:
    owner: lab
    steps:
      look: {systems: cmdb, inputs: ticket, process: 2h, uses: {stream: parts, wait: true}}
      mend:
        owner: lab
        systems: cmdb
        inputs: result
        process: 4h
        wait: 1d
        uses: {stream: parts, wait: true, data: ticket}
        accepts: {ticket: }
        practices: 事态管理
  parts:
    layer: support
    demand: 600/year
    target: {lead: 1h}
    steps:
      fetch: {owner: lab, process: 1d, queue: 4, uses: {stream: stock, wait: true}}
  notes:
    layer: support
    steps: {write: {owner: lab, lead: 40d, complete-accurate: 60%}}
  stock:
    layer: support
    target: {lead: 1h}
    steps:
      count: {owner: lab, process: 1h, uses: {stream: parts, wait: true}}
"""


def texts() -> Iterator[str]:
    yield TOGETHER
    for case in sorted(HERE.glob("*/*.yaml")):
        yield case.read_text(encoding="utf-8")


@cache
def workspaces() -> list[tuple[Workspace, list[tuple[Stream, Workspace]]]]:
    """Each workspace, with what is to be seen of it from each of its streams."""
    whole = [load_texts({"w.yaml": text}).workspace for text in texts()]
    for settings in sorted(SAMPLES.rglob("vsm.yaml")):
        if settings.parent != SAMPLES:
            files = sorted(settings.parent.rglob("*.yaml"))
            read = {file.name: file.read_text(encoding="utf-8") for file in files}
            whole.append(load_texts(read).workspace)
    return [(each, list(_seen_from_streams(each))) for each in whole]


def _seen_from_streams(workspace: Workspace) -> Iterator[tuple[Stream, Workspace]]:
    known = demands(workspace)
    circles = components(
        {
            id_: [use.stream for step in stream.steps.values() for use in step.awaited]
            for id_, stream in workspace.streams.items()
        }
    )
    for id_, stream in workspace.streams.items():
        seen = {
            # Streams that wait for each other never tell how long.
            other.id: _frame(workspace, other, told=circles[id_] != circles[other.id])
            for other in workspace.streams.values()
        }
        demand = known[id_].per_year / stream.calendar.year_s if id_ in known else None
        seen[id_] = replace(stream, demand_per_s=demand)
        yield stream, replace(workspace, streams=seen, journeys={}, logs={}, measured={})


def _frame(workspace: Workspace, stream: Stream, *, told: bool) -> Stream:
    """What other streams see of a stream: how work comes in, and its figures."""
    figures = stream_figures(workspace, stream)
    time_s = figures.perceived_lead_time_s if told else None
    rolled = figures.rolled_complete_accurate if told else None
    entries = flow_of(stream).entries
    named = {link.at for _, step in workspace.steps() for link in (*step.starts, *step.uses)}
    demand = demands(workspace).get(stream.id)
    return Stream(
        id=stream.id,
        address=stream.address,
        place=stream.place,
        name=stream.name,
        calendar=stream.calendar,
        layer=stream.layer,
        owner=stream.owner,
        mapped=stream.mapped,
        demand_per_s=demand and demand.per_year / stream.calendar.year_s,
        steps={
            step.id: _door(step, time_s, rolled, entry=step.id in entries)
            for step in stream.steps.values()
            if step.id in entries or step.id in named
        },
    )


def _door(step: Step, time_s: float | None, rolled: float | None, *, entry: bool) -> Step:
    return Step(
        id=step.id,
        address=step.address,
        place=step.place,
        name=step.name,
        stream=step.stream,
        owner=step.owner,
        touchpoint=step.touchpoint,
        systems=step.systems,
        inputs=step.inputs,
        entry=entry or None,
        unread=step.unread & {"owner", "touchpoint", "systems", "inputs"},
        lead=None if time_s is None else Spread(time_s),
        complete_accurate=rolled,
        routes=(Route(target=END, place=step.place),),
    )


def said(rule: Rule, workspace: Workspace) -> list[str]:
    """What a rule says, in an order of its own."""
    return sorted(map(_as_text, rule.run(workspace, {})))


def _as_text(found: Finding) -> str:
    return repr(
        (
            *(found.element, found.place, found.message, found.help, found.subject, found.owner),
            *((name, str(value)) for name, value in sorted(found.fields.items())),
            *((r.place, r.message, sorted(map(str, r.fields.items()))) for r in found.related),
            found.fix,
        )
    )


def said_of(rule: Rule, stream: Stream, workspace: Workspace) -> Iterator[str]:
    for found in rule.run(workspace, {}):
        if f"{found.element}.".startswith(f"{stream.address}."):
            yield _as_text(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_scope(rule: Rule) -> None:
    """A rule of scope `workspace` needs more for at least one of them."""
    enough = all(
        sorted(text for stream, part in seen for text in said_of(rule, stream, part))
        == said(rule, whole)
        for whole, seen in workspaces()
    )
    assert rule.scope == ("stream" if enough else "workspace")


def test_streams_are_seen() -> None:
    assert sum(len(seen) > 1 for _, seen in workspaces()) > 50
