"""`vsm import`: a file of another tool into definitions."""

from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import FileOption, ForceOption
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr

_MISSING = message("there is no {path}")
_SAID = message("{file}: {place}: {text}")
_SAID_OF_ALL = message("{file}: {text}")
_WRITTEN = message("wrote {path}")
_SUFFIXES = {".yaml": "yaml", ".yml": "yaml"}


def import_file(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A table (CSV, XLSX), BPMN or Backstage catalogue."),
    ],
    output_file: FileOption = None,
    force: ForceOption = False,
) -> int:
    """Make definitions of a table of steps, a BPMN diagram or a Backstage catalogue.

    Exit code 1 where something could not be carried over: each is said with its place.
    """
    from vsm_cli.api.importing import definition_of, surroundings_of
    from vsm_cli.cli.main import PROBLEMS
    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import target
    from vsm_cli.exchange.readers import MOST_BYTES, read_bytes

    if not file.is_file():  # a pipe may never end
        raise VsmError(tr(_MISSING, path=file.as_posix()))
    if output_file:
        by_suffix(output_file, _SUFFIXES)
    with file.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    around = surroundings_of(output_file or Path())
    with spoken(around.language):
        place = target(output_file, force=force) if output_file else None
        imported = read_bytes(data, file.name)
        text = definition_of(imported, file.name, around)
        for note in imported.notes:
            said = {"file": file.as_posix(), "place": note.place, "text": note.text}
            output.note(tr(_SAID if note.place else _SAID_OF_ALL, **said))
        if place is None:
            output.write(text)
        else:
            output.write_file(place, text)
            output.note(tr(_WRITTEN, path=place.name))
    return 0 if imported.is_whole else PROBLEMS
