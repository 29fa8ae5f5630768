"""Two states of a workspace into diagrams of how each stream differs, in `vsm diff`'s words."""

from collections.abc import Container, Sequence
from functools import partial

from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.album import Picture, differences
from vsm_cli.diagrams.diff_map import Said
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.diff.change_texts import description, details_of
from vsm_cli.reporters.diff.contents import verdict_words


def differing(
    before: Workspace,
    after: Workspace,
    *,
    problems: Sequence[Diagnostic] = (),
    files: str | None = None,
    only: Container[str] | None = None,
) -> list[Picture]:
    """A diagram of each stream that differs; `problems` are those of the later state. See
    `diagrams.album`."""
    compared = compare(before, after)
    said = Said(partial(description, compared), partial(details_of, compared), verdict_words)
    return differences(compared, said, problems=problems, files=files, only=only)
