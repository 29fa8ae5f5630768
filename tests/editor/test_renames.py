"""Another name for any element changes nothing but that name: the same problems remain, and the old
name back gives the old texts."""

from collections import Counter
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import unquote

import pytest

from tests.editor.raw_client import RawClient, uri_of
from vsm_cli.api import Options, WorkspaceReport, analyse
from vsm_cli.editor.mentions import definitions_in
from vsm_cli.source.places import Span

SAMPLES = Path(__file__).parents[2] / "samples"
NEW = "zz-9"
RULES = """\
vsm: 1
teams: {desk: {name: Desk}, lab: {}}
systems: {crm: {owner: desk}}
streams: {one: {owner: desk, like: base, steps: {b: {next: end}}, ideas: {name: x, set: {
  streams.one.steps.b.wait: 1h, steps.a.process: 5m}}}}
patterns: {base: {steps: {a: {owner: lab, people: {lab: 2}}, b: {owner: desk, systems: "crm"}}}}
logs: {l: {stream: one, source: x.csv, case: c, time: t, activity: s, steps: {a: A},
  teams: {Desk: desk}}}
measured: {l: {stream: one, steps: {a: {n: 3}}, routes: {a->b: {n: 3}}, handoffs: {
  lab->desk: {n: 9}}, returns: {lab<->desk: {n: 9}}}}
lint:
  preset: strict
  rules:
    ACME101:
      name: not-the-lab
      every: step
      where: {is: {stream.owner: desk}}
      must: {not-be: {owner: [lab]}}
"""


def positions(checked: WorkspaceReport, every: int) -> list[tuple[str, Span]]:
    """Where elements are defined: of each kind some."""
    found = [
        (name, source.locate(each.place))
        for name, source in checked.files.items()
        for each in definitions_in(source)
        if each.defines
    ]
    return found[::every]


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda e: e["range"]["start"]["character"], reverse=True):
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"]
        line = lines[start["line"]]
        lines[start["line"]] = (
            line[: start["character"]] + edit["newText"] + line[end["character"] :]
        )
    return "\n".join(lines)


@pytest.mark.parametrize(("sample", "every"), [("bank", 9), ("bank-to-be-zh", 11), (None, 1)])
def test_nothing_else_changes(sample: str | None, every: int, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    if sample:
        copytree(SAMPLES / sample, folder)
    else:
        folder.mkdir()
        (folder / "vsm.yaml").write_text(RULES)
    report = analyse([folder])
    (checked, *_) = report.workspaces
    before = Counter(each.code for each in report.diagnostics)
    client = RawClient()
    client.begin(folder)
    tried = 0
    for name, span in positions(checked, every):
        asked = {
            "textDocument": {"uri": uri_of(Path(name).resolve())},
            "position": {"line": span.line - 1, "character": span.column - 1},
        }
        answer = client.ask("textDocument/rename", {**asked, "newName": NEW})
        if "code" in answer:
            assert "ITIL 4" in answer["message"], answer
            continue
        texts = {
            Path(unquote(uri.removeprefix("file://"))): edits
            for uri, edits in answer["changes"].items()
        }
        overlay = {
            path: edited(path.read_text(encoding="utf-8"), edits) for path, edits in texts.items()
        }
        found = analyse([folder], Options(overlay={p: t.encode() for p, t in overlay.items()}))
        after = Counter(each.code for each in found.diagnostics)
        assert after == before, (name, span, after - before, before - after)
        # As many words are another as were said to be.
        for path, edits in texts.items():
            assert overlay[path].count(NEW) == len(edits)
        tried += 1
    assert tried > 5
    client.process.kill()
    client.process.wait()
