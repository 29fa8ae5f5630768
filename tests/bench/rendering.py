"""Pictures of many streams: from the start, again, and as a page."""

import contextlib
import io
import time
from pathlib import Path
from typing import Any

from tests.bench.timing import VSM, at_most, command, fresh, in_turns, peak_mb, show
from tests.bench.workspaces import write_workspace
from vsm_cli.cli.commands.render import render
from vsm_cli.diagrams import engine


def drawing(folder: Path) -> None:
    """100 stream maps: from the start and again, and how much of the time the engine takes."""
    place, kept = folder / "workspace", folder / "kept"
    write_workspace(place, 100)
    draw = [*VSM, "render", place, "-o", folder / "diagrams"]
    command(draw, kept)()
    jobs = {"cold": command(draw, fresh(folder / "caches")), "again": command(draw, kept)}
    times = in_turns(jobs, 2)
    print("render: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in times.items()))
    at_most("render of 100 streams again, against cold", times["again"] / times["cold"], 0.1)
    share = engine_share(place)
    show("share of the engine in vsm render", share, "at least 0.5", share >= 0.5)


def page(folder: Path) -> None:
    """200 streams as a page."""
    place = folder / "workspace"
    write_workspace(place, 200)
    caches = fresh(folder / "caches")
    write = [*VSM, "report", place, "--format", "html", "-o", folder / "page.html", "--force"]
    at_most(
        "report of 200 streams as a page, in s",
        in_turns({"page": command(write, caches)}, 2)["page"],
        15,
    )
    at_most("its memory in MB", peak_mb(write, caches()), 500)


def engine_share(folder: Path) -> float:
    """The engine's share (0–1) of the wall time of drawing everything in `folder`."""
    spent = 0.0
    pipe = engine._pipe

    def timed(*arguments: Any) -> bytes:
        nonlocal spent
        start = time.perf_counter()
        try:
            return pipe(*arguments)
        finally:
            spent += time.perf_counter() - start

    engine._pipe = timed
    try:
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            render([folder], folder / "diagrams")
        total = time.perf_counter() - start
    finally:
        engine._pipe = pipe
    print(f"drawing: {total:.1f} s; the engine, side by side, {spent:.1f} s in all")
    return spent / total
