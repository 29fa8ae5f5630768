"""One wrong value costs only itself: one problem at the right place, and nothing else changes."""

# ruff: noqa: E501 -- a table is read by its rows

import re
from typing import Any, NamedTuple

import pytest

from tests.reading import pointed_at, problems, told
from vsm_cli.api import Options, analyse_texts
from vsm_cli.model.workspace import Workspace

WHOLE = """\
vsm: 1
title: Whole
calendar: {day: 8h, week: 5d}
teams:
  desk: {name: Desk, size: 6, available: 60%, external: false}
  part: {parent: desk}
roles:
  manager: {team: desk}
systems:
  jira: {owner: desk}
  zabbix: {owner: desk}
data:
  incident: {master: jira, owner: desk}
  fix: {master: zabbix, tangible: true}
paths:
  - {from: jira, to: zabbix, data: incident, via: api, mode: manual, owner: desk, latency: 1m, process: 3m}
  - {from: zabbix, to: jira, data: [incident, fix], owner: desk}
practices:
  access: {zh: 访问, aliases: [IAM], owner: manager}
step-kinds:
  go: {practices: [access]}
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
    target: {response: 2h, perceived: {p95: 20d}, lead: 30d, rolled: 10%}
    stated: {process: 15m, rolled: 90%}
    mapped: {state: current, on: 2026-03-13, basis: measured, by: "14 people"}
    ideas: [One form, {name: Two, owner: desk}]
    steps:
      detect:
        owner: desk
        participants: [manager]
        practices: [incident-management]
        activity: engage
        kind: go
        systems: jira
        process: 5m
        wait: {min: 5m, likely: 10m, max: 1h}
        queue: 4
        every: 4w
        complete-accurate: 90%
        people: 1
        automated: false
        outputs: incident
        touchpoint: phone
        work: adding
        entry: true
        next: {repair: 60%, verify: }
      repair:
        owner: manager
        practices: problem-management
        process: 5m
        inputs: incident
        outputs: fix
        uses: {stream: upkeep, wait: true, data: incident, within: 30d, owner: desk}
        next: verify
      verify:
        owner: desk
        practices: [service-desk]
        systems: jira
        process: 5m
        inputs: fix
        accepts: {fix: {criteria: works, required-by: control 7}, incident: closed}
        starts:
          - {stream: upkeep, at: look, data: incident, owner: manager, share: 20%, wait: 1d, via: call}
        next: {repair: 10%, end: }
  upkeep:
    layer: support
    owner: desk
    trigger: A change
    value: Known
    steps:
      look: {owner: desk, practices: knowledge-management, wait: 1h, outputs: incident}
journeys:
  report:
    customer: staff
    owner: manager
    closed-loop: true
    steps:
      - {stage: engage, stream: restore, wait: 1d}
      - {stage: realize, stream: [upkeep], share: 20%, by: customer}
"""


class Wrong(NamedTuple):
    """`old` becomes `new` in the whole; the problem is `code` and points at `at`."""

    old: str
    new: str
    code: str
    at: str


