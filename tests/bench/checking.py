"""`vsm check` of large workspaces: from the start, again, and after one change."""

import sys
from collections.abc import Callable
from pathlib import Path

from _ruamel_yaml import CParser

from tests.bench.timing import VSM, at_most, command, fresh, in_turns, peak_mb, show
from tests.bench.watching import seconds_until_seen
from tests.bench.workspaces import write_workspace

SIZES = (100, 1000, 5000)


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
    """1,000 streams in 1,000 files: against the C parser alone and against yamllint, from the
    start, again, and with one file changed."""
    place, kept = folder / "workspace", folder / "kept"
    size = write_workspace(place, 1000)
    texts = [path.read_text() for path in sorted(place.rglob("*.yaml"))]
    print(f"1,000 streams in 1,000 files, {size / 1e6:.1f} MB")
    check = [*VSM, "check", place]
    jobs = {
        "compose": lambda: _compose_all(texts),
        "cold": command(check, fresh(folder / "caches")),
    }
    times = in_turns(jobs, 5)
    at_most("check, cold, against composing with the C parser", times["cold"] / times["compose"], 3)
    command(check, kept)()
    again = command(check, kept)
    times |= in_turns(
        {"again": again, "changed": _changing(place / "streams/s0500.yaml", again)}, 5
    )
    lint = command([sys.executable, "-m", "yamllint", "-d", "relaxed", place])
    times |= in_turns({"yamllint": lint}, 1)
    print("      " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in times.items()))
    ratio = times["yamllint"] / times["again"]
    show("yamllint against check again, nothing changed", ratio, "at least 40", ratio >= 40)
    at_most("one file changed, against nothing changed", times["changed"] / times["again"], 1.5)
    few = folder / "few"
    write_workspace(few, 7)
    for watched, count, most in ((few, 7, 0.1), (place, 1000, 0.3)):
        seconds = seconds_until_seen(watched, watched / "streams/s0003.yaml")
        if seconds is not None:
            what = f"one file of {count:,} changed while vsm check --watch runs, in s"
            at_most(what, seconds, most)


def _changing(file: Path, then: Callable[[], object]) -> Callable[[], None]:
    """A job that changes one value in a file before another job; the change costs nothing."""
    text, number = file.read_text(), 0

    def job() -> None:
        nonlocal number
        number += 1
        file.write_text(text.replace("process: 5m", f"process: {5 + number}m"))
        then()

    return job


def sizes(folder: Path) -> None:
    """100, 1,000 and 5,000 streams: how the time grows, and the memory of the largest."""
    caches = fresh(folder / "caches")
    took: dict[int, float] = {}
    jobs = {}
    for streams in SIZES:
        write_workspace(folder / str(streams), streams)
        jobs[str(streams)] = command([*VSM, "check", folder / str(streams)], caches)
    for name, seconds in in_turns(jobs, 2).items():
        took[int(name)] = seconds
    print("check, cold: " + ", ".join(f"{n:,} streams {s:.2f} s" for n, s in took.items()))
    at_most("1,000 streams against 100", took[1000] / took[100], 10)
    at_most("5,000 streams against 1,000", took[5000] / took[1000], 6)
    memory = peak_mb([*VSM, "check", folder / "5000"], caches())
    at_most("memory of 5,000 streams in MB", memory, 600)
