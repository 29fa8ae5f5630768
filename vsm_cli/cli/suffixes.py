"""`-o FILE`: the format from the end of the file's name."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from vsm_cli.errors import VsmError
from vsm_cli.language import either, message, tr

F = TypeVar("F")
_NO_FORMAT = message("{path}: this command writes no {suffix}, but {known}")


def names_a_file(path: Path, formats: Mapping[str, F], format: F | None) -> bool:
    """Whether `-o` means one file, and not a folder for several: it ends as one. Raises VsmError
    where it ends as none that the command writes, and is no folder so far."""
    if path.is_dir() or (format is not None and path.suffix.lower() not in formats):
        return False
    return by_suffix(path, formats) is not None


def by_suffix(file: Path, formats: Mapping[str, F]) -> F | None:
    """The format that a name asks for; None where it has no suffix. Raises VsmError for one that
    is none of `formats`."""
    suffix = file.suffix.lower()
    if suffix and suffix not in formats:
        raise VsmError(
            tr(_NO_FORMAT, path=file.as_posix(), suffix=file.suffix, known=either(formats))
        )
    return formats.get(suffix)
