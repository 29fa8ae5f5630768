"""A page on loopback: what is served, to whom, and how a change is told."""

import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from vsm_cli.cli import page_server as module
from vsm_cli.cli.page_server import CONNECTIONS_MOST, LISTENERS_MOST, Board, serving
from vsm_cli.errors import VsmError


def get(address: str, path: str, **headers: str) -> HTTPResponse:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def told(events: HTTPResponse) -> str:
    """The next event."""
    line = events.readline().decode().strip()
    assert events.readline() == b"\n"
    return line


def test_the_page_is_served_as_it_is_now() -> None:
    board = Board()
    with serving(board, 0) as address:
        for page in ("<p>one</p>", "<p>二</p>"):
            board.show(page, page)
            answer = get(address, "/")
            assert answer.read().decode() == page
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert answer.headers["Cache-Control"] == "no-store, no-transform"


def test_changes_are_told_to_all_who_listen() -> None:
    board = Board()
    board.show("1", "")
    with serving(board, 0) as address:
        listeners = [get(address, "/events") for _ in range(3)]
        assert [told(each) for each in listeners] == ["data: 1"] * 3
        threading.Timer(0.05, board.show, ("2", "")).start()
        assert [told(each) for each in listeners] == ["data: 2"] * 3
        # One goes away; the others are still told.
        listeners.pop().close()
        board.show("3", "")
        assert [told(each) for each in listeners] == ["data: 3"] * 2


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", "evil.example", 421),
        ("/events", "evil.example:80", 421),
        ("/", "localhost.evil.example:1", 421),
        ("/", "0.0.0.0:1", 421),
        ("/", "", 421),
        ("/", "localhost:1", 200),
        ("/", "localhost", 200),
        ("/?from=somewhere", "127.0.0.1:1", 200),
        ("/../../etc/passwd", "127.0.0.1:1", 404),
        ("/favicon.ico", "127.0.0.1:1", 204),
    ],
)
def test_only_the_page_and_only_under_names_of_this_machine(
    path: str, host: str, status: int
) -> None:
    with serving(Board(), 0) as address:
        assert get(address, path, Host=host).status == status


def test_it_listens_on_loopback_and_says_when_a_port_is_taken() -> None:
    with serving(Board(), 0) as address:
        host, port = urlsplit(address).hostname, urlsplit(address).port
        assert host == "127.0.0.1"
        assert port
        with pytest.raises(VsmError, match=f"port {port} is in use"), serving(Board(), port):
            pass
    # The end frees the port.
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))


@contextmanager
def connected(address: str, count: int, said: bytes = b"") -> Iterator[list[socket.socket]]:
    """So many connections, each of which begins to say something."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    with ExitStack() as stack:
        found = []
        for _ in range(count):
            found.append(stack.enter_context(socket.create_connection((host, port), timeout=10)))
            found[-1].sendall(said)
        yield found


def ended(connection: socket.socket, within_s: float) -> bool:
    """Whether the other side ends a connection in time, whatever it says before."""
    connection.settimeout(within_s)
    try:
        while connection.recv(1 << 16):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


def ending(threads: int) -> bool:
    """Whether no more threads are left than this, soon."""
    for _ in range(100):
        if threading.active_count() <= threads:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\n"])
def test_many_who_say_nothing_leave_it_usable(said: bytes) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 2048)), hard))
    before = threading.active_count()
    board = Board()
    board.show("1", "<p>one</p>")
    with serving(board, 0) as address:
        listener = get(address, "/events")
        assert told(listener) == "data: 1"
        with connected(address, 600, said):
            for _ in range(3):
                start = time.monotonic()
                assert get(address, "/").read() == b"<p>one</p>"
                assert time.monotonic() - start < 10
            # The server's own, and a few that are about to end.
            assert ending(before + CONNECTIONS_MOST + 10)
            board.show("2", "")
            assert told(listener) == "data: 2"


def test_those_who_are_slow_are_let_go(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.5)
    board = Board()
    board.show("1", "x" * 50_000_000)
    with serving(board, 0) as address:
        listener = get(address, "/events")
        assert told(listener) == "data: 1"
        with connected(address, 2, b"GET / HTTP/1.0\r\n") as (silent, dripping):
            for _ in range(12):
                try:
                    dripping.sendall(b"a")
                except OSError:
                    break
                time.sleep(0.1)
            assert ended(dripping, 2)
            assert ended(silent, 2)
        with connected(address, 1, b"GET / HTTP/1.0\r\nHost: localhost:1\r\n\r\n") as (taking,):
            time.sleep(1.5)
            # What is on the way arrives, and no more.
            taken = 0
            with suppress(OSError):
                while piece := taking.recv(1 << 20):
                    taken += len(piece)
            assert 0 < taken < 50_000_000
        # Who listens may take longer.
        board.show("2", "")
        assert told(listener) == "data: 2"
    assert capfd.readouterr().err == ""


def test_so_many_may_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PULSE_S", 0.1)
    board = Board()
    board.show("1", "")
    with serving(board, 0) as address:
        listeners = [get(address, "/events") for _ in range(LISTENERS_MOST)]
        assert {told(each) for each in listeners} == {"data: 1"}
        assert get(address, "/events").status == 503
        assert get(address, "/").status == 200
        for each in listeners:
            each.close()
        for _ in range(100):
            if get(address, "/events").status == 200:
                break
            time.sleep(0.05)
        else:
            pytest.fail("those who went away still take their places")
