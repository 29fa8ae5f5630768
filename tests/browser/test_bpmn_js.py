"""BPMN files in the tools that others open them with: bpmn-js in a real browser, and bpmnlint.

They need npm packages below `tests/node_modules` (`npm install --prefix tests bpmn-js@18
bpmn-moddle@10 bpmnlint@11`).
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.diagrams.graphs import random_case
from tests.diagrams.test_landscape import sample
from vsm_cli.diagrams.bpmn import as_bpmn
from vsm_cli.diagrams.scope import Scope

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MODULES = Path(__file__).parents[1] / "node_modules"
VIEWER = MODULES / "bpmn-js" / "dist" / "bpmn-viewer.production.min.js"
SAMPLES = ("bank", "bank-zh", "bank-to-be", "bank-defects", "healthdata", "omg-incident",
           "published/1-value-stream-mapping", "published/2-incident-response",
           "published/3-claim-handling", "published/4-incident-with-review", "published/5-rework",
           "published/6-create-deliver-support")  # fmt: skip
needs_viewer = pytest.mark.skipif(
    not VIEWER.is_file(), reason="needs bpmn-js (npm install --prefix tests bpmn-js@18)"
)
needs_linter = pytest.mark.skipif(
    not (shutil.which("node") and (MODULES / "bpmnlint").is_dir()),
    reason="needs Node, bpmnlint and bpmn-moddle (npm install --prefix tests bpmnlint@11 …)",
)

_OPEN = """async text => {
    document.body.innerHTML = '<div id="shown" style="width: 1400px; height: 900px"></div>';
    const viewer = new BpmnJS({container: '#shown'});
    const {warnings} = await viewer.importXML(text);
    const kinds = viewer.get('elementRegistry').getAll().map(element => element.type);
    return {
        warnings: warnings.map(warning => warning.message),
        tasks: kinds.filter(kind => /Task$/.test(kind)).length,
        lanes: kinds.filter(kind => kind === 'bpmn:Lane').length,
        alien: document.querySelectorAll('#shown script, #shown iframe').length,
    };
}"""


@pytest.fixture(scope="module")
def page(chromium: "Browser") -> "Iterator[Page]":
    page = chromium.new_page()
    page.set_content("<!doctype html><meta charset=utf-8><body></body>")
    page.add_script_tag(path=VIEWER)
    yield page
    page.close()


def opened(page: "Page", text: str) -> dict[str, Any]:
    """What bpmn-js shows of a file, of which it must not warn."""
    said: list[str] = []
    page.on("console", lambda each: said.append(each.text))
    found: dict[str, Any] = page.evaluate(_OPEN, text)
    assert (said, found["warnings"], found["alien"]) == ([], [], 0)
    return found


@needs_viewer
@pytest.mark.parametrize("name", SAMPLES)
def test_bpmn_js_opens_samples(page: "Page", name: str) -> None:
    workspace = sample(name)
    for stream in workspace.streams.values():
        found = opened(page, as_bpmn(Scope(workspace), stream))
        assert found["tasks"] == len(stream.steps)
        assert found["lanes"] == len({step.owner for step in stream.steps.values()})


@needs_viewer
@pytest.mark.parametrize("seed", range(6))
def test_bpmn_js_opens_any_stream(page: "Page", seed: int) -> None:
    workspace, stream = random_case(seed)
    assert opened(page, as_bpmn(Scope(workspace), stream))["tasks"] == len(stream.steps)


def linted(texts: list[str]) -> list[list[str]]:
    done = subprocess.run(
        ["node", Path(__file__).with_name("lint_bpmn.cjs")],
        input=json.dumps(texts), text=True, capture_output=True, check=True, timeout=120,
        env={"NODE_PATH": str(MODULES), "PATH": str(Path(shutil.which("node") or "").parent)},
    )  # fmt: skip
    found: list[list[str]] = json.loads(done.stdout)
    return found


@needs_linter
def test_bpmnlint_finds_nothing_in_samples() -> None:
    texts = [
        as_bpmn(Scope(workspace), stream)
        for workspace in map(sample, SAMPLES)
        for stream in workspace.streams.values()
    ]
    assert linted(texts) == [[]] * len(texts)


@needs_linter
def test_bpmnlint_finds_in_any_stream_what_is_wrong_with_it() -> None:
    texts = []
    for seed in range(12):
        workspace, stream = random_case(seed)
        texts.append(as_bpmn(Scope(workspace), stream))
    found = {each.partition(" ")[0] for finds in linted(texts) for each in finds}
    # Steps that nothing leads to, and streams that never end.
    assert found <= {"no-implicit-start", "end-event-required"}
    assert found
