"""`vsm export`: definitions and figures for other tools."""

from enum import StrEnum
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import FileOption, ForceOption, Paths
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr

_ONE = message("there are {count} workspaces here; ask for one of them: {roots}")
_WRITTEN = message("wrote {path}")
_NO_FILE = message("an XLSX goes into a file: say -o FILE")


class ExportFormat(StrEnum):
    csv = "csv"
    xlsx = "xlsx"
    bpmn = "bpmn"


class ExportTable(StrEnum):
    steps = "steps"
    streams = "streams"
    links = "links"
    practices = "practices"
    problems = "problems"


SUFFIXES = {".csv": ExportFormat.csv, ".xlsx": ExportFormat.xlsx, ".bpmn": ExportFormat.bpmn}


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
        ExportTable | None,
        typer.Option(
            "--table",
            help="Which table.  [default: steps as CSV, all of them as XLSX]",
            show_default=False,
        ),
    ] = None,
    stream: Annotated[
        str | None,
        typer.Option(
            "--stream",
            metavar="ID",
            help="The stream that is written as BPMN.  [default: the only one]",
            show_default=False,
        ),
    ] = None,
    output_file: FileOption = None,
    force: ForceOption = False,
) -> int:
    """Write steps, figures and problems as tables for other tools, or a stream as BPMN.

    The table of steps and the BPMN are such that `vsm import` reads them.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.api.exporting import bpmn_of, tables_of, workbook_of
    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import target
    from vsm_cli.reporters.tables.csv import as_csv

    asked = by_suffix(output_file, SUFFIXES) if output_file and not format else format
    format = asked or ExportFormat.csv
    needs_check = table is ExportTable.problems or (table is None and format is ExportFormat.xlsx)
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
        if format is ExportFormat.bpmn:
            text = bpmn_of(analysed.workspaces[0], stream)
            if file is None:
                output.write(text)
            else:
                output.write_file(file, text)
            return 0
        tables = tables_of(analysed.workspaces[0], _wanted(format, table))
        for each in tables:
            for text in each.notes:
                output.note(text)
        if format is ExportFormat.csv:
            [only] = tables
            if file is None:
                output.write(as_csv(only))
            else:
                # The mark tells spreadsheets that it is UTF-8.
                output.write_file(file, "\ufeff" + as_csv(only))
        elif file is not None:
            output.write_file(file, workbook_of(tables))
        if file:
            output.note(tr(_WRITTEN, path=file.name))
    return 0


def _wanted(format: ExportFormat, table: ExportTable | None) -> tuple[str, ...]:
    from vsm_cli.api.exporting import TABLES

    if table is not None:
        return (table.value,)
    return TABLES if format is ExportFormat.xlsx else ("steps",)
