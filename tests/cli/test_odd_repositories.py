"""Repositories that are laid out or kept in a way that no tool would choose."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams
from tests.repository import Repository, git
from vsm_cli.api import Options, analyse
from vsm_cli.source.revisions import extracted


def test_a_commit_hook_in_a_linked_worktree(repository: Repository, tmp_path: Path) -> None:
    """Git exports GIT_DIR there; what is ignored must stay ignored, from a subfolder as well."""
    linked = tmp_path / "linked"
    repository.git("worktree", "add", "--quiet", str(linked))
    (linked / "more" / "drafts").mkdir()
    (linked / "more" / "drafts" / "unfinished.yaml").write_text("vsm: 1\nteams: [\n")
    said = tmp_path / "said.txt"
    call = f'"{sys.executable}" -m vsm_cli check --exit-zero --format concise'
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\n{call} >"{said}" 2>&1\ncd more && {call} . >>"{said}" 2>&1\n')
    hook.chmod(0o755)
    git(linked, "commit", "--allow-empty", "--message", "in a hook")
    text = said.read_text()
    assert "vsm.yaml:" in text
    assert "drafts" not in text


def test_links_of_a_revision_lead_nowhere_else(repository: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(streams("secret"))
    folder = repository.folder
    (folder / "absolute.yaml").symlink_to(secret)
    (folder / "upwards.yaml").symlink_to("../" * 20 + str(secret).lstrip("/"))
    (folder / "within.yaml").symlink_to("more/two.yml")
    repository.commit()
    with extracted("HEAD", folder) as past:
        there = {path.name for path in past.path.glob("*.yaml")}
        assert there == {"vsm.yaml", "within.yaml"}
        assert (past.path / "within.yaml").read_text() == streams("two", owner="ops")


def test_names_that_leave_the_folder_are_refused(repository: Repository) -> None:
    """A tree made by hand can hold names that no checkout would."""
    folder = repository.folder
    blob = repository.git("hash-object", "-w", "vsm.yaml").strip()
    inner = tree_of(folder, f"100644 blob {blob}\tout.yaml")
    outer = tree_of(folder, f"040000 tree {inner}\t..")
    commit = repository.git("commit-tree", outer, "-m", "odd").strip()
    done = vsm("check", "--since", commit, folder=folder)
    assert done.returncode == 2
    assert "impossible name ../out.yaml" in done.stderr


def tree_of(folder: Path, line: str) -> str:
    """The id of a tree with one entry, written as its bytes, since Git itself refuses to."""
    mode, _, rest = line.partition(" ")
    _, object_, name = rest.replace("\t", " ").split(" ")
    content = mode.lstrip("0").encode() + b" " + name.encode() + b"\0" + bytes.fromhex(object_)
    done = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        cwd=folder,
        input=content,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


@pytest.fixture
def somebody_elses(repository: Repository) -> Callable[[], None]:
    """The repository belongs to another user; a test for root, who can give things away."""
    if os.getuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
    return lambda: [os.chown(path, 65534, 65534) for path in (
        repository.folder, repository.folder / ".git"
    )] and None  # fmt: skip


def test_git_that_waits_is_asked_once(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive may hold a `.gitignore` that is a pipe, and many workspaces."""
    monkeypatch.setattr("vsm_cli.source.git.PATIENCE_S", 1.0)
    folder = repository.folder
    (folder / ".gitignore").unlink()
    os.mkfifo(folder / ".gitignore")
    for name in "abcdef":
        repository.write({f"{name}/vsm.yaml": streams(name)})
    start = time.monotonic()
    report = analyse([folder], Options(check=False))
    assert time.monotonic() - start < 5
    assert len(report.workspaces) == 8
    assert [notice for notice in report.notices if "no answer" in notice]


def test_git_that_refuses_is_told(
    repository: Repository, somebody_elses: Callable[[], None]
) -> None:
    somebody_elses()
    done = vsm("check", "--format", "concise", folder=repository.folder)
    assert done.returncode == 1
    assert "vsm.yaml:" in done.stdout
    assert "what .gitignore names is read as well" in done.stderr
    assert "dubious ownership" in done.stderr
    done = vsm("check", "--since", "HEAD", folder=repository.folder)
    assert done.returncode == 2
    assert "dubious ownership" in done.stderr
