"""`vsm export`: definitions and figures for other tools."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import FileOption, ForceOption, Paths
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api import WorkspaceReport

_ONE = message("there are {count} workspaces here; ask for one of them: {roots}")
_NO_FILE = message("an XLSX goes into a file: say -o FILE")


class ExportFormat(StrEnum):
    csv = "csv"
    xlsx = "xlsx"


class Table(StrEnum):
    steps = "steps"
    streams = "streams"
    links = "links"
    practices = "practices"
    problems = "problems"


SUFFIXES = {".csv": ExportFormat.csv, ".xlsx": ExportFormat.xlsx}


def export(
    paths: Paths = None,
    format: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="What to write.  [default: by the suffix of the file, else csv]",
            show_default=False,
        ),
    ] = None,
    table: Annotated[
        Table | None,
        typer.Option(
            "--table",
            help="Which table.  [default: steps as CSV, all of them as XLSX]",
            show_default=False,
        ),
    ] = None,
    output_file: FileOption = None,
    force: ForceOption = False,
) -> int:
    """Write steps, figures and problems as tables for other tools.

    The table of steps is one that `vsm import` reads.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import target

    asked = by_suffix(output_file, SUFFIXES) if output_file and not format else format
    format = asked or ExportFormat.csv
    needs_check = table is Table.problems or (table is None and format is ExportFormat.xlsx)
    analysed = analyse(paths or [], Options(check=needs_check))
    for notice in analysed.notices:
        output.note(notice)
    with spoken(analysed.language):
        if len(analysed.workspaces) > 1:
            roots = [each.root for each in analysed.workspaces]
            raise VsmError(tr(_ONE, count=len(roots), roots=names(roots)))
        file = target(output_file, paths=paths or (), force=force) if output_file else None
        if file is None and format is ExportFormat.xlsx:
            raise VsmError(tr(_NO_FILE))
        content = _content(analysed.workspaces[0], format, table)
        if file:
            output.write_file(file, content)
        else:
            output.write(str(content))
    return 0


def _content(checked: "WorkspaceReport", format: ExportFormat, table: Table | None) -> str | bytes:
    raise NotImplementedError
