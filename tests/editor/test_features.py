"""Each feature, asked for by pytest-lsp as by an editor, of one server with a small workspace."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.editor.raw_client import COMMAND, uri_of

ORGANISATION = """\
vsm: 1
calendar: {day: 8h, week: 5d}
teams:
  desk: {name: Service desk, size: 4}
  lab: {name: Laboratory, size: 2}
systems:
  tickets: {name: Ticket tool, owner: desk}
data:
  case: {name: Case, master: tickets}
patterns:
  request:
    layer: core
    owner: desk
    customer: staff
    trigger: a question
    value: an answer
    steps:
      take: {owner: desk, practices: service-desk, process: 10m, wait: 1h, systems: tickets}
      answer: {owner: lab, practices: Incident Managment, process: 1h, wait: 3h}
"""
STREAMS = """\
vsm: 1
# what we do
# every day
streams:
  ask:
    like: request
    target: {lead: 1d}
    demand: 10/week
    steps:
      answer: {touchpoint: phone, outputs: case}
  价值:
    名称: 改进
    责任人: lab
    步骤:
      看: {责任人: desk, 下一步: {做: 70%, 结束: 30%}}
      做: {责任人: lab, 启动: {价值流: ask, 起点: take}}
"""
ANSWER = "answer: {touchpoint"


def place(text: str, before: str, after: str = "") -> types.Position:
    """Where `before` ends in a text, which is followed by `after`."""
    start = text.index(before + after) + len(before)
    line = text.count("\n", 0, start)
    return types.Position(line, start - (text.rfind("\n", 0, start) + 1))


class Desk:
    """The workspace on disk, as tests speak of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = {"vsm.yaml": ORGANISATION, "streams.yaml": STREAMS}
        for name, text in self.texts.items():
            (folder / name).write_text(text, encoding="utf-8")

    def at(self, name: str, before: str, after: str = "") -> dict[str, object]:
        return {
            "text_document": self.document(name),
            "position": place(self.texts[name], before, after),
        }

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(uri_of(self.folder / name))

    def edited(self, edit: types.WorkspaceEdit) -> dict[str, str]:
        """The texts with edits made, by file."""
        found = dict(self.texts)
        by_uri = dict(edit.changes or {})
        for each in edit.document_changes or ():
            assert isinstance(each, types.TextDocumentEdit)
            by_uri[each.text_document.uri] = list(each.edits)  # type: ignore[arg-type]
        for uri, edits in by_uri.items():
            name = uri.rpartition("/")[2]
            lines = found[name].split("\n")
            for one in sorted(edits, key=lambda e: e.range.start, reverse=True):
                assert isinstance(one, types.TextEdit)
                start, end = one.range.start, one.range.end
                head = lines[start.line][: start.character]
                tail = lines[end.line][end.character :] if end.line < len(lines) else ""
                lines[start.line : end.line + 1] = (head + one.new_text + tail).split("\n")
            found[name] = "\n".join(lines)
        return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("features"))


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND), scope="module")
async def client(lsp: LanguageClient, desk: Desk) -> AsyncIterator[None]:
    folders = [types.WorkspaceFolder(uri_of(desk.folder), "features")]
    lsp.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _params: None)
    able = client_capabilities("visual-studio-code")
    params = types.InitializeParams(capabilities=able, workspace_folders=folders)
    await lsp.initialize_session(params)
    yield
    await lsp.shutdown_session()


pytestmark = pytest.mark.asyncio(loop_scope="module")


def text_of(hover: types.Hover | None) -> str:
    assert hover
    assert isinstance(hover.contents, types.MarkupContent)
    return hover.contents.value


async def hovered(client: LanguageClient, desk: Desk, *where: str) -> str:
    params = types.HoverParams(**desk.at(*where))  # type: ignore[arg-type]
    return text_of(await client.text_document_hover_async(params))


async def test_hover_tells_figures(client: LanguageClient, desk: Desk) -> None:
    step = await hovered(client, desk, "streams.yaml", "      ans", "wer: {touch")
    assert "**answer** – a step of ask" in step
    assert "- Owner: Laboratory" in step
    assert "- Lead: 4h" in step
    assert "- Of the perceived lead time: 77.4%" in step
    assert "Taken from `patterns.request.steps.answer`" in step
    stream = await hovered(client, desk, "streams.yaml", "  as", "k:\n")
    assert "- Lead time: 5h 10m" in stream
    assert "- Promise: lead 1d: kept, 5h 10m" in stream
    team = await hovered(client, desk, "vsm.yaml", "owner: la", "b,")
    assert "**Laboratory** – a team" in team
    assert "- Load: " in team
    system = await hovered(client, desk, "vsm.yaml", "systems: tick", "ets}")
    assert "- Users: Service desk" in system


