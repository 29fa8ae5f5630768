"""`make bench`: speed and size as ratios in one run, against the limits that we hold."""

import sys
import tempfile
from pathlib import Path

from _ruamel_yaml import CParser

from tests.bench.growth import grow
from tests.bench.rendering import engine_share
from tests.bench.simulating import compare
from tests.bench.timing import VSM, command, in_turns, peak_mb, show
from tests.bench.workspaces import SMALL, write_workspace

BARE = """import typer
app = typer.Typer()
@app.command()
def main(path: str = "."):
    pass
app()
"""


class _Composer(CParser):  # type: ignore[misc]
    """The C parser composing nodes and nothing else."""

    def resolve(self, *_: object) -> None:
        return None

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def _compose_all(texts: list[str]) -> None:
    for text in texts:
        loader = _Composer(text)
        while loader.check_node():
            loader.get_node()


def large(folder: Path) -> None:
    """1,000 streams in 1,000 files against the C parser alone, and against yamllint."""
    size = write_workspace(folder, 1000)
    texts = [path.read_text() for path in sorted(folder.rglob("*.yaml"))]
    print(f"1,000 streams in 1,000 files, {size / 1e6:.1f} MB")
    check = [*VSM, "check", folder]
    lint = [sys.executable, "-m", "yamllint", "-d", "relaxed", folder]
    times = in_turns({"compose": lambda: _compose_all(texts), "check": command(check)}, 5)
    times |= in_turns({"yamllint": command(lint)}, 1)
    print("      " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in times.items()))
    ratio = times["check"] / times["compose"]
    show("vsm check against composing with the C parser", ratio, "at most 3", ratio <= 3)
    ratio = times["yamllint"] / times["check"]
    show("yamllint against vsm check", ratio, "at least 10", ratio >= 10)
    memory = peak_mb(check)
    show("memory of vsm check in GB", memory / 1000, "under 1", memory < 1000)


def small(folder: Path) -> None:
    """One small file against a bare Typer application."""
    folder.mkdir()
    definition = folder / "vsm.yaml"
    definition.write_text(SMALL)
    bare = folder / "bare.py"
    bare.write_text(BARE)
    jobs = {
        "bare": command([sys.executable, bare]),
        "check": command([*VSM, "check", definition]),
    }
    times = in_turns(jobs, 25)
    print(f"one small file: bare {times['bare']:.3f} s, check {times['check']:.3f} s")
    ratio = times["check"] / times["bare"]
    show("vsm check against a bare Typer application", ratio, "at most 1.6", ratio <= 1.6)


def drawing(folder: Path) -> None:
    """100 stream maps: how much of the time the engine takes."""
    write_workspace(folder, 100)
    share = engine_share(folder)
    show("share of the engine in vsm render", share, "at least 0.5", share >= 0.5)


def simulating(_folder: Path) -> None:
    """A million items against simulators that step through events."""
    for name, ratio in compare():
        show(f"items per second against {name}", ratio, "at least 50", ratio >= 50)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for part in (large, small, drawing, simulating, grow):
            part(Path(name) / part.__name__)
