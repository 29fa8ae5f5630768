"""XES (IEEE 1849): traces of events, as rows. Attributes of a trace are called `case:NAME`, those
of an event by their own name."""

from collections.abc import Iterator
from typing import IO, NoReturn
from xml.parsers import expat

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr

CASE, TIME, ACTIVITY, OWNER = "case:concept:name", "time:timestamp", "concept:name", "org:group"
_DTD = message("{file} declares its own document type, which is not read")
_BROKEN = message("{file} is no XES: {reason}")
_HEADINGS = 100
_CHUNK = 1 << 18


def xes_rows(stream: IO[bytes], file: str, wanted: set[str]) -> Iterator[list[str]]:
    """A row of headings, then one row an event, of the columns that are wanted; without any, of
    those of the first events. Raises VsmError for what is no XES."""
    columns = sorted(wanted)
    first: list[dict[str, str]] = []
    for row in _events(stream, file):
        if columns:
            if not first:
                yield columns
                first.append({})
            yield [row.get(name, "") for name in columns]
            continue
        first.append(row)
        if len(first) == _HEADINGS:
            columns = sorted({name for each in first for name in each})
            yield columns
            yield from ([each.get(name, "") for name in columns] for each in first)
    if not columns or not first:
        columns = columns or sorted({name for each in first for name in each})
        yield columns
        yield from ([each.get(name, "") for name in columns] for each in first)


def _events(stream: IO[bytes], file: str) -> Iterator[dict[str, str]]:
    """Each event with the attributes of its trace."""
    reading = _Reading(file)
    try:
        while chunk := stream.read(_CHUNK):
            reading.parser.Parse(chunk, False)
            yield from reading.taken()
        reading.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise VsmError(tr(_BROKEN, file=file, reason=str(error))) from None
    yield from reading.taken()


class _Reading:
    """What was read so far: only the attributes right below a trace or an event count."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._path: list[str] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._found: list[dict[str, str]] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        # Entities could be made to grow without end.
        self.parser.StartDoctypeDeclHandler = self._refuse

    def taken(self) -> list[dict[str, str]]:
        """The events since it was asked last."""
        found, self._found = self._found, []
        return found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        inside = self._path[-1] if self._path else ""
        if name == "trace":
            self._trace = {}
        elif name == "event":
            self._event = {}
        elif inside == "trace" and "key" in attributes:
            self._trace[f"case:{attributes['key']}"] = attributes.get("value", "")
        elif inside == "event" and "key" in attributes:
            self._event[attributes["key"]] = attributes.get("value", "")
        self._path.append(name)

    def _end(self, _tag: str) -> None:
        if self._path.pop() == "event":
            self._found.append(self._trace | self._event)

    def _refuse(self, *_: object) -> NoReturn:
        raise VsmError(tr(_DTD, file=self._file))