async def test_hover_tells_meanings(client: LanguageClient, desk: Desk) -> None:
    key = await hovered(client, desk, "vsm.yaml", "        lay"[4:], "er: core")
    assert key.startswith("**layer**\n\nCore streams serve customers")
    chinese = await hovered(client, desk, "streams.yaml", "    责任", "人: lab")
    assert chinese.startswith("**责任人 · owner**")
    practice = await hovered(client, desk, "vsm.yaml", "practices: service", "-desk")
    assert "**Service desk** – a practice" in practice
    assert "服务台" in practice


async def test_hover_while_something_is_typed(client: LanguageClient, desk: Desk) -> None:
    file, text = desk.folder / "typed.yaml", "vsm: 1\nroles: {boss: {team: lab}}\n"
    identifier = types.TextDocumentIdentifier(uri_of(file))
    document = types.TextDocumentItem(uri_of(file), "yaml", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    asked = types.HoverParams(identifier, place(text, "team: la"))
    assert "**Laboratory**" in text_of(await client.text_document_hover_async(asked))
    broken = types.TextDocumentContentChangeWholeDocument(text + "streams: {a: {owner: [\n")
    changed = types.VersionedTextDocumentIdentifier(2, uri_of(file))
    client.text_document_did_change(types.DidChangeTextDocumentParams(changed, [broken]))
    assert "**Laboratory**" in text_of(await client.text_document_hover_async(asked))
    client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))


async def test_hover_gives_manuals(client: LanguageClient, desk: Desk) -> None:
    file = desk.folder / "ignoring.yaml"
    text = "vsm: 1\n# vsm: ignore[VSM102] later\nx-note: a\n"
    document = types.TextDocumentItem(uri_of(file), "yaml", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    identifier = types.TextDocumentIdentifier(uri_of(file))
    asked = types.HoverParams(identifier, place(text, "ignore[VSM"))
    manual = text_of(await client.text_document_hover_async(asked))
    assert manual.startswith("**VSM102** step-without-owner")
    assert "## Why" in manual
    listed = await client.text_document_completion_async(
        types.CompletionParams(identifier, place(text, "ignore[VSM102"))
    )
    assert isinstance(listed, list)
    assert "VSM301" in [each.label for each in listed]
    # What it leaves out is not there: that is put right with all else that can be.
    only = types.CodeActionContext([], only=[types.CodeActionKind.SourceFixAll])
    start = types.Position(0, 0)
    (fixing,) = (
        await client.text_document_code_action_async(
            types.CodeActionParams(identifier, types.Range(start, start), only)
        )
        or ()
    )
    assert isinstance(fixing, types.CodeAction)
    assert fixing.edit
    desk.texts["ignoring.yaml"] = text
    assert desk.edited(fixing.edit)["ignoring.yaml"] == "vsm: 1\nx-note: a\n"
    del desk.texts["ignoring.yaml"]
    client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))


async def test_definitions_and_references(client: LanguageClient, desk: Desk) -> None:
    params = types.DefinitionParams(**desk.at("streams.yaml", "起点: ta", "ke}"))  # type: ignore[arg-type]
    found = await client.text_document_definition_async(params)
    assert isinstance(found, list)
    (one,) = found
    assert isinstance(one, types.Location)
    assert one.uri == uri_of(desk.folder / "vsm.yaml")
    assert one.range.start == place(ORGANISATION, "      ", "take:")
    context = types.ReferenceContext(include_declaration=False)
    asked = types.ReferenceParams(context, **desk.at("vsm.yaml", "  la", "b: {name"))  # type: ignore[arg-type]
    places = await client.text_document_references_async(asked)
    assert places
    assert [each.uri.rpartition("/")[2] for each in places] == [*["streams.yaml"] * 2, "vsm.yaml"]
    asked.context.include_declaration = True
    everywhere = await client.text_document_references_async(asked)
    assert everywhere
    assert len(everywhere) == 4
    lit = await client.text_document_document_highlight_async(
        types.DocumentHighlightParams(**desk.at("vsm.yaml", "  des", "k: {name"))  # type: ignore[arg-type]
    )
    assert lit
    assert [each.range.start.line for each in lit] == [3, 6, 12, 17]


