"""Rows of a sheet into the steps of streams."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct, field

from vsm_cli.exchange.imported import ImportNote
from vsm_cli.exchange.tables import headings as h
from vsm_cli.exchange.tables.cells import BLANK, NOTHING, READERS, CellFault, items
from vsm_cli.exchange.tables.headings import TableColumn
from vsm_cli.exchange.tables.named import CUSTOMER, END, Named, folded, free_id, id_from, parts
from vsm_cli.exchange.tables.routes import routes_of
from vsm_cli.exchange.tables.sheet import Cell, TableSheet, text_of
from vsm_cli.language import message, names, tr
from vsm_cli.loading.ids import is_id

_NO_NAME = message("this row names no step")
_TOTALS = message("these are totals, which vsm computes itself")
_SAME_STREAM = message("no stream is named in rows {rows}: that of the row above is meant")
_NO_STREAM = message("this row names no stream")
_GIVEN_ID = message("the id of {name} is {id}")
_SEVERAL_OWNERS = message(
    "{count} owners: one of them is accountable; the others belong into a column of participants"
)
_NO_ID = message("{text} cannot be an id")
_BLANKS = message("cells that say {texts} count as empty")
_TWICE = message("{step} stands for several steps: write the id of one")
# Steps that are counted in their names: `3. Ship`, `3) Ship`, `3 Ship`.
_NUMBERED = re.compile(r"([0-9]{1,3})(?:[.)、．]\s*|\s+)(\D.*)")
_TOTAL_WORDS = frozenset(
    ("total", "totals", "sum", "subtotal", "合计", "总计", "小计", "总和", "总时间")
)
# The order in which the keys of a step are written.
_ORDER = (
    "name", "description", "tags", "owner", "participants", "practices", "activity", "kind",
    "systems", "process", "wait", "lead", "queue", "every", "complete-accurate", "people",
    "automated", "inputs", "outputs", "touchpoint", "satisfaction", "expects", "sensitivity",
    "work", "accepts", "entry", "next",
)  # fmt: skip
_NAMED = {"owner", "participants", "systems", "inputs", "outputs", "people", "accepts", "next"}
HELD = frozenset((h.STREAM, h.ID, h.NAME, h.NUMBER)) | READERS.keys() | _NAMED


class Elements(Struct):
    """What the cells of all sheets name."""

    streams: Named = field(default_factory=lambda: Named("stream"))
    teams: Named = field(default_factory=lambda: Named("team"))
    systems: Named = field(default_factory=lambda: Named("system"))
    data: Named = field(default_factory=lambda: Named("data"))


class _Row(Struct):
    number: int
    stream: str
    name: str
    id: str
    cells: dict[str, Cell]


class StepRows:
    """Reads the rows of one sheet below its headings; `notes` are about them."""

    def __init__(
        self,
        sheet: TableSheet,
        top: int,
        columns: Iterable[TableColumn],
        stream: str,
        elements: Elements,
    ) -> None:
        self.notes: list[ImportNote] = []
        self._sheet, self._top, self._elements = sheet, top, elements
        self._columns = {column.key: column for column in columns}
        self._stream = stream
        self._blanks: dict[str, None] = {}
        self._found: dict[str, dict[str, _Row]] = {}
        self._taken: dict[str, set[str]] = {}
        # The ids of the steps of a stream by what else they may be called; None: several are.
        self._called: dict[str, dict[str, str | None]] = {}

    def read(self, streams: dict[str, dict[str, dict[str, Any]]]) -> None:
        """Add the steps of all rows to those of their streams."""
        self._take_rows(streams)
        for stream, rows in self._found.items():
            for row in rows.values():
                streams.setdefault(stream, {})[row.id] = self._step(row)
        if self._blanks:
            self._note("", tr(_BLANKS, texts=names(f"“{each}”" for each in self._blanks)))

    def _note(self, place: str, text: str, *, lost: bool = False) -> None:
        self.notes.append(ImportNote(place, text, lost))

    def _place(self, row: int, key: str | None = None) -> str:
        column = self._columns.get(key or "")
        if column is None:
            return self._sheet.place(row)
        return self._sheet.place(row, column.index, column.heading)

    def _take_rows(self, streams: dict[str, dict[str, dict[str, Any]]]) -> None:
        """Give each row its stream and its id; what leads to a step may stand above it."""
        stream, inherited = "", []
        for number, row in enumerate(self._sheet.rows[self._top + 1 :], self._top + 1):
            cells = {
                key: row[column.index]
                for key, column in self._columns.items()
                if column.index < len(row) and self._is_given(key, row[column.index])
            }
            if not cells:
                continue
            name = text_of(cells.get(h.NAME)) or text_of(cells.get(h.ID))
            labels = [name] if name else [text_of(cell) for cell in cells.values()]
            is_total = any(each.casefold().strip(": ") in _TOTAL_WORDS for each in labels)
            if is_total or not name:
                said = tr(_TOTALS if is_total else _NO_NAME)
                self._note(self._place(number), said, lost=not is_total)
                continue
            if h.STREAM in self._columns:
                if written := text_of(cells.get(h.STREAM)):
                    stream = self._elements.streams.id_of(written)
                elif stream:
                    inherited.append(str(number + 1))
                else:
                    self._note(self._place(number, h.STREAM), tr(_NO_STREAM), lost=True)
                    continue
            else:
                stream = stream or self._elements.streams.id_of(self._stream)
            if stream not in self._taken:
                self._taken[stream] = {folded(id_) for id_ in streams.get(stream, {})}
            self._take(number, stream, name, cells)
        if inherited:
            self._note("", tr(_SAME_STREAM, rows=names(inherited)))

    def _is_given(self, key: str, cell: Cell) -> bool:
        text = text_of(cell)
        said = text.casefold()
        if not text or key in (h.NAME, h.ID, h.NUMBER, "next"):
            return bool(text)
        if said in BLANK and not (key in ("inputs", "outputs") and said in NOTHING):
            self._blanks.setdefault(text)
            return False
        return True

    def _take(self, number: int, stream: str, name: str, cells: dict[str, Cell]) -> None:
        rows = self._found.setdefault(stream, {})
        name, said = parts(name)
        written = text_of(cells.get(h.ID)) or said
        if written and not is_id(written):
            self._note(self._place(number, h.ID), tr(_NO_ID, text=written), lost=True)
            written = None
        numbered = _NUMBERED.fullmatch(name)
        bare = numbered[2] if numbered else name
        wanted = written or id_from(bare, "step")
        id_ = free_id(wanted, "step", self._taken[stream])
        if id_ != wanted or (not written and wanted == "step"):
            self._note(self._place(number), tr(_GIVEN_ID, name=name, id=id_))
        self._taken[stream].add(folded(id_))
        rows[id_] = _Row(number, stream, name, id_, cells)
        called = self._called.setdefault(stream, {})
        number_in_table = text_of(cells.get(h.NUMBER)).casefold().rstrip(".")
        said_number = numbered[1] if numbered else ""
        names_of_step = {name, bare, wanted, id_, number_in_table, said_number}
        for each in {each.casefold() for each in names_of_step} - {""}:
            called[each] = id_ if called.get(each, id_) == id_ else None

    def _step(self, row: _Row) -> dict[str, Any]:
        step: dict[str, Any] = {}
        if row.name != row.id:
            step["name"] = row.name
        for key, cell in row.cells.items():
            if key in (h.STREAM, h.ID, h.NAME, h.NUMBER):
                continue
            try:
                value = self._value(row, key, cell)
                # Signs between names, and no name.
                if value not in ([], {}) or text_of(cell).casefold() in NOTHING:
                    step[key] = value
            except CellFault as fault:
                self._note(self._place(row.number, key), str(fault), lost=True)
        return {key: step[key] for key in _ORDER if key in step}

    def _value(self, row: _Row, key: str, cell: Cell) -> Any:
        elements = self._elements
        if key in READERS:
            return READERS[key](cell, self._columns[key], self._sheet.decimal_commas)
        if key == "owner":
            owners = items(cell) if re.search("[;；\n]", str(cell)) else [text_of(cell)]
            if len(owners) > 1:
                raise CellFault(tr(_SEVERAL_OWNERS, count=len(owners)))
            return self._owner(owners[0]) if owners else []
        if key == "participants":
            return [self._owner(each) for each in items(cell)]
        if key == "systems":
            return [elements.systems.id_of(each) for each in items(cell)]
        if key in ("inputs", "outputs"):
            given = items(cell)
            nothing = len(given) == 1 and given[0].casefold() in NOTHING
            return [] if nothing else [elements.data.id_of(each) for each in given]
        if key == "accepts":
            return self._accepts(cell)
        if key == "people":
            return self._people(cell)
        lines = cell.split("\n") if isinstance(cell, str) else [cell]
        routes, said = routes_of("\n".join(map(text_of, lines)), self._find(row.stream))
        if said:
            self._note(self._place(row.number, key), said)
        return routes

    def _owner(self, text: str) -> str:
        return CUSTOMER[0] if text.casefold() in CUSTOMER else self._elements.teams.id_of(text)

    def _accepts(self, cell: Cell) -> Any:
        found = {}
        for item in items(cell, long=bool(re.search("[:：]", text_of(cell)))):
            data, _, criteria = item.replace("：", ":", 1).partition(":")
            found[self._elements.data.id_of(data.strip())] = criteria.strip() or None
        return found if any(found.values()) else list(found)

    def _people(self, cell: Cell) -> Any:
        number = READERS["queue"]
        column = self._columns["people"]
        if ":" not in text_of(cell).replace("：", ":"):
            return number(cell, column, self._sheet.decimal_commas)
        pairs = (item.replace("：", ":").rpartition(":") for item in items(cell))
        return {
            self._owner(owner.strip()): number(count.strip(), column, self._sheet.decimal_commas)
            for owner, _, count in pairs
        }

    def _find(self, stream: str) -> Callable[[str], str | None]:
        """Finds the id of a step of a stream by its id, its name or its number."""
        called, ids = self._called[stream], self._found[stream]

        def find(text: str) -> str | None:
            if text.casefold() in END:
                return END[0]
            name, said = parts(text)
            if (id_ := said or name) in ids:
                return id_
            for each in (id_.casefold(), id_.casefold().rstrip(".")):
                if each in called:
                    if called[each] is None:
                        raise CellFault(tr(_TWICE, step=text))
                    return called[each]
            return None

        return find
