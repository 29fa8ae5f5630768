"""Definitions translated by machine: each key of a text by its Chinese name, all else as it is."""

# ruff: noqa: E501 -- a definition is read by its lines

from collections.abc import Iterator

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vsm_cli.source.composing import compose
from vsm_cli.source.key_names import KEYS

# One document with every key of the format, so that none is only in the table.
EVERY = """\
vsm: 1
title: Whole
name: Whole
description: All keys
tags: all
urls: {Home: https://example.org}
calendar: {day: 8h, week: 5d}
language: en
lint: {ignore: [VSM603]}
render: {engine: bundled}
teams:
  desk: {name: Desk, size: 6, available: 60%, hours: 37.5h, external: false, was: old-desk}
  owner: {parent: desk}                        # an id that is a key elsewhere
roles:
  manager: {team: desk, description: Leads, tags: [a, b]}
systems:
  jira: {owner: desk, urls: {name: https://example.org}}
  zabbix: {owner: owner}
data:
  incident: {master: jira, owner: desk}
  data: {master: zabbix, tangible: true}
paths:
  - {from: jira, to: zabbix, data: incident, via: api, mode: manual, owner: desk, latency: 1m, process: 3m, ideas: [Hook]}
  - {from: zabbix, to: jira, data: [incident, data], owner: desk}
practices:
  access: {zh: 访问, aliases: [IAM], owner: manager}
step-kinds:
  go: {zh: 上线, practices: [access]}
x-step: &step
  owner: desk
  practices: problem-management
  x-note: {owner: mine}
streams:
  restore:
    layer: core
    type: fault-repair
    owner: manager
    customer: staff
    trigger: A fault
    value: It works
    responded-at: detect
    delivered-at: verify
    demand: 120/month
    impact: 5
    sensitivity: 5
    satisfaction: 72%
    target: {response: 2h, perceived: {p95: 20d}, lead: 30d, own: 9d, process: 1h, wait: 9d, activity-ratio: 1%, rolled: 10%}
    stated: {process: 15m, wait: 3d, lead: 4d, perceived: 4d, response: 1h, activity-ratio: 1%, value-adding-ratio: 1%, rolled: 90%}
    mapped: {state: current, on: 2026-03-13, basis: measured, by: "14 people"}
    calendar: {day: 8h, week: 5d}
    ideas: [One form, {name: Two, owner: desk, status: trying, due: 2026-12-31, cost: 3d, set: {demand: 10/week}}]
    steps:
      detect:
        <<: *step
        participants: [manager, customer]
        activity: engage
        kind: go
        systems: jira
        process: 5m
        wait: {min: 5m, likely: 10m, max: 1h}
        queue: 4
        every: 4w
        complete-accurate: 90%
        people: {desk: 1, manager: 1}
        automated: false
        outputs: incident
        touchpoint: phone
        satisfaction: {score: 3.6/5, answers: 120, on: 2026-05-12}
        expects: 2h
        sensitivity: 3
        work: adding
        entry: true
        was: [look, note]
        next: {wait: {share: 60%, wait: 1h}, verify: }
      wait:                                     # so is this one
        <<: [*step, {process: 9m, owner: manager}]
        process: 5m
        inputs: incident
        outputs: data
        uses: {stream: upkeep, wait: true, data: incident, within: 30d, owner: desk, at: keep, via: call, ideas: a,
               covered: 80%, changes: 4/year, without: {process: 60m, wait: 4h, lead: 5h, complete-accurate: 70%, people: 2}}
        next: [verify]
      verify:
        <<: *step
        lead: 1h   # vsm: ignore[VSM301] on purpose
        accepts: {data: {criteria: works, required-by: law}, incident: seen}
        starts:
          - {stream: upkeep, at: keep, data: incident, owner: manager, share: 20%, wait: 1d, via: meeting, ideas: b}
        ideas: {name: c, owner: desk}
        next: end
  # vsm: ignore[VSM509] nobody outside
  upkeep:
    layer: support
    owner: desk
    steps: {keep: {owner: nobody, process: 5m, practices: access}}
  upkeep-too: {like: alike, without: tidy, name: Upkeep too}
patterns:
  alike: {layer: support, steps: {keep: {owner: desk, process: 5m}, tidy: {owner: desk}}}
journeys:
  fault:
    customer: staff
    owner: manager
    closed-loop: true
    steps:
      - {stage: engage, stream: restore, wait: 1d, share: 80%, satisfaction: {nps: 20}, expects: 3d, sensitivity: 2}
      - {stage: realize, stream: upkeep, by: customer}
logs:
  tickets:
    name: Tickets
    stream: restore
    source: tickets.csv
    case: number
    time: at
    start: begun
    end: ended
    activity: status
    owner: group
    where: {sort: fault}
    timezone: UTC
    steps: {detect: New, verify: {status: [Solved, Tried]}}
    waiting: On hold
    done: Closed
    teams: {Desk 1: desk}
measured:
  tickets:
    stream: restore
    log: {rows: 900, cases: 300, open: 2, from: 2026-01-01, to: 2026-03-31, unmapped: 1%}
    lead: {n: 298, mean: 12h, p50: 9h, p50-interval: [8h, 10h]}
    steps: {detect: {n: 300, visits: 1.2, lead: {n: 360, mean: 2h, p50: 1h}}}
    routes: {detect->verify: {n: 300, share: 90%, interval: [80%, 95%]}}
"""


def in_chinese(text: str) -> str:
    """The same text with the Chinese name of each key in place of the key."""
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for root in compose(text)[0]:
        found |= {
            (key.start_mark.line, key.start_mark.column): (key.end_mark.column, name)
            for key, name in _keys(root, "Document", False)
        }
    lines = text.split("\n")
    for (line, start), (end, name) in sorted(found.items(), reverse=True):
        lines[line] = lines[line][:start] + name + lines[line][end:]
    return "\n".join(lines)


def _keys(node: Node, kind: str, ids: bool) -> Iterator[tuple[ScalarNode, str]]:
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _keys(item, kind, ids)
    if not isinstance(node, MappingNode):
        return
    names = {key: name for name, key in reversed(KEYS[kind].english.items())}
    for key, value in node.value:
        if key.value == "<<":
            yield from _keys(value, kind, ids)
        elif ids:
            yield from _keys(value, kind, False)
        else:
            if key.value in names:
                yield key, names[key.value]
            below = KEYS[kind].below.get(key.value)
            if below:
                yield from _keys(value, *below)
