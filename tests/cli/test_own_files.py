"""`-o` writes over files of vsm's own, and over others only with --force; the suffix says the
format."""

import json
import struct
import zlib
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams
from vsm_cli.api.exporting import TABLES
from vsm_cli.cli.check_formats import CheckFormat
from vsm_cli.cli.marks import is_own
from vsm_cli.cli.picture_formats import SUFFIXES as PICTURES
from vsm_cli.cli.suffixes import by_suffix, names_a_file
from vsm_cli.errors import VsmError

MINE = "my own notes\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    text = streams("a").replace("process: 5m", "process: {min: 1m, max: 9m}")
    (folder / "vsm.yaml").write_text(text)
    return folder


# What each command writes into a file of that name, and how the file begins.
WRITTEN = [
    (("report",), "r.html", "<!DOCTYPE html>"),
    (("report",), "r.md", "# "),
    (("report",), "r.json", '{\n  "version": 1,\n  "streams"'),
    (("report",), "r.txt", ""),
    (("check",), "c.json", '{\n  "version": 1,\n  "summary"'),
    (("check",), "c.sarif", '{\n  "$schema"'),
    (("check",), "c.xml", "<?xml"),
    (("check",), "c.md", "**"),
    (("check",), "c.txt", "vsm.yaml:"),
    *((("check",), f"{each}=of-{each}", "") for each in CheckFormat),
    (("render", "--stream", "a"), "s.svg", "<svg"),
    (("render", "--stream", "a"), "s.png", "\ufffdPNG"),
    (("render", "--stream", "a"), "s.dot", "digraph"),
    (("render", "--stream", "a"), "s.mmd", "flowchart"),
    (("render", "--stream", "a", "-f", "dot"), "s.gv/streams/a.dot", "digraph"),
    (("simulate", "--runs", "200"), "t.json", '{\n  "version": 1'),
    (("simulate", "--runs", "200"), "t.svg", "<svg"),
    (("simulate", "--runs", "200"), "t.txt", ""),
    (("simulate", "--runs", "200", "-f", "svg"), "u/lead-times/a.svg", "<svg"),
    (("diff", "vsm.yaml", "vsm.yaml"), "d.md", "# "),
    (("diff", "vsm.yaml", "vsm.yaml"), "d.json", '{\n  "version": 1'),
    (("diff", "vsm.yaml", "vsm.yaml"), "d.txt", ""),
    (("schema",), "schema.json", "{"),
    (("baseline",), "b.txt", "vsm.yaml VSM"),
    *((("export", "--table", each), f"{each}.csv", "\ufeff") for each in TABLES),
    *((("export", "--language", "zh", "--table", each), f"{each}-zh.csv", "") for each in TABLES),
    (("export",), "e.xlsx", "PK"),
]


@pytest.mark.parametrize(("command", "name", "start"), WRITTEN, ids=lambda value: str(value)[:40])
def test_its_own_files_are_known_and_others_stay(
    folder: Path, command: tuple[str, ...], name: str, start: str
) -> None:
    """In one run after the other: a new file, the same again, somebody else's, with --force."""
    file = folder / name.partition("=")[2 if "=" in name else 0]
    given = name.split("/")[0]
    assert vsm(*command, "-o", given, folder=folder).returncode in (0, 1)
    first = file.read_bytes()
    assert first.decode("utf-8", "replace").startswith(start)
    assert is_own(first)
    assert vsm(*command, "-o", given, folder=folder).returncode in (0, 1)
    file.write_text(MINE)
    done = vsm(*command, "-o", given, folder=folder)
    assert done.returncode == 2
    assert file.relative_to(folder).as_posix() in done.stderr
    assert "--force" in done.stderr
    assert file.read_text() == MINE
    assert vsm(*command, "-o", given, "--force", folder=folder).returncode in (0, 1)
    assert is_own(file.read_bytes())


FOREIGN = [
    MINE,
    '{"version": 1, "formatters": {}, "handlers": {}}',
    '{"version": "1.0.0", "name": "streams"}',
    '{"version": 4, "streams": {}}',
    '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "CodeQL"}}}]}',
    '{"version": "2.1.0", "runs": 1}',
    '[{"check_name": "method-lines", "fingerprint": "x"}]',
    "[1]",
    '{"a": ',
    "[" * 100_000,
    '<svg xmlns="http://www.w3.org/2000/svg"><g class="vsm"/></svg>',
    '<?xml version="1.0"?>\n<testsuites name="pytest"/>',
    "<!DOCTYPE html><p>by hand</p>",
    "# Report\n\n<!-- written by vsm -->\n\nand then by hand\n",
    "%PDF-1.7\n/Producer (cairo 1.16.0)\n%%EOF\n",
    "a.py:1:1: E501 too long\n",
    "digraph {}\n",
    "Stream,Step,Owner\na,b,c\n",
    "PK\x03\x04 and no archive",
]


