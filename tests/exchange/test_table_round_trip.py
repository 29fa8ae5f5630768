"""What `vsm export` writes of steps, `vsm import` reads again: every sample, as CSV and as XLSX."""

from pathlib import Path
from typing import Any

import pytest

from vsm_cli.api import Options, WorkspaceReport, analyse
from vsm_cli.exchange.imported import Imported
from vsm_cli.exchange.readers import read_bytes
from vsm_cli.language import LANGUAGES, spoken
from vsm_cli.loading import load_texts
from vsm_cli.model.streams import Route, Step
from vsm_cli.model.values import Spread
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.tables.csv import as_csv
from vsm_cli.reporters.tables.link_table import link_table
from vsm_cli.reporters.tables.step_table import step_table
from vsm_cli.reporters.tables.xlsx import as_xlsx
from vsm_cli.source.key_names import in_chinese
from vsm_cli.source.writing import as_yaml

SAMPLES = analyse([Path(__file__).parents[2] / "samples"], Options(check=False)).workspaces
SAMPLES = [each for each in SAMPLES if each.workspace.streams]


def read_again(data: bytes, name: str) -> tuple[Imported, Workspace]:
    imported = read_bytes(data, name)
    text = as_yaml({"vsm": 1, **imported.definitions}, "")
    return imported, load_texts({"vsm.yaml": text}).workspace


def seconds(spread: Spread | None) -> Any:
    """A time as a table holds it: its mean, or the ends of a range."""
    if spread is None:
        return None
    ends = spread.parameters if spread.kind == "uniform" else (spread.mean_s,)
    return tuple(pytest.approx(end) for end in ends)


def way(route: Route) -> Any:
    return route.target, route.share, seconds(route.wait)


def contents(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "name": step.name or step.id,
        "description": step.description and " ".join(step.description.split()),
        "tags": step.tags,
        "owner": step.owner,
        "participants": step.participants,
        "practices": [each.written for each in step.practices],
        "activity": step.activity,
        "kind": step.kind,
        "systems": step.systems,
        "process": seconds(step.process),
        "wait": seconds(step.wait),
        "lead": seconds(step.lead),
        "queue": step.queue,
        "every": step.every_s,
        "complete_accurate": step.complete_accurate,
        "people": step.people,
        "hands": dict(step.hands),
        "automated": step.automated,
        "inputs": step.inputs,
        "outputs": step.outputs,
        "touchpoint": step.touchpoint,
        "work": step.work,
        "accepts": [(each.data, each.criteria) for each in step.accepts],
        "entry": step.entry,
        "split": step.split,
        "next": [way(route) for route in step.routes],
    }


def links(step: Step) -> list[Any]:
    return [
        *[
            (each.stream, each.at, each.data, each.owner, each.share, seconds(each.wait), each.via)
            for each in step.starts
        ],
        *[
            (each.stream, each.at, each.data, each.owner, each.covered, each.wait, each.within_s,
             each.via)
            for each in step.uses
        ],
    ]  # fmt: skip


def assert_steps(before: Workspace, after: Workspace) -> None:
    assert list(after.streams) == [each.id for each in before.streams.values() if each.steps]
    for stream in after.streams.values():
        steps = before.streams[stream.id].steps
        assert list(stream.steps) == list(steps)
        for step in stream.steps.values():
            assert contents(step) == contents(steps[step.id]), step.address


def assert_same(before: Workspace, after: Workspace) -> None:
    assert_steps(before, after)
    for section in ("systems", "data"):
        known = getattr(before, section)
        for id_, element in getattr(after, section).items():
            assert known[id_].label == element.label


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: Path(sample.root).name)
def test_every_sample(sample: WorkspaceReport, language: str) -> None:
    with spoken(language):
        table = step_table(sample.workspace)
        written = {"t.csv": as_csv(table).encode(), "t.xlsx": as_xlsx([table])}
        for name, data in written.items():
            imported, again = read_again(data, name)
            assert [note for note in imported.notes if note.is_lost] == []
            assert_same(sample.workspace, again)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: Path(sample.root).name)
def test_links_of_every_sample(sample: WorkspaceReport, language: str) -> None:
    before = sample.workspace
    with spoken(language):
        data = as_xlsx([step_table(before), link_table(before)])
        imported, after = read_again(data, "t.xlsx")
    assert [note for note in imported.notes if note.is_lost] == []
    for stream, step in after.steps():
        assert links(step) == links(before.streams[stream.id].steps[step.id])
    known = [bool(step.starts or step.uses) for _, step in before.steps()]
    assert [bool(step.starts or step.uses) for _, step in after.steps()].count(True) == sum(known)


TRICKY = """
vsm: 1
calendar: {day: 8h, week: 5d}
teams:
  desk: {name: "Desk; front, back"}
  OPS: {name: Operations}
  PLAIN: {}
roles: {lead: {name: Team lead, team: desk}}
systems: {mail: {name: "Mail, chat"}, crm: {name: "CRM [old]"}, crm-2: {name: Crm 2}}
data: {form: {name: "=Form"}, note: {}}
streams:
  a:
    steps:
      look:
        name: "- Look"
        owner: desk
        participants: [OPS, PLAIN, lead, customer]
        practices: "Risk, and more"
        tags: "one, two"
        systems: [mail, crm, crm-2]
        people: {OPS: 1, customer: 2}
        process: 10-20m
        wait: 1d
        inputs: []
        outputs: [form, note]
        accepts: {form: "signed: yes, by all", note: }
        entry: 60%
        next: {do: {share: 5%, wait: 1h-2h}, look: , end: 10%}
      do: {lead: 2w, process: 0, entry: 40%, next: [end, {look: {share: 30%, wait: 0}}]}
      fork: {automated: true, queue: 2.5, every: 4w, complete-accurate: 99.5%, next: {look: , do: }}
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_that_hold_signs(language: str) -> None:
    before = load_texts({"vsm.yaml": TRICKY}).workspace
    with spoken(language):
        table = step_table(before)
        for name, data in {"t.csv": as_csv(table).encode(), "t.xlsx": as_xlsx([table])}.items():
            imported, after = read_again(data, name)
            assert [note for note in imported.notes if note.is_lost] == []
            assert_steps(before, after)


def test_keys_in_chinese_say_the_same() -> None:
    for sample in SAMPLES:
        imported = read_bytes(as_csv(step_table(sample.workspace)).encode(), "t.csv")
        text = as_yaml(in_chinese({"vsm": 1, **imported.definitions}), "")
        assert "steps:" not in text
        assert_steps(sample.workspace, load_texts({"vsm.yaml": text}).workspace)
