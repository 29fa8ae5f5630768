"""Two states of a workspace into diagrams of how each stream differs, in `vsm diff`'s words."""

from functools import partial

from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.diagrams.album import Picture, differences
from vsm_cli.diagrams.diff_map import Said
from vsm_cli.diagrams.scope import Scope
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.diff.change_texts import description, details_of
from vsm_cli.reporters.diff.contents import verdict_words


def differing(before: Workspace, after: Scope) -> list[Picture]:
    """A diagram of each stream that differs. See `diagrams.album`."""
    compared = compare(before, after.workspace)
    said = Said(partial(description, compared), partial(details_of, compared), verdict_words)
    return differences(compared, said, after)
