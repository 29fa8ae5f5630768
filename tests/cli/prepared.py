"""A process that has imported all of vsm, and forks off each run of the command.

What runs is a process of its own, with its own arguments, folder, surroundings and standard
streams, as a shell would start it; only starting Python and importing is done once instead of
every time. Run as a program, it serves the socket of a `PreparedCommand`.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_LONGEST_REQUEST = 1 << 20


class PreparedCommand:
    """The process, seen from the tests. It ends with them, when its socket is closed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._socket, theirs = socket.socketpair()
        self._one_at_a_time = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )

    def run(
        self,
        arguments: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str],
        given: bytes,
        together: bool,
        timeout_s: float,
    ) -> "subprocess.CompletedProcess[bytes]":
        """`together` brings what goes to standard error in between what goes to standard output."""
        request = json.dumps([arguments, str(folder), dict(environment)]).encode()
        assert len(request) < _LONGEST_REQUEST
        pipes = [os.pipe() for _ in range(3)]
        theirs = [pipes[0][0], pipes[1][1], pipes[1 if together else 2][1]]
        with self._one_at_a_time, ThreadPoolExecutor(3) as pool:
            self._socket.settimeout(timeout_s)
            socket.send_fds(self._socket, [request], theirs)
            for descriptor in (pipes[0][0], pipes[1][1], pipes[2][1]):
                os.close(descriptor)
            pool.submit(_give, pipes[0][1], given)
            out, err = (pool.submit(_taken, pipe[0]) for pipe in pipes[1:])
            try:
                status = int(self._socket.recv(20))
            except BaseException:
                os.killpg(self._process.pid, signal.SIGKILL)
                raise
            return subprocess.CompletedProcess(arguments, status, out.result(), err.result())


def _give(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as pipe:
        pipe.write(data)


def _taken(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as pipe:
        return pipe.read()


def _serve(requests: socket.socket) -> None:
    while True:
        request, descriptors, _, _ = socket.recv_fds(requests, _LONGEST_REQUEST, 3)
        if not request:
            return
        process = os.fork()
        if not process:
            _become(*json.loads(request), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(process, 0)
        requests.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(
    arguments: list[str], folder: str, environment: dict[str, str], descriptors: list[int]
) -> None:
    """Run the command in this process, and end it as Python ends a program."""
    from vsm_cli.cli.main import run

    code = 1
    try:
        for standard, descriptor in enumerate(descriptors):
            os.dup2(descriptor, standard)
            os.close(descriptor)
        sys.stdin, sys.stdout, sys.stderr = (
            open(old.fileno(), old.mode, encoding=old.encoding, errors=old.errors)  # noqa: PTH123, SIM115
            for old in (sys.stdin, sys.stdout, sys.stderr)
        )
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
        sys.argv = ["vsm", *arguments]
        run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _import_all() -> None:
    import pkgutil

    import vsm_cli

    for module in pkgutil.walk_packages(vsm_cli.__path__, "vsm_cli."):
        if module.name != "vsm_cli.__main__":
            __import__(module.name)


if __name__ == "__main__":
    del sys.path[0]  # this folder: no place to import from
    _import_all()
    _serve(socket.socket(fileno=int(sys.argv[1])))