async def test_rename_across_files_and_languages(client: LanguageClient, desk: Desk) -> None:
    async def renamed(new: str, *where: str) -> dict[str, str]:
        params = types.RenameParams(new_name=new, **desk.at(*where))  # type: ignore[arg-type]
        edit = await client.text_document_rename_async(params)
        assert edit
        return desk.edited(edit)

    team = await renamed("实验室", "vsm.yaml", "  la", "b: {name")
    assert team == {
        "vsm.yaml": ORGANISATION.replace("lab:", "实验室:").replace("owner: lab", "owner: 实验室"),
        "streams.yaml": STREAMS.replace("责任人: lab", "责任人: 实验室"),
    }
    # A step of a pattern is renamed in every stream that takes it.
    step = await renamed("reply", "streams.yaml", "      ans", "wer: {touch")
    assert step == {
        name: text.replace("answer: {", "reply: {") for name, text in desk.texts.items()
    }
    chinese = await renamed("do-it", "streams.yaml", "下一步: {", "做")
    assert chinese["streams.yaml"] == STREAMS.replace("做", "do-it")
    quoted = await renamed("true", "vsm.yaml", "  ca", "se: {name")
    assert quoted["streams.yaml"] == STREAMS.replace("outputs: case", 'outputs: "true"')


@pytest.mark.parametrize(
    ("new", "before", "after"),
    [
        ("lab", "  des", "k: {name"),
        ("customer", "  des", "k: {name"),
        ("a b", "  des", "k: {name"),
        ("mine", "practices: service", "-desk"),
    ],
)
async def test_no_rename(
    client: LanguageClient, desk: Desk, new: str, before: str, after: str
) -> None:
    params = types.RenameParams(new_name=new, **desk.at("vsm.yaml", before, after))  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"already|meaning of its own|no id|catalogue"):
        await client.text_document_rename_async(params)


async def test_symbols(client: LanguageClient, desk: Desk) -> None:
    found = await client.text_document_document_symbol_async(
        types.DocumentSymbolParams(desk.document("streams.yaml"))
    )
    assert found
    (section,) = found
    assert isinstance(section, types.DocumentSymbol)
    assert section.name == "streams"
    assert [each.name for each in section.children or ()] == ["ask", "价值"]
    second = (section.children or ())[1]
    assert second.detail == "改进"
    assert [each.name for each in (second.children or ())[0].children or ()] == ["看", "做"]
    query = types.WorkspaceSymbolParams("ticket")
    (one,) = await client.workspace_symbol_async(query) or ()
    assert one.name == "tickets Ticket tool"


async def test_folding_and_selecting(client: LanguageClient, desk: Desk) -> None:
    document = desk.document("streams.yaml")
    foldings = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert [(each.start_line, each.end_line) for each in foldings or ()] == [
        (1, 2), (3, 15), (4, 9), (8, 9), (10, 15), (13, 15),
    ]  # fmt: skip
    at = place(STREAMS, "touchpoint: ph", "one")
    (chosen,) = (
        await client.text_document_selection_range_async(types.SelectionRangeParams(document, [at]))
        or ()
    )
    texts = []
    each: types.SelectionRange | None = chosen
    while each:
        start, end = each.range.start, each.range.end
        lines = STREAMS.split("\n")[start.line : end.line + 1]
        texts.append(
            "\n".join(lines) if len(lines) > 1 else lines[0][start.character : end.character]
        )
        each = each.parent
    assert texts[:3] == ["phone", "touchpoint: phone", "{touchpoint: phone, outputs: case}"]
    assert texts[-1].startswith("vsm: 1")


async def test_lenses_and_the_map(client: LanguageClient, desk: Desk) -> None:
    document = desk.document("streams.yaml")
    found = await client.text_document_code_lens_async(types.CodeLensParams(document))
    titles = [each.command.title for each in found or () if each.command]
    assert titles[0] == "lead time 5h 10m, for the customer 5h 10m, worked on 22.6% · Show the map"
    assert titles[1] == "lead time 4h, 77% of what the customer waits"
    command = next(each.command for each in found or () if each.command)
    params = types.ExecuteCommandParams(command.command, arguments=command.arguments)
    shown = await client.workspace_execute_command_async(params)
    address = shown["uri"]
    with urlopen(address) as page:
        first = page.read().decode()
    assert 'id="ask"' in first
    assert "EventSource" in first


