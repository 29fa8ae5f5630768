"""What `vsm check` can be asked, beside the formats: each option declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FailOn(StrEnum):
    error = "error"
    warning = "warning"
    note = "note"
    never = "never"


FailOnOption = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on",
        help="The lowest level that makes the exit code 1.  [default: error]",
        show_default=False,
    ),
]
ExitZeroOption = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 even when there are problems.")
]
BaselineOption = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Leave out what this file of `vsm baseline` accepts."
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="REV", help="Only problems that this Git revision does not have."
    ),
]
NoSuppressionsOption = Annotated[
    bool, typer.Option("--no-suppressions", help="Show also what comments suppress.")
]
ForceExcludeOption = Annotated[
    bool,
    typer.Option(
        "--force-exclude",
        help="For hooks: leave out named files that `exclude` covers or that are no definitions.",
    ),
]
FixOption = Annotated[bool, typer.Option("--fix", help="Write the fixes that change no meaning.")]
UnsafeFixesOption = Annotated[
    bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: guesses as well.")
]
DiffOption = Annotated[
    bool, typer.Option("--diff", help="Show what --fix would write; exit with 1 if anything.")
]
StatisticsOption = Annotated[
    bool,
    typer.Option("--statistics", help="Count by rule and by team, instead of listing."),
]
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")
]
ShowFilesOption = Annotated[
    bool, typer.Option("--show-files", help="List the files that would be checked.")
]
ShowConfigOption = Annotated[
    bool, typer.Option("--show-config", help="Show each value with the place it comes from.")
]
StdinFilenameOption = Annotated[
    Path | None,
    typer.Option(
        "--stdin-filename",
        metavar="FILE",
        help="What `-` (standard input) is called, and whose workspace it belongs to.",
    ),
]
