"""Run the real command, as a shell does."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = (sys.executable, "-m", "vsm_cli")
# What the surroundings say of colours, width, language and CI is not the tests' business.
_LEFT_OUT = {
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "TERM",
    "GITHUB_ACTIONS",
    "GITHUB_WORKSPACE",
    "CI_PROJECT_DIR",
    "CI",
    "TF_BUILD",
    "TEAMCITY_VERSION",
    "LANG",
    "LANGUAGE",
}


def surroundings(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in _LEFT_OUT and not k.startswith("LC_")}
    return kept | {"LC_ALL": "C.UTF-8"} | more


def vsm(
    *arguments: str | Path,
    folder: Path,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
) -> "subprocess.CompletedProcess[str]":
    """Run `vsm` in a folder with `given` as standard input; the output must be UTF-8."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        input=given,
        capture_output=True,
        env=surroundings(**(environment or {})),
        timeout=60,
        check=False,
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)
