"""What keeps a text from being read."""

from msgspec import Struct


class SourceFault(Struct, frozen=True):
    """Why a text, or a part of it, cannot be read; `line` and `column` count from 1. It covers
    `length` characters."""

    code: str
    line: int
    column: int
    message: str
    fields: dict[str, object]
    help: str | None = None
    length: int = 1
