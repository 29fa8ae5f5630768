"""Files into documents: read, told apart from other people's YAML, decoded, composed."""

import os
import re
import stat
from collections.abc import Callable, Container
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from msgspec import Struct
from ruamel.yaml.nodes import Node

from vsm_cli.cache import digest
from vsm_cli.language import message
from vsm_cli.source.comments import SuppressionComment, suppression_comments
from vsm_cli.source.composing import compose
from vsm_cli.source.data import Converter
from vsm_cli.source.discovery import is_folder, is_special
from vsm_cli.source.locating import ListStyle, Locator
from vsm_cli.source.places import Place, Span
from vsm_cli.source.source_fault import SourceFault

MAX_BYTES = 10_000_000
# Of a longer file nobody waits to learn whether it is ours (some, such as /proc/kcore, have no
# end at all): it is said to be too large.
_LOOKED_AT = 1 << 30
NO_FILE = message("this is not a regular file, but a device, a pipe or a socket")
_OURS = re.compile(rb"vsm[\"']?[ \t]*(:|\xef\xbc\x9a)")
_BOM = b"\xef\xbb\xbf"
# The parsers take these for line breaks, as YAML 1.1 did; YAML 1.2 and editors do not.
_NO_BREAKS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")


class Document(Struct):
    """One YAML document as data."""

    data: Any


class Reading(NamedTuple):
    """What a text gave: its documents up to the first fault, and what is wrong. Where it is not
    `whole`, something in it could not be read at all, so that elements may be missing."""

    documents: list[Document]
    faults: list[SourceFault]
    whole: bool = True


class SourceFile:
    """A file of ours as far as it could be read.

    `path` is how the file is called in messages. It is read when somebody asks for what stands in
    it.
    """

    def __init__(
        self,
        path: str,
        text: str = "",
        reading: Reading | None = None,
    ) -> None:
        self.path = path
        self.text = text
        self._reading = reading

    def with_documents(self, documents: list[Document]) -> "SourceFile":
        """The same text with other documents."""
        return SourceFile(self.path, self.text, self.reading._replace(documents=documents))

    @property
    def reading(self) -> Reading:
        if self._reading is None:
            self._reading = _read(self.text)
        return self._reading

    @property
    def documents(self) -> list[Document]:
        return self.reading.documents

    @property
    def faults(self) -> list[SourceFault]:
        return self.reading.faults

    @property
    def readable(self) -> bool:
        return self.reading.whole

    @cached_property
    def ours(self) -> bool:
        """Whether a definition stands in it. A `vsm` that is a mapping or a list is somebody
        else's; what cannot be read may be ours."""
        documents, _, whole = self.reading
        return not whole or any(_is_definition(each.data) for each in documents)

    @cached_property
    def digest(self) -> str | None:
        """What its text is known by, which says all that can be read in it; None where that is not
        so."""
        return digest(self.text.encode("utf-8", "surrogatepass"))

    def locate(self, place: Place) -> Span:
        """Where a place of this file stands in its text."""
        return self._locator.locate(place)

    def list_around(self, place: Place) -> ListStyle:
        """The kind of list that the value of a place is written in."""
        return self._locator.list_around(place)

    def item_to_remove(self, place: Place) -> Span | None:
        """What has to go for an item to leave its list; None where more would go with it, such
        as a comment, or where it is the only one."""
        around = self._locator.neighbours(place)
        if around is None:
            return None
        before, item, after = around
        if self.list_around(place) == "block":
            text = self.at(item) or ""
            if item.line == len(self.lines) or self.lines[item.line - 1].strip() != f"- {text}":
                return None
            return Span(item.line, 1, item.line + 1, 1)
        if before:
            gap, whole = (before[2:], item[:2]), (before[2:], item[2:])
        elif after:
            gap, whole = (item[2:], after[:2]), (item[:2], after[:2])
        else:
            return None
        between = self.at(Span(*gap[0], *gap[1]))
        return Span(*whole[0], *whole[1]) if between and between.strip() == "," else None

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self.roots)

    @cached_property
    def roots(self) -> list[Node]:
        """The nodes of each document. They take four times the room of the data and few files
        have anything to show, so they are composed again where they are asked for."""
        nodes = compose(self.text)[0]
        return nodes if self.text.isascii() else [_in_english(node) for node in nodes]

    def forget_nodes(self) -> None:
        """Free what looking up places needed; it is made again where it is needed again."""
        vars(self).pop("roots", None)
        vars(self).pop("_locator", None)

    @cached_property
    def suppressions(self) -> tuple[SuppressionComment, ...]:
        return suppression_comments(self.text, lambda: self.roots)

    def at(self, span: Span) -> str | None:
        """The text of a span within one line; None for a longer one."""
        if span.line != span.end_line or span.line > len(self.lines):
            return None
        return self.lines[span.line - 1][span.column - 1 : span.end_column - 1]

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")


Read = Callable[[bytes, str], "SourceFile | None"]
"""Bytes and what their file is called into the file; None where it is not ours."""