async def test_completion_by_place(client: LanguageClient, desk: Desk) -> None:
    file = desk.folder / "typed.yaml"
    identifier = types.TextDocumentIdentifier(uri_of(file))
    document = types.TextDocumentItem(uri_of(file), "yaml", 1, "vsm: 1\n")
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    version = 1

    async def offered(text: str) -> dict[str, str]:
        """What is offered where `|` stands, with what would be written."""
        nonlocal version
        version += 1
        at = place(text, text.partition("|")[0])
        whole = types.TextDocumentContentChangeWholeDocument(text.replace("|", "", 1))
        changed = types.VersionedTextDocumentIdentifier(version, uri_of(file))
        client.text_document_did_change(types.DidChangeTextDocumentParams(changed, [whole]))
        items = await client.text_document_completion_async(types.CompletionParams(identifier, at))
        assert isinstance(items, list)
        return {
            each.label: each.text_edit.new_text
            for each in sorted(items, key=lambda each: each.sort_text or "")
            if isinstance(each.text_edit, types.TextEdit)
        }

    head = "vsm: 1\nstreams:\n  new:\n    steps:\n"
    steps = head + "      one: {owner: desk}\n      two:\n        next: [|\n      three: \n"
    assert [*await offered(steps)][:2] == ["three", "end"]
    assert {*await offered(head + "      one: {owner: |")} == {"desk", "lab", "customer"}
    assert {*await offered(head + "      one:\n        systems:\n          - t|")} == {"tickets"}
    keys = await offered(head + "      one:\n        owner: desk\n        pr|")
    assert keys["process"] == "process: "
    assert keys["uses"] == "uses: "
    assert "owner" not in keys
    at = head + "      one:\n        starts:\n          - stream: ask\n            at: |\n"
    assert {*await offered(at)} == {"take", "answer"}
    accepts = await offered(head + "      one:\n        accepts: {|")
    assert accepts == {"case": "case: "}
    assert [*await offered("vsm: 1\nstreams:\n  new:\n    layer: |")] == ["core", "support"]
    words = await offered("vsm: 1\n价值流:\n  新:\n    层次: |")
    assert [*words] == ["核心", "支撑"]
    chinese = await offered("vsm: 1\n价值流:\n  新:\n    |")
    assert chinese["责任人"] == "责任人: "
    assert "owner" not in chinese
    assert "VSM102" in await offered("vsm: 1\nlint:\n  levels:\n    |")
    assert "request" in await offered("vsm: 1\nstreams:\n  new: {like: |}")
    practices = await offered(head + "      one:\n        practices: Inc|")
    assert practices["incident-management"] == "incident-management"
    assert not await offered("vsm: 1\ntitle: >\n  some text |")
    client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))


async def test_fixes_and_reasons(client: LanguageClient, desk: Desk) -> None:
    document = desk.document("vsm.yaml")
    at = place(ORGANISATION, "practices: Inc", "ident")
    problems = client.diagnostics[document.uri]
    here = [each for each in problems if each.range.start.line == at.line]
    context = types.CodeActionContext(here)
    params = types.CodeActionParams(document, types.Range(at, at), context)
    found = await client.text_document_code_action_async(params) or ()
    actions = {each.title: each for each in found if isinstance(each, types.CodeAction)}
    fix = next(each for title, each in actions.items() if "incident-management" in title)
    assert fix.edit
    assert desk.edited(fix.edit)["vsm.yaml"] == ORGANISATION.replace(
        "Incident Managment", "incident-management"
    )
    title = "Leave VSM302 unknown-practice out here, and say why"
    leave = actions[title].edit
    assert leave
    assert "wait: 3h}  # vsm: ignore[VSM302] say why" in desk.edited(leave)["vsm.yaml"]


async def test_refactorings_say_what_they_would_do(client: LanguageClient, desk: Desk) -> None:
    document = desk.document("streams.yaml")
    at = place(STREAMS, "      做", ": {责任人: lab, 启动")
    context = types.CodeActionContext([], only=[types.CodeActionKind.Refactor])
    params = types.CodeActionParams(document, types.Range(at, at), context)
    found = await client.text_document_code_action_async(params) or ()
    actions = {each.title: each for each in found if isinstance(each, types.CodeAction)}
    assert {each.kind for each in actions.values()} == {types.CodeActionKind.RefactorRewrite}
    title = "Complete the link from 做 to ask: Laboratory (solves VSM105)"
    # Where looking for what it does took long, the edit comes when it is chosen.
    action = actions[title]
    edit = action.edit or (await client.code_action_resolve_async(action)).edit
    assert edit
    texts = desk.edited(edit)
    assert texts["vsm.yaml"] == ORGANISATION
    assert texts["streams.yaml"] == STREAMS.replace("起点: take", "起点: take, 责任人: lab")
