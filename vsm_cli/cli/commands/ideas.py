"""`vsm ideas`: the register of improvement."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.output import Color
from vsm_cli.cli.shared_arguments import (
    ColorOption,
    FileOption,
    ForceOption,
    Paths,
    TodayOption,
)
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api import WorkspaceReport

_ONE = message("there are {count} workspaces here; as JSON, ask for one of them: {roots}")
_NO_COST = message("--cost {text}: write a working time, as in 40d")


class IdeasFormat(StrEnum):
    rich = "rich"
    markdown = "markdown"
    json = "json"


SUFFIXES = {
    ".md": IdeasFormat.markdown,
    ".markdown": IdeasFormat.markdown,
    ".json": IdeasFormat.json,
    ".txt": IdeasFormat.rich,
}


def ideas(
    paths: Paths = None,
    most: Annotated[
        int | None,
        typer.Option(
            "--most",
            metavar="N",
            min=0,
            help="The best set has at most so many ideas.",
            show_default=False,
        ),
    ] = None,
    cost: Annotated[
        str | None,
        typer.Option(
            "--cost",
            metavar="TIME",
            help="The best set costs at most so much, as in 40d; ideas without cost are left out.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        IdeasFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="How to show the register.  [default: by the suffix of the file, else rich]",
            show_default=False,
        ),
    ] = None,
    output_file: FileOption = None,
    force: ForceOption = False,
    _today: TodayOption = None,
    color: ColorOption = Color.auto,
) -> int:
    """Show all improvement ideas with what each would change, and the best set of them.

    An idea says with `set` what it would change, as --set takes it. Its effect is the difference of
    the exact figures with it and without.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.cli.marks import marked
    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import target

    asked = by_suffix(output_file, SUFFIXES) if output_file and not format else format
    format = asked or IdeasFormat.rich
    analysed = analyse(paths or [], Options(check=False))
    for notice in analysed.notices:
        output.note(notice)
    with spoken(analysed.language):
        file = target(output_file, paths=paths or (), force=force) if output_file else None
        if format is IdeasFormat.json and len(analysed.workspaces) > 1:
            roots = [workspace.root for workspace in analysed.workspaces]
            raise VsmError(tr(_ONE, count=len(roots), roots=names(roots)))
        colour = file is None and output.is_colored(color)
        width = (None if file else output.width()) or 100
        text = "\n".join(
            _told(each, most, cost, format, width, colour) for each in analysed.workspaces
        )
        if file:
            output.write_file(file, marked(text, format.value))
        else:
            output.write(text)
    return 0


def _told(
    each: "WorkspaceReport",
    most: int | None,
    cost: str | None,
    format: IdeasFormat,
    width: int,
    colour: bool,
) -> str:
    from vsm_cli.analysis.ideas.register import register

    with spoken(each.language):
        cost_s = None if cost is None else _seconds(each, cost)
        found = register(each.workspace, most, cost_s)
        if format is IdeasFormat.json:
            from vsm_cli.reporters.ideas.json import as_json

            return as_json(found)
        from vsm_cli.reporters.ideas.contents import contents

        blocks = contents(each.workspace, found)
        if format is IdeasFormat.markdown:
            from vsm_cli.reporters.blocks_in_markdown import markdown

            return markdown(blocks)
        from vsm_cli.reporters.blocks_on_terminal import terminal

        return terminal(blocks, width=width, colour=colour)


def _seconds(each: "WorkspaceReport", cost: str) -> float:
    from vsm_cli.loading.amounts import TOO_LONG, amount_of

    amount = amount_of(cost)
    if amount is None or amount is TOO_LONG:
        raise VsmError(tr(_NO_COST, text=cost))
    return amount.seconds(each.workspace.calendar)
