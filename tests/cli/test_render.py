"""`vsm render` as a person calls it."""

import re
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from tests.cli import running

ROOT = Path(__file__).parents[2]
BANK = ROOT / "samples" / "bank"
vsm = partial(running.vsm, folder=ROOT)


def workspace(folder: Path, *streams: str) -> Path:
    text = "vsm: 1\nteams: {desk: {}}\nstreams:\n"
    text += "".join(f"  {id_}: {{owner: desk, steps: {{a: {{owner: desk}}}}}}\n" for id_ in streams)
    (folder / "vsm.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    assert vsm("render", BANK, "-o", tmp_path / "one").returncode == 0
    assert vsm("render", BANK, "-o", tmp_path / "two", fresh=True).returncode == 0
    first = {p.name: p.read_bytes() for p in (tmp_path / "one").rglob("*.svg")}
    second = {p.name: p.read_bytes() for p in (tmp_path / "two").rglob("*.svg")}
    assert len(first) == 3 + 2 + 7, "of the whole, its journeys and its streams"
    assert first == second


def test_check_tells_current_changed_and_missing(tmp_path: Path) -> None:
    out = tmp_path / "diagrams"
    assert vsm("render", BANK, "-o", out).returncode == 0
    assert vsm("render", BANK, "-o", out, "--check").returncode == 0
    stale, gone = out / "landscape.svg", out / "streams" / "new-demand.svg"
    stale.write_text("old")
    gone.unlink()
    result = vsm("render", BANK, "-o", out, "--check")
    assert result.returncode == 1
    assert str(stale) in result.stdout
    assert str(gone) in result.stdout
    assert stale.read_text() == "old"
    assert not gone.exists()


@pytest.mark.parametrize(
    ("format", "start"),
    [("svg", b"<"), ("png", b"\x89PNG"), ("dot", b"digraph"), ("mermaid", b"flowchart LR")],
)
def test_formats(tmp_path: Path, format: str, start: bytes) -> None:
    result = vsm("render", BANK, "--stream", "new-demand", "--format", format, "-o", tmp_path)
    assert result.returncode == 0
    (written,) = tmp_path.rglob("*.*")
    assert written == tmp_path / "streams" / f"new-demand.{format}"
    assert written.read_bytes().startswith(start)


def test_pdf_needs_no_graphviz(tmp_path: Path) -> None:
    asked = ("render", BANK, "--stream", "new-demand", "-f", "pdf", "-o", tmp_path)
    result = vsm(*asked, environment={"PATH": str(tmp_path)})
    assert result.returncode == 0
    assert (tmp_path / "streams" / "new-demand.pdf").read_bytes().startswith(b"%PDF")


def test_a_pdf_of_several_is_a_booklet(tmp_path: Path) -> None:
    """The first page of the report, then a sheet for each picture."""
    book = tmp_path / "book.pdf"
    asked = ("render", BANK, "--view", "landscape", "--view", "streams")
    assert vsm(*asked, "-o", book, "--paper", "a3").returncode == 0
    pages = PdfReader(book).pages
    titles = [entry["/Title"] for entry in PdfReader(book).outline]
    assert titles[0] == "Retail bank service streams"
    assert titles[1].endswith("landscape")
    assert "Repair a fault" in titles[2:]
    assert len(pages) == len(titles) == 1 + 1 + 7
    assert "Worth touching" in pages[0].extract_text()
    assert "Approve the access" not in pages[1].extract_text()
    assert {tuple(sorted(map(round, page.mediabox[2:]))) for page in pages} == {(842, 1191)}
    assert vsm(*asked, "-o", book, "--paper", "a3", "--check").returncode == 0


@pytest.mark.parametrize("format", ["dot", "mermaid"])
def test_paper_goes_with_pictures_only(tmp_path: Path, format: str) -> None:
    result = vsm("render", BANK, "--paper", "a4", "-f", format, "-o", tmp_path)
    assert result.returncode == 2
    assert f"not for {format}" in result.stderr


def test_paper_sizes_the_file_and_says_what_is_hard_to_read(tmp_path: Path) -> None:
    asked = ("--paper", "a4", "--stream", "new-demand", "--layout", "lanes")
    result = vsm("render", BANK, *asked, "-o", tmp_path)
    assert result.returncode == 0
    assert "A1 is easier to read" in result.stderr
    written = (tmp_path / "streams" / "new-demand.svg").read_text(encoding="utf-8")
    assert 'width="297mm" height="210mm"' in written


def test_the_layout_is_that_of_the_option_else_of_the_workspace(tmp_path: Path) -> None:
    def has_lanes(*options: str) -> bool:
        assert vsm("render", tmp_path / "vsm.yaml", *options, "-o", tmp_path / "o").returncode == 0
        return "s.lane." in (tmp_path / "o/streams/s.svg").read_text(encoding="utf-8")

    stream = "vsm: 1\nstreams: {s: {owner: t, steps: {a: {owner: t}}}}\nteams: {t: {}}\n"
    (tmp_path / "vsm.yaml").write_text(stream, encoding="utf-8")
    assert has_lanes()
    assert not has_lanes("--layout", "row")
    (tmp_path / "vsm.yaml").write_text(f"{stream}render: {{layout: row}}\n", encoding="utf-8")
    assert not has_lanes()
    assert has_lanes("--layout", "lanes")
    assert has_lanes("--layout", "auto")


def test_problems_are_marked(tmp_path: Path) -> None:
    defects = ROOT / "samples" / "bank-defects"
    vsm("render", defects, "--stream", "fault-repair", "--problems", "-o", tmp_path)
    vsm("render", defects, "--stream", "fault-repair", "-o", tmp_path / "plain")
    marked = (tmp_path / "streams" / "fault-repair.svg").read_text(encoding="utf-8")
    plain = (tmp_path / "plain" / "streams" / "fault-repair.svg").read_text(encoding="utf-8")
    assert "VSM102" in marked
    assert "VSM102" not in plain


def test_against_draws_how_streams_differ(tmp_path: Path) -> None:
    later = ROOT / "samples" / "bank-to-be"
    assert vsm("render", later, "--against", BANK, "-o", tmp_path).returncode == 0
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.svg")}
    assert "diff/service-request.svg" in names
    assert all(name.startswith("diff/") for name in names)
    shown = (tmp_path / "diff" / "service-request.svg").read_text(encoding="utf-8")
    assert "as is → to be" in shown
    assert "queue 28 → 14" in shown
    result = vsm("render", later, "--view", "diff", "-o", tmp_path)
    assert result.returncode == 2
    assert "--against" in result.stderr


def test_an_unknown_stream_ends_with_2_and_says_which_there_are(tmp_path: Path) -> None:
    result = vsm("render", BANK, "--stream", "nope", "-o", tmp_path)
    assert result.returncode == 2
    assert "nope" in result.stderr
    assert "new-demand" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("choice", "drawn"),
    [
        (["--team", "hosting-partner"], {"fault-repair"}),
        (["--team", "it-department", "--stream", "new-demand"], {"new-demand"}),
        (["--tag", "night"], {"fault-repair"}),
        (["--tag", "night", "--tag", "open"], {"fault-repair", "service-request"}),
    ],
)
def test_teams_and_tags_choose_streams(tmp_path: Path, choice: list[str], drawn: set[str]) -> None:
    (tmp_path / "vsm.yaml").write_text(
        "vsm: 1\n"
        "teams: {it-department: {}, desk: {parent: it-department}, hosting-partner: {}}\n"
        "roles: {manager: {team: desk}}\n"
        "streams:\n"
        "  new-demand: {owner: manager, steps: {a: {owner: manager}}}\n"
        "  fault-repair: {owner: x, tags: night, steps: {a: {owner: hosting-partner}}}\n"
        "  service-request: {owner: desk, steps: {a: {owner: desk, tags: [open]}}}\n"
    )
    assert vsm("render", ".", *choice, "-o", "out", folder=tmp_path).returncode == 0
    assert {path.stem for path in tmp_path.rglob("out/**/*.svg")} == drawn


