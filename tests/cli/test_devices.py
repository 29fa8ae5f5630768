"""Devices, pipes and sockets are never opened, whoever names them: reading one may not end."""

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, surroundings, vsm
from vsm_cli.source import reading
from vsm_cli.source.reading import read_file

TEAM = "vsm: 1\nteams: {t: {name: T}}\nstreams: {s: {owner: t, trigger: t, value: v}}\n"
SAID = "this is not a regular file, but a device, a pipe or a socket"


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket is short
        try:
            opened.bind(path.name)
        finally:
            os.chdir(here)


SPECIAL = [os.mkfifo, device, listening]


@pytest.mark.parametrize("make", SPECIAL)
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "z.yaml"],
        ["check", "--force-exclude", "z.yaml"],
        ["check", "."],
        ["check", "--fix", "z.yaml"],
        ["check", "--format", "json", "z.yaml"],
    ],
    ids=" ".join,
)
def test_it_is_a_problem(
    tmp_path: Path, make: Callable[[Path], None], arguments: list[str]
) -> None:
    make(tmp_path / "z.yaml")
    (tmp_path / "a.yaml").write_text(TEAM)
    done = vsm(*arguments, folder=tmp_path)
    assert done.returncode == 1
    assert SAID in done.stdout


@pytest.mark.parametrize("name", ["z.yaml", "vsm.yaml"])
@pytest.mark.parametrize(
    "arguments",
    [["report"], ["render"], ["simulate"], ["impact", "t"], ["baseline"], ["diff", "a.yaml"]],
    ids=lambda given: given[0],
)  # fmt: skip
def test_no_command_waits(tmp_path: Path, name: str, arguments: list[str]) -> None:
    device(tmp_path / name)
    (tmp_path / "a.yaml").write_text(TEAM)
    assert vsm(*arguments, ".", folder=tmp_path).returncode in (0, 2)
    if arguments[0] not in ("impact", "baseline"):
        assert vsm(*arguments, name, folder=tmp_path).returncode in (0, 2)


@pytest.mark.parametrize("make", SPECIAL)
def test_a_baseline(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "vsm-baseline.txt")
    (tmp_path / "a.yaml").write_text(TEAM)
    done = vsm("check", "--baseline", "vsm-baseline.txt", ".", folder=tmp_path)
    assert done.returncode == 2
    assert SAID in done.stderr
    done = vsm("baseline", ".", folder=tmp_path)
    assert done.returncode == 2
    assert "vsm-baseline.txt" in done.stderr


def test_standard_input_without_an_end() -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run([*COMMAND, "check", "-"], stdin=endless, capture_output=True,
                              timeout=60, env=surroundings(), check=False)  # fmt: skip
    assert done.returncode == 2


def test_a_file_without_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_LOOKED_AT", 30_000_000)
    with (tmp_path / "a.yaml").open("wb") as stream:
        stream.truncate(1 << 40)
    source = read_file(tmp_path / "a.yaml", "a.yaml")
    assert source
    assert [fault.code for fault in source.faults] == ["VSM007"]
