"""Tables as text (CSV): in which encoding their bytes are, and what separates their columns."""

import codecs
from collections.abc import Callable, Iterator
from typing import IO

from vsm_cli.language import message

# What a table is read as where it is not UTF-8; which of these cannot be told from the bytes.
FALLBACK = "cp1252"
DELIMITERS = ",;\t|"
# How those are called that are not what "comma-separated" says.
SIGNS = {";": message("semicolons"), "\t": message("tabs"), "|": message("vertical bars")}
_CHUNK = 1 << 20


def encoding_of(opened: Callable[[], IO[bytes]]) -> str:
    """The encoding of what can be opened, several times: UTF-16 where it begins with the mark of
    it, UTF-8, else GB18030 where that gives a text. Reads it by pieces."""
    with opened() as stream:
        start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8", "gb18030"):
        with opened() as stream:
            try:
                for _ in codecs.iterdecode(chunks(stream), encoding):
                    pass
            except UnicodeDecodeError:
                continue
            return encoding
    return FALLBACK


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """What a stream holds, by pieces."""
    while chunk := stream.read(_CHUNK):
        yield chunk


def said_separator(line: str) -> str | None:
    """What a first line says that separates the columns below: `sep=;`, as Excel writes it."""
    return line[-1] if line.startswith("sep=") and len(line) == 5 else None


def frequent_separator(heading: str) -> str:
    """Of the usual signs the one that stands most often between the headings of a table."""
    outside = "".join(heading.split('"')[::2])
    return max(DELIMITERS, key=outside.count)