@pytest.mark.parametrize(
    ("choice", "word"),
    [
        (["--team", "nope"], "there is no team nope here"),
        (["--tag", "nope"], "no stream or step has the tag nope"),
        (["--team", "hosting-partner", "--stream", "new-demand"], "no stream fits all of this"),
    ],
)
def test_a_choice_that_takes_nothing_ends_with_2(
    tmp_path: Path, choice: list[str], word: str
) -> None:
    result = vsm("render", BANK, *choice, "-o", tmp_path)
    assert result.returncode == 2
    assert word in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_ids_that_no_file_can_have_get_names_of_their_own(tmp_path: Path) -> None:
    workspace(tmp_path, '"../up"', '"a/b"', '"a:b"', "恢复服务", "Same", "same")
    result = vsm("render", ".", "-o", "out", "--view", "streams", folder=tmp_path)
    assert result.returncode == 0
    files = sorted(p.relative_to(tmp_path / "out").as_posix() for p in tmp_path.rglob("*.svg"))
    assert len({name.casefold() for name in files}) == 6
    assert "streams/恢复服务.svg" in files
    assert all(name.startswith("streams/") for name in files)


def test_several_workspaces_get_folders_of_their_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        workspace(tmp_path / name, "fix")
    assert vsm("render", ".", "-o", "out", "--view", "streams", folder=tmp_path).returncode == 0
    assert (tmp_path / "out/one/streams/fix.svg").is_file()
    assert (tmp_path / "out/two/streams/fix.svg").is_file()


def test_links_lead_to_the_definitions_and_never_out_of_the_folder(tmp_path: Path) -> None:
    workspace(tmp_path, "fix")
    vsm("render", ".", "--view", "streams", folder=tmp_path)
    root = ElementTree.parse(tmp_path / "diagrams/streams/fix.svg").getroot()
    links = {value for part in root.iter() for key, value in part.items() if "href" in key}
    assert links == {"../../vsm.yaml"}
    vsm("render", ".", "--view", "streams", "-o", tmp_path.parent / "elsewhere", folder=tmp_path)
    outside = (tmp_path.parent / "elsewhere/streams/fix.svg").read_text()
    assert not re.search("href=.*vsm.yaml", outside)


def test_broken_definitions_are_drawn_as_far_as_they_can_be_read(tmp_path: Path) -> None:
    workspace(tmp_path, "fix")
    (tmp_path / "broken.yaml").write_text("vsm: 1\nstreams: [")
    result = vsm("render", ".", folder=tmp_path)
    assert result.returncode == 0
    assert "1 error was found" in result.stderr
    assert (tmp_path / "diagrams/streams/fix.svg").is_file()


def test_a_folder_that_cannot_be_written_is_a_clear_word(tmp_path: Path) -> None:
    workspace(tmp_path, "fix")
    (tmp_path / "diagrams").write_text("a file")
    result = vsm("render", ".", folder=tmp_path)
    assert result.returncode == 2
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr
