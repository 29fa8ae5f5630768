"""`vsm import`: a file of another tool into definitions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import FileOption, ForceOption
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api.importing import Surroundings

_WHICH = message("--update needs -o FILE: the file of definitions that is to be updated")
_NOTHING_NEW = message("nothing new for {path}")
_WRITTEN = message("wrote {path}")
_SUFFIXES = {".yaml": "yaml", ".yml": "yaml"}


def import_file(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A table (CSV, XLSX), BPMN or Backstage catalogue."),
    ],
    output_file: FileOption = None,
    update: Annotated[
        bool,
        typer.Option(
            "--update",
            help="Add what is new to the file of -o, leave all that stands in it as it is, and say "
            "what has gone.",
        ),
    ] = False,
    force: ForceOption = False,
) -> int:
    """Make definitions of a table of steps, a BPMN diagram or a Backstage catalogue.

    Exit code 1 where something could not be carried over: each is said with its place.
    """
    from vsm_cli.api.importing import definition_of, surroundings_of
    from vsm_cli.cli.importing import read, tell
    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import target

    if update and output_file is None:
        raise VsmError(tr(_WHICH))
    if output_file:
        by_suffix(output_file, _SUFFIXES)
    around = surroundings_of(output_file or Path(), update=update)
    with spoken(around.language):
        if update and output_file and output_file.is_file():
            return _update(file, output_file, around)
        place = target(output_file, force=force) if output_file else None
        imported, text = definition_of(read(file), file.name, around)
        tell(file, imported)
        if place is None:
            output.write(text)
        else:
            output.write_file(place, text)
            output.note(tr(_WRITTEN, path=place.name))
    return 0 if imported.is_whole else 1


def _update(file: Path, ours: Path, around: "Surroundings") -> int:
    from vsm_cli.api.importing import update_of
    from vsm_cli.cli.importing import read, tell
    from vsm_cli.cli.targets import definition
    from vsm_cli.source.workspaces import absolute

    data = ours.read_bytes()
    imported, updated = update_of(read(file), file.name, around, data)
    tell(file, imported)
    if updated is None:
        output.note(tr(_NOTHING_NEW, path=ours.as_posix()))
    else:
        place = definition(absolute(ours), paths=[ours])
        output.write_file(place, updated, instead_of=data)
        output.note(tr(_WRITTEN, path=place.name))
    return 0 if imported.is_whole else 1