WRONG = [
    # unknown keys
    Wrong("title: Whole", "title: Whole\nsteams: {}", "VSM002", "steams"),
    Wrong("size: 6", "size: 6, colour: red", "VSM002", "colour"),
    Wrong("{team: desk}", "{team: desk, boss: 1}", "VSM002", "boss"),
    Wrong("via: api", "via: api, speed: 1", "VSM002", "speed"),
    Wrong("impact: 5", "impact: 5\n    weight: 1", "VSM002", "weight"),
    Wrong("queue: 4", "queue: 4\n        ques: 1", "VSM002", "ques"),
    Wrong("within: 30d", "within: 30d, until: 1d", "VSM002", "until"),
    Wrong("via: call", "via: call, who: me", "VSM002", "who"),
    Wrong("required-by: control 7", "required-by: control 7, why: x", "VSM002", "why"),
    Wrong("repair: 60%,", "repair: {share: 60%, written: 1},", "VSM002", "written"),
    Wrong("share: 20%, by", "share: 20%, how: x, by", "VSM002", "how"),
    Wrong("lead: 30d,", "lead: 30d, speed: 1,", "VSM002", "speed"),
    Wrong("{name: Two, owner: desk}", "{name: Two, costs: 1}", "VSM002", "costs"),
    # wrong types and values
    Wrong("name: Desk", "name: [a]", "VSM003", "name"),
    Wrong("name: Desk", "name: true", "VSM003", "name"),
    Wrong("size: 6", "size: many", "VSM003", "size"),
    Wrong("size: 6", "size: -1", "VSM003", "size"),
    Wrong("available: 60%", "available: 160%", "VSM003", "available"),
    Wrong("available: 60%", "available: 60", "VSM003", "available"),
    Wrong("external: false", "external: partly", "VSM003", "external"),
    Wrong("tangible: true", "tangible: maybe", "VSM003", "tangible"),
    Wrong("{team: desk}", "[desk]", "VSM003", "manager"),
    Wrong("via: api", "via: {a: b}", "VSM003", "via"),
    Wrong("mode: manual", "mode: magic", "VSM003", "mode"),
    Wrong("latency: 1m", "latency: 1", "VSM003", "latency"),
    Wrong("process: 3m", "process: {p50: 1m}", "VSM003", "process"),
    Wrong("process: 3m", "process: {min: 1m, most: 2m}", "VSM003", "process"),
    Wrong("process: 3m", "process: {p90: 1m, p50: 2m}", "VSM003", "p90"),
    Wrong("process: 3m", "process: {p50: 0, p90: 2m}", "VSM003", "p50"),
    Wrong("process: 3m", "process: {mean: 0, sd: 2m}", "VSM003", "mean"),
    Wrong("process: 3m", "process: {mean: 3m}", "VSM003", "process"),
    Wrong("process: 3m", "process: {p50: 1m, p50.0: 2m}", "VSM003", "process"),
    Wrong("process: 3m", "process: {p50: 1s, p51: 1w}", "VSM003", "p51"),
    Wrong("day: 8h", "day: 0", "VSM003", "day"),
    Wrong("day: 8h", "day: 1d", "VSM003", "day"),
    Wrong("day: 8h", "day: 25h", "VSM003", "day"),
    Wrong("week: 5d", "week: 1w", "VSM003", "week"),
    Wrong("week: 5d", "week: 8d", "VSM003", "week"),
    Wrong("week: 5d", "week: 5", "VSM003", "week"),
    Wrong("layer: core", "layer: middle", "VSM003", "layer"),
    Wrong("demand: 120/month", "demand: 120", "VSM003", "demand"),
    Wrong("demand: 120/month", "demand: 120/fortnight", "VSM003", "demand"),
    Wrong("impact: 5", "impact: 6", "VSM003", "impact"),
    Wrong("impact: 5", "impact: 4.5", "VSM003", "impact"),
    Wrong("sensitivity: 5", "sensitivity: high", "VSM003", "sensitivity"),
    Wrong("response: 2h", "response: soon", "VSM003", "response"),
    Wrong("perceived: {p95: 20d}", "perceived: {mean: 20d}", "VSM003", "perceived"),
    Wrong("perceived: {p95: 20d}", "perceived: {p95: long}", "VSM003", "perceived"),
    Wrong("rolled: 10%", "rolled: 10", "VSM003", "rolled"),
    Wrong("stated: {process: 15m", "stated: {process: 15", "VSM003", "process"),
    Wrong("state: current", "state: past", "VSM003", "state"),
    Wrong("on: 2026-03-13", "on: 2001-99-99", "VSM003", "on"),
    Wrong("on: 2026-03-13", "on: yesterday", "VSM003", "on"),
    Wrong("basis: measured", "basis: guessed", "VSM003", "basis"),
    Wrong("ideas: [One form,", "ideas: [[One form],", "VSM003", "[One form]"),
    Wrong("participants: [manager]", "participants: [[manager]]", "VSM003", "[manager]"),
    Wrong("activity: engage", "activity: enrage", "VSM003", "activity"),
    Wrong("process: 5m\n        wait", "process: 5\n        wait", "VSM003", "process"),
    Wrong("likely: 10m", "likely: 10d", "VSM003", "max"),
    Wrong("queue: 4", "queue: .inf", "VSM003", "queue"),
    Wrong("every: 4w", "every: monthly", "VSM003", "every"),
    Wrong("complete-accurate: 90%", "complete-accurate: 90", "VSM003", "complete-accurate"),
    Wrong("people: 1", "people: one", "VSM003", "people"),
    Wrong("automated: false", "automated: 0", "VSM003", "automated"),
    Wrong("touchpoint: phone", "touchpoint: true", "VSM003", "touchpoint"),
    Wrong("work: adding", "work: fun", "VSM003", "work"),
    Wrong("entry: true", "entry: yes", "VSM003", "entry"),
    Wrong("entry: true", "entry: 130%", "VSM003", "entry"),
    Wrong("{repair: 60%, verify: }", "{repair: 160%, verify: }", "VSM003", "repair"),
    Wrong("{repair: 60%, verify: }", "{repair: [1], verify: }", "VSM003", "repair"),
    Wrong("{repair: 60%, verify: }", "{repair: {share: x}, verify: }", "VSM003", "share"),
    Wrong("{repair: 60%, verify: }", "{repair: {wait: x}, verify: }", "VSM003", "wait"),
    Wrong("{repair: 60%, verify: }", "{repair: {wait: {min: 2h, max: 1h}}, verify: }", "VSM003", "max"),
    Wrong("{repair: 60%, verify: }", "[repair, [verify]]", "VSM003", "next"),
    Wrong("{repair: 60%, verify: }", "[repair, {verify: 60%, repair: 10%}]", "VSM003", "next"),
    Wrong("{repair: 60%, verify: }", "[repair, {}]", "VSM003", "next"),
    Wrong("{repair: 60%, verify: }", "true", "VSM003", "next"),
    Wrong("{repair: 60%, verify: }", "{}", "VSM003", "next"),
    Wrong("{stream: upkeep, wait: true", "{stream: [upkeep], wait: true", "VSM003", "stream"),
    Wrong("{stream: upkeep, wait: true", "{stream: upkeep, wait: soon", "VSM003", "wait"),
    Wrong("within: 30d, owner: desk", "within: 30d, owner: [desk, part]", "VSM003", "owner"),
    Wrong("within: 30d", "within: 30", "VSM003", "within"),
    Wrong("accepts: {fix: {criteria: works, ", "accepts: {fix: {criteria: [works], ", "VSM003", "criteria"),
    Wrong("incident: closed}", "incident: [closed]}", "VSM003", "incident"),
    Wrong("{stream: upkeep, at", "{stream: [upkeep], at", "VSM003", "stream"),
    Wrong("{stream: upkeep, at", "{at", "VSM003", "{at: look, data: incident, owner: manager, share: 20%, wait: 1d, via: call}"),
    Wrong("share: 20%, wait: 1d", "share: 20, wait: 1d", "VSM003", "share"),
    Wrong("share: 20%, wait: 1d", "share: 20%, wait: 1", "VSM003", "wait"),
    Wrong("share: 20%, wait: 1d", "share: 20%, wait: {min: 1d, max: 1h}", "VSM003", "max"),
    Wrong("stage: engage", "stage: enjoy", "VSM003", "stage"),
    Wrong("stage: engage, ", "", "VSM003", "{stream: restore, wait: 1d}"),
    Wrong("closed-loop: true", "closed-loop: round", "VSM003", "closed-loop"),
    Wrong("by: customer", "by: staff", "VSM003", "by"),
    Wrong("{from: zabbix,", "{from: [zabbix],", "VSM003", "from"),
    Wrong("{from: zabbix, to", "{to", "VSM003", "{to: jira, data: [incident, fix], owner: desk}"),
    Wrong("look: {owner: desk, practices: knowledge-management, wait: 1h, outputs: incident}", "look: 5", "VSM003", "look"),
    Wrong("restore, wait: 1d", "restore, wait: {max: 1d}", "VSM003", "wait"),
    Wrong("  part: {parent: desk}", "  part: {parent: part}", "VSM003", "part"),
    # ids
    Wrong("  part: {", "  p art: {", "VSM003", "p art"),
    Wrong("  part: {", "  customer: {", "VSM003", "customer"),
    Wrong("  part: {", "  '': {", "VSM003", "''"),
    Wrong("  part: {", "  Desk: {", "VSM004", "Desk"),
    Wrong("  part: {", "  desk: {", "VSM004", "desk"),
    Wrong("  part: {", "  manager: {", "VSM004", "manager"),
    Wrong("queue: 4", "queue: 4\n        queue: 4", "VSM004", "queue"),
    # references
    Wrong("{parent: desk}", "{parent: dask}", "VSM005", "dask"),
    Wrong("{team: desk}", "{team: task}", "VSM005", "task"),
    Wrong("jira: {owner: desk}", "jira: {owner: dusk}", "VSM005", "dusk"),
    Wrong("jira: {owner: desk}", "jira: {owner: customer}", "VSM005", "customer"),
    Wrong("{master: jira, owner", "{master: gira, owner", "VSM005", "gira"),
    Wrong("{from: jira,", "{from: gira,", "VSM005", "gira"),
    Wrong("data: [incident, fix]", "data: [incident, fox]", "VSM005", "fox"),
    Wrong("go: {practices: [access]}", "go: {practices: [excess]}", "VSM005", "excess"),
    Wrong("    owner: manager\n    customer: staff\n    trigger", "    owner: nobody\n    customer: staff\n    trigger", "VSM005", "nobody"),
    Wrong("responded-at: detect", "responded-at: defect", "VSM005", "defect"),
    Wrong("delivered-at: verify", "delivered-at: very", "VSM005", "very"),
    Wrong("kind: go", "kind: gone", "VSM005", "gone"),
    Wrong("participants: [manager]", "participants: [manger]", "VSM005", "manger"),
    Wrong("systems: jira\n        process: 5m\n        wait", "systems: gira\n        process: 5m\n        wait", "VSM005", "gira"),
    Wrong("outputs: incident\n        touch", "outputs: accident\n        touch", "VSM005", "accident"),
    Wrong("{repair: 60%,", "{repare: 60%,", "VSM005", "repare"),
    Wrong("next: verify", "next: [verify, nowhere]", "VSM005", "nowhere"),
    Wrong("next: verify", "next: verfy", "VSM005", "verfy"),
    Wrong("{stream: upkeep, wait: true", "{stream: upkept, wait: true", "VSM005", "upkept"),
    Wrong("at: look", "at: book", "VSM005", "book"),
    Wrong("accepts: {fix:", "accepts: {fax:", "VSM005", "fax"),
    Wrong("stream: restore, wait", "stream: restored, wait", "VSM005", "restored"),
    Wrong("stream: [upkeep]", "stream: [upkept]", "VSM005", "upkept"),
]  # fmt: skip


