"""`make bench`: speed and size as ratios in one run, against the limits that we hold.

All times are processor times, so that other programs on the machine hardly count.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench.checking import large, sizes
from tests.bench.growth import grow
from tests.bench.rendering import drawing, page
from tests.bench.timing import VSM, at_most, command, in_turns, show
from tests.bench.workspaces import SMALL

BARE = """import typer
app = typer.Typer()
@app.command()
def main(path: str = "."):
    pass
app()
"""


def small(folder: Path) -> None:
    """One small file against a bare Typer application."""
    folder.mkdir()
    definition = folder / "vsm.yaml"
    definition.write_text(SMALL)
    bare = folder / "bare.py"
    bare.write_text(BARE)
    jobs = {
        "bare": command([sys.executable, bare]),
        "check": command([*VSM, "check", definition], folder / "kept"),
    }
    times = in_turns(jobs, 25)
    print(f"one small file: bare {times['bare']:.3f} s, check {times['check']:.3f} s")
    at_most("check against a bare Typer application", times["check"] / times["bare"], 1.3)


def simulating(_folder: Path) -> None:
    """A million items against simulators that step through events."""
    from tests.bench.simulating import compare  # other parts need no other simulators

    for name, ratio in compare():
        show(f"items per second against {name}", ratio, "at least 50", ratio >= 50)


PARTS = (small, large, sizes, drawing, page, simulating, grow)

if __name__ == "__main__":
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        for part in PARTS:
            if not wanted or part.__name__ in wanted:
                part(Path(name) / part.__name__)
