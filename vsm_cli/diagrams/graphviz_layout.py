"""Places for boxes in rows: `dot` chooses them, so that few lines cross and none is hidden.

Only sizes go in, never texts, so that both engines see the same graph. What comes out is in
whole points from the top left, ready for a Canvas.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any, NamedTuple

from vsm_cli.diagrams.canvas import ARROW
from vsm_cli.diagrams.drawing import Point, Rect
from vsm_cli.diagrams.engine import places
from vsm_cli.errors import EngineError
from vsm_cli.language import message, tr
from vsm_cli.model.settings import Engine

_LOST = message("Graphviz found no place for {count} parts of {picture}")


class PlacedBox(NamedTuple):
    """A box by its key. Ties may leave from the bottom of one of its `ports`: cells of these
    widths, side by side from the left."""

    key: str
    width: int
    height: int
    ports: tuple[int, ...] = ()


class Tie(NamedTuple):
    """A line from box to box by its key, with room for a label of `label` points.

    Between boxes of one row `dot` draws only single lines well: put boxes with more between
    them into different rows.
    What is `gathered` arrives in the middle of the target's top, as all others that are.
    `weight` says how much it counts that the line is straight; the more it does, the wider
    the picture becomes.
    """

    key: str
    source: str
    target: str
    label: tuple[int, int] | None = None
    port: int | None = None
    gathered: bool = False
    weight: int = 1


class Ranks(NamedTuple):
    """The least room from rank to rank and between the boxes of one; they follow each other
    downwards, or to the right."""

    gap: int
    box_gap: int
    down: bool = True


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the boxes, the lines (as Bézier points) and their labels are, by key."""

    boxes: Mapping[str, Rect]
    lines: Mapping[str, tuple[Point, ...]]
    labels: Mapping[str, Rect]
    width: int
    height: int


def arrange(
    picture: str,
    rows: Sequence[Sequence[PlacedBox]],
    ties: Sequence[Tie],
    ranks: Ranks,
    engine: Engine,
) -> Arrangement:
    """Places for boxes, each row a rank, and ways for the ties between them.

    `picture` names it in errors. Raises EngineError where Graphviz fails or loses a part.
    """
    boxes = [box for row in rows for box in row]
    return _arranged(picture, boxes, ties, lambda nodes: _in_rows(rows, nodes, ranks), engine)


def arrange_freely(
    picture: str,
    boxes: Sequence[PlacedBox],
    ties: Sequence[Tie],
    ranks: Ranks,
    engine: Engine,
) -> Arrangement:
    """Places for boxes along the ties, and ways for these.

    `picture` names it in errors. Raises EngineError where Graphviz fails or loses a part.
    """
    head = f"{_head(ranks)}rankdir={'TB' if ranks.down else 'LR'}\n"
    return _arranged(picture, boxes, ties, lambda nodes: head + _listed(boxes, nodes), engine)


def _arranged(
    picture: str,
    placed: Sequence[PlacedBox],
    ties: Sequence[Tie],
    head: Callable[[Mapping[str, str]], str],
    engine: Engine,
) -> Arrangement:
    boxes = {box.key: box for box in placed}
    if not boxes:
        return Arrangement({}, {}, {}, 0, 0)
    nodes = {key: f"n{number}" for number, key in enumerate(boxes)}
    dot = head(nodes) + _ties(ties, nodes)
    found = json.loads(places(picture, dot, engine))
    width, height = (float(side) for side in found["bb"].split(",")[2:])
    positions = {part["name"]: part["pos"] for part in found["objects"] if "pos" in part}
    edges = {part["id"]: part for part in found.get("edges", ()) if "id" in part and "pos" in part}
    lost = [key for key in boxes if nodes[key] not in positions]
    lost += [tie.key for number, tie in enumerate(ties) if f"t{number}" not in edges]
    if lost:
        raise EngineError(tr(_LOST, count=len(lost), picture=picture))
    labels = {
        tie.key: _about(_point(edges[f"t{number}"]["lp"], height), *tie.label)
        for number, tie in enumerate(ties)
        if tie.label
    }
    return Arrangement(
        {
            key: _about(_point(positions[nodes[key]], height), box.width, box.height)
            for key, box in boxes.items()
        },
        {tie.key: _way(edges[f"t{number}"], height) for number, tie in enumerate(ties)},
        labels,
        round(width),
        round(height),
    )


