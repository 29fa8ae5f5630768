"""`vsm impact`: everything that rests on one element."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.output import Color
from vsm_cli.cli.shared_arguments import ColorOption, Paths
from vsm_cli.errors import VsmError
from vsm_cli.language import either, message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.analysis.dependents import ImpactSubject
    from vsm_cli.api import Report, WorkspaceReport
    from vsm_cli.model.workspace import Workspace

_UNKNOWN = message("there is no system, team, role, data object, practice or stream {id} here")
_NEAREST = message("; did you mean {nearest}?")
_SEVERAL = message("{id} may be {meanings}: say which one")


class ImpactFormat(StrEnum):
    rich = "rich"
    json = "json"


def impact(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A system, team, role, data object, practice or stream, by id or name; systems.ID "
            "where an id has several meanings.",
        ),
    ],
    paths: Paths = None,
    format: Annotated[
        ImpactFormat, typer.Option("--format", "-f", help="How to show the answer.")
    ] = ImpactFormat.rich,
    color: ColorOption = Color.auto,
) -> int:
    """Show everything that rests on one element: who feels it when it fails or falls behind."""
    from vsm_cli.api import Options, analyse

    analysed = analyse(paths or [], Options(check=False))
    for notice in analysed.notices:
        output.note(notice)
    with spoken(analysed.language):
        checked, subject = _find(analysed, id)
    with spoken(checked.language):
        output.write(_text(checked.workspace, subject, format, output.is_colored(color)))
    return 0


def _text(
    workspace: "Workspace", subject: "ImpactSubject", format: ImpactFormat, colour: bool
) -> str:
    from vsm_cli.analysis.dependents import impact as impact_of

    found = impact_of(workspace, subject)
    if format is ImpactFormat.json:
        from vsm_cli.reporters.impact.json import as_json

        return as_json(found)
    from vsm_cli.reporters.blocks_on_terminal import terminal
    from vsm_cli.reporters.impact.contents import contents

    return terminal(contents(workspace, found), width=output.width() or 100, colour=colour)


def _find(report: "Report", id_: str) -> "tuple[WorkspaceReport, ImpactSubject]":
    """The element that an id means; in several workspaces, the first that knows it in use."""
    from vsm_cli.analysis.dependents import all_subjects, subjects
    from vsm_cli.loading.nearest_name import nearest
    from vsm_cli.loading.references import canonical

    wanted = canonical(id_)
    for each in report.workspaces:
        found = subjects(each.workspace, wanted)
        if len(found) == 1:
            return each, found[0]
        if found:
            meanings = either(f"{subject.section}.{subject.id}" for subject in found)
            raise VsmError(tr(_SEVERAL, id=id_, meanings=meanings))
    subjects_known = [s for each in report.workspaces for s in all_subjects(each.workspace)]
    known = [name for subject in subjects_known for name in (subject.id, subject.name)]
    near = nearest(wanted, known)
    hint = tr(_NEAREST, nearest=near) if near else ""
    raise VsmError(tr(_UNKNOWN, id=id_) + hint)
