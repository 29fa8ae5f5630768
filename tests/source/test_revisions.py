"""The definitions of a Git revision."""

import os
from pathlib import Path

import pytest

from tests.repository import Repository
from vsm_cli.errors import VsmError
from vsm_cli.source.revisions import extracted


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "our repo")
    made.write({"vsm.yaml": "vsm: 1\n", "streams/a.yml": "vsm: 1 # first\n", "notes.txt": "no\n"})
    made.commit()
    made.write({"streams/a.yml": "vsm: 1 # second\n", "streams/流程.yaml": "vsm: 1\n"})
    made.commit()
    return made


def names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.y*ml") if path.is_file()
    )


def test_yaml_files_of_a_revision(repository: Repository) -> None:
    with extracted("HEAD~1", repository.folder / "streams") as past:
        assert names(past.path) == ["streams/a.yml", "vsm.yaml"]
        assert past.at(repository.folder / "streams" / "a.yml").read_text() == "vsm: 1 # first\n"
        assert not past.at(repository.folder / "streams" / "流程.yaml").exists()
        assert not past.at(repository.folder / "notes.txt").exists()
        kept = past.base
    assert not kept.exists()


def test_a_folder_or_file_of_a_revision(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    with extracted("HEAD:streams", repository.folder) as past:
        assert names(past.path) == ["a.yml", "流程.yaml"]
        assert (past.path.parent / "vsm.yaml").is_file()
    with extracted("HEAD:streams/a.yml", repository.folder) as past:
        assert past.path.read_text() == "vsm: 1 # second\n"
    monkeypatch.chdir(repository.folder / "streams")
    with extracted("HEAD:./", Path()) as past:
        assert names(past.path) == ["a.yml", "流程.yaml"]
    with extracted("HEAD:../", Path()) as past:
        assert "vsm.yaml" in names(past.path)


def test_files_left_out_of_archives_belong_to_the_revision(repository: Repository) -> None:
    repository.write({".gitattributes": "streams export-ignore\n"})
    repository.commit()
    with extracted("HEAD", repository.folder) as past:
        assert "streams/a.yml" in names(past.path)


def test_a_file_that_is_gone_still_finds_its_repository(repository: Repository) -> None:
    with extracted("HEAD", repository.folder / "gone" / "a.yaml") as past:
        assert names(past.path)


def test_the_index_and_what_is_staged_stay_as_they_are(repository: Repository) -> None:
    repository.write({"staged.yaml": "vsm: 1\n"})
    repository.git("add", "staged.yaml")
    before = repository.git("status", "--porcelain")
    with extracted("HEAD~1", repository.folder):
        pass
    assert repository.git("status", "--porcelain") == before == "A  staged.yaml\n"


def test_within_a_hook(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    with extracted("HEAD", repository.folder / "streams") as past:
        assert "streams/a.yml" in names(past.path)


@pytest.mark.parametrize("revision", ["nowhere", "--help", "", "HEAD:nowhere", "HEAD~9:streams"])
def test_what_is_not_there(repository: Repository, revision: str) -> None:
    with pytest.raises(VsmError), extracted(revision, repository.folder):
        pass


def test_outside_a_repository(tmp_path: Path) -> None:
    with (
        pytest.raises(VsmError, match="there is no Git repository at /"),
        extracted("HEAD", tmp_path),
    ):
        pass


def test_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.fspath(repository.folder))
    with pytest.raises(VsmError, match="not installed"), extracted("HEAD", repository.folder):
        pass
