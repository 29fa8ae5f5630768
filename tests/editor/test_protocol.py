"""The server keeps to the protocol, whatever it is told, and goes on."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.raw_client import RawClient, uri_of
from vsm_cli.api import analyse

FAULTY = (
    "vsm: 1\nteams: {desk: {name: Desk}}\nstreams:\n  one:\n    owner: desks\n    steps: {a: }\n"
)


@pytest.fixture
def client() -> Iterator[RawClient]:
    made = RawClient()
    yield made
    made.process.kill()
    made.process.wait()
    assert not made.strays, "nothing but the protocol is on standard output"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "vsm.yaml"
    file.write_text(FAULTY)
    return file


def test_what_it_can_do_and_how_it_ends(client: RawClient, tmp_path: Path) -> None:
    able = client.begin(tmp_path)["capabilities"]
    assert able["textDocumentSync"]["change"] == 2
    assert able["positionEncoding"] == "utf-16"
    assert "diagnosticProvider" not in able, "who asks and is told shows each problem twice"
    assert client.end() == 0


def test_going_without_a_word(client: RawClient, tmp_path: Path) -> None:
    client.begin(tmp_path)
    client.say("exit")
    assert client.gone() == 1


def test_a_client_that_is_gone(client: RawClient, tmp_path: Path) -> None:
    client.begin(tmp_path)
    assert client.process.stdin
    client.process.stdin.close()
    assert client.process.wait(30) == 1


def test_ctrl_c_ends_it(client: RawClient, tmp_path: Path) -> None:
    client.begin(tmp_path)
    client.process.send_signal(signal.SIGINT)
    assert client.process.wait(10) == -signal.SIGINT


def test_what_is_no_proper_message(client: RawClient, tmp_path: Path) -> None:
    assert client.ask("vsm/nothing", {})["code"] == -32002
    client.begin(tmp_path)
    for body, code in (
        (b"{", -32700),
        (b"\xff", -32700),
        (b"[]", -32600),
        (b'{"id": 7}', -32600),
        (json.dumps({"jsonrpc": "2.0", "id": 9, "method": "textDocument/hover",
                     "params": {"position": 3}}).encode(), -32602),
    ):  # fmt: skip
        client.say_bytes(body)
        answer = client.wait(lambda heard: "error" in heard)
        assert answer["error"]["code"] == code, body
        assert answer["id"] == (9 if code == -32602 else None)
    assert client.ask("vsm/nothing", {})["code"] == -32601
    assert client.ask("workspace/executeCommand", {"command": "nothing"})["code"] == -32602
    client.say("vsm/nothing", {})
    nowhere = {"uri": uri_of(tmp_path / "none.yaml")}
    asked = {"textDocument": nowhere, "position": {"line": 5, "character": 5}}
    assert client.ask("textDocument/hover", asked) is None
    changed = {"textDocument": {**nowhere, "version": 3}, "contentChanges": [{"text": "vsm: 1"}]}
    client.say("textDocument/didChange", changed)
    client.ask("shutdown")
    assert client.ask("textDocument/hover", asked)["code"] == -32600
    client.say("exit")
    assert client.gone() == 0


def test_problems_of_files_that_are_not_open(client: RawClient, faulty: Path) -> None:
    client.begin(faulty.parent)
    told = client.problems_of(faulty)
    checked = analyse([faulty.parent]).diagnostics
    assert [each["code"] for each in told] == [each.code for each in checked]
    by_level = {"error": 1, "warning": 2, "note": 3}
    assert [each["severity"] for each in told] == [by_level[each.level.value] for each in checked]
    first = next(each for each in told if each["code"] == "VSM005")
    assert first["range"]["start"] == {"line": 4, "character": 11}
    assert first["source"] == "vsm"
    assert "did you mean" in first["message"]
    assert first["codeDescription"]["href"].endswith("undefined-reference.md")


def test_open_texts_count_before_files(client: RawClient, faulty: Path) -> None:
    client.begin(faulty.parent)
    client.problems_of(faulty)
    client.open(faulty, FAULTY.replace("desks", "desk"), version=4)
    assert "VSM005" not in [each["code"] for each in client.problems_of(faulty, 4)]
    asked = {"textDocument": {"uri": uri_of(faulty)}}
    pulled = client.ask("textDocument/diagnostic", asked)
    assert pulled["kind"] == "full"
    assert pulled["items"] == client.problems[uri_of(faulty)]
    all_pulled = client.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
    assert [(each["uri"], each["items"]) for each in all_pulled] == list(client.problems.items())
    client.say("textDocument/didClose", asked)
    assert "VSM005" in [each["code"] for each in client.problems_of(faulty)]
    faulty.unlink()
    change = {"uri": uri_of(faulty), "type": 3}
    client.say("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert client.problems_of(faulty) == []


def test_what_others_write_on_disk(client: RawClient, tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    one = tmp_path / "one.yaml"
    one.write_text("vsm: 1\nstreams: {one: {owner: desk, steps: {a: {owner: desk}}}}\n")
    able = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    client.begin(tmp_path, capabilities=able)
    asked = client.wait(lambda heard: heard.get("method") == "client/registerCapability")
    (registered,) = asked["params"]["registrations"]
    assert registered["method"] == "workspace/didChangeWatchedFiles"
    before = client.problems.get(uri_of(one)) or client.problems_of(one)
    assert "VSM005" in [each["code"] for each in before]
    teams = tmp_path / "teams.yaml"
    teams.write_text("vsm: 1\nteams: {desk: {name: Desk}}\n")
    change = {"uri": uri_of(teams), "type": 1}
    client.say("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert "VSM005" not in [each["code"] for each in client.problems_of(one)]


def test_what_others_write_where_the_client_does_not_tell(client: RawClient, faulty: Path) -> None:
    client.begin(faulty.parent)
    client.problems_of(faulty)
    client.ask("textDocument/hover", {"textDocument": {"uri": uri_of(faulty)},
                                      "position": {"line": 0, "character": 0}})  # fmt: skip
    faulty.write_text(FAULTY.replace("desks", "desk"))
    assert "VSM005" not in [each["code"] for each in client.problems_of(faulty)]


def test_each_folder_is_a_workspace_with_its_language(client: RawClient, tmp_path: Path) -> None:
    names = {}
    for name, language in (("a", "en"), ("b", "zh")):
        folder = tmp_path / name
        folder.mkdir()
        # Both have a team of that name, which one workspace could not.
        (folder / "vsm.yaml").write_text(f"vsm: 1\nlanguage: {language}\nteams: {{desk: }}\n")
        names[name] = folder / "one.yaml"
        names[name].write_text("vsm: 1\nstreams: {one: {owner: desk}}\n")
    client.begin(tmp_path / "a", tmp_path / "b")
    while not all(uri_of(file) in client.problems for file in names.values()):
        client.wait(lambda heard: heard.get("method") == "textDocument/publishDiagnostics")
    said = {name: client.problems[uri_of(file)][0]["message"] for name, file in names.items()}
    assert said["a"].isascii()
    assert not said["b"].isascii()
    assert not [each for each in client.problems[uri_of(names["a"])] if each["code"] == "VSM004"]
    removed = [{"uri": uri_of(tmp_path / "b"), "name": "b"}]
    event = {"event": {"added": [], "removed": removed}}
    client.say("workspace/didChangeWorkspaceFolders", event)
    assert client.problems_of(names["b"]) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_columns_as_the_client_counts_them(
    client: RawClient, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "vsm.yaml"
    # A sign that takes two units of UTF-16, one of three bytes, and line breaks that are none.
    text = "vsm: 1\nstreams:\n  one: {name: 𝒳务\u2028\x85, owner: nobody-here}\n"
    offered = {"general": {"positionEncodings": [encoding]}} if encoding == "utf-8" else {}
    assert client.begin(tmp_path, capabilities=offered)["capabilities"][
        "positionEncoding"
    ] == encoding  # fmt: skip
    client.open(file, text)

    def column(of: str) -> int:
        before = text.split("\n")[2].partition(of)[0]
        return len(before.encode(encoding.replace("16", "16-le"))) // (2 if "16" in encoding else 1)

    def owner_problem(version: int) -> dict[str, object]:
        told = client.problems_of(file, version)
        return next(each for each in told if each["code"] == "VSM005")

    assert owner_problem(1)["range"] == {
        "start": {"line": 2, "character": column("nobody")},
        "end": {"line": 2, "character": column("}")},
    }
    start, end = column("务"), column(", owner")
    range_ = {"start": {"line": 2, "character": start}, "end": {"line": 2, "character": end}}
    begin = {"line": 2, "character": 0}
    further = {"range": {"start": begin, "end": begin}, "text": " "}
    client.change(file, 2, {"range": range_, "text": "𝒴"}, further)
    text = text.replace("务\u2028\x85", "𝒴").replace("  one", "   one")
    assert owner_problem(2)["range"]["start"]["character"] == column("nobody")  # type: ignore[index]
    client.change(file, 3, {"text": FAULTY})
    assert owner_problem(3)["range"]["start"] == {"line": 4, "character": 11}  # type: ignore[index]


def test_a_configuration_that_cannot_be_used(client: RawClient, faulty: Path) -> None:
    client.begin(faulty.parent)
    client.open(faulty, FAULTY + "lint:\n  levels: {nothing: error}\n")
    (told,) = client.problems_of(faulty, 1)
    assert told["range"]["start"]["line"] == 7
    assert "nothing" in told["message"]
    client.change(faulty, 2, {"text": FAULTY})
    assert "VSM005" in [each["code"] for each in client.problems_of(faulty, 2)]


def test_texts_of_others_and_texts_without_a_file(client: RawClient, tmp_path: Path) -> None:
    client.begin(tmp_path)
    other = tmp_path / "playbook.yaml"
    client.open(other, "- hosts: all\n  tasks: [}\n")
    assert client.problems_of(other, 1) == []
    new = tmp_path / "new.yaml"
    client.open(new, FAULTY)
    assert client.problems_of(new, 1)
    untitled = {"uri": "untitled:Untitled-1", "languageId": "yaml", "version": 1, "text": FAULTY}
    client.say("textDocument/didOpen", {"textDocument": untitled})
    client.wait(lambda heard: (heard.get("params") or {}).get("uri") == "untitled:Untitled-1")
    assert client.problems["untitled:Untitled-1"]
