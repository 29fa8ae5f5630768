"""A client that speaks the protocol byte by byte, so that it can say what no other one would."""

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

PATIENCE_S = 60.0
COMMAND = [sys.executable, "-m", "vsm_cli", "lsp"]


def uri_of(path: Path) -> str:
    return "file://" + quote(str(path))


class RawClient:
    """A server of its own. What it tells is kept: problems by address, and the rest in order."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.problems: dict[str, list[dict[str, Any]]] = {}
        self.told: list[dict[str, Any]] = []
        self.strays: list[bytes] = []
        self._heard: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        while True:
            size = 0
            while (line := self.process.stdout.readline()) not in (b"", b"\r\n"):
                if line.startswith(b"Content-Length: "):
                    size = int(line[16:])
                elif not line.startswith(b"Content-Type: "):
                    self.strays.append(line)
            if not line:
                self._heard.put(None)
                return
            self._heard.put(json.loads(self.process.stdout.read(size)))

    def say_bytes(self, body: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def say(self, method: str, params: Any = None) -> None:
        self.say_bytes(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def ask(self, method: str, params: Any = None) -> Any:
        """The answer to a request: its result, or the error as it came."""
        self._number += 1
        number = self._number
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        self.say_bytes(json.dumps(message).encode())
        found = self.wait(lambda heard: heard.get("id") == number and "method" not in heard)
        return found["error"] if "error" in found else found["result"]

    def wait(self, wanted: Any) -> dict[str, Any]:
        """The first message from now on that is wanted."""
        while True:
            heard = self._heard.get(timeout=PATIENCE_S)
            assert heard is not None, "the server has gone"
            if heard.get("method") == "textDocument/publishDiagnostics":
                self.problems[heard["params"]["uri"]] = heard["params"]["diagnostics"]
            else:
                self.told.append(heard)
            if wanted(heard):
                return heard

    def begin(self, *folders: Path, capabilities: dict[str, Any] | None = None) -> Any:
        named = [{"uri": uri_of(folder), "name": folder.name} for folder in folders]
        params = {
            "processId": None, "rootUri": None, "workspaceFolders": named,
            "capabilities": capabilities or {},
        }  # fmt: skip
        result = self.ask("initialize", params)
        self.say("initialized", {})
        return result

    def open(self, path: Path, text: str | None = None, version: int = 1) -> None:
        text = path.read_text(encoding="utf-8") if text is None else text
        document = {
            "uri": uri_of(path), "languageId": "yaml", "version": version, "text": text
        }  # fmt: skip
        self.say("textDocument/didOpen", {"textDocument": document})

    def change(self, path: Path, version: int, *changes: dict[str, Any]) -> None:
        document = {"uri": uri_of(path), "version": version}
        params = {"textDocument": document, "contentChanges": list(changes)}
        self.say("textDocument/didChange", params)

    def problems_of(self, path: Path, version: int | None = None) -> list[dict[str, Any]]:
        """The problems of a file as they are told next, for a version if one is given."""
        uri = uri_of(path)

        def is_it(heard: dict[str, Any]) -> bool:
            params = heard.get("params") or {}
            is_told = heard.get("method") == "textDocument/publishDiagnostics"
            right = version is None or params.get("version") == version
            return is_told and params["uri"] == uri and right

        return list(self.wait(is_it)["params"]["diagnostics"])

    def end(self) -> int:
        """Say that it ends, and go; the exit code."""
        self.ask("shutdown")
        self.say("exit")
        return self.gone()

    def gone(self) -> int:
        code = self.process.wait(PATIENCE_S)
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()
        return code
