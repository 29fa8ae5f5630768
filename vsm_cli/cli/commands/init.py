"""`vsm init`: a starter workspace that passes `check`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.errors import VsmError
from vsm_cli.language import current, message, tr

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_EXISTS = message("{path} exists already; nothing was written")
_WRITTEN = message("wrote {path}")
_NEXT = message("next: `vsm check {folder}`, `vsm render {folder}`, `vsm report {folder}`")


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where to write; made if it is not there.")
    ] = Path(),
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Begin with what a table, a BPMN diagram or a catalogue says.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Write a small workspace to start from; nothing that exists is overwritten.

    Exit code 1 where something of --from could not be carried over.
    """
    from vsm_cli.cli.targets import target

    whole = True
    if source is None:
        from importlib.resources import files

        starter = _files(files("vsm_cli.cli") / "starter" / current(), Path())
    else:
        from vsm_cli.api.importing import workspace_of
        from vsm_cli.cli.importing import read, tell

        imported = read(source)
        tell(source, imported)
        texts = workspace_of(imported, source.name)
        starter = {Path(name): text.encode() for name, text in texts.items()}
        whole = imported.is_whole
    for inside in starter:
        if os.path.lexists(folder / inside):
            raise VsmError(tr(_EXISTS, path=str(folder / inside)))
    files_of = {target(folder / inside, folder=folder): inside for inside in starter}
    for file, inside in files_of.items():
        output.write_file(file, starter[inside])
        output.write(tr(_WRITTEN, path=(folder / inside).as_posix()))
    output.note(tr(_NEXT, folder=folder.as_posix()))
    return 0 if whole else 1


def _files(folder: "Traversable", inside: Path) -> dict[Path, bytes]:
    found: dict[Path, bytes] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _files(entry, inside / entry.name)
        elif entry.name.endswith(".yaml"):
            found[inside / entry.name] = entry.read_bytes()
    return found
