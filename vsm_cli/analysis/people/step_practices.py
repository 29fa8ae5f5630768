"""Practices: what a kind of step needs, and what a practice is called."""

from vsm_cli.catalogue import PRACTICES, STEP_KINDS
from vsm_cli.language import of_both
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace


def lacks_practice(workspace: Workspace, step: Step) -> bool:
    """Whether no practice stands behind a step that needs one: those of the customer and of
    external owners do not, and one whose owner could not be read may be theirs."""
    return (
        step.lacks("practices")
        and not workspace.is_outside(step.owner)
        and "owner" not in step.unread
    )


def needed_practices(workspace: Workspace, kind: str | None) -> tuple[str, ...]:
    """The practices (ids) that a stream with steps of this kind needs; the workspace's own
    definition of a kind wins over the catalogue's."""
    own = workspace.own_step_kinds.get(kind or "")
    if own:
        return own.practices
    known = STEP_KINDS.get(kind or "")
    return known.practices if known else ()


def practice_name(workspace: Workspace, practice: str) -> str:
    """A practice by name: the workspace's own name for it, else the catalogue's, else its id."""
    own = workspace.own_practices.get(practice)
    if own and own.name:
        return of_both(own.name, own.zh or "")
    known = PRACTICES.get(practice)
    return of_both(known.name, known.zh) if known else practice


def practice_beside(workspace: Workspace, practice: str, written: str) -> str:
    """A practice as it is written in the place of another name: by its Chinese name where that
    was Chinese, else by its id."""
    if written.isascii():
        return practice
    own = workspace.own_practices.get(practice)
    known = PRACTICES.get(practice)
    return (own.zh if own else None) or (known.zh if known else practice)
