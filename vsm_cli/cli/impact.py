"""`vsm impact`: everything that rests on one element."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import ColorOption, Paths
from vsm_cli.cli.output import Color
from vsm_cli.errors import VsmError
from vsm_cli.language import either, message, tr

if TYPE_CHECKING:
    from vsm_cli.analysis.impact import Subject
    from vsm_cli.model.workspace import Workspace

_UNKNOWN = message("there is no system, team, role, data object, practice or stream {id} here")
_NEAREST = message("; did you mean {nearest}?")
_SEVERAL = message("{id} may be {meanings}: say which one")


class Format(StrEnum):
    rich = "rich"
    json = "json"


def impact(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A system, team, role, data object, practice or stream; systems.ID where an id "
            "has several meanings.",
        ),
    ],
    paths: Paths = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="How to show the answer.")
    ] = Format.rich,
    color: ColorOption = Color.auto,
) -> int:
    """Show everything that rests on one element: who feels it when it fails or falls behind."""
    from vsm_cli.analysis.impact import impact as impact_of
    from vsm_cli.api import Options, analyse

    analysed = analyse(paths or [], Options(check=False))
    for notice in analysed.notices:
        output.note(notice)
    workspace, subject = _find([each.workspace for each in analysed.workspaces], id)
    found = impact_of(workspace, subject)
    if format is Format.json:
        from vsm_cli.reporters.resting.json import as_json

        output.write(as_json(found))
        return 0
    from vsm_cli.reporters.reporting.terminal import terminal
    from vsm_cli.reporters.resting.contents import contents

    colour = output.is_colored(color)
    width = output.width() or 100
    output.write(terminal(contents(workspace, found), width=width, colour=colour))
    return 0


def _find(workspaces: "list[Workspace]", id_: str) -> "tuple[Workspace, Subject]":
    """The element that an id means; in several workspaces, the first that knows it in use."""
    from vsm_cli.analysis.impact import all_subjects, subjects
    from vsm_cli.loading.nearest import nearest
    from vsm_cli.loading.references import canonical

    wanted = canonical(id_)
    for workspace in workspaces:
        found = subjects(workspace, wanted)
        if len(found) == 1:
            return workspace, found[0]
        if found:
            meanings = either(f"{subject.section}.{subject.id}" for subject in found)
            raise VsmError(tr(_SEVERAL, id=id_, meanings=meanings))
    known = [subject.id for workspace in workspaces for subject in all_subjects(workspace)]
    near = nearest(wanted, known)
    hint = tr(_NEAREST, nearest=near) if near else ""
    raise VsmError(tr(_UNKNOWN, id=id_) + hint)
