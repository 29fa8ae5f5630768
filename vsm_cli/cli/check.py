"""`vsm check`: find the problems of value stream definitions."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import ColorOption, Paths, Preset, listed
from vsm_cli.cli.formats import (
    FormatOption,
    OutputOption,
    asked_files,
    default_format,
    on_screen,
    text_of,
)
from vsm_cli.cli.output import Color
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr

STDIN = Path("-")
_FILES_ONLY = message("--fix and --diff work on files, not on standard input")


class FailOn(StrEnum):
    error = "error"
    warning = "warning"
    note = "note"
    never = "never"


def check(
    paths: Paths = None,
    format: FormatOption = None,
    outputs: OutputOption = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE",
            help="Rules to add to the preset: code, name, prefix or preset.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE", help="Rules to leave out."),
    ] = None,
    preset: Annotated[
        Preset | None,
        typer.Option("--preset", help="The rules to start from.  [default: recommended]"),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The lowest level that makes the exit code 1.")
    ] = FailOn.error,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 even when there are problems.")
    ] = False,
    no_suppressions: Annotated[
        bool, typer.Option("--no-suppressions", help="Show also what comments suppress.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the fixes that change no meaning.")
    ] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: guesses as well.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would write; exit with 1 if anything.")
    ] = False,
    stdin_filename: Annotated[
        Path | None,
        typer.Option(
            "--stdin-filename",
            metavar="FILE",
            help="What `-` (standard input) is called, and whose workspace it belongs to.",
        ),
    ] = None,
    color: ColorOption = Color.auto,
) -> int:
    """Check definitions: what a mapping workshop would find.

    The whole workspace is loaded; shown are the problems in what is named. Use - to read one
    document from standard input. Exit code: 0 nothing at or above --fail-on, 1 problems,
    2 the job could not be done.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.diagnostics import Level

    files = asked_files(outputs)
    named, overlay = _with_stdin(paths or [], stdin_filename)
    options = Options(
        preset=preset.value if preset else None,
        select=listed(select),
        ignore=listed(ignore),
        suppressions=not no_suppressions,
        overlay=overlay,
    )
    if (fix or diff) and overlay:
        raise VsmError(tr(_FILES_ONLY))
    if diff:
        from vsm_cli.cli.fixing import show_fixes

        return show_fixes(named, options, unsafe=unsafe_fixes)
    if fix:
        from vsm_cli.cli.fixing import write_fixes

        report = write_fixes(named, options, unsafe=unsafe_fixes)
    else:
        report = analyse(named, options)
    for notice in report.notices:
        output.note(notice)
    for asked, file in files:
        output.write_file(file, text_of(report, asked))
    output.write(on_screen(report, format or default_format(), color))
    if report.failed:
        return 2
    if exit_zero or fail_on is FailOn.never:
        return 0
    return int(report.reaches(Level(fail_on.value)))


def _with_stdin(paths: list[Path], name: Path | None) -> tuple[list[Path], dict[Path, bytes]]:
    """The paths with `-` replaced by the file that standard input stands for."""
    if STDIN not in paths:
        return paths, {}
    from vsm_cli.source.workspaces import absolute

    named = name or Path("stdin.yaml")
    return (
        [named if path == STDIN else path for path in paths],
        {absolute(named): sys.stdin.buffer.read()},
    )
