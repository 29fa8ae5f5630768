"""The map of the stream under the cursor, in a browser, as long as it is written."""

import asyncio
import json
import secrets
from html import escape
from typing import Any, Protocol

from lsprotocol import types

from vsm_cli.diagnostics import laid_out
from vsm_cli.editor.session import Session, Where
from vsm_cli.editor.text_place import place_in
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr
from vsm_cli.source.key_names import english_path

COMMAND = "vsm.showMap"
_REST_S = 0.5
"""A map is drawn anew once nothing was typed for so long."""
_NONE = message("there is no stream under the cursor")
_AT = message("The map is at {address}")
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';\
 img-src data:; font-src data:; connect-src 'self'; script-src 'nonce-{nonce}'">
<style>body{{margin:0}} svg{{max-width:100%;height:auto}}</style></head>
<body>{svg}<script nonce="{nonce}">
new EventSource("/events").onmessage = event => {{
  if (event.data !== {version}) location.reload();
}};
</script></body></html>
"""


class Pages(Protocol):
    """Where a page is served from the first time on that it is shown."""

    def show(self, name: str, html: str) -> str:
        """Show a page by a name of its own in place of the one before; its address. Raises
        VsmError."""
        ...


class LiveMap:
    """The map that is shown to one client."""

    def __init__(self, session: Session, pages: Pages) -> None:
        self._session = session
        self._pages = pages
        self._shown: tuple[str, str] | None = None
        self._later: asyncio.TimerHandle | None = None
        self._number = 0
        session.followers.append(self._follow)

    def show(self, uri: str, position: dict[str, Any] | None = None) -> dict[str, str] | None:
        """Show the map of the stream at a place of a text, or the first one in it."""
        line = (position or {}).get("line", 0)
        at = types.Position(line, (position or {}).get("character", 0))
        asked = types.TextDocumentPositionParams(types.TextDocumentIdentifier(uri), at)
        where = self._session.where(asked)
        stream = where and _stream_at(where)
        if where is None or stream is None:
            self._say(tr(_NONE))
            return None
        self._shown = uri, stream
        try:
            address = self._draw()
        except VsmError as error:
            self._say(str(error))
            return None
        self._open(address)
        return {"uri": address}

    def _open(self, address: str) -> None:
        able = self._session.server.client_capabilities.window
        if able and able.show_document and able.show_document.support:
            self._session.server.window_show_document(
                types.ShowDocumentParams(address, external=True)
            )
        else:
            self._say(tr(_AT, address=address))

    def _draw(self) -> str:
        """Draw the map anew; the address of its page. Raises VsmError."""
        # What draws takes long to import, and problems are to be there soon.
        from vsm_cli.diagrams.engine import draw
        from vsm_cli.diagrams.scope import Scope
        from vsm_cli.diagrams.stream_map import stream_map

        uri, id_ = self._shown or ("", "")
        path = self._session.path(uri)
        known = self._session.desk.known_around(path, 1)
        checked = self._session.desk.workspace_of(path)
        stream = known.workspace.streams.get(id_) if known else None
        if known is None or checked is None or stream is None:
            raise VsmError(tr(_NONE))
        self._number += 1
        version = f"{secrets.token_hex(4)}-{self._number}"
        with spoken(known.language):
            problems = laid_out(checked.diagnostics)
            scope = Scope(known.workspace, problems, engine=known.engine, layout=known.layout)
            html = _PAGE.format(
                language=known.language,
                title=escape(stream.label),
                nonce=secrets.token_hex(16),
                svg=draw(stream_map(scope, stream), scope.engine),
                version=json.dumps(version),
            )
        return self._pages.show(version, html)

    def _follow(self) -> None:
        """Something has changed: the map may look otherwise soon."""
        if self._later:
            self._later.cancel()
        if self._shown:
            self._later = asyncio.get_running_loop().call_later(_REST_S, self._again)

    def _again(self) -> None:
        try:
            self._draw()
        except VsmError as error:
            self._session.log(str(error))  # the map stays as it was

    def _say(self, text: str) -> None:
        said = types.ShowMessageParams(types.MessageType.Info, text)
        self._session.server.window_show_message(said)


def _stream_at(where: Where) -> str | None:
    """The stream that a place is in, else the first of its text."""
    if where.known is None:
        return None
    streams = where.known.workspace.streams
    at = place_in(where.lines, where.spot.line, where.spot.column)
    path = [part for part in (*at.path, at.typed.rstrip(":： ")) if isinstance(part, str)]
    keys = english_path(tuple(path))
    if keys[:1] == ("streams",) and len(keys) > 1 and keys[1] in streams:
        return keys[1]
    file = where.source.path if where.source else ""
    return next((id_ for id_, each in streams.items() if each.place.file == file), None)
