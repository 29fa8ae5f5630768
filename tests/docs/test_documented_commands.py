"""What the pages show is what happens.

A `console` fence holds lines `$ vsm …`, each followed by all that the command then prints. The
fences of a page run one after another in a folder that holds a copy of the samples. `| head -5`
shows only the beginning. `UPDATE_EXPECTED=1` writes what is printed now, for review.
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.docs.pages import ROOT, Fence, fences, handwritten, name_of, read

PAGES = [page for page in handwritten() if any(fences(read(page), "console"))]


def commands(fence: Fence) -> Iterator[tuple[str, str]]:
    """Each command of a fence with the output below it."""
    first, *rest = re.split(r"^\$ (.*)\n", fence.text, flags=re.M)
    assert first == "", f"text before the first command: {first}"
    yield from zip(rest[::2], rest[1::2], strict=True)


def run(command: str, folder: Path, locale: str) -> str:
    words, _, cut = command.partition(" | head -")
    program, *arguments = shlex.split(words)
    assert program == "vsm", f"only vsm is run here, not {program}"
    done = vsm(*arguments, folder=folder, environment={"LC_ALL": locale}, together=True)
    assert done.returncode in (0, 1), done.stdout
    assert "Traceback" not in done.stdout, done.stdout
    lines = done.stdout.splitlines()
    return "".join(f"{line.rstrip()}\n" for line in (lines[: int(cut)] if cut else lines))


def run_again(fence: Fence, folder: Path, locale: str) -> str:
    return "".join(f"$ {command}\n{run(command, folder, locale)}" for command, _ in commands(fence))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    text = read(page)
    # Whoever reads the Chinese pages has a Chinese terminal.
    locale = "zh_CN.UTF-8" if "zh" in page.parts else "C.UTF-8"
    printed = [(fence, run_again(fence, tmp_path, locale)) for fence in fences(text, "console")]
    if os.environ.get("UPDATE_EXPECTED"):
        for fence, now in reversed(printed):
            text = text[: fence.start] + now + text[fence.end :]
        page.write_text(text, encoding="utf-8")
    assert [fence.text for fence in fences(text, "console")] == [now for _, now in printed]


def test_there_are_commands() -> None:
    assert ROOT / "README.md" in PAGES
