"""Exit codes, standard input, colours, pipes and interruptions, with the real command."""

# ruff: noqa: E501 -- a table is read by its rows

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, surroundings, vsm

TEAM = "vsm: 1\nteams: {t: }\n"
STREAM = "vsm: 1\nteams: {t: }\nstreams: {s: {owner: t, trigger: t, value: v, steps: {a: {owner: t, practices: PRACTICE}}}}\n"
CLEAN = STREAM.replace("PRACTICE", "service-desk")
WARNING = CLEAN.replace("{s: {owner", "{s: {layer: core, owner")  # without customer: VSM509
NOTE = STREAM.replace("PRACTICE", "Help desk")  # an alias: VSM303
ERROR = "vsm: 1\nstreams: {s: {trigger: t, value: v, steps: {a: {practices: service-desk}}}}\n"
FILES = {"clean": CLEAN, "note": NOTE, "warning": WARNING, "error": ERROR}
RULES = ("--preset", "errors", "--select", "VSM101,VSM303,VSM509")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("codes")
    for name, text in FILES.items():
        (folder / f"{name}.yaml").write_text(text)
    (folder / "other.yaml").write_text("a: 1\n")
    return folder


LEVELS = ["clean", "note", "warning", "error"]


@pytest.mark.parametrize("file", LEVELS)
@pytest.mark.parametrize("fail_on", ["note", "warning", "error", "never"])
def test_fail_on(file: str, fail_on: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In process, since this is a table of sixteen."""
    from vsm_cli.cli.main import application

    monkeypatch.chdir(folder)
    arguments = ["check", f"{file}.yaml", *RULES, "--fail-on", fail_on, "-f", "concise"]
    failing = fail_on != "never" and LEVELS.index(file) >= LEVELS.index(fail_on)
    assert (application()(arguments, standalone_mode=False) or 0) == int(failing)
    zero = application()([*arguments, "--exit-zero"], standalone_mode=False)
    assert (zero or 0) == 0


CODES = [
    (("check", "clean.yaml", *RULES), 0),
    (("check", "error.yaml", *RULES), 1),
    (("check", "error.yaml", *RULES, "--exit-zero"), 0),
    (("check", "nowhere.yaml", "--exit-zero"), 2),
    (("check", "other.yaml", "--exit-zero"), 2),
    (("check", "clean.yaml", "other.yaml", *RULES), 0),
    (("check", "error.yaml", "--select", "nope", "--exit-zero"), 2),
    (("check", "error.yaml", "--no-such-option", "--exit-zero"), 2),
    (("check", "error.yaml", "--fail-on", "loud"), 2),
    (("check", "--stdin-filename", "other.yaml", "-"), 2),
    (("explain", "VSM998"), 2),
    (("explain", "VSM101"), 0),
    (("rules",), 0),
    (("--version",), 0),
    (("check", "--help"), 0),
    (("no-such-command",), 2),
    (("render", "nowhere"), 2),
    (("report", "nowhere"), 2),
]


@pytest.mark.parametrize(("arguments", "code"), CODES, ids=lambda value: str(value)[:60])
def test_codes(arguments: tuple[str, ...], code: int, folder: Path) -> None:
    done = vsm(*arguments, folder=folder)
    assert done.returncode == code
    assert bool(done.stderr) == (code == 2 or "other.yaml" in arguments)
    if code == 2:
        assert done.stdout == ""


def test_faulty_config_is_named_whatever_else_is_asked(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\nlint: {select: [nope]}\n")
    done = vsm("check", "--exit-zero", "--select", "VSM101", folder=tmp_path)
    assert done.returncode == 2
    assert "vsm.yaml" in done.stderr
    assert "nope" in done.stderr


def test_standard_input_belongs_to_its_workspace(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(TEAM)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.yaml").write_text("vsm: 1\nsystems: {old: {owner: gone}}\n")
    for owner, code in (("t", 0), ("nobody", 1)):
        given = f"vsm: 1\nsystems: {{x: {{owner: {owner}}}}}\n".encode()
        for name in ("sub/a.yaml", "sub/new.yaml"):
            done = vsm("check", "-", "--stdin-filename", name, "-f", "concise", "--select", "VSM005",
                       "--preset", "errors", folder=tmp_path, given=given)  # fmt: skip
            assert (done.returncode, done.stdout.count("\n")) == (code, code)
            assert done.stdout == "" or done.stdout.startswith(f"{name}:2:")
    alone = vsm("check", "-", folder=tmp_path / "sub", given="vsm: 1\ntitle: 名\n".encode("gbk"))
    assert alone.returncode == 1
    assert "stdin.yaml:2:1" in alone.stdout
    assert "VSM007" in alone.stdout


@pytest.mark.parametrize(
    ("environment", "arguments", "colored"),
    [
        ({}, (), False), ({"FORCE_COLOR": "1"}, (), True), ({"NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False), ({}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, ("--color", "always"), True), ({"NO_COLOR": ""}, (), False),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False), ({"FORCE_COLOR": ""}, (), False),
        ({"FORCE_COLOR": "1"}, ("-f", "json"), False),
    ],
)  # fmt: skip
def test_colors(
    environment: dict[str, str], arguments: tuple[str, ...], colored: bool, folder: Path
) -> None:
    done = vsm("check", "error.yaml", *arguments, folder=folder, environment=environment)
    assert ("\x1b[" in done.stdout) == colored


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK", "en_US.ISO-8859-1"])
def test_any_locale_gives_utf8(locale: str, tmp_path: Path) -> None:
    folder = tmp_path / "目录 é"
    folder.mkdir()
    (folder / "流程.yaml").write_text("vsm: 1\nstreams: {恢复服务: {}}\n", encoding="utf-8")
    environment = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "1"}
    done = vsm("check", folder, "-f", "concise", folder=tmp_path, environment=environment)
    assert done.returncode == 1
    assert "目录 é/流程.yaml:2:11" in done.stdout
    assert "恢复服务" in done.stdout


@pytest.mark.parametrize("format", ["full", "concise", "json"])
def test_a_closed_pipe_ends_it_quietly(folder: Path, format: str) -> None:
    """As in `vsm check | head -1` once head has seen enough."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, "check", "error.yaml", "-f", format], cwd=folder, stdout=writing,
        stderr=subprocess.PIPE, env=surroundings(), check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def interrupt(process: "subprocess.Popen[bytes]") -> tuple[bytes, bytes]:
    """Again where it came just before the call that it should have interrupted."""
    for _ in range(6):
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("it cannot be interrupted")


def test_interrupted_while_reading() -> None:
    """More than a pipe holds makes sure that it is at work: somebody has to read it."""
    process = subprocess.Popen(
        [*COMMAND, "check", "-"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(),
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(b"vsm: 1\n" + b"#" * 200_000)
    process.stdin.flush()
    process.stdin, open_end = None, process.stdin
    out, err = interrupt(process)
    open_end.close()
    assert process.returncode == 130
    assert (out, err.strip()) == (b"", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "check", "error.yaml"], cwd=folder, stdout=full, stderr=subprocess.PIPE,
            env=surroundings(), check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, b"vsm: No space left on device\n")


def test_a_closed_stdout(folder: Path) -> None:
    command = f'"{sys.executable}" -m vsm_cli check error.yaml >&-'
    done = subprocess.run(command, shell=True, cwd=folder, stderr=subprocess.PIPE,
                          env=surroundings(), check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f'rmdir "{gone}"; "{sys.executable}" -m vsm_cli check'
    done = subprocess.run(command, shell=True, cwd=gone, capture_output=True,
                          env=surroundings(PYTHONPATH=str(Path.cwd())), check=False)  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1
