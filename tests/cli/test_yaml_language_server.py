"""The schema in a real editor: yaml-language-server, over standard input and output.

It runs where Node is installed and the server is found, in `YAML_LANGUAGE_SERVER` (the path of
its `bin/yaml-language-server`) or below `tests/node_modules`
(`npm install --prefix tests yaml-language-server`).
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import vsm

TESTS = Path(__file__).parents[1]
SERVER = Path(
    os.environ.get("YAML_LANGUAGE_SERVER")
    or TESTS / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
)
pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and SERVER.is_file()),
    reason="needs Node and yaml-language-server (npm install --prefix tests yaml-language-server)",
)
STEP = "vsm: 1\nstreams:\n  s:\n    steps:\n      a:\n"


class Editor:
    """As much of the language server protocol as an editor needs to show one file."""

    def __init__(self, folder: Path, schema: Path) -> None:
        self._folder = folder
        self._schema = schema
        self._process = subprocess.Popen(
            ["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._last = 0
        self._request("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self._send(method="initialized", params={})
        self._send(method="workspace/didChangeConfiguration", params={"settings": self._settings()})

    def _settings(self) -> dict[str, Any]:
        associated = {self._schema.as_uri(): "*.yaml"}
        return {"yaml": {"schemas": associated, "validate": True, "completion": True,
                         "schemaStore": {"enable": False}}}  # fmt: skip

    def open(self, text: str) -> str:
        uri = (self._folder / f"{self._last}.yaml").as_uri()
        self._last += 1
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": item})
        return uri

    def completion(self, text: str) -> set[str]:
        """What is offered at the end of a text."""
        lines = text.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        found = self._request(
            "textDocument/completion", textDocument={"uri": self.open(text)}, position=position
        )
        items = found if isinstance(found, list) else found["items"]
        return {item["label"] for item in items}

    def problems(self, text: str) -> list[str]:
        uri = self.open(text)
        while True:
            message = self._receive()
            if (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
            ):
                return [each["message"] for each in message["params"]["diagnostics"]]

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=20)

    def _request(self, method: str, **params: Any) -> Any:
        self._last += 1
        number = self._last
        self._send(id=number, method=method, params=params)
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def _receive(self) -> dict[str, Any]:
        """The next message; what the server asks is answered on the way."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        if "id" in message and "method" in message:
            asked = message.get("params") or {}
            answer = [self._settings().get(item.get("section")) for item in asked.get("items", [])]
            self._send(id=message["id"], result=answer or None)
        return message

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("editor")
    schema = folder / "schema.json"
    assert vsm("schema", "-o", schema, folder=folder).returncode == 0
    editor = Editor(folder, schema)
    # It answers before it has taken its settings up.
    for _ in range(200):
        if editor.completion("vsm: 1\n"):
            break
        time.sleep(0.05)
    yield editor
    editor.close()


def test_fixed_words_are_offered(editor: Editor) -> None:
    offered = editor.completion(STEP + "        activity: ")
    assert {"plan", "engage", "obtain-build", "契动"} <= offered


def test_keys_are_offered(editor: Editor) -> None:
    offered = editor.completion(STEP + "        ")
    assert {"owner", "practices", "complete-accurate", "next"} <= offered
    assert "trigger" not in offered


def test_keys_are_offered_in_chinese(editor: Editor) -> None:
    step = "vsm: 1\n价值流:\n  s:\n    步骤:\n      a:\n        "
    offered = editor.completion(step)
    assert {"责任人", "owner", "实践", "完整准确率", "下一步"} <= offered
    assert "触发" not in offered
    assert {"plan", "契动"} <= editor.completion(step + "价值链活动: ")
    (problem,) = editor.problems(step + "责任: desk\n")
    assert "责任" in problem
    assert editor.problems(step + "等待: 5\n")


def test_wrong_keys_and_values_are_marked(editor: Editor) -> None:
    (problem,) = editor.problems(STEP + "        ownr: desk\n")
    assert "ownr" in problem
    (problem,) = editor.problems(STEP + "        activity: enrage\n")
    assert "engage" in problem
    assert editor.problems(STEP + "        wait: 5\n")


def test_the_starter_has_no_problem(editor: Editor) -> None:
    starter = TESTS.parent / "vsm_cli" / "cli" / "starter"
    for path in starter.rglob("*.yaml"):
        assert editor.problems(path.read_text(encoding="utf-8")) == []
