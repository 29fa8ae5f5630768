"""Where two hand work to and fro.

Only forward routes count: a question that is asked and comes back is rework. What a system
does by itself passes through no hands.
"""

from collections import Counter
from typing import TypeVar

from msgspec import Struct

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

Trail = tuple[Step, ...]
Key = TypeVar("Key")


class ToAndFro(Struct, frozen=True):
    """Work that two owners hand to each other in turn.

    `steps` are the one that hands over first and all that take over, in the order of the work.
    """

    owners: tuple[str, str]
    steps: Trail

    @property
    def times(self) -> int:
        return len(self.steps) - 1


def to_and_fro(workspace: Workspace, stream: Stream, least: int) -> list[ToAndFro]:
    """The pairs of owners inside the organisation that hand the work to and fro, on one way
    and without a third between them, `least` times or more: the longest trail of each."""
    if not _may_alternate(stream, least):
        return []
    flow = flow_of(stream)
    hands: dict[str, Trail] = {}
    trails: dict[Step, dict[str, Trail]] = {}
    found: dict[frozenset[str], Trail] = {}
    for step in flow.in_order():
        before = dict.fromkeys(last for each, _ in flow.incoming[step.id] for last in hands[each])
        if step.automated:
            hands[step.id] = tuple(before)
        elif step.owner is None or workspace.is_outside(step.owner):
            hands[step.id] = ()
        else:
            hands[step.id] = (step,)
            trails[step] = _alternations(step, tuple(before), trails)
            for other, trail in trails[step].items():
                keep_longest(found, frozenset((step.owner, other)), trail)
    return [
        ToAndFro((trail[0].owner or "", trail[1].owner or ""), trail)
        for trail in found.values()
        if len(trail) > least
    ]


def _may_alternate(stream: Stream, least: int) -> bool:
    """Whether two owners have steps enough: most streams need no closer look."""
    counts = Counter(step.owner for step in stream.steps.values() if step.owner)
    most = [count for _, count in counts.most_common(2)]
    return len(most) == 2 and most[0] >= least // 2 + 1 and most[1] >= (least + 1) // 2


def _alternations(
    step: Step, before: Trail, trails: dict[Step, dict[str, Trail]]
) -> dict[str, Trail]:
    """The longest trail up to a step with each other owner."""
    found: dict[str, Trail] = {}
    for last in before:
        if last.owner == step.owner:
            for other, trail in trails[last].items():
                keep_longest(found, other, trail)
        elif last.owner and step.owner:
            trail = trails[last].get(step.owner, (last,))
            keep_longest(found, last.owner, (*trail, step))
    return found


def keep_longest(found: dict[Key, Trail], key: Key, trail: Trail) -> None:
    """Note a trail where it is longer than the one known."""
    if len(trail) > len(found.get(key, ())):
        found[key] = trail
