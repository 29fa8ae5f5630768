"""Links to other streams as messages to their pools, which stand closed below."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vsm_cli.diagrams.drawing import Point, Rect
from vsm_cli.diagrams.scope import Scope
from vsm_cli.model.streams import Stream

_HEIGHT, _APART = 60, 30
# Below the stream's own pool: lines to the pools first, then what the messages are called.
_OVER_LINES, _LINE, _NAME = 14, 6, 28
_NAME_WIDTH = 170
_INSET, _PITCH = 14, 12


class LinkMessage(NamedTuple):
    """What a step sends to another stream, or gets from there."""

    step: str
    stream: str
    name: str
    is_sent: bool


def messages_of(scope: Scope, stream: Stream) -> list[LinkMessage]:
    """The links of a stream and its uses of others, in the order of the steps."""
    found = []
    for step in stream.steps.values():
        found += [
            LinkMessage(step.id, link.stream, scope.data(link.data), True) for link in step.starts
        ]
        found += [
            LinkMessage(step.id, use.stream, scope.data(use.data), False) for use in step.uses
        ]
    return found


class MessagePlaces:
    """The pools of other streams by their ids; of each message its corners from the step to the
    pool, and the place of its name. `boxes` are those of steps, `bottom` where their pool ends."""

    def __init__(
        self, messages: Sequence[LinkMessage], boxes: Mapping[str, Rect], bottom: int
    ) -> None:
        self._bottom = bottom
        by_pool: dict[str, list[LinkMessage]] = {}
        for each in sorted(messages, key=lambda each: boxes[each.step].left):
            by_pool.setdefault(each.stream, []).append(each)
        most = max(map(len, by_pool.values()), default=0)
        top = bottom + _OVER_LINES + _LINE * len(messages) + _NAME * most
        self.pools: dict[str, Rect] = {}
        free = 0
        for stream, members in by_pool.items():
            left = max(free, boxes[members[0].step].left - _APART)
            width = 2 * _INSET + _PITCH * len(members) + _NAME_WIDTH
            self.pools[stream] = Rect(left, top, width, _HEIGHT)
            free = left + width + _APART
        self.corners: list[list[Point]] = []
        self.labels: list[Rect | None] = []
        of_step: dict[str, int] = {}
        of_pool: dict[str, int] = {}
        for number, each in enumerate(messages):
            at_step = of_step[each.step] = of_step.get(each.step, -1) + 1
            at_pool = of_pool[each.stream] = of_pool.get(each.stream, -1) + 1
            pool = self.pools[each.stream]
            into = pool.left + _INSET + _PITCH * at_pool
            self.corners.append(self._corners(boxes[each.step], at_step, number, (into, pool.top)))
            behind = pool.left + _INSET + _PITCH * len(by_pool[each.stream])
            y = pool.top - _NAME * (len(by_pool[each.stream]) - at_pool)
            self.labels.append(Rect(behind, y, _NAME_WIDTH, _NAME - 4) if each.name else None)

    def _corners(self, box: Rect, at_step: int, number: int, end: Point) -> list[Point]:
        """Down beside the column of the step, so that no box is crossed, and over to the pool."""
        x, aside = box.left + 20 + 14 * at_step, box.left - 4 - 4 * (at_step % 4)
        below, over = box.bottom + 8 + 4 * at_step, self._bottom + _OVER_LINES + _LINE * number
        return [(x, box.bottom), (x, below), (aside, below), (aside, over), (end[0], over), end]
