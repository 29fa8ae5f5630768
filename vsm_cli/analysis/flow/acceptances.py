"""Acceptances, and which of them say the same twice."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from vsm_cli.analysis.flow.case_tracing import Ways, ways
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import CUSTOMER, END
from vsm_cli.model.streams import Acceptance, Step, Stream
from vsm_cli.model.workspace import Workspace


class Accepting(NamedTuple):
    """A step that accepts some data."""

    stream: Stream
    step: Step
    acceptance: Acceptance


class Repetition(NamedTuple):
    """An acceptance that says again what `earlier` ones on the same way have said."""

    later: Accepting
    earlier: tuple[Accepting, ...]


class RepeatedAcceptance(Struct, frozen=True):
    """All acceptances of one data that hang together by repetition.

    `members` stand in written order; `repetitions` has one for each that repeats another.
    """

    data: str
    members: tuple[Accepting, ...]
    repetitions: tuple[Repetition, ...]


def acceptances(workspace: Workspace) -> Iterator[Accepting]:
    """Every acceptance, in written order."""
    for stream, step in workspace.steps():
        for acceptance in step.accepts:
            yield Accepting(stream, step, acceptance)


def deciding_teams(workspace: Workspace, members: Iterable[Accepting]) -> tuple[str, ...]:
    """The teams whose people accept, each once: of the steps' owners, the customer as one."""
    owners = [each.step.owner for each in members]
    teams = (CUSTOMER if o == CUSTOMER else workspace.team_of(o) or o for o in owners if o)
    return tuple(dict.fromkeys(teams))


@remembered
def repeated_acceptances(workspace: Workspace) -> tuple[RepeatedAcceptance, ...]:
    """Where the same data is accepted by two or more steps on one forward way.

    A way leads through a stream and along links; branches side by side are one way. A step
    that outputs the data ends it, unless that step accepts the data itself. Equal or missing
    criteria repeat, different ones do not; `required-by` on either of the two makes the
    repetition legitimate. Steps whose `accepts` could not be read are left out.
    """
    by_data: dict[str, dict[Step, Accepting]] = {}
    for each in acceptances(workspace):
        if "accepts" not in each.step.unread:
            by_data.setdefault(each.acceptance.data, {}).setdefault(each.step, each)
    answer = _Answer(workspace)
    return tuple(
        group
        for data, accepting in by_data.items()
        if len(accepting) > 1
        for group in answer.groups(data, accepting)
    )


class _Answer:
    def __init__(self, workspace: Workspace) -> None:
        self._ways: Ways = ways(workspace)
        self._forks = [(stream, step) for stream, step in workspace.steps() if step.split == "all"]
        self._linked = frozenset(_linked(workspace))

    def groups(self, data: str, accepting: dict[Step, Accepting]) -> Iterator[RepeatedAcceptance]:
        earlier: dict[Step, dict[Step, None]] = {}
        beside: dict[Step, set[Step]] = {}
        for first, second in self._repeating(data, accepting):
            # Of two that each lead to the other, the one written first is the earlier one.
            if second not in earlier.get(first, ()):
                earlier.setdefault(second, {})[first] = None
                beside.setdefault(first, set()).add(second)
                beside.setdefault(second, set()).add(first)
        grouped: set[Step] = set()
        for first in accepting:
            if first not in beside or first in grouped:
                continue
            connected = reachable([first], beside.__getitem__)
            grouped |= connected.keys()
            members = [each for each in accepting if each in connected]
            yield RepeatedAcceptance(
                data,
                tuple(accepting[step] for step in members),
                tuple(
                    Repetition(accepting[step], _all_earlier(step, earlier, accepting))
                    for step in members
                    if step in earlier
                ),
            )

    def _repeating(
        self, data: str, accepting: dict[Step, Accepting]
    ) -> Iterator[tuple[Step, Step]]:
        """Steps that accept the same on one way, the earlier one first, with no new output
        between. A way is not followed beyond the first repetition."""

        def renews(step: Step) -> bool:
            return step not in accepting and (
                data in (step.outputs or ()) or "outputs" in step.unread
            )

        def repeats(first: Step, second: Step) -> bool:
            return second in accepting and _same(
                accepting[first].acceptance, accepting[second].acceptance
            )

        per_stream = Counter(each.stream.id for each in accepting.values())
        # No way from these leads to a second acceptance: spares most of the search.
        alone = {s for s, count in per_stream.items() if count < 2 and s not in self._linked}
        for first, (stream, _, _) in accepting.items():
            if stream.id in alone:
                continue

            def stops(step: Step, first: Step = first) -> bool:
                return renews(step) or repeats(first, step)

            for second in self._ways.after(stream, first, stops):
                if repeats(first, second):
                    yield first, second
        for stream, fork in self._forks:
            linked = stream.id in self._linked
            if stream.id not in alone and (linked or stream.id in per_stream):
                for first, second in self._side_by_side(stream, fork, accepting, renews):
                    if repeats(first, second):
                        yield first, second

    def _side_by_side(
        self,
        stream: Stream,
        fork: Step,
        accepting: dict[Step, Accepting],
        renews: Callable[[Step], bool],
    ) -> Iterator[tuple[Step, Step]]:
        """Accepting steps in different branches of a fork, neither of them after the join."""
        targets = [
            stream.steps[route.target]
            for route in flow_of(stream).forward[fork.id]
            if route.target != END
        ]
        reached = {
            target: [s for s in self._ways.from_arrival(stream, target, renews) if s in accepting]
            for target in targets
        }
        for one, other in combinations([target for target in targets if reached[target]], 2):
            behind = _everything(self._ways, stream, one) & _everything(self._ways, stream, other)
            for first in reached[one]:
                for second in reached[other]:
                    if first not in behind and second not in behind:
                        yield _in_written_order(accepting, first, second)


def _linked(workspace: Workspace) -> Iterator[str]:
    """The streams that start another, wait for another, or are waited for."""
    for stream, step in workspace.steps():
        if step.starts:
            yield stream.id
        for use in step.uses:
            if use.wait:
                yield from (stream.id, use.stream)


def _everything(ways_: Ways, stream: Stream, start: Step) -> set[Step]:
    return set(ways_.from_arrival(stream, start, lambda _: False))


def _in_written_order(accepting: dict[Step, Accepting], *pair: Step) -> tuple[Step, Step]:
    first, second = (step for step in accepting if step in pair)
    return first, second


def _all_earlier(
    step: Step, earlier: dict[Step, dict[Step, None]], accepting: dict[Step, Accepting]
) -> tuple[Accepting, ...]:
    """The acceptances that a step repeats: the nearest ones, and those of its own stream that
    these repeat in turn."""
    found = dict(earlier[step])
    todo = list(found)
    while todo:
        for before in earlier.get(todo.pop(), ()):
            inside = before.stream == step.stream and before not in found
            if inside and _same(accepting[before].acceptance, accepting[step].acceptance):
                found[before] = None
                todo.append(before)
    return tuple(accepting[each] for each in accepting if each in found)


def _same(first: Acceptance, second: Acceptance) -> bool:
    """Whether two acceptances of the same data ask the same, and nothing requires both."""
    if first.required_by or second.required_by:
        return False
    one, other = _bare(first.criteria), _bare(second.criteria)
    return not one or not other or one == other


@lru_cache(maxsize=4096)
def _bare(criteria: str | None) -> str:
    """Criteria without case, spaces and punctuation."""
    text = unicodedata.normalize("NFKC", criteria or "").casefold()
    return "".join(c for c in text if unicodedata.category(c)[0] not in "PZC")
