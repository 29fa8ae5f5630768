"""`vsm mine`: a first definition from a log."""

from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import FileOption, ForceOption
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr

_MISSING = message("there is no {path}")
_FOLDER = message("{path} is a folder: name a file in it")
_COVERED = message(
    "steps: {steps}, of {covered} of the rows; the time of others counts for the step before: "
    "{folded}"
)
_MEDIAN = message("half of the cases take at most {log} in the log, and {draft} in the draft")
_WRITTEN = message("wrote {path}")
_SOME = 5


def mine(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A log: CSV, Parquet, JSON lines, XES.")
    ],
    case: Annotated[
        str | None, typer.Option("--case", metavar="COLUMN", help="Says which case a row is of.")
    ] = None,
    time: Annotated[str | None, typer.Option("--time", metavar="COLUMN", help="Says when.")] = None,
    activity: Annotated[
        str | None, typer.Option("--activity", metavar="COLUMN", help="Says what happened.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="COLUMN", help="Says which team had it.")
    ] = None,
    most: Annotated[
        int, typer.Option("--most", min=1, max=100, help="How many steps at most.")
    ] = 12,
    output_file: FileOption = None,
    force: ForceOption = False,
    memory: Annotated[
        str, typer.Option("--memory", metavar="SIZE", help="How much of it to use at most.")
    ] = "1GB",
) -> int:
    """Make a first definition of a log: frequent steps, owners, ways with shares, times.

    Columns are guessed by their names where none is given, and that is said. What no log knows is
    left to be filled in.
    """  # fmt: skip
    from vsm_cli.api.mining import draft_of
    from vsm_cli.cli.targets import target
    from vsm_cli.wording.figures import percent
    from vsm_cli.wording.times import elapsed

    if not file.is_file():  # a pipe may never end
        raise VsmError(tr(_FOLDER if file.is_dir() else _MISSING, path=file.as_posix()))
    place = target(output_file, force=force) if output_file else None
    roles = {"case": case, "time": time, "activity": activity, "owner": owner}
    given = {role: column for role, column in roles.items() if column}
    draft = draft_of(file, given, _from(file, output_file), most=most, memory=memory)
    mined = draft.mined
    for note in mined.notes:
        output.note(note)
    folded = [*mined.folded[:_SOME], *(["…"] if mined.folded[_SOME:] else [])]
    said = {"steps": len(mined.steps), "covered": percent(mined.covered)}
    output.note(tr(_COVERED, folded=names(folded or ["–"]), **said))
    if draft.median_s is not None:
        output.note(tr(_MEDIAN, log=elapsed(mined.median_s), draft=elapsed(draft.median_s)))
    if place is None:
        output.write(draft.text)
    else:
        output.write_file(place, draft.text)
        output.note(tr(_WRITTEN, path=place.name))
    return 0


def _from(file: Path, written: Path | None) -> str:
    """How the definition calls the log: from its own folder."""
    import os

    folder = written.parent if written else Path()
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        return file.as_posix()
