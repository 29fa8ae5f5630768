"""Time whole commands and calls against each other, in one run and in turns."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

VSM = (sys.executable, "-m", "vsm_cli")


def in_turns(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The shortest wall time (s) of each job; the jobs take turns, so that a busy moment of the
    machine hits them alike."""
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(rounds):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def command(arguments: Sequence[str | Path], *, ok: Sequence[int] = (0,)) -> Callable[[], object]:
    """A job that runs a command with compiled modules, as an installed one has them."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def job() -> None:
        done = subprocess.run(arguments, env=environment, capture_output=True, check=False)
        if done.returncode not in ok:
            raise SystemExit(f"{arguments} ended with {done.returncode}: {done.stderr.decode()}")

    return job


def peak_mb(arguments: Sequence[str | Path]) -> float:
    """The most memory (MB) that a command held."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, check=True
    )
    return int(done.stdout) / 1024


def show(what: str, ratio: float, limit: str, met: bool) -> None:
    print(f"{'ok  ' if met else 'MISS'}  {what}: {ratio:.2f} ({limit})")
