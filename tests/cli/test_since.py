"""`vsm check --since`: only what a revision does not have."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams
from tests.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.write({"vsm.yaml": streams("one"), "more/two.yaml": streams("two", owner="ops")})
    made.commit()
    return made


def elements(folder: Path, *arguments: str | Path, since: str = "HEAD") -> list[str]:
    done = vsm("check", "--since", since, "--format", "json", *arguments, folder=folder)
    found = [each["element"] for each in json.loads(done.stdout)["diagnostics"]]
    assert done.returncode == bool(found), done.stderr
    return found


def test_only_new_problems(repository: Repository) -> None:
    folder = repository.folder
    assert elements(folder) == []
    (folder / "vsm.yaml").write_text("# moved\n\n" + streams("new", "one"))
    assert elements(folder) == ["streams.new.steps.answer"]
    assert elements(folder / "more", "..") == ["streams.new.steps.answer"]
    assert elements(folder.parent, folder) == ["streams.new.steps.answer"]
    assert elements(folder, "more") == []
    repository.commit()
    assert elements(folder) == []
    assert elements(folder, since="HEAD~1") == ["streams.new.steps.answer"]


def test_what_is_left_out_is_said(repository: Repository) -> None:
    done = vsm("check", "--since", "HEAD", folder=repository.folder)
    assert done.stdout == "No problems in 2 files with 2 streams\n"
    assert done.stderr == "problems not shown, because HEAD has them too: 2\n"


def test_new_files_and_new_workspaces(repository: Repository) -> None:
    repository.write({
        "more/three.yaml": streams("three", owner="ops"),
        "nested/vsm.yaml": streams("one"),
    })  # fmt: skip
    folder = repository.folder
    assert elements(folder) == ["streams.three.steps.answer", "streams.one.steps.answer"]
    assert elements(folder, "more/three.yaml") == ["streams.three.steps.answer"]
    assert elements(folder, "nested") == ["streams.one.steps.answer"]


def test_a_problem_of_one_workspace_is_new_in_another(repository: Repository) -> None:
    repository.write({"a/vsm.yaml": streams("one"), "b/vsm.yaml": streams("other")})
    repository.commit()
    repository.write({"b/vsm.yaml": streams("one")})
    assert elements(repository.folder, "a", "b") == ["streams.one.steps.answer"]


def test_files_that_belong_to_no_root(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.write({"a/x.yaml": streams("one")})
    repository.commit()
    assert elements(repository.folder, "a/x.yaml") == []
    assert elements(repository.folder / "a", "x.yaml") == []
    assert elements(tmp_path, "r/a/x.yaml") == []
    repository.write({"a/x.yaml": streams("one", "two")})
    assert elements(repository.folder, "a/x.yaml") == ["streams.two.steps.answer"]


def test_todays_rules_judge_both(repository: Repository) -> None:
    """Turning a rule on fails what comes, not what is there."""
    lint = "lint: {preset: strict}\n"
    (repository.folder / "vsm.yaml").write_text(streams("one") + lint)
    assert elements(repository.folder, "--fail-on", "note") == []
    (repository.folder / "vsm.yaml").write_text(streams("one", "new") + lint)
    assert set(elements(repository.folder)) >= {"streams.new.steps.answer"}


def test_with_a_baseline(repository: Repository) -> None:
    folder = repository.folder
    repository.write({"vsm.yaml": streams("one", "accepted")})
    vsm("baseline", folder=folder)
    repository.write({"vsm.yaml": streams("one", "accepted", "new")})
    assert elements(folder, "--baseline", "vsm-baseline.txt") == ["streams.new.steps.answer"]


def test_a_revision_without_definitions(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit()
    repository.write({"vsm.yaml": streams("one")})
    assert elements(tmp_path) == ["streams.one.steps.answer"]


def test_unknown_revision_and_no_repository(repository: Repository, tmp_path: Path) -> None:
    done = vsm("check", "--since", "nowhere", folder=repository.folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "knows no revision nowhere" in done.stderr
    (tmp_path / "vsm.yaml").write_text(streams("one"))
    done = vsm("check", "--since", "HEAD", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "HEAD cannot be read: there is no Git repository" in done.stderr


def test_nothing_is_left_behind(repository: Repository, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    status = repository.git("status", "--porcelain")
    environment = {"TMPDIR": os.fspath(temporary)}
    vsm("check", "--since", "HEAD", folder=repository.folder, environment=environment)
    assert list(temporary.iterdir()) == []
    assert repository.git("status", "--porcelain") == status


def test_a_temporary_folder_within_the_repository(repository: Repository) -> None:
    repository.write({".gitignore": "tmp/\n", "tmp/kept": ""})
    environment = {"TMPDIR": os.fspath(repository.folder / "tmp")}
    done = vsm("check", "--since", "HEAD", folder=repository.folder, environment=environment)
    assert done.stdout == "No problems in 2 files with 2 streams\n"
