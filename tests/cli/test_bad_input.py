"""The command over files that are hostile: each gets its say, none stops it."""

# ruff: noqa: E501 -- a table is read by its rows

import json
import os
import shutil
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, surroundings, vsm
from tests.source.test_bad_files import FAULTS, FOREIGN, GOOD
from vsm_cli.cli.check_formats import CheckFormat

HOSTILE = "</script>\\\"'&<b>[red]x[/red]{z}%0A::error::\\e]8;;http://x\\a\\e[31m\\u202e\\u2066שלום😀\\x07\\x9b"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder with everything that is bad, and one good file."""
    folder = tmp_path_factory.mktemp("with space 中文") / "bad [red]"
    folder.mkdir()
    for number, (data, _, _) in enumerate(FAULTS.values()):
        (folder / f"fault-{number:02}.yaml").write_bytes(data)
    for number, data in enumerate(FOREIGN.values()):
        (folder / f"foreign-{number:02}.yaml").write_bytes(data)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "good 'x\" <b> 名.yaml").write_text(GOOD)
    with (folder / "big.yaml").open("wb") as stream:
        stream.write(b"vsm: 1\n")
        stream.truncate(50_000_000)
    (folder / "hostile.yaml").write_text(
        f'vsm: 1\ntitle: "{HOSTILE}"\nteams: {{t: }}\nsystems: {{s: {{owner: "{HOSTILE}"}}}}\n'
        f'streams:\n  s: {{owner: t, trigger: t, value: v, steps: {{"{HOSTILE}": {{name: "{HOSTILE}"}}}}}}\n'
    )
    (folder / os.fsdecode(b"not-utf8-\xff.yaml")).write_text(GOOD.replace("neighbour", "second"))
    (folder / "long.yaml").write_text(
        f"vsm: 1\nteams: {{t: {{name: {'x' * 2_000_000}, siez: 1}}}}\n"
    )
    return folder


@pytest.mark.parametrize("format", CheckFormat)
def test_everything_at_once(folder: Path, format: str) -> None:
    done = vsm("check", ".", "--format", format, folder=folder)
    assert done.returncode == 1
    harmful = {char for char in done.stdout if unicodedata.category(char) in ("Cc", "Cf", "Cs")}
    assert harmful <= {"\n"}, harmful
    if format == "json":
        found = Counter(d["code"] for d in json.loads(done.stdout)["diagnostics"])
        expected = Counter(code for _, code, _ in FAULTS.values())
        assert found["VSM001"] == expected["VSM001"]
        assert found["VSM007"] == expected["VSM007"] + 3  # the pipe, the loop, the big one
        assert found["VSM101"] == 2, "the good files are checked"
        assert found["VSM002"] == 1
        assert found["VSM005"] == 0, "held back"
    # SARIF brings the manuals of all rules along.
    assert len(done.stdout) < (500_000 if format == "sarif" else 300_000)
    assert "undefined references are not reported" in done.stderr


@pytest.mark.parametrize("command", ["report", "render"])
def test_other_commands_do_with_what_is_left(folder: Path, tmp_path: Path, command: str) -> None:
    target = ("-o", tmp_path / "out") if command == "render" else ()
    done = vsm(command, folder, *target, folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr, "what could not be read is said"


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder that everybody may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv")
def test_as_somebody_who_may_not(elsewhere: Path) -> None:
    """With real permissions: a closed file, a closed folder, and a closed place to look into."""
    (elsewhere / "good.yaml").write_text(GOOD)
    (elsewhere / "closed.yaml").write_text(GOOD)
    (elsewhere / "closed").mkdir()
    (elsewhere / "closed" / "a.yaml").write_text(GOOD)
    (elsewhere / "closed.yaml").chmod(0)
    (elsewhere / "closed").chmod(0)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *COMMAND]

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*nobody, *arguments], cwd=elsewhere, capture_output=True, text=True,
            env=surroundings(HOME="/nonexistent"), check=False,
        )  # fmt: skip

    if run("--version").returncode:
        pytest.skip("nobody may not read this checkout")
    done = run("check", ".", "-f", "concise")
    told = {(line.split(":")[0], line.split()[2]) for line in done.stdout.splitlines()}
    assert {("closed", "VSM007"), ("closed.yaml", "VSM007"), ("good.yaml", "VSM101")} <= told
    assert "Traceback" not in done.stderr
    assert run("check", "closed.yaml").returncode == 1
    for path in ("closed/a.yaml", "closed"):
        done = run("check", path)
        assert "Traceback" not in done.stderr
        assert done.returncode in (1, 2)
