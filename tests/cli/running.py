"""Run the real command, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.cli.prepared import PreparedCommand

COMMAND = (sys.executable, "-m", "vsm_cli")
# What the surroundings say of colours, width, language and CI is not the tests' business.
_LEFT_OUT = {
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
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
_LOCALE = "C.UTF-8"
_PATIENCE_S = 60


def surroundings(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in _LEFT_OUT and not k.startswith("LC_")}
    return kept | {"LC_ALL": _LOCALE} | more


def vsm(
    *arguments: str | Path,
    folder: Path,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    together: bool = False,
    fresh: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """Run `vsm` in a folder with `given` as standard input; the output must be UTF-8.

    `together`: standard output holds what goes to standard error, too. `fresh`: Python is started
    for it, as on a screen; else it is forked from one that has imported vsm, which is quick.
    """
    words, more = [*map(str, arguments)], environment or {}
    if fresh or any(name.startswith("PYTHON") for name in more.keys() - {"PYTHONPATH"}):
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=folder,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if together else subprocess.PIPE,
            env=surroundings(**more),
            timeout=_PATIENCE_S,
            check=False,
        )
    else:
        done = _prepared(more.get("LC_ALL", _LOCALE)).run(
            words,
            folder=folder,
            environment=surroundings(**more),
            given=given,
            together=together,
            timeout_s=_PATIENCE_S,
        )
    out, err = done.stdout.decode("utf-8"), (done.stderr or b"").decode("utf-8")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@cache
def _prepared(locale: str) -> PreparedCommand:
    """Python heeds the locale when it starts, so each has one of its own."""
    return PreparedCommand(surroundings(LC_ALL=locale))
