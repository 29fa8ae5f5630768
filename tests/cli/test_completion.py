"""Completion in the shell."""

from pathlib import Path

import pytest

from tests.cli.running import vsm


def completed(words: str, folder: Path) -> list[str]:
    environment = {
        "_VSM_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    return vsm(folder=folder, environment=environment).stdout.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(shell: str, tmp_path: Path) -> None:
    done = vsm(folder=tmp_path, environment={"_VSM_COMPLETE": f"source_{shell}"})
    assert done.returncode == 0
    assert "_VSM_COMPLETE" in done.stdout


def test_commands_options_and_rules(tmp_path: Path) -> None:
    assert "baseline" in completed("vsm ba", tmp_path)
    assert {"--since", "--statistics"} <= set(completed("vsm check --s", tmp_path))
    assert completed("vsm check --format ju", tmp_path) == ["junit"]
    assert completed("vsm explain VSM10", tmp_path)[:2] == ["VSM101", "VSM102"]
    assert completed("vsm check --ignore step-without-o", tmp_path) == ["step-without-owner"]
