"""Reading a file of another tool for a command, and telling what became of it."""

import os
from functools import partial
from pathlib import Path

from vsm_cli.cli import output
from vsm_cli.errors import VsmError
from vsm_cli.exchange.imported import Imported
from vsm_cli.exchange.readers import MOST_BYTES, read_bytes
from vsm_cli.language import message, tr

_MISSING = message("there is no {path}")
_FOLDER = message("{path} is a folder: name a file in it")
_SAID = message("{file}: {place}: {text}")
_SAID_OF_ALL = message("{file}: {text}")


def read(file: Path) -> Imported:
    """What a file says. Raises VsmError where it is missing, or cannot be read."""
    if not file.is_file():  # a pipe may never end
        raise VsmError(tr(_FOLDER if file.is_dir() else _MISSING, path=file.as_posix()))
    with file.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    return read_bytes(data, file.name, partial(_nearby, file.parent))


def _nearby(folder: Path, path: str) -> bytes | None:
    """The bytes of a file in a folder or below it; None for what is elsewhere, or no file."""
    try:
        real = Path(os.path.realpath(folder / path))
        if not real.is_relative_to(os.path.realpath(folder)) or not real.is_file():
            return None
        with real.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        return None
    return data if len(data) <= MOST_BYTES else None


def tell(file: Path, imported: Imported) -> None:
    """Say what was read, and what could not be carried over, each with its place."""
    for note in imported.notes:
        said = {"file": file.as_posix(), "place": note.place, "text": note.text}
        output.note(tr(_SAID if note.place else _SAID_OF_ALL, **said))
