"""What an XLSX file is made of, before anybody builds a table of it: a small file may unpack to
gigabytes, say that its last cell is the millionth, or repeat a long text in each."""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from msgspec import Struct, field

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr

_UNREADABLE = message("{file} cannot be read: {reason}")
_UNPACKED = message("{file} unpacks to more than {most} MB, which is the most that is read")
LARGE = message("{file} has more than {rows} rows or {columns} columns, which is no table of steps")
_LONG = message("{file} holds more than {most} MB of text")
_MACROS = message("{file} holds macros: save it as a workbook without them (.xlsx)")
_DTD = message("{file} holds a DTD, which no workbook has: it is not read")
_ENCRYPTED = message("{file} is protected by a password")
_AUTHOR = b"<dc:creator>vsm</dc:creator>"
_MOST_BYTES, _MOST_TEXT = 100_000_000, 20_000_000
MOST_ROWS, MOST_COLUMNS = 5_000, 500
_MOST_PARTS = 1000
_CHUNK = 1 << 16


class SheetFacts(Struct):
    """Cells of a sheet by row and column, from 0: computed by a formula, by one that was never
    computed, and those that hold an error, with it."""

    computed: list[tuple[int, int]] = field(default_factory=list)
    not_computed: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[tuple[int, int], str]] = field(default_factory=list)


def inspect(data: bytes, name: str) -> dict[str, SheetFacts]:
    """What is to be known of each sheet, by its name. Raises VsmError for what is too much, or
    cannot be read."""
    try:
        return _inspect(data, _parts(data), name)
    except (BadZipFile, zlib.error, struct.error, expat.ExpatError, ValueError) as error:
        raise VsmError(tr(_UNREADABLE, file=name, reason=str(error))) from None


def _parts(data: bytes) -> dict[str, ZipInfo]:
    """The parts of the archive by their names, in which case does not count. Raises BadZipFile
    where it is not clear which one is meant, or where there are too many."""
    with ZipFile(BytesIO(data)) as archive:
        listed = archive.infolist()
    parts = {part.filename.lower(): part for part in listed}
    if len(parts) < len(listed) or len(listed) > _MOST_PARTS:
        raise BadZipFile(f"{len(listed)} parts, {len(parts)} names")
    return parts


def is_ours(data: bytes) -> bool:
    """Whether vsm wrote a workbook that has been inspected."""
    core = _parts(data).get("docprops/core.xml")
    return core is not None and _AUTHOR in b"".join(_unpacked(data, core))


