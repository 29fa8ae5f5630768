"""The drawing engine is ended where it gives no answer in time, and with us."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, surroundings
from vsm_cli.diagrams import engine
from vsm_cli.errors import EngineError
from vsm_cli.model.settings import Engine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs process groups")

STREAM = """\
vsm: 1
render: {engine: system, seconds: 0.5}
teams: {t: {name: T}}
streams:
  one: {owner: t, layer: core, trigger: x, value: y, steps: {a: {owner: t, starts: [two]}}}
  two: {owner: t, layer: core, trigger: x, value: y, steps: {a: {owner: t}}}
"""


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[int]]]:
    """A Graphviz that draws, but never finds places. Gives the processes that look for them."""
    places = tmp_path / "bin"
    places.mkdir()
    noted = tmp_path / "noted"
    program = places / "dot"
    program.write_text(
        f"""#!/bin/sh
        case "$*" in *-Kdot*)
            sleep 600 & echo $! >> {noted}; echo $$ >> {noted}; wait;;
        esac
        exec {engine.bundled_binary()} "$@"
        """
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{places}{os.pathsep}{os.environ['PATH']}")
    started: list[int] = []

    def running() -> list[int]:
        started[:] = map(int, noted.read_text().split()) if noted.exists() else []
        return [number for number in started if is_running(number)]

    yield running
    for number in running():
        with suppress(ProcessLookupError):  # it may have ended since it was asked about
            os.kill(number, signal.SIGKILL)


def is_running(process: int) -> bool:
    """Whether it is at work; nobody may have asked yet how it ended."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return done.stdout.strip() not in ("", "Z", "Zs")


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def vsm(*arguments: str, folder: Path, text: str = STREAM) -> subprocess.Popen[str]:
    (folder / "vsm.yaml").write_text(text)
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=surroundings(PATH=os.environ["PATH"]),
    )  # fmt: skip


def test_no_answer_is_an_error(slow: Callable[[], list[int]]) -> None:
    began = time.monotonic()
    with pytest.raises(EngineError, match=r"no answer for case after 0\.5 s"):
        engine.places("case", "digraph {}", Engine("system", 0.5))
    assert time.monotonic() - began < 5
    assert within(5, lambda: not slow())


def test_the_other_pictures_are_drawn(slow: Callable[[], list[int]], tmp_path: Path) -> None:
    process = vsm("render", ".", folder=tmp_path)
    out, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == "diagrams written to diagrams: 3\n"
    assert told.startswith("diagrams/landscape.svg is not drawn: Graphviz had no answer")
    assert len(told.splitlines()) == 1
    drawn = {path.name for path in (tmp_path / "diagrams").rglob("*.svg")}
    assert drawn == {"handoffs.svg", "one.svg", "two.svg"}
    assert within(5, lambda: not slow())


@pytest.mark.usefixtures("slow")
def test_a_check_of_pictures_says_so_too(tmp_path: Path) -> None:
    process = vsm("render", "--check", ".", folder=tmp_path)
    out, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "diagrams/streams/one.svg is missing" in out
    assert "diagrams/landscape.svg is not drawn" in told


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize(
    ("language", "said"), [("en", "This picture is missing: "), ("zh", "缺少这张图：")]
)
def test_on_the_page_a_note_stands_in_its_place(tmp_path: Path, language: str, said: str) -> None:
    process = vsm(
        "report", "--language", language, "-f", "html", "-o", "page.html", ".", folder=tmp_path
    )
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Graphviz" in told
    page = (tmp_path / "page.html").read_text()
    assert page.count(said) == 1
    assert page.count("<figure") == 3


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    "command", [["render", "."], ["report", "-f", "html", "-o", "p.html", "."]]
)
def test_the_engine_ends_with_us(
    slow: Callable[[], list[int]], tmp_path: Path, sent: int, command: list[str]
) -> None:
    process = vsm(*command, folder=tmp_path, text=STREAM.replace("0.5", "600"))
    assert within(30, lambda: len(slow()) == 2), "the engine did not start"
    process.send_signal(sent)
    process.communicate(timeout=20)
    assert process.returncode == (130 if sent == signal.SIGINT else -sent)
    assert within(10, lambda: slow() == [])


def test_what_is_broken_off_waits_for_nobody(slow: Callable[[], list[int]]) -> None:
    def finish(number: int) -> object:
        which = Engine("system", 600)
        return engine.places("case", "digraph {}", which) if number else "first"

    drawing = engine.side_by_side(lambda number: number, finish, range(20))
    assert next(drawing) == "first"
    assert within(30, lambda: bool(slow()))
    began = time.monotonic()
    drawing.close()
    assert time.monotonic() - began < 5
    assert within(5, lambda: not slow())
