"""`vsm diff`: as-is against to-be."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.diff_inputs import is_path, workspace_of
from vsm_cli.cli.output import Color
from vsm_cli.cli.shared_arguments import ColorOption, FileOption, ForceOption, SetOption
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.analysis.comparison.comparing import Comparison
    from vsm_cli.lint.problem_difference import ProblemDifference

_AGAINST_WHAT = message("say what to compare {before} with: a second place, or --set")
_EDITED = message("{side} with {settings}")
_WORSE = message("worse: {figures} of {stream}")
_FIGURES = {
    "lead_time_s": message("lead time"),
    "perceived_lead_time_s": message("perceived lead time"),
    "rolled_complete_accurate": message("rolled %C&A"),
}


class DiffFormat(StrEnum):
    text = "text"
    markdown = "markdown"
    json = "json"


SUFFIXES = {
    ".txt": DiffFormat.text,
    ".md": DiffFormat.markdown,
    ".markdown": DiffFormat.markdown,
    ".json": DiffFormat.json,
}


def diff(
    before: Annotated[
        str,
        typer.Argument(
            metavar="BEFORE", help="A folder, a file, or a Git revision such as HEAD~3:streams."
        ),
    ],
    after: Annotated[
        str | None,
        typer.Argument(
            metavar="[AFTER]",
            help="The same. Without it, BEFORE is compared with itself edited by --set, or a "
            "revision with the current folder.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        DiffFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="How to show the comparison.  [default: by the suffix of the file, else text]",
            show_default=False,
        ),
    ] = None,
    output_file: FileOption = None,
    force: ForceOption = False,
    assign: SetOption = None,
    fail_if_worse: Annotated[
        bool,
        typer.Option(
            "--fail-if-worse",
            help="Exit 1 if lead time, perceived lead time or rolled %C&A of a core stream is "
            "worse.",
        ),
    ] = False,
    color: ColorOption = Color.auto,
) -> int:
    """Compare two states of the value streams: what changes, and what the gain rests on.

    A revision without a path means the same place as the other side. Values given by --set are
    laid over AFTER.
    """
    from vsm_cli.analysis.comparison.comparing import compare
    from vsm_cli.cli.marks import marked
    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import target
    from vsm_cli.lint.problem_difference import problem_difference
    from vsm_cli.loading.what_if import parse

    asked = by_suffix(output_file, SUFFIXES) if output_file and not format else format
    format = asked or DiffFormat.text
    assignments = tuple(parse(text) for text in assign or ())
    if after is None:
        after = _other_side(before, edited=bool(assignments))
    sides = [Path(side) for side in (before, after) if is_path(side)]
    earlier = workspace_of(before, after, check=True)
    later = workspace_of(after, before, assignments, check=True)
    with spoken(later.language):
        file = target(output_file, paths=sides, force=force) if output_file else None
        compared = compare(earlier.workspace, later.workspace)
        problems = problem_difference(earlier.diagnostics, later.diagnostics, compared.ids)
        name = tr(_EDITED, side=after, settings=names(assign)) if assign else after
        text = _text(compared, problems, before, name, format, Color.never if file else color)
        if file:
            output.write_file(file, marked(text, format.value))
        else:
            output.write(text)
        if not fail_if_worse:
            return 0
        for each in compared.worse:
            figures = names(tr(_FIGURES[figure]) for figure in each.worse)
            output.note(tr(_WORSE, figures=figures, stream=each.stream.label))
    return int(bool(compared.worse))


def _other_side(before: str, *, edited: bool) -> str:
    if edited:
        return before
    if is_path(before) or ":" in before:
        raise VsmError(tr(_AGAINST_WHAT, before=before))
    return "."


def _text(
    compared: "Comparison",
    problems: "ProblemDifference",
    before: str,
    after: str,
    format: DiffFormat,
    color: Color,
) -> str:
    if format is DiffFormat.json:
        from vsm_cli.reporters.diff.json import as_json

        return as_json(compared, problems)
    from vsm_cli.reporters.diff.contents import contents

    blocks = contents(compared, problems, before, after)
    if format is DiffFormat.markdown:
        from vsm_cli.reporters.blocks_in_markdown import markdown

        return markdown(blocks)
    from vsm_cli.reporters.blocks_on_terminal import terminal

    return terminal(blocks, width=output.width() or 100, colour=output.is_colored(color))
