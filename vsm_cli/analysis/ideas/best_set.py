"""The best set of ideas: of at most so many and within a cost, the one that saves customers most
waiting in a year, then most effort."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from vsm_cli.analysis.ideas.effects import Effect, changes_mechanism, effect_of
from vsm_cli.analysis.reachable import reachable
from vsm_cli.errors import VsmError
from vsm_cli.model.elements import Idea
from vsm_cli.model.workspace import Workspace

EXACT_UP_TO = 10

Value = tuple[float, float, int, int]
"""Waiting and effort of a year, how many ideas change figures alone, how many there are: the
least is the best."""


class Best(NamedTuple):
    """The best set with its effect (None: no set helps). Not `exact` where too many ideas work on
    each other's streams: then each next one was taken that helps most. `uncosted` were left out,
    as nobody says what they cost. `speed_only`: none of the set changes how the work is done."""

    ideas: tuple[Idea, ...]
    effect: Effect | None
    exact: bool
    uncosted: tuple[Idea, ...]

    @property
    def speed_only(self) -> bool:
        return bool(self.ideas) and not any(map(changes_mechanism, self.ideas))


class _Choice(NamedTuple):
    value: Value
    cost_s: float
    ideas: tuple[Idea, ...]


_NOTHING = _Choice((0.0, 0.0, 0, 0), 0.0, ())


def best_set(
    workspace: Workspace,
    effects: Mapping[Idea, Effect],
    most: int | None = None,
    cost_s: float | None = None,
) -> Best:
    """The best of these ideas, each with its own effect.

    Ideas in streams that do not feed each other add up; within a group that does, every set of at
    most ten is measured.
    """
    uncosted = [idea for idea in effects if cost_s is not None and idea.cost_s is None]
    ideas = [idea for idea in effects if idea not in uncosted]
    most = len(ideas) if most is None else most
    measure = _Measure(workspace, effects)
    choices = [_NOTHING]
    exact = True
    for group in _groups(workspace, ideas, effects):
        exact &= len(group) <= EXACT_UP_TO
        sets = _every_set if len(group) <= EXACT_UP_TO else _one_after_the_other
        own = list(sets(group, most, cost_s, measure))
        joined = (_joined(one, other) for one in choices for other in own)
        choices = _undominated(each for each in joined if _fits(each, most, cost_s))
    best = min(choices)
    settings = [setting for idea in best.ideas for setting in idea.settings]
    effect = effect_of(workspace, settings) if settings else None
    return Best(best.ideas, effect, exact, tuple(uncosted))


def exclude_each_other(one: Idea, other: Idea) -> bool:
    """Whether two ideas set the same, or one of them a part of what the other sets."""
    return any(
        first.path[: len(second.path)] == second.path[: len(first.path)]
        for first in one.settings
        for second in other.settings
    )


class _Measure:
    """The value of sets of ideas, each measured once; None where they cannot go together, or where
    figures could not be told any more."""

    def __init__(self, workspace: Workspace, effects: Mapping[Idea, Effect]) -> None:
        self._workspace, self._effects = workspace, effects

    def __call__(self, ideas: Sequence[Idea]) -> _Choice | None:
        if any(exclude_each_other(*pair) for pair in combinations(ideas, 2)):
            return None
        if len(ideas) == 1:
            effect = self._effects[ideas[0]]
        else:
            settings = [setting for idea in ideas for setting in idea.settings]
            try:
                effect = effect_of(self._workspace, settings)
            except VsmError:
                return None
        if effect.loses:
            return None
        speed = sum(not changes_mechanism(idea) for idea in ideas)
        cost_s = sum(idea.cost_s or 0.0 for idea in ideas)
        return _Choice((*effect.rank, speed, len(ideas)), cost_s, tuple(ideas))


def _every_set(
    group: Sequence[Idea],
    most: int,
    cost_s: float | None,
    measure: Callable[[Sequence[Idea]], _Choice | None],
) -> Iterator[_Choice]:
    yield _NOTHING
    for size in range(1, min(most, len(group)) + 1):
        for ideas in combinations(group, size):
            if cost_s is None or sum(idea.cost_s or 0.0 for idea in ideas) <= cost_s:
                found = measure(ideas)
                if found:
                    yield found


def _one_after_the_other(
    group: Sequence[Idea],
    most: int,
    cost_s: float | None,
    measure: Callable[[Sequence[Idea]], _Choice | None],
) -> Iterator[_Choice]:
    """Sets that grow by the idea that helps most then."""
    best = _NOTHING
    yield best
    while True:
        larger = [
            found
            for idea in group
            if idea not in best.ideas
            and (found := measure((*best.ideas, idea)))
            and _fits(found, most, cost_s)
        ]
        following = min(larger, default=best, key=lambda each: each.value)
        if following.value >= best.value:
            return
        best = following
        yield best


def _joined(one: _Choice, other: _Choice) -> _Choice:
    pairs = zip(one.value, other.value, strict=True)
    wait_s, effort_s, speed, count = (first + second for first, second in pairs)
    value = (round(wait_s, 3), round(effort_s, 3), int(speed), int(count))
    return _Choice(value, one.cost_s + other.cost_s, one.ideas + other.ideas)


def _fits(choice: _Choice, most: int, cost_s: float | None) -> bool:
    return len(choice.ideas) <= most and (cost_s is None or choice.cost_s <= cost_s * (1 + 1e-9))


def _undominated(choices: Iterable[_Choice]) -> list[_Choice]:
    """Those than which none is as good with as few ideas and no more cost."""
    kept: list[_Choice] = []
    for each in sorted(choices, key=lambda choice: (choice.value, choice.cost_s)):
        if not any(
            len(other.ideas) <= len(each.ideas) and other.cost_s <= each.cost_s for other in kept
        ):
            kept.append(each)
    return kept


def _groups(
    workspace: Workspace, ideas: Collection[Idea], effects: Mapping[Idea, Effect]
) -> list[list[Idea]]:
    """Ideas that bear on a common stream, or set the same, in one group."""
    fed = _fed_by(workspace)
    groups: list[tuple[set[str], list[Idea]]] = []
    for idea in ideas:
        touched = {each.stream.id for each in effects[idea].streams}
        for setting in idea.settings:
            if setting.path[0] == "streams":
                touched.add(setting.path[1])
            # What feeds what may be another thing then.
            if setting.path[0] == "patterns" or {"uses", "starts", "like"} & {*setting.path[2:]}:
                touched |= workspace.streams.keys()
        felt = set(reachable(touched, lambda each: fed.get(each, ())))
        together = [idea]
        apart = []
        for streams, members in groups:
            if streams & felt or any(exclude_each_other(idea, each) for each in members):
                felt |= streams
                together = members + together
            else:
                apart.append((streams, members))
        groups = [*apart, (felt, together)]
    return [members for _, members in groups]


def _fed_by(workspace: Workspace) -> dict[str, set[str]]:
    """For each stream those whose figures may rest on it: they use it, or are started by it."""
    found: dict[str, set[str]] = {}
    for stream, step in workspace.steps():
        for use in step.uses:
            found.setdefault(use.stream, set()).add(stream.id)
        for link in step.starts:
            found.setdefault(stream.id, set()).add(link.stream)
    return found
