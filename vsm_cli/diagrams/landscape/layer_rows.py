"""What stands in the rows of the landscape, and which part of a layer in which row."""

from collections.abc import Iterable, Sequence
from math import isqrt
from typing import Protocol

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Rect

_COLUMNS_LEAST = 4
_COLUMNS_MOST = 6


class LayerPart(Protocol):
    """Something with a size that can draw itself. `key` is the id of its shape; `ports` are cells
    at its bottom that lines leave from. What `stretches` becomes as high as the highest part of
    its row."""

    @property
    def key(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def ports(self) -> tuple[int, ...]: ...
    @property
    def stretches(self) -> bool: ...
    def draw(self, canvas: Canvas, place: Rect) -> None: ...


def columns_for(count: int) -> int:
    """How many cards stand side by side, so that the picture, which lines between the cards
    make wider, is about twice as wide as high."""
    return min(max(_COLUMNS_LEAST, isqrt(count)), _COLUMNS_MOST)


def in_rows(
    parts: Sequence[LayerPart], joints: Iterable[tuple[str, str]], columns: int
) -> list[list[LayerPart]]:
    """Rows of at most `columns` parts. Where one row does not do, what starts or uses others
    stands above them, never beside them, and the unlinked fill the rows."""
    by_key = {part.key: part for part in parts}
    pairs = [
        (source, target)
        for source, target in joints
        if source in by_key and target in by_key and source != target
    ]
    if len(parts) <= columns and _are_chains(pairs):
        return [list(parts)] if parts else []
    onward: dict[str, list[str]] = {}
    for source, target in pairs:
        onward.setdefault(source, []).append(target)
    levels = _levels(list(by_key), onward)
    linked = {*onward, *(target for targets in onward.values() for target in targets)}
    rows: list[list[LayerPart]] = []
    for level in range(max(levels.values()) + 1):
        keys = [key for key in by_key if key in linked and levels[key] == level]
        rows += [
            [by_key[key] for key in keys[start : start + columns]]
            for start in range(0, len(keys), columns)
        ]
    for part in (part for part in parts if part.key not in linked):
        room = next((row for row in rows if len(row) < columns), None)
        if room is None:
            rows.append(room := [])
        room.append(part)
    return rows


def _are_chains(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether nothing has more than one before and one after it, and nothing goes round."""
    after = dict(pairs)
    targets = set(after.values())
    if len(after) < len(pairs) or len(targets) < len(pairs):
        return False
    passed = 0
    for key in after.keys() - targets:
        while key in after:
            key, passed = after[key], passed + 1
    return passed == len(pairs)


def _levels(keys: Sequence[str], onward: dict[str, list[str]]) -> dict[str, int]:
    """How many links at most lead to each part; links that close a circle do not count."""
    order: list[str] = []
    state: dict[str, int] = {}
    counted: list[tuple[str, str]] = []
    for start in keys:
        todo = [(start, iter(onward.get(start, ())))] if start not in state else []
        state.setdefault(start, 1)
        while todo:
            key, targets = todo[-1]
            for target in targets:
                if state.get(target) != 1:
                    counted.append((key, target))
                if target not in state:
                    state[target] = 1
                    todo.append((target, iter(onward.get(target, ()))))
                    break
            else:
                state[key] = 2
                order.append(key)
                todo.pop()
    levels = dict.fromkeys(keys, 0)
    leading: dict[str, list[str]] = {}
    for source, target in counted:
        leading.setdefault(source, []).append(target)
    for key in reversed(order):
        for target in leading.get(key, ()):
            levels[target] = max(levels[target], levels[key] + 1)
    return levels


def journeys_in_rows(parts: Sequence[LayerPart], width: int, gap: int) -> list[list[LayerPart]]:
    """Rows of parts in order, each at most `width` wide where one part is not wider."""
    rows: list[list[LayerPart]] = []
    used = 0
    for part in parts:
        if not rows or used + part.width > width:
            rows.append([])
            used = 0
        rows[-1].append(part)
        used += part.width + gap
    return rows
