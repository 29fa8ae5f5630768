"""`vsm report`: the whole picture."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import ColorOption, Paths, SetOption
from vsm_cli.cli.output import Color
from vsm_cli.cli.picture_jobs import way_to_files
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr

if TYPE_CHECKING:
    from vsm_cli.reporters.reporting.overview import Overview

_ONE = message("there are {count} workspaces here; as JSON, report one of them: {roots}")

_TO_A_FILE = message("a page is meant for a browser: write it to a file with -o report.html")


class Format(StrEnum):
    rich = "rich"
    markdown = "markdown"
    html = "html"
    json = "json"


def report(
    paths: Paths = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="How to show the report.")
    ] = Format.rich,
    output_file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file.", show_default=False),
    ] = None,
    assign: SetOption = None,
    color: ColorOption = Color.auto,
) -> int:
    """Show the figures of all streams and what stands in their way.

    The first page answers whether the core streams keep their promises, where hand-overs are
    not linked and how far the figures can be trusted; details follow.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.loading.assigning import parse
    from vsm_cli.reporters.reporting.overview import overview

    assignments = tuple(parse(text) for text in assign or ())
    analysed = analyse(paths or [], Options(assignments=assignments))
    for notice in analysed.notices:
        output.note(notice)
    if format is Format.json and len(analysed.workspaces) > 1:
        roots = [workspace.root for workspace in analysed.workspaces]
        raise VsmError(tr(_ONE, count=len(roots), roots=names(roots)))
    colour = output_file is None and output.is_colored(color)
    undrawn: list[str] = []
    if format is Format.html:
        from vsm_cli.api.paging import page

        if output_file is None and sys.stdout.isatty():
            output.note(tr(_TO_A_FILE))
        files = way_to_files(output_file.parent) if output_file else None
        text, undrawn = page(analysed, files=files)
        for reason in undrawn:
            output.note(reason)
    else:
        text = "\n".join(
            _text(overview(each.workspace, each.diagnostics, each.suppressed), format, colour)
            for each in analysed.workspaces
        )
    if output_file:
        output.write_file(output_file, text)
    else:
        output.write(text)
    return 2 if undrawn else 0


def _text(facts: "Overview", format: Format, colour: bool) -> str:
    if format is Format.json:
        from vsm_cli.reporters.reporting.json import as_json

        return as_json(facts)
    from vsm_cli.reporters.reporting.contents import contents

    if format is Format.markdown:
        from vsm_cli.reporters.reporting.markdown import markdown

        return markdown(contents(facts))
    from vsm_cli.reporters.reporting.terminal import terminal

    return terminal(contents(facts), width=output.width() or 80, colour=colour)
