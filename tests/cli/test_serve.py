"""`vsm serve`: the page follows the files, until Ctrl-C."""

import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.running import COMMAND, surroundings, vsm
from tests.cli.workspaces import streams

PATIENCE_S = 60


class Serving:
    """A `vsm serve` that runs."""

    def __init__(self, folder: Path) -> None:
        self._run = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0"],
            cwd=folder,
            env=surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell may have turned Ctrl-C off for what runs in the background.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self._limit = threading.Timer(PATIENCE_S, self._run.kill)
        self._limit.start()
        assert self._run.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+/", self._run.stdout.readline())
        assert found
        self.address = found[0]

    def get(self, path: str = "/") -> str:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE_S)
        connection.request("GET", path)
        return connection.getresponse().read().decode()

    def end(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code, and all that was said on stderr."""
        self._run.send_signal(signal.SIGINT)
        _, said = self._run.communicate()
        return self._run.returncode, said

    def kill(self) -> None:
        self._limit.cancel()
        self._run.kill()
        self._run.communicate()


@contextmanager
def serving(folder: Path) -> Iterator[Serving]:
    started = Serving(folder)
    try:
        yield started
    finally:
        started.kill()


def test_the_page_follows_the_files(tmp_path: Path) -> None:
    root = tmp_path / "vsm.yaml"
    root.write_text(streams("first-one"))
    with serving(tmp_path) as run:
        connection = HTTPConnection(urlsplit(run.address).netloc, timeout=PATIENCE_S)
        connection.request("GET", "/events")
        events = connection.getresponse()
        first = events.readline().decode()
        page = run.get()
        assert "first-one" in page
        assert f'data-version="{first.removeprefix("data: ").strip()}"' in page
        assert "connect-src &#39;self&#39;" in page
        events.readline()

        root.write_text(streams("second-one"))
        assert events.readline().decode() != first
        assert "second-one" in run.get()
        events.readline()

        # What cannot be built is said above what was there, and the next change tried.
        root.write_text(streams("third") + "lint: {preset: <none>}\n")
        events.readline()
        page = run.get()
        assert "lint.preset" in page
        assert "second-one" in page
        assert "EventSource" in page
        events.readline()
        root.write_text(streams("third"))
        events.readline()
        assert "third" in run.get()
        code, said = run.end()
    assert code == 0
    assert said.count("built at") == 4
    assert "lint.preset" in said
    assert "Traceback" not in said


def test_a_file_that_is_broken_stands_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(streams("first"))
    broken, other = tmp_path / "broken.yaml", tmp_path / "other.yaml"
    broken.write_text(streams("as-it-was"))
    other.write_text(streams("other-before"))
    with serving(tmp_path) as run:
        connection = HTTPConnection(urlsplit(run.address).netloc, timeout=PATIENCE_S)
        connection.request("GET", "/events")
        events = connection.getresponse()
        events.readline()
        events.readline()
        assert 'class="alarm">' not in run.get()

        broken.write_text(streams("as-it-was") + "  x: [1\n")
        other.write_text(streams("other-after"))
        events.readline()
        events.readline()
        page = run.get()
        alarm = re.findall(r'<p class="alarm">(.*?)</p>', page)
        assert len(alarm) == 1
        assert re.match(r"broken\.yaml:\d+:\d+ cannot be read, and stands here as it was", alarm[0])
        assert 'id="streams.as-it-was"' in page
        assert "other-after" in page

        broken.write_text(streams("mended"))
        events.readline()
        page = run.get()
        assert 'class="alarm">' not in page
        assert 'id="streams.mended"' in page
        assert "as-it-was" not in page


def test_a_port_that_is_taken_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(streams("one"))
    with serving(tmp_path) as run:
        port = str(urlsplit(run.address).port)
        done = vsm("serve", "--port", port, folder=tmp_path)
    assert done.returncode == 2
    assert f"port {port} is in use" in done.stderr


@pytest.mark.parametrize("path", ["missing", "empty"])
def test_what_cannot_be_served_from_the_start_ends_with_2(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    done = vsm("serve", path, "--port", "0", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert path in done.stderr
