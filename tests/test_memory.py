"""What is kept in memory from one run to the next changes nothing that is said."""

import gc
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from tests.random_edits import EDITS, SEEDS, edits_of
from vsm_cli.api import Options, WorkspaceReport, analyse
from vsm_cli.api.memory import Memory
from vsm_cli.errors import VsmError
from vsm_cli.model.settings import Preset
from vsm_cli.model.streams import Stream
from vsm_cli.reporters.report.json import as_json
from vsm_cli.reporters.report.overview import overview

SAMPLES = Path(__file__).parents[1] / "samples"
STRICT = Options(preset=Preset.strict)
# Streams that take from one another, from a pattern in another file.
PATTERNS = {
    "vsm.yaml": "vsm: 1\ncalendar: {day: 8h, week: 5d}\nlint: {preset: strict}\n",
    "organisation.yaml": "vsm: 1\nteams: {desk: {size: 2}, lab: }\nsystems: {crm: {owner: desk}}\n"
    "data: {note: {master: crm}}\npractices: {triage: {aliases: [sorting]}}\n",
    "patterns.yaml": """\
vsm: 1
patterns:
  request:
    owner: desk
    layer: core
    steps:
      take: {owner: desk, process: 10m, wait: 2h, systems: crm, practices: sorting}
      decide: {owner: lab, process: 20m, wait: 1d, inputs: note, next: {take: 10%, do: }}
      do: {owner: desk, process: 1h, complete-accurate: 90%}
""",
    "one.yaml": "vsm: 1\nstreams:\n  one: {like: request, demand: 10/week, target: {lead: 2d}}\n",
    "two.yaml": "vsm: 1\nstreams:\n  two:\n    like: one\n    without: decide\n    steps:\n"
    "      do: {wait: 4h, uses: {stream: one, wait: true}}\n",
}


def said(folder: Path, memory: Memory | None) -> object:
    """All that a check and a report tell."""
    try:
        report = analyse([folder], STRICT, memory)
    except VsmError as error:
        return str(error)
    figures = [_figures(each) for each in report.workspaces]
    return report.notices, report.diagnostics, report.suppressed, figures


def _figures(checked: WorkspaceReport) -> str:
    return as_json(overview(checked.workspace, checked.diagnostics, checked.suppressed))


@pytest.mark.parametrize("sample", ["bank", "bank-defects-zh", "healthdata", "patterns"])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_edits(sample: str, seed: int, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    if sample == "patterns":
        folder.mkdir()
        for name, text in PATTERNS.items():
            (folder / name).write_text(text, encoding="utf-8")
    else:
        copytree(SAMPLES / sample, folder)
    memory = Memory()
    random = Random(f"{sample} {seed}")
    for _, path in zip(range(EDITS), edits_of(folder, random), strict=False):
        assert said(folder, memory) == said(folder, None), path.name


def test_what_stays(tmp_path: Path) -> None:
    """A stream that did not change, and what its pattern gave it, is the same object."""
    for name, text in PATTERNS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    memory = Memory()

    def streams() -> dict[str, object]:
        return dict(analyse([tmp_path], STRICT, memory).workspaces[0].workspace.streams)

    first = streams()
    assert streams() == first
    two = tmp_path / "two.yaml"
    two.write_text(PATTERNS["two.yaml"].replace("4h", "5h"), encoding="utf-8")
    second = streams()
    assert second["one"] is first["one"]
    assert second["two"] is not first["two"]
    organisation = tmp_path / "organisation.yaml"
    text = PATTERNS["organisation.yaml"]
    organisation.write_text(text.replace("size: 2", "size: 3"), encoding="utf-8")
    assert streams() == second
    organisation.write_text(text.replace("sorting", "triaging"), encoding="utf-8")
    assert all(each is not second[id_] for id_, each in streams().items())


@pytest.mark.parametrize(
    ("section", "key"), [("practices", "aliases: [sorting]"), ("step-kinds", "name: sorting")]
)
def test_other_order(section: str, key: str, tmp_path: Path) -> None:
    """Of two with the same name the later one is meant."""
    for name, text in PATTERNS.items():
        (tmp_path / name).write_text(text.replace("practices: sorting", "kind: sorting")
                                     if section == "step-kinds" else text)  # fmt: skip
    memory = Memory()
    found = []
    for first, second in (("one", "two"), ("two", "one")):
        text = f"vsm: 1\n{section}: {{{first}: {{{key}}}, {second}: {{{key}}}}}\n"
        (tmp_path / "say-more.yaml").write_text(text)
        found.append(said(tmp_path, memory))
        assert found[-1] == said(tmp_path, None)
    assert found[0] != found[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [("size: 2", 'size: "2"'), ("owner: desk}}", '"owner": desk}}'), ("teams:", "团队:")],
)
def test_equal_but_not_the_same(before: str, after: str, tmp_path: Path) -> None:
    """A text in quotes, and a key in Chinese, are equal to what they are written for."""
    for name, text in PATTERNS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    memory = Memory()
    organisation = tmp_path / "organisation.yaml"
    for text in (PATTERNS["organisation.yaml"], PATTERNS["organisation.yaml"] + "roles: {a: b}\n"):
        for each in (text, text.replace(before, after)):
            organisation.write_text(each, encoding="utf-8")
            assert said(tmp_path, memory) == said(tmp_path, None)


def test_what_is_no_longer_there_is_freed(tmp_path: Path) -> None:
    """A stream that was changed goes, with all that was worked out about it."""
    for name, text in PATTERNS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    memory = Memory()

    def left() -> int:
        gc.collect()
        return sum(isinstance(each, Stream) for each in gc.get_objects())

    said(tmp_path, memory)
    before = left()
    two = tmp_path / "two.yaml"
    for number in range(9):
        two.write_text(PATTERNS["two.yaml"].replace("4h", f"{number + 5}h"), encoding="utf-8")
        said(tmp_path, memory)
    assert left() == before
