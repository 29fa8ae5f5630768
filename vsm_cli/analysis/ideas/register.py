"""The register of improvement: every idea with its effect, and the best set of them."""

from collections.abc import Sequence
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
    another one, or something that cannot stand beside what others set."""

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
    together, left_out = _together(workspace, [each.idea for each in candidates])
    known = {each.idea: each.effect for each in candidates if each.effect}
    best = best_set(workspace, known, most, cost_s)
    return Register(tuple(entries), together, left_out, best)


def _together(
    workspace: Workspace, ideas: Sequence[Idea]
) -> tuple[Effect | None, tuple[Idea, ...]]:
    """What ideas would change at once, and those that are left out."""
    taken: list[Idea] = []
    for idea in ideas:
        if not any(exclude_each_other(idea, other) for other in taken):
            taken.append(idea)
    try:
        effect = _effect(workspace, taken)
    except VsmError:
        effect, taken = _one_by_one(workspace, taken)
    return effect, tuple(idea for idea in ideas if idea not in taken)


def _one_by_one(workspace: Workspace, ideas: Sequence[Idea]) -> tuple[Effect | None, list[Idea]]:
    """The effect of those that can stand beside the ones before them."""
    taken: list[Idea] = []
    effect: Effect | None = None
    for idea in ideas:
        try:
            effect = _effect(workspace, [*taken, idea])
        except VsmError:
            continue
        taken.append(idea)
    return effect, taken


def _effect(workspace: Workspace, ideas: Sequence[Idea]) -> Effect | None:
    settings = [setting for idea in ideas for setting in idea.settings]
    return effect_of(workspace, settings) if settings else None


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
