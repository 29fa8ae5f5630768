"""Files are written whole or not at all, and never out of the workspace through a link."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, surroundings, vsm
from tests.cli.workspaces import streams
from vsm_cli.cli import output
from vsm_cli.cli.fix_writing import write_fixes
from vsm_cli.cli.targets import WriteTarget, definition, target
from vsm_cli.errors import VsmError

ALIAS = (
    "vsm: 1\nteams: {desk: {}}\nstreams:\n  a:\n    owner: desk\n"
    "    steps: {x: {owner: desk, practices: Change control}}\n"
)


def write(path: Path, content: str | bytes) -> None:
    output.write_file(WriteTarget(path, path), content)


def checkout(folder: Path) -> Path:
    """A workspace in a checkout, beside a place that is none of its business."""
    (folder / "outside").mkdir()
    here = folder / "here"
    (here / ".git").mkdir(parents=True)
    (here / "vsm.yaml").write_text(streams("a").replace("5m", "{min: 1m, max: 9m}"))
    return here


def test_mode_and_owner_stay(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    file.chmod(0o640)
    if os.getuid() == 0:
        os.chown(file, 12345, 54321)
    before = file.stat()
    write(file, "new")
    after = file.stat()
    assert file.read_text() == "new"
    assert stat.S_IMODE(after.st_mode) == 0o640
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write(tmp_path / "below" / "a", "new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "below" / "a").stat().st_mode) == 0o640


def test_a_file_that_may_not_be_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    file.chmod(0o444)
    # To root everything may be written.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(VsmError, match="cannot be written"):
        write(file, "new")
    assert file.read_text() == "old"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "a"
    file.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full) if step == "fsync" else monkeypatch.setattr(
        Path, "replace", full
    )
    with pytest.raises(VsmError, match="No space left"):
        write(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_it_is_on_the_disk_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []
    monkeypatch.setattr(os, "fsync", lambda _: done.append("synced"))
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda a, b: (done.append("replaced"), replace(a, b))[1])
    write(tmp_path / "a", "new")
    assert done == ["synced", "replaced"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs ulimit")
def test_a_limit_of_size_loses_nothing(tmp_path: Path) -> None:
    text = "vsm: 1\n# vsm: ignore[VSM304] because\nteams:\n"
    text += "".join(f"  t{number}: {{name: Team number {number}}}\n" for number in range(3000))
    (tmp_path / "big.yaml").write_text(text)
    command = f'ulimit -f 50; "{sys.executable}" -m vsm_cli check big.yaml --fix --preset errors'
    done = subprocess.run(
        ["bash", "-c", f"{command} --select VSM009,VSM304"], cwd=tmp_path, capture_output=True,
        env=surroundings(PYTHONPATH=str(Path.cwd())), check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stdout
    assert b"cannot be written" in done.stderr
    assert (tmp_path / "big.yaml").read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["big.yaml"]


def test_what_a_killed_run_leaves_is_no_definition(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ALIAS)
    killed = (
        "import os, sys\n"
        "from vsm_cli.cli import main\n"
        "os.fsync = lambda _: os.kill(os.getpid(), 9)\n"
        "sys.argv = ['vsm', 'check', '--fix', '--preset', 'strict']\n"
        "main.run()\n"
    )
    done = subprocess.run([sys.executable, "-c", killed], cwd=tmp_path, check=False,
                          env=surroundings(PYTHONPATH=str(Path.cwd())))  # fmt: skip
    assert done.returncode == -9
    assert (tmp_path / "a.yaml").read_text() == ALIAS
    (left,) = (path for path in tmp_path.iterdir() if path.name != "a.yaml")
    assert left.name.startswith(".")
    assert left.read_text() != "", "it was at work"
    assert vsm("check", "--show-files", folder=tmp_path).stdout == "a.yaml\n"


def test_two_at_once_leave_one_whole_result(tmp_path: Path) -> None:
    file = tmp_path / "a"
    contents = [bytes([letter]) * 300_000 for letter in b"ab"]

    def many(content: bytes) -> None:
        for _ in range(20):
            write(file, content)

    threads = [threading.Thread(target=many, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    seen = set()
    while any(thread.is_alive() for thread in threads):
        if file.exists():
            seen.add(file.read_bytes())
    for thread in threads:
        thread.join()
    assert seen <= set(contents)
    assert file.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [file]


def test_two_runs_at_once(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(streams("a", "b"))
    command = [*COMMAND, "report", "-o", "out.json"]
    runs = [subprocess.Popen(command, cwd=tmp_path, env=surroundings()) for _ in range(2)]
    assert [run.wait(60) for run in runs] == [0, 0]
    alone = vsm("report", "--format", "json", folder=tmp_path).stdout
    assert (tmp_path / "out.json").read_text() == alone
    assert {path.name for path in tmp_path.iterdir()} == {"vsm.yaml", "out.json"}


def test_fixing_leaves_a_file_that_somebody_changed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vsm_cli.api import Options
    from vsm_cli.cli import fix_writing

    file = tmp_path / "a.yaml"
    file.write_text(ALIAS)
    fix = fix_writing.fix

    def slowly(*arguments: object, **named: object) -> object:
        result = fix(*arguments, **named)  # type: ignore[arg-type]
        file.write_text(ALIAS + "# added\n")
        return result

    monkeypatch.setattr(fix_writing, "fix", slowly)
    with pytest.raises(VsmError, match=r"a\.yaml was changed by somebody else"):
        write_fixes([file], Options(preset="strict"), unsafe=False)
    assert file.read_text() == ALIAS + "# added\n"
    assert list(tmp_path.iterdir()) == [file]


def test_fixing_does_not_edit_what_it_did_not_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vsm_cli.api import Options, fixed_workspaces

    file = tmp_path / "a.yaml"
    file.write_text(ALIAS)
    analyse = fixed_workspaces.analyse

    def slowly(*arguments: object, **named: object) -> object:
        result = analyse(*arguments, **named)  # type: ignore[arg-type]
        file.write_text("# added\n" + ALIAS)
        return result

    monkeypatch.setattr(fixed_workspaces, "analyse", slowly)
    with pytest.raises(VsmError, match="changed by somebody else"):
        fixed_workspaces.fix([file], Options(preset="strict"), unsafe=False)


def test_links_that_lead_out_are_not_written_through(tmp_path: Path) -> None:
    here = checkout(tmp_path)
    outside = tmp_path / "outside"
    (here / "folder").symlink_to(outside)
    (here / "page.html").symlink_to(outside / "page.html")
    (here / "deep").mkdir()
    (here / "deep" / "streams").symlink_to(outside)
    (here / "vsm-baseline.txt").symlink_to(outside / "baseline")
    for arguments in (
        ("report", "-o", "page.html"),
        ("report", "-o", "folder/page.html"),
        ("report", "-o", "folder/new/page.html"),
        ("render", "-o", "folder"),
        ("render", "-o", "deep"),
        ("render", "-o", "folder/a.svg", "--stream", "a"),
        ("check", "-o", "folder/a.json"),
        ("schema", "-o", "folder/a.json"),
        ("baseline",),
        ("init", "folder"),
        ("init", "deep"),
        ("simulate", "-f", "svg", "-o", "folder"),
        ("diff", ".", ".", "-o", "folder/a.md"),
    ):
        done = vsm(*arguments, folder=here)
        assert done.returncode == 2, arguments
        assert "a link leads to" in done.stderr, (arguments, done.stderr)
    assert list(outside.iterdir()) == []
    assert {path.name for path in (here / "deep").iterdir()} == {"streams"}


def test_links_within_the_workspace_or_the_folder_stay_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = checkout(tmp_path)
    monkeypatch.chdir(here)
    (here / "pages").mkdir()
    (here / "page.html").symlink_to(here / "pages" / "report.html")
    assert target(Path("page.html")).real == here / "pages" / "report.html"
    output.write_file(target(Path("page.html")), "new")
    assert (here / "page.html").is_symlink()
    assert (here / "pages" / "report.html").read_text() == "new"
    # Somewhere else, the links of the user are followed.
    (tmp_path / "mine").symlink_to(tmp_path / "outside")
    assert target(tmp_path / "mine" / "a.html").real == tmp_path / "outside" / "a.html"
    (tmp_path / "outside" / "a.html").symlink_to(here / "a.html")
    with pytest.raises(VsmError, match="a link leads to"):
        target(tmp_path / "mine" / "a.html", paths=[tmp_path / "outside"])


def test_from_a_folder_further_down_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = checkout(tmp_path)
    (here / "vsm.yaml").rename(here / "other.yaml")
    (here / "sub").mkdir()
    (here / "site").symlink_to(tmp_path / "outside")
    monkeypatch.chdir(here / "sub")
    with pytest.raises(VsmError, match="a link leads to"):
        target(Path("../site/index.html"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(VsmError, match="a link leads to"):
        target(here / "site" / "index.html", paths=[here])


def test_fixing_follows_no_link_out_of_the_workspace(tmp_path: Path) -> None:
    here = checkout(tmp_path)
    (tmp_path / "outside" / "a.yaml").write_text(ALIAS)
    (here / "vsm.yaml").write_text("vsm: 1\n")
    (here / "linked.yaml").symlink_to(tmp_path / "outside" / "a.yaml")
    (here / "own.yaml").write_text(ALIAS.replace("desk", "ops").replace("  a:", "  b:"))
    done = vsm("check", "--fix", "--preset", "strict", "linked.yaml", ".", folder=here)
    assert done.returncode == 2
    assert "linked.yaml" in done.stderr
    assert (tmp_path / "outside" / "a.yaml").read_text() == ALIAS
    assert "Change control" in (here / "own.yaml").read_text(), "nothing was written"
    (here / "linked.yaml").unlink()
    (here / "linked.yaml").symlink_to(here / "own.yaml")
    assert vsm("check", "--fix", "--preset", "strict", folder=here).returncode == 1
    assert "Change control" not in (here / "own.yaml").read_text()
    assert (here / "linked.yaml").is_symlink()


def test_a_named_folder_may_be_a_link_of_the_user(tmp_path: Path) -> None:
    here = checkout(tmp_path)
    (here / "a.yaml").write_text(ALIAS)
    (tmp_path / "link").symlink_to(here)
    assert definition(tmp_path / "link" / "a.yaml", paths=[tmp_path / "link"]).real == (
        here / "a.yaml"
    )


def test_neither_folders_nor_pipes_are_written_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "circle.html").symlink_to(tmp_path / "circle.html")
    for name in ("pipe.html", "folder.html", "circle.html"):
        with pytest.raises(VsmError):
            target(tmp_path / name, force=True)


def test_standard_output_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(streams("a"))
    done = vsm("report", "-f", "json", "-o", "/dev/stdout", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout == vsm("report", "-f", "json", folder=tmp_path).stdout
    assert vsm("report", "-f", "json", "-o", "/dev/null", folder=tmp_path).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_what_cannot_be_told_changes_no_exit_code(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vsm_cli", "check", "missing.yaml"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=tmp_path, stderr=full, timeout=60)
    assert done.returncode == 2


def test_standard_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(streams("a"))
    kept = tmp_path / "kept.txt"
    kept.write_bytes(b"before\n")
    with kept.open("ab") as stream:
        subprocess.run(
            [sys.executable, "-m", "vsm_cli", "report", "-f", "json", "-o", "/dev/stdout"],
            cwd=tmp_path, env=surroundings(), stdout=stream, check=True,
        )  # fmt: skip
    told = vsm("report", "-f", "json", folder=tmp_path).stdout
    assert kept.read_text() == f"before\n{told}"
