"""The protocol as pygls speaks it, with what it leaves out: answers to what is no proper message,
and texts that only the desk keeps."""

from collections.abc import Generator
from json import JSONDecodeError
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from vsm_cli import __version__

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.vsm"
PARSE_ERROR, INVALID_REQUEST, NOT_INITIALIZED = -32700, -32600, -32002


class Protocol(LanguageServerProtocol):
    """Answers what pygls would leave without an answer. Texts are not kept here: pygls takes
    U+0085, U+2028 and others for ends of lines, which the protocol does not."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                # It waits for an answer, whatever is wrong with what it asks.
                self.refuse(data["id"], JsonRpcInvalidParams.CODE, str(error))
            return None

    def handle_message(self, message: Any) -> None:
        if message is None:  # answered already
            return
        if not hasattr(message, "jsonrpc"):
            self.refuse(None, INVALID_REQUEST, "not a message")
            return
        method, asked = getattr(message, "method", ""), hasattr(message, "id")
        if self._workspace is None and method not in (types.INITIALIZE, types.EXIT):
            if asked and method:
                self.refuse(message.id, NOT_INITIALIZED, "not initialized")
            return
        if method and asked and (self._shutdown or (method == types.INITIALIZE and self.begun)):
            self.refuse(message.id, INVALID_REQUEST, "not at this time")
            return
        super().handle_message(message)

    @property
    def begun(self) -> bool:
        return self._workspace is not None

    @property
    def ended_well(self) -> bool:
        """Whether the client said that it would end."""
        return bool(self._shutdown)

    def refuse(self, id_: Any, code: int, text: str) -> None:
        """Answer that a request cannot be met; without an id, that something is none."""
        error = {"code": code, "message": text}
        self._send_data({"jsonrpc": self.VERSION, "id": id_, "error": error})

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        result = yield from super().lsp_initialize(params)
        # Problems are told, and given to who asks; a client that did both would show each twice.
        result.capabilities.diagnostic_provider = None
        return result

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """A server of one client, on its standard input and output."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("vsm", __version__, protocol_cls=Protocol)

    def report_server_error(self, error: Exception, source: Any) -> None:
        if isinstance(error, JSONDecodeError | UnicodeDecodeError):
            self.protocol.refuse(None, PARSE_ERROR, str(error))
        else:
            super().report_server_error(error, source)