def figures(workspace: Workspace) -> dict[str, Any]:
    """Each element of a workspace with all that it says, to compare two of them."""
    found: dict[str, Any] = {}

    def add(element: Any) -> None:
        said = {
            name: repr(getattr(element, name))
            for name in type(element).__struct_fields__
            if name not in ("place", "unread", "steps")
        }
        # What is an object of its own tells only where it lies in memory.
        said = {name: text for name, text in said.items() if " object at 0x" not in text}
        found[element.address] = said

    for stream, step in workspace.steps():
        found[stream.id + ".order"] = list(stream.steps)
        add(step)
        ways = [(route.target, route.share) for route in step.routes]
        found[step.address]["routes"] = ways
    for elements in (workspace.teams, workspace.roles, workspace.systems, workspace.data,
                     workspace.streams, workspace.journeys):  # fmt: skip
        for element in elements.values():
            add(element)
    for path in workspace.paths:
        add(path)
    return found


def test_the_whole_has_no_problem() -> None:
    assert problems(WHOLE) == []
    strict = analyse_texts({"w.yaml": WHOLE}, Options(preset="strict")).diagnostics
    assert [d for d in strict if d.level.value == "error"] == []


@pytest.mark.parametrize("wrong", WRONG, ids=lambda w: f"{w.code} {w.new}"[:50])
def test_one_problem_at_its_place(wrong: Wrong) -> None:
    assert WHOLE.count(wrong.old) == 1, "the place is not clear"
    text = WHOLE.replace(wrong.old, wrong.new)
    assert told(text) == [(wrong.code, wrong.at)]
    if wrong.code == "VSM004":
        return  # said of the later one, wherever that stands
    (found,) = problems(text)
    start = text.index(wrong.new)
    offset = sum(len(line) + 1 for line in text.split("\n")[: found.span.line - 1])

    def away(place: int) -> int:
        return max(start - place, place - start - len(wrong.new), 0)

    places = [match.start() for match in re.finditer(re.escape(wrong.at), text)]
    nearest = min(map(away, places))
    assert away(offset + found.span.column - 1) == nearest


