"""How time grows: each command on workspaces of each shape, and on twice as much.

Twice the input may take at most 2.5 times as long. What counts is the processor time of vsm
itself: instead of Graphviz, which has its own ways to grow, something stands that gives back every
part of a picture at once.
"""

import contextlib
import gc
import io
import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import shapes
from tests.bench.shapes import Shape
from vsm_cli.cli.commands import diff, report
from vsm_cli.cli.commands.check import check
from vsm_cli.cli.commands.render import render
from vsm_cli.diagrams import engine

MOST = 2.5

# The smaller of the two sizes.
SHAPES: tuple[tuple[Shape, int], ...] = (
    (shapes.chain, 2500),
    (shapes.rework, 1000),
    (shapes.complete, 1250),
    (shapes.forks, 1250),
    (shapes.stranded, 1250),
    (shapes.streams, 150),
    (shapes.linked, 1000),
    (shapes.awaited, 300),
    (shapes.teams, 400),
    (shapes.systems, 250),
    (shapes.comments, 4000),
    (shapes.long_name, 2000),
)


def _placed_at_once(_picture: str, dot: str, _engine: object, command: Sequence[object]) -> bytes:
    """Every part of a graph, as Graphviz would give it back, one beside the other."""
    if "-Tjson0" in command:
        nodes = re.findall(r"\bn\d+(?=\[)", dot)
        ties = re.findall(r"\bid=(t\d+)", dot)
        objects = [{"name": node, "pos": f"{n * 200},50"} for n, node in enumerate(nodes)]
        edges = [{"id": tie, "pos": "0,0 1,1 2,2 3,3", "lp": "1,1"} for tie in ties]
        box = f"0,0,{len(nodes) * 200},100"
        return json.dumps({"bb": box, "objects": objects, "edges": edges}).encode()
    ids = re.findall(r'\bid="([^"]+)"', dot)
    parts = "".join(f'<g id="{id}"><text>{id}</text></g>' for id in ids)
    svg = 'xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt" viewBox="0 0 9 9"'
    return f"<svg {svg}><g>{parts}</g></svg>".encode()


def _edited(text: str) -> str:
    """The same with three steps that are faster."""
    return text.replace("process: 5m", "process: 4m", 3)


def _commands(before: Path, after: Path, pictures: Path) -> dict[str, Callable[[], object]]:
    return {
        "check": lambda: check([after]),
        "report": lambda: report.report([after], report.ReportFormat.json),
        "render": lambda: render([after], pictures),
        "diff": lambda: diff.diff(str(before), str(after)),
    }


def _seconds(job: Callable[[], object], runs: int) -> float:
    """The least processor time (s) of this process for the job."""
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            start = time.process_time()
            job()
            best = min(best, time.process_time() - start)
    return best


def _written(folder: Path, shape: Shape, size: int) -> dict[str, Callable[[], object]]:
    before, after = folder / f"before-{size}", folder / f"after-{size}"
    for place, text in ((before, shape(size)), (after, _edited(shape(size)))):
        place.mkdir(parents=True)
        (place / "vsm.yaml").write_text(text)
    return _commands(before, after, folder / f"pictures-{size}")


def grow(folder: Path, only: str = "") -> bool:
    """Measure and print all; whether nothing grows faster than it may."""
    pipe, engine._pipe = engine._pipe, _placed_at_once
    try:
        return _grow(folder, only)
    finally:
        engine._pipe = pipe


def _grow(folder: Path, only: str) -> bool:
    print(f"processor seconds for an input and for twice as much (at most {MOST} times)")
    held = True
    for job in _written(folder / "first", shapes.chain, 10).values():
        _seconds(job, 1)
    for shape, size in SHAPES:
        if only and shape.__name__ not in only.split(","):
            continue
        once, twice = (_written(folder / shape.__name__, shape, n) for n in (size, 2 * size))
        for name in once:
            small, large = _seconds(once[name], 2), _seconds(twice[name], 2)
            if large > MOST * small:
                # A busy moment of the machine may have hit one of them alone.
                small = min(small, _seconds(once[name], 3))
                large = min(large, _seconds(twice[name], 3))
            met = large <= MOST * small
            held &= met
            print(
                f"{'ok  ' if met else 'MISS'}  {shape.__name__:>10} {size:>5}  {name:<7}"
                f"{small:6.2f} {large:6.2f}  {large / small:5.2f}",
                flush=True,
            )
    return held
