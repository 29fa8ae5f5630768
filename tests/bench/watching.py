"""How long `vsm check --watch` takes over a change."""

import os
import subprocess
import time
from pathlib import Path

from tests.bench.timing import VSM

_ROUNDS = 5
_SAID = b"checked at"


def seconds_until_seen(workspace: Path, file: Path) -> float | None:
    """The processor time (s) from a change in a file until what it comes to is shown, which is the
    wall time on an idle machine but for the moment until the watcher looks again: the least of
    some changes. None where no system tells (/proc)."""
    if not Path("/proc/self/stat").exists():
        return None
    watch = [*VSM, "check", "--watch", workspace]
    with subprocess.Popen(watch, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as watcher:
        try:
            _await(watcher)
            return min(_change(watcher, file, number) for number in range(_ROUNDS))
        finally:
            watcher.terminate()


def _change(watcher: "subprocess.Popen[bytes]", file: Path, number: int) -> float:
    text = file.read_text()
    time.sleep(1)  # until it looks for changes again, and does nothing else
    start = _processor_s(watcher.pid)
    file.write_text(f"{text}# {number}\n".replace("process: 5m", "process: 6m"))
    _await(watcher)
    return _processor_s(watcher.pid) - start


def _await(watcher: "subprocess.Popen[bytes]") -> None:
    """Wait until a check is told to be over."""
    assert watcher.stderr
    for line in watcher.stderr:
        if _SAID in line:
            return
    raise SystemExit(f"vsm check --watch ended with {watcher.wait()}")


def _processor_s(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
