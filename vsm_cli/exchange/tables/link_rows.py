"""Rows of a sheet into the links between streams: what steps start, and what they use."""

from typing import Any

from vsm_cli.exchange.imported import ImportNote
from vsm_cli.exchange.tables import headings as h
from vsm_cli.exchange.tables.cells import CellFault, items, share_of, text_in, time_of, yes_or_no
from vsm_cli.exchange.tables.headings import TableColumn, columns_of
from vsm_cli.exchange.tables.named import CUSTOMER, id_from
from vsm_cli.exchange.tables.sheet import Cell, TableSheet, text_of
from vsm_cli.exchange.tables.steps import Elements
from vsm_cli.language import message, tr

_NO_STEP = message("there is no step {step} in stream {stream}")
_NO_KIND = message("{value} is neither starts nor uses")
_KINDS = {"starts": "starts", "启动": "starts", "uses": "uses", "依赖": "uses", "": "starts"}
_ORDER = ("stream", "at", "data", "owner", "share", "covered", "wait", "within", "via")


def add_links(
    sheet: TableSheet, top: int, elements: Elements, streams: dict[str, dict[str, dict[str, Any]]]
) -> list[ImportNote]:
    """Add the links of all rows below the headings to the steps that they go out from; what there
    is to say."""
    columns = {column.key: column for column in columns_of(sheet.rows[top], "Link")}
    notes = []
    for number, row in enumerate(sheet.rows[top + 1 :], top + 1):
        cells = {
            key: row[column.index]
            for key, column in columns.items()
            if column.index < len(row) and text_of(row[column.index])
        }
        if not cells:
            continue
        stream = text_of(cells.get(h.FROM_STREAM))
        step = text_of(cells.get(h.FROM_STEP))
        source = streams.get(stream, {}).get(step)
        if source is None:
            said = tr(_NO_STEP, step=step or "–", stream=stream or "–")
            notes.append(ImportNote(sheet.place(number), said, is_lost=True))
            continue
        kind = text_of(cells.get(h.KIND)).casefold()
        if kind not in _KINDS:
            said = tr(_NO_KIND, value=kind)
            notes.append(ImportNote(sheet.place(number), said, is_lost=True))
            continue
        link: dict[str, Any] = {}
        for key, cell in cells.items():
            try:
                _take(link, key, cell, columns[key], _KINDS[kind], sheet, elements)
            except CellFault as fault:
                column = columns[key]
                place = sheet.place(number, column.index, column.heading)
                notes.append(ImportNote(place, str(fault), is_lost=True))
        ordered = {key: link[key] for key in _ORDER if key in link}
        only = ordered["stream"] if list(ordered) == ["stream"] else ordered
        source.setdefault(_KINDS[kind], []).append(only)
    return notes


def _take(
    link: dict[str, Any], key: str, cell: Cell, column: TableColumn, kind: str,
    sheet: TableSheet, elements: Elements,
) -> None:  # fmt: skip
    commas = sheet.decimal_commas
    if key == "stream":
        text = text_of(cell)
        known = text in elements.streams.names
        link[key] = text if known else id_from(text, "stream")
    elif key == "owner":
        owner = text_of(cell)
        is_customer = owner.casefold() in CUSTOMER
        link[key] = CUSTOMER[0] if is_customer else elements.teams.id_of(owner)
    elif key == "data":
        link[key] = [elements.data.id_of(each) for each in items(cell)]
    elif key == "share":
        link["share" if kind == "starts" else "covered"] = share_of(cell, column, commas)
    elif key == "wait" and kind == "uses":
        link[key] = yes_or_no(cell, column, commas)
    elif key in ("wait", "within"):
        link[key] = time_of(cell, column, commas)
    elif key in ("at", "via"):
        link[key] = text_in(cell, column, commas)
