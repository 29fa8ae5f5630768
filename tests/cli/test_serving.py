"""A page on loopback: what is served, to whom, and how a change is told."""

import socket
import threading
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from vsm_cli.cli.serving import Board, serving
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
            assert answer.headers["Cache-Control"] == "no-store"


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
        ("/", "localhost:1", 200),
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
