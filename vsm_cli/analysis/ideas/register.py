"""The register of improvement: every idea with its effect, and the best set of them."""

from typing import NamedTuple

from vsm_cli.analysis.ideas.best_set import Best, best_set, exclude_each_other
from vsm_cli.analysis.ideas.effects import Effect, changes_mechanism, effect_of
from vsm_cli.errors import VsmError
from vsm_cli.model.elements import Idea
from vsm_cli.model.workspace import Workspace


class Entry(NamedTuple):
    """An idea with its effect, after less before; None where it does not say what it would
    change, or where that cannot be: `problem` says why. `mechanism`: it changes how the work is
    done."""

    idea: Idea
    effect: Effect | None
    problem: str | None
    mechanism: bool


class Register(NamedTuple):
    """All ideas of a workspace, the best first, those that are done or dropped last. `together`
    is what all open ones would change at once, but for those `left_out`, which set the same as
    another one."""

    entries: tuple[Entry, ...]
    together: Effect | None
    left_out: tuple[Idea, ...]
    best: Best


def register(
    workspace: Workspace, most: int | None = None, cost_s: float | None = None
) -> Register:
    """The register, with the best set of at most so many ideas within a cost (None: no limit)."""
    entries = sorted((_entry(workspace, idea) for idea in workspace.ideas()), key=_rank)
    candidates = [each for each in entries if each.idea.is_open and each.effect is not None]
    taken: list[Idea] = []
    left_out: list[Idea] = []
    for each in candidates:
        excluded = any(exclude_each_other(each.idea, other) for other in taken)
        (left_out if excluded else taken).append(each.idea)
    settings = [setting for idea in taken for setting in idea.settings]
    together = effect_of(workspace, settings) if settings else None
    known = {each.idea: each.effect for each in candidates if each.effect}
    best = best_set(workspace, known, most, cost_s)
    return Register(tuple(entries), together, tuple(left_out), best)


def _entry(workspace: Workspace, idea: Idea) -> Entry:
    mechanism = changes_mechanism(idea)
    if not idea.settings or "set" in idea.unread:
        return Entry(idea, None, None, mechanism)
    try:
        return Entry(idea, effect_of(workspace, idea.settings), None, mechanism)
    except VsmError as error:
        return Entry(idea, None, str(error), mechanism)


def _rank(entry: Entry) -> tuple[object, ...]:
    """Open ones first, those whose effect is known before others, then by effect; of two with the
    same effect the one that changes a mechanism."""
    effect = entry.effect.rank if entry.effect else ()
    return not entry.idea.is_open, entry.effect is None, effect, not entry.mechanism
