"""What `lint:` in vsm.yaml says for `vsm check`, where the command line says nothing."""

from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams
from tests.repository import Repository


def write(folder: Path, lint: str, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "vsm.yaml").write_text(f"{streams(*names)}lint: {lint}\n")


@pytest.mark.parametrize(
    ("lint", "options", "code"),
    [
        ("{}", [], 1),
        ("{fail-on: never}", [], 0),
        ("{fail-on: never}", ["--fail-on", "error"], 1),
        ("{levels: {VSM301: warning}}", [], 0),
        ("{levels: {VSM301: warning}, fail-on: warning}", [], 1),
        ("{levels: {VSM301: off}}", [], 0),
    ],
)
def test_fail_on(tmp_path: Path, lint: str, options: list[str], code: int) -> None:
    write(tmp_path, lint, "one")
    assert vsm("check", *options, folder=tmp_path).returncode == code


def test_each_workspace_has_its_own(tmp_path: Path) -> None:
    write(tmp_path / "a", "{fail-on: never}", "one")
    write(tmp_path / "b", "{levels: {VSM301: warning}}", "two")
    assert vsm("check", "a", "b", folder=tmp_path).returncode == 0
    write(tmp_path / "b", "{}", "two")
    assert vsm("check", "a", "b", folder=tmp_path).returncode == 1


def test_a_baseline_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    write(tmp_path / "w", "{baseline: known.txt}", "one")
    vsm("baseline", "w", "-o", "w/known.txt", folder=tmp_path)
    done = vsm("check", "w", folder=tmp_path)
    assert (done.returncode, "1 in the baseline" in done.stdout) == (0, True)
    (tmp_path / "w" / "known.txt").unlink()
    done = vsm("check", "w", folder=tmp_path)
    assert done.returncode == 2
    assert "known.txt" in done.stderr


def test_the_baseline_is_written_where_the_configuration_says(tmp_path: Path) -> None:
    write(tmp_path / "w", "{baseline: known.txt}", "one")
    assert vsm("baseline", "w", folder=tmp_path).returncode == 0
    assert (tmp_path / "w" / "known.txt").is_file()


def test_since(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.write({"vsm.yaml": streams("one")})
    repository.commit()
    write(tmp_path, "{since: HEAD}", "one", "two")
    done = vsm("check", "--format", "concise", folder=tmp_path)
    assert (done.returncode, done.stdout.count("VSM301")) == (1, 1)
    done = vsm("check", "--show-config", folder=tmp_path)
    assert "lint.since: HEAD" in done.stdout
