"""`vsm report`: the whole picture."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.output import Color
from vsm_cli.cli.picture_jobs import way_to_files
from vsm_cli.cli.shared_arguments import (
    CacheOption,
    ColorOption,
    FileOption,
    ForceOption,
    LayoutOption,
    PagerOption,
    Paths,
    SetOption,
    TodayOption,
    cache_unless,
)
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr
from vsm_cli.model.settings import Layout

if TYPE_CHECKING:
    from vsm_cli.api import Report, WorkspaceReport
    from vsm_cli.api.html_page import Page
    from vsm_cli.reporters.report.overview import Overview

_ONE = message("there are {count} workspaces here; as JSON, report one of them: {roots}")

_TO_A_FILE = message("a page is meant for a browser: write it to a file with -o report.html")


class ReportFormat(StrEnum):
    rich = "rich"
    markdown = "markdown"
    html = "html"
    json = "json"


SUFFIXES = {
    ".html": ReportFormat.html,
    ".htm": ReportFormat.html,
    ".md": ReportFormat.markdown,
    ".markdown": ReportFormat.markdown,
    ".json": ReportFormat.json,
    ".txt": ReportFormat.rich,
}
FormatOption = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format",
        "-f",
        help="How to show the report.  [default: by the suffix of the file, else rich]",
        show_default=False,
    ),
]


def report(
    paths: Paths = None,
    format: FormatOption = None,
    output_file: FileOption = None,
    force: ForceOption = False,
    assign: SetOption = None,
    layout: LayoutOption = None,
    _today: TodayOption = None,
    no_cache: CacheOption = False,
    pager: PagerOption = None,
    color: ColorOption = Color.auto,
) -> int:
    """Show the figures of all streams and what stands in their way.

    The first page answers whether the core streams keep their promises, where hand-overs are
    not linked and how far the figures can be trusted; details follow. On a terminal a longer
    report is shown screen by screen, by the program that PAGER names, else `less`.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.cli.marks import marked
    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import target
    from vsm_cli.loading.what_if import parse

    asked = by_suffix(output_file, SUFFIXES) if output_file and not format else format
    format = asked or ReportFormat.rich
    assignments = tuple(parse(text) for text in assign or ())
    options = Options(assignments=assignments, cache=cache_unless(no_cache))
    analysed = analyse(paths or [], options)
    for notice in analysed.notices:
        output.note(notice)
    with spoken(analysed.language):
        file = target(output_file, paths=paths or (), force=force) if output_file else None
    # A file does not depend on the terminal that it was asked for from.
    colour = output_file is None and output.is_colored(color)
    width = None if file else output.width()
    undrawn: list[str] = []
    with spoken(analysed.language):
        if format is ReportFormat.html:
            text, undrawn = _page(analysed, output_file, layout)
            for reason in undrawn:
                output.note(reason)
        else:
            if format is ReportFormat.json and len(analysed.workspaces) > 1:
                roots = [workspace.root for workspace in analysed.workspaces]
                raise VsmError(tr(_ONE, count=len(roots), roots=names(roots)))
            text = "\n".join(_told(each, format, width, colour) for each in analysed.workspaces)
        if file:
            output.write_file(file, marked(text, format.value))
        elif format is ReportFormat.rich:
            output.write_paged(text, pager)
        else:
            output.write(text)
    return 2 if undrawn else 0


def _page(analysed: "Report", file: Path | None, layout: Layout | None) -> "Page":
    from vsm_cli.api.html_page import page

    if file is None and sys.stdout.isatty():
        output.note(tr(_TO_A_FILE))
    return page(analysed, files=way_to_files(file.parent) if file else None, layout=layout)


def _told(each: "WorkspaceReport", format: ReportFormat, width: int | None, colour: bool) -> str:
    from vsm_cli.reporters.report.overview import overview

    with spoken(each.language):
        facts = overview(each.workspace, each.diagnostics, each.suppressed)
        return _text(facts, format, width or 80, colour)


def _text(facts: "Overview", format: ReportFormat, width: int, colour: bool) -> str:
    if format is ReportFormat.json:
        from vsm_cli.reporters.report.json import as_json

        return as_json(facts)
    from vsm_cli.reporters.report.contents import contents

    if format is ReportFormat.markdown:
        from vsm_cli.reporters.blocks_in_markdown import markdown

        return markdown(contents(facts))
    from vsm_cli.reporters.blocks_on_terminal import terminal

    return terminal(contents(facts), width=width, colour=colour)
