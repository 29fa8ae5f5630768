"""Whatever is typed and asked: an answer each time, never about a text that is no longer there, and
in the end the same problems as a fresh check finds."""

import os
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import pytest

from tests.editor.raw_client import RawClient, uri_of
from tests.random_edits import edited
from vsm_cli.api import Options, analyse
from vsm_cli.errors import VsmError
from vsm_cli.source.workspaces import absolute

SAMPLES = Path(__file__).parents[2] / "samples"
STEPS = int(os.environ.get("EDITOR_STEPS", "120"))
"""How many edits and questions; 2,000 take some minutes."""
_AT_A_PLACE = (
    "hover", "completion", "definition", "documentHighlight", "prepareRename", "references",
    "rename", "selectionRange", "codeAction",
)  # fmt: skip
_OF_A_TEXT = ("documentSymbol", "foldingRange", "codeLens", "diagnostic")
ENDS = (-32602, -32803)
"""That an element cannot be renamed, and the like, is an answer."""


class Typist:
    """Edits and asks at random."""

    def __init__(self, client: RawClient, folder: Path, random: Random) -> None:
        self.client, self.random = client, random
        self.files = sorted(folder.rglob("*.yaml"))
        self.originals = {path: path.read_text(encoding="utf-8") for path in self.files}
        self.open: dict[Path, str] = {}
        self.version = 0

    def step(self) -> None:
        match self.random.randrange(10):
            case 0:
                self.open_or_close()
            case 1:
                self.on_disk()
            case 2 | 3 | 4 | 5:
                self.edit()
            case _:
                self.ask()

    def open_or_close(self) -> None:
        path = self.random.choice(self.files)
        self.version += 1
        if path in self.open:
            del self.open[path]
            self.client.say("textDocument/didClose", {"textDocument": {"uri": uri_of(path)}})
        else:
            text = path.read_text(encoding="utf-8") if path.exists() else self.originals[path]
            self.open[path] = text
            self.client.open(path, text, self.version)

    def on_disk(self) -> None:
        path = self.random.choice(self.files)
        if self.random.randrange(4) == 0:
            path.unlink(missing_ok=True)
        else:
            path.write_text(edited(self.originals[path], self.random), encoding="utf-8")
        change = {"uri": uri_of(path), "type": 2}
        self.client.say("workspace/didChangeWatchedFiles", {"changes": [change]})

    def edit(self) -> None:
        if not self.open:
            return self.open_or_close()
        path = self.random.choice(list(self.open))
        before = self.open[path]
        after = (
            self.originals[path] if self.random.randrange(9) == 0 else edited(before, self.random)
        )
        if self.random.randrange(8) == 0:
            after = after.replace("a", self.random.choice(["𝒳", "\u2028", "务", "\r\n", "\r"]), 1)
        self.open[path] = after
        self.version += 1
        change = {"text": after} if self.random.randrange(3) == 0 else difference(before, after)
        return self.client.change(path, self.version, change)

    def ask(self) -> None:
        path = self.random.choice(list(self.open) or self.files)
        text = self.open.get(path)
        if text is None:
            if not path.exists():
                return
            text = path.read_text(encoding="utf-8")
        lines = lines_of(text)
        line = self.random.randrange(len(lines))
        position = {"line": line, "character": self.random.randrange(len(lines[line]) + 2)}
        method = self.random.choice((*_AT_A_PLACE, *_OF_A_TEXT, "workspace/symbol"))
        params = {
            "textDocument": {"uri": uri_of(path)}, "position": position, "positions": [position],
            "range": {"start": position, "end": position}, "query": "a", "newName": "zz-top",
            "context": {"diagnostics": [], "includeDeclaration": True},
        }  # fmt: skip
        name = method if "/" in method else f"textDocument/{method}"
        answer = self.client.ask(name, params)
        if isinstance(answer, dict) and "code" in answer and "message" in answer:
            assert answer["code"] in ENDS, (name, answer)
        else:
            for uri, range_ in ranges_in(answer, uri_of(path)):
                self.is_there(uri, range_, name)

    def is_there(self, uri: str, range_: dict[str, Any], name: str) -> None:
        """Whether a range lies within the text as it is now."""
        path = next(each for each in self.files if uri_of(each) == uri)
        text = self.open.get(path)
        if text is None:
            text = path.read_text(encoding="utf-8")
        lines = [*lines_of(text), ""]
        for end in (range_["start"], range_["end"]):
            assert end["line"] < len(lines), (name, range_)
            size = len(lines[end["line"]].encode("utf-16-le")) // 2
            assert 0 <= end["character"] <= size, (name, range_)


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def difference(before: str, after: str) -> dict[str, Any]:
    """The change that makes one text of the other, as an editor would say it."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    left = 0
    while (
        left < min(len(before), len(after)) - start and before[-1 - left] == after[-1 - left]
    ):  # fmt: skip
        left += 1
    # Not between the two signs of a line end, which no editor could say.
    while before[start - 1 : start] == "\r":
        start -= 1
    while before[len(before) - left - 1 : len(before) - left] == "\r":
        left -= 1
    end = len(before) - left
    range_ = {"start": position_of(before, start), "end": position_of(before, end)}
    return {"range": range_, "text": after[start : len(after) - left]}


def position_of(text: str, offset: int) -> dict[str, int]:
    lines = lines_of(text[:offset])
    return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}


def ranges_in(answer: Any, uri: str) -> Any:
    """Every range in an answer, with the address of the text that it is of."""
    if isinstance(answer, list):
        for each in answer:
            yield from ranges_in(each, uri)
    elif isinstance(answer, dict):
        uri = answer.get("uri", uri)
        for key, value in answer.items():
            if key == "changes":
                for of, edits in value.items():
                    yield from ranges_in(edits, of)
            elif key.endswith(("ange", "Range")) and isinstance(value, dict):
                yield uri, value
            else:
                yield from ranges_in(value, uri)


@pytest.mark.parametrize("sample", ["bank", "bank-defects-zh", "published"])
def test_whatever_is_typed_and_asked(sample: str, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    copytree(SAMPLES / sample, folder)
    client = RawClient()
    client.begin(folder)
    typist = Typist(client, folder, Random(f"editor {sample}"))
    for _ in range(STEPS):
        typist.step()
    told = client.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
    found = {each["uri"]: each["items"] for each in told if each["items"]}
    assert sorted(problems(found)) == sorted(checked(folder, typist))
    # What was told without being asked is the same.
    client.say("workspace/didChangeWatchedFiles", {"changes": []})
    while {uri: items for uri, items in client.problems.items() if items} != found:
        client.wait(lambda _: True)
    assert client.end() == 0


def problems(found: dict[str, list[dict[str, Any]]]) -> list[tuple[str, Any, Any, int]]:
    return [
        (uri, each.get("code"), each["message"].partition("\n")[0], each["range"]["start"]["line"])
        for uri, items in found.items()
        for each in items
    ]


def checked(folder: Path, typist: Typist) -> list[tuple[str, Any, Any, int]]:
    overlay = {path: text.encode() for path, text in typist.open.items()}
    named = [folder, *(path for path in typist.open if not path.exists())]
    try:
        report = analyse(named, Options(overlay=overlay, as_configured=True))
    except VsmError as error:
        return [(uri_of(folder / "vsm.yaml"), None, str(error), 0)]
    return [
        (uri_of(absolute(Path(each.path))), each.code, each.message.partition("\n")[0],
         each.span.line - 1)
        for each in report.diagnostics
    ]  # fmt: skip