def shortened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Bézier points that end where an arrow to their last point begins."""
    end = points[-1]
    before = next((p for p in reversed(points) if p != end), end)
    length = hypot(end[0] - before[0], end[1] - before[1])
    if not length:
        return tuple(points)
    back = min(1, ARROW / length)
    stop = (
        round(end[0] + (before[0] - end[0]) * back),
        round(end[1] + (before[1] - end[1]) * back),
    )
    return tuple(stop if point == end else point for point in points)


def _in_rows(rows: Sequence[Sequence[PlacedBox]], nodes: Mapping[str, str], ranks: Ranks) -> str:
    parts = [_head(ranks)]
    # A rail of points holds the rows apart, whatever ties there are.
    for number, row in enumerate(rows):
        rail = f"r{number}[shape=point width=0 height=0 style=invis group=rail]"
        parts.append(f"{{rank=same {rail}{''.join(_node(nodes[box.key], box) for box in row)}}}\n")
    parts += [
        f"r{number}->r{number + 1}[style=invis weight=100]\n" for number in range(len(rows) - 1)
    ]
    return "".join(parts)


def _listed(boxes: Sequence[PlacedBox], nodes: Mapping[str, str]) -> str:
    return "".join(f"{_node(nodes[box.key], box)}\n" for box in boxes)


def _head(ranks: Ranks) -> str:
    return (
        f"digraph{{graph[ranksep={ranks.gap / 72:.4f} nodesep={ranks.box_gap / 72:.4f}]\n"
        'node[shape=box fixedsize=true label="" margin=0]edge[arrowhead=none]\n'
    )


def _ties(ties: Sequence[Tie], nodes: Mapping[str, str]) -> str:
    parts = []
    for number, tie in enumerate(ties):
        source = nodes[tie.source]
        if tie.port is not None:
            source += f":p{tie.port}:s"
        label = f" label=<{_room(tie.label)}>" if tie.label else ""
        target = nodes[tie.target] + (":n" if tie.gathered else "")
        parts.append(f"{source}->{target}[id=t{number} weight={tie.weight}{label}]\n")
    return "".join([*parts, "}\n"])


def _node(name: str, box: PlacedBox) -> str:
    if not box.ports:
        return f"{name}[width={box.width / 72:.4f} height={box.height / 72:.4f}]"
    cells = "".join(
        f'<TD PORT="p{number}" FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="{box.height}"></TD>'
        for number, width in enumerate(box.ports)
    )
    rest = box.width - sum(box.ports)
    if rest > 0:
        cells += f'<TD FIXEDSIZE="TRUE" WIDTH="{rest}" HEIGHT="{box.height}"></TD>'
    return f"{name}[shape=plain fixedsize=false label=<{_table(box.width, box.height, cells)}>]"


def _room(size: tuple[int, int]) -> str:
    return _table(*size, "<TD></TD>")


def _table(width: int, height: int, cells: str) -> str:
    return (
        '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE"'
        f' WIDTH="{width}" HEIGHT="{height}"><TR>{cells}</TR></TABLE>'
    )


def _point(text: str, height: float) -> Point:
    x, y = text.split(",")
    return round(float(x)), round(height - float(y))


def _about(middle: Point, width: int, height: int) -> Rect:
    return Rect(middle[0] - width // 2, middle[1] - height // 2, width, height)


def _way(edge: Mapping[str, Any], height: float) -> tuple[Point, ...]:
    # The Bézier points; with several pieces, the first is the line itself.
    return tuple(_point(point, height) for point in edge["pos"].split(";")[0].split())