def _inspect(data: bytes, parts: dict[str, ZipInfo], name: str) -> dict[str, SheetFacts]:
    if any(part.flag_bits & 1 for part in parts.values()):
        raise VsmError(tr(_ENCRYPTED, file=name))
    if any("vbaproject" in part or "/macrosheets/" in part for part in parts):
        raise VsmError(tr(_MACROS, file=name))
    total = 0
    for part in parts.values():
        for chunk in _unpacked(data, part):
            total += len(chunk)
            if total > _MOST_BYTES:
                raise VsmError(tr(_UNPACKED, file=name, most=_MOST_BYTES // 1_000_000))
    lengths = _Strings(name)
    if strings := parts.get("xl/sharedstrings.xml"):
        lengths.parse(data, strings)
    found = {}
    for sheet, at in _sheets(data, parts, name).items():
        if at in parts:
            cells = _Cells(name, lengths.found)
            cells.parse(data, parts[at])
            found[sheet] = cells.facts
    return found


def _unpacked(data: bytes, part: ZipInfo) -> Iterator[bytes]:
    """The bytes of a part as they come out, whatever the archive says of their number."""
    at = part.header_offset
    names = sum(struct.unpack_from("<HH", data, at + 26))
    packed = data[at + 30 + names : at + 30 + names + part.compress_size]
    if part.compress_type == 0:
        yield packed
        return
    if part.compress_type != 8:
        raise BadZipFile(f"compression {part.compress_type}")
    inflating = zlib.decompressobj(-15)
    for start in range(0, len(packed), _CHUNK):
        piece = packed[start : start + _CHUNK]
        while piece and not inflating.eof:
            yield inflating.decompress(piece, _CHUNK)
            piece = inflating.unconsumed_tail


class _Part:
    """Reads one part of the workbook as XML without a DTD."""

    def __init__(self, name: str) -> None:
        self.name = name

    def parse(self, data: bytes, part: ZipInfo) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = lambda tag, given: self.start(tag.rpartition(" ")[2], given)
        parser.EndElementHandler = lambda tag: self.end(tag.rpartition(" ")[2])
        parser.CharacterDataHandler = self.text
        for chunk in _unpacked(data, part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        raise VsmError(tr(_DTD, file=self.name))

    def start(self, tag: str, given: dict[str, str]) -> None:
        pass

    def end(self, tag: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Strings(_Part):
    """The lengths of the texts that cells share."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.found: list[int] = []

    def start(self, tag: str, _given: dict[str, str]) -> None:
        if tag == "si":
            self.found.append(0)

    def text(self, text: str) -> None:
        if self.found:
            self.found[-1] += len(text)


class _Cells(_Part):
    """Counts rows, columns and texts, and notes formulas and errors."""

    def __init__(self, name: str, strings: list[int]) -> None:
        super().__init__(name)
        self.facts = SheetFacts()
        self._strings, self._total = strings, 0
        self._row = self._column = -1
        self._kind, self._is_formula, self._holds = "", False, False
        self._value, self._length = list[str](), 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "row":
            self._row = int(given["r"]) - 1 if "r" in given else self._row + 1
            self._column = -1
        elif tag == "c":
            self._column += 1
            if "r" in given:
                self._row, self._column = _position(given["r"])
            self._kind, self._is_formula, self._holds = given.get("t", ""), False, False
            self._forget()
        elif tag == "f":
            self._is_formula = True
            self._forget()
        elif tag in ("v", "is"):
            self._holds = True
            self._forget()

    def _forget(self) -> None:
        self._value, self._length = [], 0

    def text(self, text: str) -> None:
        self._value.append(text)
        self._length += len(text)
        self._limit(self._total + self._length)

    def _limit(self, total: int) -> None:
        if total > _MOST_TEXT:
            raise VsmError(tr(_LONG, file=self.name, most=_MOST_TEXT // 1_000_000))

    def end(self, tag: str) -> None:
        if tag == "f":
            self._forget()
        if tag != "c":
            return
        at, value = (self._row, self._column), "".join(self._value).strip()
        # Empty cells that only look like something may reach to the last row.
        if self._holds and not (0 <= self._row < MOST_ROWS and self._column < MOST_COLUMNS):
            raise VsmError(tr(LARGE, file=self.name, rows=MOST_ROWS, columns=MOST_COLUMNS))
        if self._kind == "e":
            self.facts.errors.append((at, value[:20]))
        elif self._is_formula:
            (self.facts.computed if value else self.facts.not_computed).append(at)
        if self._kind == "s" and value.isdecimal() and int(value) < len(self._strings):
            self._total += self._strings[int(value)]
        else:
            self._total += len(value)
        self._limit(self._total)


def _position(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of `C5`."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", reference)
    if found is None:
        raise ValueError(reference[:20])
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


class _Named(_Part):
    """The attributes of elements of one name."""

    def __init__(self, name: str, tag: str) -> None:
        super().__init__(name)
        self.tag, self.found = tag, list[dict[str, str]]()

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == self.tag:
            self.found.append({key.rpartition(" ")[2]: value for key, value in given.items()})


def _sheets(data: bytes, parts: dict[str, ZipInfo], name: str) -> dict[str, str]:
    """The part of each sheet, by its name. Raises BadZipFile where one stands for several: who
    reads it may take another one than was looked at, or the same one any number of times."""
    sheets, related = _Named(name, "sheet"), _Named(name, "Relationship")
    for reader, part in ((sheets, "xl/workbook.xml"), (related, "xl/_rels/workbook.xml.rels")):
        if part not in parts:
            raise BadZipFile(part)
        reader.parse(data, parts[part])
    targets = {each.get("Id"): each.get("Target", "") for each in related.found}
    found: dict[str, str] = {}
    for sheet in sheets.found:
        target = targets.get(sheet.get("id"), "").lower().removeprefix("/")
        inside = target if target.startswith("xl/") else f"xl/{target}"
        found[sheet.get("name", "")] = posixpath.normpath(inside)
    if len(targets) < len(related.found) or not (
        len(sheets.found) == len(found) == len(set(found.values()))
    ):
        raise BadZipFile(f"{len(sheets.found)} sheets, {len(found)} names")
    return found
