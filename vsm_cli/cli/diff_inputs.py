"""The sides of a comparison: a folder, a file, or a Git revision."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vsm_cli.cli import output
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr

if TYPE_CHECKING:
    from vsm_cli.api import WorkspaceReport
    from vsm_cli.model.elements import Setting

_ONE = message("{side}: here are {count} workspaces, and one is compared with one: {roots}")
_NEITHER = message("there is no file or folder {side}, and {reason}")


def is_path(side: str) -> bool:
    """Whether a side is a file or folder that exists."""
    return Path(side).exists()


def workspace_of(
    side: str, other: str, assignments: "tuple[Setting, ...]" = (), *, check: bool = False
) -> "WorkspaceReport":
    """The one workspace of a side; raises VsmError for none and for several."""
    from vsm_cli.api import Options, analyse

    with _files(side, other) as path:
        report = analyse([path], Options(check=check, assignments=assignments))
    for notice in report.notices:
        output.note(notice)
    if len(report.workspaces) != 1:
        roots = names(each.root for each in report.workspaces)
        raise VsmError(tr(_ONE, side=side, count=len(report.workspaces), roots=roots))
    return report.workspaces[0]


@contextmanager
def _files(side: str, other: str) -> Iterator[Path]:
    """Where the files of a side are: what exists is a path, anything else a revision."""
    if is_path(side):
        yield Path(side)
        return
    from vsm_cli.source.revisions import extracted

    near = Path(other) if is_path(other) else Path()
    with ExitStack() as stack:
        try:
            revision = stack.enter_context(extracted(side, near))
        except VsmError as error:
            raise VsmError(tr(_NEITHER, side=side, reason=error)) from None
        yield revision.path if ":" in side else revision.at(near)