def read_file(path: Path, name: str, read: Read | None = None) -> SourceFile | None:
    """Read one file; None where it is not ours.

    What is no regular file is a fault, since reading it could hang, and so is a folder that
    cannot be walked. Its bytes go through `read`, `read_bytes` if not given.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _unreadable(name, message("the folder cannot be listed"))
        if not stat.S_ISREG(mode):
            return _unreadable(name, NO_FILE)
        with path.open("rb") as stream:
            data, ours = _read_bytes(stream)
    except OSError as error:
        reason = error.strerror or str(error)
        return _unreadable(name, message("the file cannot be read: {reason}"), reason=reason)
    except ValueError as error:  # a NUL byte in the name
        return _unreadable(name, message("the file cannot be read: {reason}"), reason=str(error))
    return (read or read_bytes)(data, name) if ours else None


def read_whole(path: Path, name: str) -> SourceFile | None:
    """Read one file whether or not it is one of ours; None where it cannot be read."""
    if is_folder(path) or is_special(path):
        return None
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1).removeprefix(_BOM)
        return None if len(data) > MAX_BYTES else read_text(data.decode("utf-8"), name)
    except (OSError, ValueError):
        return None


def read_bytes(data: bytes, name: str, ours: Container[str] = ()) -> SourceFile | None:
    """Read the bytes of a file that names `vsm` as a key; None where it turns out not to be
    ours. Of a text whose digest is among `ours` that is known, and it is read when need be."""
    if len(data) > MAX_BYTES:
        template = message("the file is larger than {most} MB, which is the most that is read")
        return _unreadable(name, template, most=MAX_BYTES // 1_000_000)
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        template = message("the file is not UTF-8 (byte {byte} at position {position})")
        byte = f"0x{data[error.start]:02x}"
        found = _unreadable(name, template, line=line, byte=byte, position=error.start)
        found.text = data.decode("utf-8", "replace")
        return found
    source = SourceFile(name, _with_plain_breaks(text))
    if ours and source.digest in ours:
        source.ours = True
    return source if source.ours else None


def read_text(text: str, name: str, at: tuple[str, ...] = ()) -> SourceFile:
    """Compose a text and convert its documents, up to the first fault. Keys are English in what
    comes of it; `at` leads to where the text stands in a document, if it is a part of one."""
    text = _with_plain_breaks(text)
    return SourceFile(name, text, _read(text, at))


def _read(text: str, at: tuple[str, ...] = ()) -> Reading:
    nodes, fault = compose(text)
    faults = [fault] if fault else []
    documents = []
    for node in nodes:
        converter = Converter()
        data = converter.data(node)
        if converter.other_keys:
            english = _in_english(node, at)
            if english is not node:
                converter = Converter()
                data = converter.data(english)
        documents.append(Document(data))
        faults.extend(converter.faults)
    return Reading(documents, faults, fault is None)


def _in_english(node: Node, at: tuple[str, ...] = ()) -> Node:
    """The same with each Chinese name of a key in its English form."""
    from vsm_cli.source.key_names import InEnglish, below

    place = below(at)
    return InEnglish().node(node, place) if place else node


def _with_plain_breaks(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return text if text.isascii() else text.translate(_NO_BREAKS)


def is_unchanged(source: SourceFile, data: bytes) -> bool:
    """Whether bytes are those that a file was read from, as far as its lines and columns go."""
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _with_plain_breaks(text) == source.text


def is_ours(data: bytes) -> bool:
    """Whether a text names `vsm` as a key anywhere: a `vsm`, an optional quote, a colon."""
    if b"\0" in data:  # UTF-16 or UTF-32: to be told, not to be left out in silence
        data = data.replace(b"\0", b"")
    return _OURS.search(data) is not None


def _is_definition(data: Any) -> bool:
    if isinstance(data, dict):
        return "vsm" in data and not isinstance(data["vsm"], dict | list)
    return isinstance(data, str) and data.startswith("vsm：")


def _read_bytes(stream: BinaryIO) -> tuple[bytes, bool]:
    """At most one byte beyond the limit, and whether the whole file is ours."""
    # Room for what there is: that for the limit takes longer to have than most files to read.
    size = min(os.fstat(stream.fileno()).st_size, MAX_BYTES) + 1
    data = stream.read(size)
    if len(data) == size:
        data += stream.read(MAX_BYTES + 1 - size)
    if is_ours(data):
        return data, True
    tail, looked_at = data[-64:], len(data)
    while looked_at < _LOOKED_AT and (chunk := stream.read(1 << 20)):
        if is_ours(tail + chunk):
            return data, True
        tail, looked_at = chunk[-64:], looked_at + len(chunk)
    return data, looked_at >= _LOOKED_AT


def _unreadable(name: str, template: str, *, line: int = 1, **fields: object) -> SourceFile:
    fault = SourceFault("VSM007", line, 1, template, fields)
    source = SourceFile(name, reading=Reading([], [fault], whole=False))
    source.digest = None
    return source
