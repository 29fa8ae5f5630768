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
from vsm_cli.reporters.tables.step_table import step_table
from vsm_cli.reporters.tables.xlsx import as_xlsx
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


def assert_same(before: Workspace, after: Workspace) -> None:
    assert list(after.streams) == [each.id for each in before.streams.values() if each.steps]
    for stream in after.streams.values():
        steps = before.streams[stream.id].steps
        assert list(stream.steps) == list(steps)
        for step in stream.steps.values():
            assert contents(step) == contents(steps[step.id]), step.address
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
