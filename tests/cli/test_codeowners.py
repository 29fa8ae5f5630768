"""`vsm codeowners`: who answers for which file, in a part of CODEOWNERS that is ours alone."""

from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.repository import Repository
from vsm_cli.errors import VsmError
from vsm_cli.reporters.codeowners.lines import pattern, with_block

ORGANISATION = """\
vsm: 1
teams:
  desk: {urls: {GitHub: "https://github.com/orgs/acme/teams/service-desk"}}
  ops: {urls: {Wiki: "https://wiki.example/ops", Mail: "mailto:ops@example.org"}}
  lab: {urls: {GitLab: "https://gitlab.example/groups/acme/lab"}}
  quiet: {}
roles:
  lead: {team: ops}
"""
BEGIN, END = "# Written by `vsm codeowners`: begin\n", "# Written by `vsm codeowners`: end\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Repository(tmp_path)
    root = tmp_path / "defs"
    (root / "streams of ours").mkdir(parents=True)
    (root / "vsm.yaml").write_text(ORGANISATION)
    (root / "streams of ours" / "a.yaml").write_text(
        "vsm: 1\nstreams:\n  b: {owner: lead}\n  a: {owner: desk}\n  c: {owner: desk}\n"
    )
    (root / "d.yaml").write_text(
        "vsm: 1\nstreams:\n  d: {owner: quiet}\n  e: {}\n  f: {owner: nobody-known}\n"
    )
    (root / "g.yaml").write_text("vsm: 1\nstreams: {g: {owner: lab}}\n")
    return tmp_path


LINES = (
    "/defs/g.yaml @acme/lab\n/defs/streams\\ of\\ ours/a.yaml ops@example.org @acme/service-desk\n"
)


def test_what_is_written(folder: Path) -> None:
    done = vsm("codeowners", "defs", folder=folder)
    assert (done.returncode, done.stdout) == (0, BEGIN + LINES + END)
    assert done.stderr.splitlines() == [
        "no owner: e",
        "no handle for quiet, who answers for d: write under it urls: {GitHub: "
        "https://github.com/orgs/ORG/teams/TEAM}, or say --handle quiet=@ORG/TEAM",
    ]


def test_handles_that_are_given(folder: Path) -> None:
    given = ("--handle", "quiet=@acme/quiet", "--handle", "lead=@chief")
    done = vsm("codeowners", "defs", *given, folder=folder)
    assert done.stdout == (
        f"{BEGIN}/defs/d.yaml @acme/quiet\n{LINES}{END}".replace("ops@example.org", "@chief")
    )
    for wrong in ("quiet", "quiet=", "quiet=acme quiet", "=@x"):
        done = vsm("codeowners", "defs", "--handle", wrong, folder=folder)
        assert done.returncode == 2
        assert "OWNER=@HANDLE" in done.stderr


def test_only_our_part_of_the_file_changes(folder: Path) -> None:
    file = folder / ".github" / "CODEOWNERS"
    file.parent.mkdir()
    file.write_bytes(b"* @acme/all\r\n")
    check = ("codeowners", "defs", "--check")
    done = vsm(*check, folder=folder)
    assert done.returncode == 1
    assert done.stdout == (
        ".github/CODEOWNERS is not as the definitions say; `vsm codeowners -o .github/CODEOWNERS` "
        "writes it\n"
    )
    assert vsm("codeowners", "defs", "-o", ".github/CODEOWNERS", folder=folder).returncode == 0
    ours = (BEGIN + LINES + END).replace("\n", "\r\n").encode()
    assert file.read_bytes() == b"* @acme/all\r\n" + ours
    assert vsm(*check, folder=folder).returncode == 0
    file.write_bytes(b"* @acme/all\r\n" + ours + b"/docs @acme/docs\r\n")
    assert vsm(*check, folder=folder).returncode == 0
    (folder / "defs" / "g.yaml").unlink()
    assert vsm(*check, folder=folder).returncode == 1
    assert vsm("codeowners", "defs", "-o", ".github/CODEOWNERS", folder=folder).returncode == 0
    lines = file.read_bytes().decode().split("\r\n")
    assert [lines[0], lines[-2]] == ["* @acme/all", "/docs @acme/docs"]
    assert not any("g.yaml" in line for line in lines)


def test_no_file_to_check(folder: Path) -> None:
    done = vsm("codeowners", "defs", "--check", folder=folder)
    assert done.returncode == 2
    assert "-o FILE" in done.stderr
    assert vsm("codeowners", "defs", "--check", "-o", "NEW", folder=folder).returncode == 1
    assert not (folder / "NEW").exists()


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("a b.yaml", "/a\\ b.yaml"),
        ("x/[1]*!#.yaml", "/x/?1????.yaml"),
        ("价值流.yaml", "/价值流.yaml"),
        ("k\nsecret\t@evil\r\x0b\x85\u2028.yaml", "/k?secret?@evil????.yaml"),
    ],
)
def test_patterns(path: str, written: str) -> None:
    assert pattern(path) == written


def test_a_file_without_a_last_line_end() -> None:
    assert with_block("* @a", BEGIN + END) == f"* @a\n{BEGIN}{END}"
    assert with_block(f"{BEGIN}old\n{END.rstrip()}", BEGIN + END) == BEGIN + END


@pytest.mark.parametrize(
    "text",
    [
        f"*.md @docs\n{BEGIN}/a @x\n*.js @js\n",
        f"{BEGIN}/a @x\n*.js @js\n{BEGIN}/a @x\n{END}",
        f"{END}{BEGIN}",
        f"{BEGIN}{END}{END}",
        f"{BEGIN}{END}*.js @js\n{BEGIN}{END}",
    ],
)
def test_comments_that_do_not_pair(folder: Path, text: str) -> None:
    with pytest.raises(VsmError, match="once each"):
        with_block(text, BEGIN + END)
    (folder / "CODEOWNERS").write_text(text)
    for arguments in (("-o", "CODEOWNERS"), ("--check",)):
        done = vsm("codeowners", "defs", *arguments, folder=folder)
        assert done.returncode == 2
        assert done.stderr.splitlines()[-1].startswith("vsm: CODEOWNERS has to hold the lines")
        assert (folder / "CODEOWNERS").read_text() == text


def test_blanks_behind_our_comments() -> None:
    text = f"{BEGIN.rstrip()} \nold\n{END.rstrip()}\t\n* @a\n"
    assert with_block(text, BEGIN + END) == f"{BEGIN}{END}* @a\n"


def test_several_checkouts(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    Repository(other)
    (other / "vsm.yaml").write_text("vsm: 1\nstreams: {x: {}}\n")
    for paths in (("defs", "other"), ("other", "defs")):
        done = vsm("codeowners", *paths, folder=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert "each checkout has a CODEOWNERS of its own" in done.stderr.splitlines()[-1]


def test_a_handle_of_nobody_is_refused(folder: Path) -> None:
    result = vsm("codeowners", "--handle", "nobody-at-all=@acme/x", folder=folder)
    assert result.returncode == 2
    assert "nobody-at-all is neither a team nor a role here" in result.stderr
