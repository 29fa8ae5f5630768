"""Serves one page on loopback, and tells the browsers that show it when it has changed."""

import errno
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr

LOOPBACK = "127.0.0.1"
PULSE_S = 15.0
PATIENCE_S = 10.0
"""How long a request and its answer may take; who listens to events stays longer."""
CONNECTIONS_MOST = 64
LISTENERS_MOST = 32
_TAKEN = message("port {port} is in use: choose another one with --port, or 0 for any that is free")
_REFUSED = message("port {port} cannot be used: {reason}")


class Version(NamedTuple):
    """A state of the page; `name` is different for each."""

    name: str
    content: bytes


class Board:
    """What is shown at the moment, for any number of threads that read it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._shown = Version("", b"")

    @property
    def shown(self) -> Version:
        with self._changed:
            return self._shown

    def show(self, name: str, page: str) -> None:
        with self._changed:
            self._shown = Version(name, page.encode("utf-8", "replace"))
            self._changed.notify_all()

    def wait_for_other(self, name: str, patience_s: float) -> str:
        """The name of what is shown, as soon as it is not `name` or patience is at an end."""
        with self._changed:
            self._changed.wait_for(lambda: self._shown.name != name, patience_s)
            return self._shown.name


@contextmanager
def serving(board: Board, port: int) -> Iterator[str]:
    """Serve the board on a port of loopback (0: any that is free), and give its address.

    `/` is the page, `/events` a stream of server-sent events: the name of what is shown, at
    once and at each change. Raises VsmError where the port cannot be had.
    """
    try:
        server = _Server((LOOPBACK, port), _Handler)
    except OSError as error:
        template = _TAKEN if error.errno == errno.EADDRINUSE else _REFUSED
        raise VsmError(tr(template, port=port, reason=error.strerror or error)) from None
    server.board = board
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """A thread for each connection, and few of them: who says nothing, or says or takes it too
    slowly, is let go, and so is the oldest where there are too many."""

    daemon_threads = True
    # A page that waits for events must not hold up the end.
    block_on_close = False
    request_queue_size = 128
    board: Board

    def __init__(self, *arguments: Any) -> None:
        self._lock = threading.Lock()
        # Connections by when they began, the oldest first, and those that listen to events.
        self._begun: dict[socket.socket, float] = {}
        self._listening: set[socket.socket] = set()
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._begun[request] = time.monotonic()
            if len(self._begun) > CONNECTIONS_MOST:
                self._let_go(next(iter(self._begun)))
        super().process_request(request, client_address)

    def service_actions(self) -> None:
        """Called several times a second."""
        latest = time.monotonic() - PATIENCE_S
        with self._lock:
            for each in [each for each, begun in self._begun.items() if begun < latest]:
                self._let_go(each)

    def may_listen(self, request: socket.socket) -> bool:
        """Whether there is room for one more that listens to events."""
        with self._lock:
            if len(self._listening) >= LISTENERS_MOST:
                return False
            self._begun.pop(request, None)
            self._listening.add(request)
            return True

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._begun.pop(request, None)
            self._listening.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # That somebody went away, or was let go, is nothing to tell.
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def _let_go(self, request: socket.socket) -> None:
        """End a connection; its thread sees that, and closes it."""
        self._begun.pop(request, None)
        with suppress(OSError):
            request.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = PATIENCE_S

    def do_GET(self) -> None:
        # Another site's name that leads here (DNS rebinding) would let that site read the page.
        if self.headers.get("Host", "").partition(":")[0] not in (LOOPBACK, "localhost"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.path == "/events":
            self._send_events()
        elif self.path.partition("?")[0] == "/":
            self._send("text/html; charset=utf-8", self.server.board.shown.content)
        elif self.path == "/favicon.ico":
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal tells what was built, not who looked."""

    def _send(self, kind: str, content: bytes) -> None:
        self._begin(kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self._write(content)

    def _send_events(self) -> None:
        if not self.server.may_listen(self.connection):
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self._begin("text/event-stream")
        self.end_headers()
        name, listens = "", True
        while listens:
            shown = self.server.board.wait_for_other(name, PULSE_S)
            listens = self._write(f"data: {shown}\n\n".encode() if shown != name else _PULSE)
            name = shown

    def _begin(self, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        # A proxy that would compress events would hold them back until there are many.
        self.send_header("Cache-Control", "no-store, no-transform")
        self.send_header("X-Content-Type-Options", "nosniff")

    def _write(self, content: bytes) -> bool:
        """Whether somebody still listens."""
        try:
            self.wfile.write(content)
            self.wfile.flush()
        except OSError:
            return False
        return True


_PULSE = b": still here\n\n"
