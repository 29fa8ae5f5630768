"""Time whole commands and calls against each other, in one run and in turns."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

VSM = (sys.executable, "-m", "vsm_cli")
Job = Callable[[], object]


def processor_s() -> float:
    """The processor time (s) that this process and its ended children have taken so far: other
    programs on a busy machine make it hardly longer."""
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in spent)


def in_turns(jobs: Mapping[str, Job], rounds: int) -> dict[str, float]:
    """The least processor time (s) of each job; the jobs take turns, so that a busy moment of the
    machine hits them alike."""
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(rounds):
        for name, job in jobs.items():
            start = processor_s()
            job()
            best[name] = min(best[name], processor_s() - start)
    return best


def command(
    arguments: Sequence[str | Path],
    cache: Path | Callable[[], Path] | None = None,
    *,
    ok: Sequence[int] = (0,),
) -> Job:
    """A job that runs a command with compiled modules, as an installed one has them. What it keeps
    lies in `cache`, a folder or what gives another one for each run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def job() -> None:
        if cache:
            environment["XDG_CACHE_HOME"] = str(cache() if callable(cache) else cache)
        done = subprocess.run(arguments, env=environment, capture_output=True, check=False)
        if done.returncode not in ok:
            raise SystemExit(f"{arguments} ended with {done.returncode}: {done.stderr.decode()}")

    return job


def fresh(folder: Path) -> Callable[[], Path]:
    """Gives a folder that is not there yet, another one each time."""

    def another() -> Path:
        number = sum(1 for _ in folder.iterdir()) if folder.exists() else 0
        made = folder / str(number)
        made.mkdir(parents=True)
        return made

    return another


def peak_mb(arguments: Sequence[str | Path], cache: Path) -> float:
    """The most memory (MB) that a command held."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        check=True,
    )
    return int(done.stdout) / 1024


def show(what: str, ratio: float, limit: str, met: bool) -> None:
    print(f"{'ok  ' if met else 'MISS'}  {what}: {ratio:.2f} ({limit})", flush=True)


def at_most(what: str, figure: float, most: float) -> None:
    """Show a figure against its limit."""
    show(what, figure, f"at most {most:g}", figure <= most)