@pytest.mark.parametrize("text", FOREIGN, ids=lambda text: text[:30])
def test_what_others_wrote(text: str) -> None:
    assert not is_own(text.encode())


@pytest.mark.parametrize("text", ["", "\n", "[]\n"])
def test_where_nothing_is_there_to_lose(text: str) -> None:
    assert is_own(text.encode())


def test_one_of_many_pictures_is_somebody_elses(folder: Path) -> None:
    (folder / "maps" / "streams").mkdir(parents=True)
    (folder / "maps" / "streams" / "a.svg").write_text("<svg/>")
    done = vsm("render", "-o", "maps", folder=folder)
    assert done.returncode == 2
    assert "maps/streams/a.svg was not written by vsm; --force" in done.stderr
    assert [p.name for p in (folder / "maps").rglob("*.svg")] == ["a.svg"], "nothing was written"


def test_a_refused_file_stops_before_anything_is_fixed(tmp_path: Path) -> None:
    text = streams("a").replace("{answer: {", "{answer: {practices: Change control, ")
    (tmp_path / "vsm.yaml").write_text(text)
    (tmp_path / "mine.json").write_text(MINE)
    done = vsm("check", "--fix", "--preset", "strict", "-o", "mine.json", folder=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "vsm.yaml").read_text() == text


def test_a_png_is_whole_and_names_its_producer(folder: Path) -> None:
    assert vsm("render", "--stream", "a", "-o", "p.png", folder=folder).returncode == 0
    data, place, chunks = (folder / "p.png").read_bytes(), 8, {}
    while place < len(data):
        (size,) = struct.unpack_from(">I", data, place)
        kind = data[place + 4 : place + 8]
        (check,) = struct.unpack_from(">I", data, place + 8 + size)
        assert check == zlib.crc32(data[place + 4 : place + 8 + size])
        chunks[kind] = data[place + 8 : place + 8 + size]
        place += 12 + size
    assert chunks[b"tEXt"] == b"Software\0vsm"
    assert next(iter(chunks)) == b"IHDR"
    assert list(chunks)[-1] == b"IEND"


def test_a_pdf_names_its_producer(folder: Path) -> None:
    for _ in range(2):
        assert vsm("render", "--stream", "a", "-o", "p.pdf", folder=folder).returncode == 0
    assert b"/Producer (vsm)" in (folder / "p.pdf").read_bytes()


@pytest.mark.parametrize(
    ("command", "name", "known"),
    [
        (("report",), "r.pdf", ".html"),
        (("render", "--stream", "a"), "s.html", ".svg"),
        (("simulate",), "t.md", ".json"),
        (("diff", ".", "."), "d.html", ".md"),
        (("schema",), "s.yaml", ".json"),
        (("export",), "e.md", ".xlsx"),
        (("check",), "c.html", ".sarif"),
    ],
)
def test_a_suffix_without_a_format(
    folder: Path, command: tuple[str, ...], name: str, known: str
) -> None:
    done = vsm(*command, "-o", name, folder=folder)
    assert done.returncode == 2
    assert name in done.stderr
    assert known in done.stderr
    assert not (folder / name).exists()


def test_a_format_that_is_said_wins(folder: Path) -> None:
    assert vsm("report", "-f", "json", "-o", "said.html", folder=folder).returncode == 0
    assert json.loads((folder / "said.html").read_text())["version"] == 1
    assert vsm("check", "-o", "json=said.md", folder=folder).returncode == 1
    assert json.loads((folder / "said.md").read_text())["version"] == 1


def test_one_file_for_several_pictures(folder: Path) -> None:
    for name in ("all.svg", "all.png"):
        done = vsm("render", "-o", name, folder=folder)
        assert done.returncode == 2
        assert "--view" in done.stderr
        assert "folder" in done.stderr
        assert not (folder / name).exists()


def test_one_picture_is_checked_as_it_is_written(folder: Path) -> None:
    one = ("render", "--view", "landscape", "-o", "one.svg")
    assert vsm(*one, "--check", folder=folder).returncode == 1
    assert vsm(*one, folder=folder).returncode == 0
    assert vsm(*one, "--check", folder=folder).returncode == 0


def test_what_is_a_file_and_what_a_folder(tmp_path: Path) -> None:
    there = tmp_path / "pictures.svg"
    there.mkdir()
    svg = PICTURES[".svg"]
    assert not names_a_file(there, PICTURES, None)
    assert not names_a_file(tmp_path / "pictures", PICTURES, None)
    assert not names_a_file(tmp_path / ".hidden", PICTURES, None)
    assert names_a_file(tmp_path / "A.SVG", PICTURES, None)
    assert not names_a_file(tmp_path / "v1.2", PICTURES, svg)
    with pytest.raises(VsmError, match=r"no \.2"):
        names_a_file(tmp_path / "v1.2", PICTURES, None)
    assert by_suffix(tmp_path / "report", PICTURES) is None
