"""A newcomer writes a clean stream of three steps, from an empty file, with completion alone: keys,
ids and words are taken from what is offered; typed are only names, in places to fill in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editor.raw_client import RawClient, uri_of
from vsm_cli.api import analyse

SNIPPETS = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}
_PLACE = re.compile(r"\$\{(\d+)(?::([^}]*)|\|([^|]*)\|)?\}|\$(\d+)")


class Newcomer:
    """Somebody at an editor with one empty file. `text` is what stands there, the cursor at the
    end of it."""

    def __init__(self, client: RawClient, file: Path) -> None:
        self.client, self.file = client, file
        self.text, self.version = "", 1
        client.open(file, "")

    def take(self, label: str, **filled: str) -> None:
        """Take what is offered under a label; `filled` goes into its places, by their numbers
        (`_2`), the others stay as they are suggested."""
        offered = {each["label"]: each for each in self.offered()}
        assert label in offered, list(offered)
        item = offered[label]
        edit = item["textEdit"]
        lines = self.text.split("\n")
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"] == len(lines) - 1
        last = lines[-1][: start["character"]] + self.fill(item, edit["newText"], filled)
        self.change("\n".join([*lines[:-1], last + lines[-1][end["character"] :]]))

    def fill(self, item: dict[str, Any], text: str, filled: dict[str, str]) -> str:
        if item["insertTextFormat"] == 1:
            return text

        def place(found: re.Match[str]) -> str:
            number = found[1] or found[4]
            return filled.get(f"_{number}") or found[2] or (found[3] or "").split(",")[0]

        return _PLACE.sub(place, text)

    def type(self, text: str) -> None:
        self.change(self.text + text)

    def change(self, text: str) -> None:
        self.version += 1
        self.text = text
        self.client.change(self.file, self.version, {"text": text})

    def offered(self) -> list[dict[str, Any]]:
        lines = self.text.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        asked = {"textDocument": {"uri": uri_of(self.file)}, "position": position}
        return list(self.client.ask("textDocument/completion", asked))


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Newcomer]:
    client = RawClient()
    client.begin(tmp_path, capabilities=SNIPPETS)
    yield Newcomer(client, tmp_path / "vsm.yaml")
    client.process.kill()
    client.process.wait()


def test_a_clean_stream(newcomer: Newcomer) -> None:
    n = newcomer
    n.take("vsm: 1")
    n.take("teams")
    n.take("team-1", _1="desk", _2="Service desk")
    n.type("\n  ")
    n.take("team-1", _1="lab", _2="Laboratory")
    n.type("\n")
    n.take("streams")
    n.take("stream-1", _1="answer", _2="Answer questions", _4="desk", _5="staff", _6="a question",
           _7="an answer")  # fmt: skip
    for id_, owner, practice, last in (
        ("take", "desk", "service-desk", {}),
        ("look", "lab", "knowledge-management", {}),
        ("tell", "desk", "service-desk", {"touchpoint": "phone"}),
    ):
        n.take("step-1", _1=id_, _2=id_.capitalize(), _3=owner, _4="\0")
        before, after = n.text.split("\0")
        n.change(before)
        n.take(practice)
        n.change(n.text + after)
        for key, value in last.items():
            n.type("\n        ")
            n.take(key)
            n.type(value)
        n.type("\n      ")
    assert n.client.problems_of(n.file, n.version) == [], n.text
    n.file.write_text(n.text)
    report = analyse([n.file])
    assert report.diagnostics == []
    stream = report.workspaces[0].workspace.streams["answer"]
    assert [step.id for step in stream.steps.values()] == ["take", "look", "tell"]
    assert stream.owner == "desk"
    assert n.client.end() == 0


def test_the_same_in_chinese(newcomer: Newcomer) -> None:
    n = newcomer
    n.change("vsm: 1\n团队:\n  ")
    n.take("team-1", _1="服务台", _2="服务台")
    n.type("\n")
    n.take("价值流")
    n.take("stream-1", _1="求助", _2="求助", _5="员工", _6="提问", _7="答复")
    n.take("step-1", _1="受理", _2="受理", _4="\0")
    before, after = n.text.split("\0")
    n.change(before)
    n.take("服务台")
    n.change(n.text + after)
    n.type("\n        ")
    n.take("价值链活动")
    n.take("契动")
    n.type("\n        ")
    n.take("触点")
    n.type("电话")
    assert n.client.problems_of(n.file, n.version) == [], n.text
    assert not re.search(r"^ *[a-z-]+:", n.text.removeprefix("vsm: 1"), re.M)
