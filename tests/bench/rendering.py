"""How much of the time of `vsm render` is spent in the engine."""

import contextlib
import io
import time
from pathlib import Path
from typing import Any

from vsm_cli.cli.commands.render import render
from vsm_cli.diagrams import engine


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
