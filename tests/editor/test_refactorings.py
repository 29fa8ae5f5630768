"""What an editor is offered at an element, with what it would do; and what it then writes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editor.raw_client import RawClient, uri_of

ROOT = Path(__file__).parents[2]
_RESOLVING = {
    "workspace": {"workspaceEdit": {"documentChanges": True}},
    "textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}},
}


class Refactoring(RawClient):
    """An editor with one sample."""

    def __init__(self, folder: Path, capabilities: dict[str, Any]) -> None:
        super().__init__()
        self.folder = folder
        self.begin(folder, capabilities=capabilities)

    def offered(self, name: str, text: str, trigger: int = 1) -> dict[str, dict[str, Any]]:
        """The refactorings at the line of a file that a text stands in, by title."""
        lines = (self.folder / name).read_text(encoding="utf-8").split("\n")
        line = next(number for number, each in enumerate(lines) if text in each)
        at = {"line": line, "character": 0}
        found = self.ask(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": uri_of(self.folder / name)},
                "range": {"start": at, "end": at},
                "context": {"diagnostics": [], "only": ["refactor"], "triggerKind": trigger},
            },
        )
        return {each["title"]: each for each in found}

    def resolve(self, action: dict[str, Any]) -> dict[str, Any]:
        resolved: dict[str, Any] = self.ask("codeAction/resolve", action)
        return resolved


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "samples" / "bank-defects", tmp_path / "bank")
    return tmp_path / "bank"


@pytest.fixture
def client(folder: Path) -> Iterator[Refactoring]:
    client = Refactoring(folder, _RESOLVING)
    yield client
    client.end()


def _edits(action: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    return [
        (each["textDocument"]["uri"].rpartition("/")[2], each["edits"])
        for each in action["edit"]["documentChanges"]
    ]


def test_each_says_what_it_would_do(client: Refactoring) -> None:
    found = client.offered("streams/fault-repair.yaml", "      review:")
    assert [*found] == [
        f"Make {owner} the owner of Review the incident (solves VSM102)"
        for owner in ("Service desk", "Problem manager", "Incident manager")
    ]
    assert {each["kind"] for each in found.values()} == {"refactor.rewrite"}
    quick = client.offered("streams/fault-repair.yaml", "      review:", trigger=2)
    assert next(iter(quick)) == "Make Service desk the owner of Review the incident"


def test_it_is_written_where_it_belongs(client: Refactoring) -> None:
    (action,) = client.offered("streams/service-request.yaml", "      confirm:").values()
    assert "edit" not in action
    done = client.resolve(action)
    ((file, (edit,)),) = _edits(done)
    assert file == "systems.yaml"
    assert edit["newText"] == (
        "  - {from: iam, to: itsm, data: access-record, owner: access-team}\n"
    )
    assert done["data"]["effect"] == "solves VSM201"


def test_open_texts_count(client: Refactoring, folder: Path) -> None:
    path = folder / "streams" / "fault-repair.yaml"
    text = path.read_text(encoding="utf-8")
    document = {"uri": uri_of(path), "languageId": "yaml", "version": 7}
    new = text.replace("        name: Review the incident", "        name: Look back")
    client.say("textDocument/didOpen", {"textDocument": {**document, "text": new}})
    found = client.offered("streams/fault-repair.yaml", "      review:")
    action = client.resolve(found["Make Service desk the owner of Look back (solves VSM102)"])
    assert action["edit"]["documentChanges"][0]["textDocument"]["version"] == 7
    ((_, (edit,)),) = _edits(action)
    line = new.split("\n").index("        name: Look back")
    assert edit == {
        "range": {"start": {"line": line + 1, "character": 0},
                  "end": {"line": line + 1, "character": 0}},
        "newText": "        owner: service-desk\n",
    }  # fmt: skip


def test_what_would_be_lost_is_said(client: Refactoring, folder: Path) -> None:
    path = folder / "streams" / "new-demand.yaml"
    text = path.read_text(encoding="utf-8")
    line = "        accepts: {release: Meets the acceptance criteria.}"
    assert line in text
    path.write_text(text.replace(line, f"{line}  # asked again"), encoding="utf-8")
    client.say(
        "workspace/didChangeWatchedFiles", {"changes": [{"uri": uri_of(path), "type": 2}]}
    )  # fmt: skip
    found = client.offered("streams/new-demand.yaml", "      plan-rollout:")
    action = found["Accept Release once, at Test the release"]
    assert action["disabled"]["reason"] == (
        "a comment stands beside accepts and would be lost: # asked again"
    )


def test_without_resolving_all_is_there_at_once(folder: Path) -> None:
    client = Refactoring(folder, {})
    for action in client.offered("streams/fault-repair.yaml", "      review:").values():
        ((uri, (edit,)),) = action["edit"]["changes"].items()
        assert uri.endswith("fault-repair.yaml")
        assert edit["newText"].startswith("        owner: ")
    client.end()


def test_streams_that_are_alike(client: Refactoring, folder: Path) -> None:
    step = "{owner: testing, process: 1h}"
    stream = f"{{owner: testing, steps: {{a: {step}, b: {step}}}}}"
    (folder / "more.yaml").write_text(f"vsm: 1\nstreams:\n  x-one: {stream}\n  x-two: {stream}\n")
    path = uri_of(folder / "more.yaml")
    client.say("workspace/didChangeWatchedFiles", {"changes": [{"uri": path, "type": 1}]})
    found = client.offered("more.yaml", "  x-two:")
    title = "Extract what x-one and x-two have in common into the pattern x"
    assert found[title]["kind"] == "refactor.extract"
    ((file, edits),) = _edits(client.resolve(found[title]))
    assert file == "more.yaml"
    assert [each["newText"] for each in edits] == [
        f"patterns:\n  x:\n    owner: testing\n    steps:\n      a: {step}\n      b: {step}\n",
        "{like: x}",
        "{like: x}",
    ]


def test_an_extraction_that_would_lose_something_is_told(client: Refactoring, folder: Path) -> None:
    step = "{owner: testing, process: 1h}"
    stream = f"{{owner: testing, # who\n    steps: {{a: {step}, b: {step}}}}}"
    (folder / "more.yaml").write_text(f"vsm: 1\nstreams:\n  x-one: {stream}\n  x-two: {stream}\n")
    path = uri_of(folder / "more.yaml")
    client.say("workspace/didChangeWatchedFiles", {"changes": [{"uri": path, "type": 1}]})
    (action,) = client.offered("more.yaml", "  x-two:").values()
    done = client.resolve(action)
    assert "edit" not in done
    assert "comment" in done["disabled"]["reason"]
    told = [each["params"] for each in client.told if each.get("method") == "window/showMessage"]
    assert [each["message"] for each in told] == [done["disabled"]["reason"]]


def test_what_is_no_longer_possible_or_no_action_of_ours_stays_without_edit(
    client: Refactoring, folder: Path
) -> None:
    path = folder / "streams" / "fault-repair.yaml"
    action = next(iter(client.offered("streams/fault-repair.yaml", "      review:").values()))
    text = path.read_text(encoding="utf-8")
    client.open(path, text.replace("Review the incident", "Look back\n        owner: testing"))
    assert "edit" not in client.resolve(action)
    for data in (None, [], {"uri": uri_of(path)}, {**action["data"], "name": "x"}):
        assert "edit" not in client.resolve({"title": "T", "data": data})