@pytest.mark.parametrize("wrong", WRONG, ids=lambda w: f"{w.code} {w.new}"[:50])
def test_no_rule_adds_to_it(wrong: Wrong) -> None:
    """What could not be read counts as present: no rule misses it."""
    text = WHOLE.replace(wrong.old, wrong.new)
    before = analyse_texts({"w.yaml": WHOLE}).diagnostics
    known = {(d.code, d.element) for d in before}
    added = {
        (d.code, d.element, pointed_at(text, d))
        for d in analyse_texts({"w.yaml": text}).diagnostics
        if (d.code, d.element) not in known
        and not d.code.startswith("VSM00")
        and d.code != "VSM804"  # of the times that are known, another may be the longest
    }
    assert added == set()


@pytest.mark.parametrize(
    "wrong",
    [w for w in WRONG if w.code in ("VSM002", "VSM003") and "{from" not in w.old and "  part" not in w.old],
    ids=lambda w: f"{w.code} {w.new}"[:50],
)  # fmt: skip
def test_nothing_else_changes(wrong: Wrong) -> None:
    """Of every element at most the key in question differs, and what is derived from it."""
    before = figures(analyse_texts({"w.yaml": WHOLE}).workspaces[0].workspace)
    text = WHOLE.replace(wrong.old, wrong.new)
    after = figures(analyse_texts({"w.yaml": text}).workspaces[0].workspace)
    assert before.keys() == after.keys()
    if "day" in wrong.new or "week" in wrong.new:
        return  # every time of the workspace is said in these
    different = [address for address in before if before[address] != after[address]]
    assert len(different) <= 1, different
    for address in different:
        if wrong.at == "look":
            continue  # all of this step was unreadable
        keys = [key for key in before[address] if before[address][key] != after[address][key]]
        assert len(keys) <= 1, keys
