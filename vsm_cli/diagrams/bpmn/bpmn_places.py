"""Where everything stands: in the columns of the map, and in one lane for each owner."""

from msgspec import Struct

from vsm_cli.analysis.flow.stream_flow import Flow, flow_of
from vsm_cli.diagrams.bpmn.bpmn_flow import BpmnArrow, BpmnFlow, BpmnShape
from vsm_cli.diagrams.drawing import Point, Rect
from vsm_cli.diagrams.stream_map.layout.grid import (
    Grid,
    Lane,
    columns_of,
    lay_grid,
    owner_of,
    stacked,
)
from vsm_cli.diagrams.stream_map.layout.placement import lay_out
from vsm_cli.diagrams.stream_map.layout.rework_arcs import plan_rework
from vsm_cli.diagrams.stream_map.layout.route_plan import Port, RouteWay, plan_ways
from vsm_cli.diagrams.stream_map.layout.space import MARGIN, Sizes, Space
from vsm_cli.diagrams.stream_map.layout.traffic import Traffic
from vsm_cli.model.streams import Route

TASK_WIDTH, TASK_HEIGHT, EVENT, GATEWAY = 140, 80, 36, 50
# The names of pool and lane stand upright at their left.
HEAD = 30
_GAP, _PITCH = 20, 72
_OVER, _UNDER, _ZONE = 22, 42, 44
_SHIFT = 2 * HEAD


class BpmnPlaces(Struct, eq=False):
    """The places of shapes by their keys, the corners of arrows in their order, and the lanes of
    owners from top to bottom."""

    pool: Rect
    lanes: dict[str, Rect]
    shapes: dict[str, Rect]
    arrows: list[list[Point]]


def places_of(flow: BpmnFlow) -> BpmnPlaces:
    return _Placer(flow).places()


class _Placer:
    def __init__(self, flow: BpmnFlow) -> None:
        self._flow = flow
        self._depths = _chained(flow)
        self._before = -min(self._depths.values(), default=0)
        self._behind = max(self._depths.values(), default=0)
        drawn = flow_of(flow.drawn)
        self._grid = _grid_of(drawn)
        traffic = Traffic(
            forward=list(drawn.forward_pairs()),
            rework=list(drawn.rework_pairs()),
            entries=[],
            ends=[],
        )
        self._plan = plan_ways(traffic, self._grid)
        for stack in self._plan.stacks.values():
            for port in stack.ports:
                port.above = port.below = 10
        self._space = self._lay_out(traffic)
        self._ports: dict[Route, tuple[tuple[int, int], Port, RouteWay]] = {
            port.way.route: (cell, port, port.way)
            for cell, stack in self._plan.stacks.items()
            for port in stack.ports
            if port.way
        }
        self._reworks = {each.route: number for number, each in enumerate(self._space.rework)}
        self._shapes = {shape.key: self._place(shape) for shape in flow.shapes}

    def _lay_out(self, traffic: Traffic) -> Space:
        grid = self._grid
        ranks = {shape.cell: shape.rank for shape in self._flow.shapes if shape.rank}
        heights = [TASK_HEIGHT] * grid.rows
        for cell, rank in ranks.items():
            row = grid.row[cell]
            heights[row] = max(heights[row], TASK_HEIGHT + 2 * rank * (GATEWAY + 10))
        sizes = Sizes(
            top=MARGIN,
            box_width=TASK_WIDTH + _PITCH * (self._before + self._behind),
            box_heights=heights,
            over=[_OVER] * grid.rows,
            under=[_UNDER] * grid.rows,
            zones=[_ZONE] * (grid.columns + 1),
            channels=[_ZONE] * (grid.columns + 1),
            on_top={},
        )
        return lay_out(grid, self._plan, plan_rework(traffic, grid), sizes)

    def places(self) -> BpmnPlaces:
        space = self._space
        right = space.lanes_right + _SHIFT
        lanes = {
            band.lane.owner: Rect(
                MARGIN + HEAD, band.top, right - MARGIN - HEAD, band.bottom - band.top
            )
            for band in space.bands
        }
        top = space.bands[0].top
        pool = Rect(MARGIN, top, right - MARGIN, space.bands[-1].bottom - top)
        return BpmnPlaces(
            pool, lanes, self._shapes, [self._corners(arrow) for arrow in self._flow.arrows]
        )

    def _place(self, shape: BpmnShape) -> Rect:
        row = self._grid.row[shape.cell]
        spine, box = self._space.spine[row], self._space.box(shape.cell)
        left = box.left + _SHIFT + _PITCH * self._before
        depth = self._depths[shape.key]
        if depth:
            middle = left - _GAP - GATEWAY // 2 + (depth + 1) * _PITCH
            if depth > 0:
                middle = left + TASK_WIDTH + _GAP + GATEWAY // 2 + (depth - 1) * _PITCH
            y = spine + shape.rank * (GATEWAY + 10)
            return Rect(middle - GATEWAY // 2, y - GATEWAY // 2, GATEWAY, GATEWAY)
        if shape.kind in ("startEvent", "endEvent"):
            y = self._only_port(shape.cell, spine)
            return Rect(left + (TASK_WIDTH - EVENT) // 2, y - EVENT // 2, EVENT, EVENT)
        top = min(max(spine - TASK_HEIGHT // 2, box.top - 10), box.bottom - TASK_HEIGHT + 10)
        return Rect(left, top, TASK_WIDTH, TASK_HEIGHT)

    def _only_port(self, cell: str, spine: int) -> int:
        """Where the line to an end comes in: it stands there."""
        grid = self._grid
        stack = self._plan.stacks.get((grid.column[cell], grid.row[cell]))
        return spine if stack is None else spine + stack.ports[0].offset

    def _corners(self, arrow: BpmnArrow) -> list[Point]:
        source, target = self._shapes[arrow.source.key], self._shapes[arrow.target.key]
        if arrow.route is None or arrow.source.cell == arrow.target.cell != arrow.route.target:
            return _straight(source, target)
        if arrow.route in self._reworks:
            return self._back(arrow, source, target)
        cell, port, way = self._ports[arrow.route]
        points = [(x + _SHIFT, y) for x, y in self._space.way_points(way, cell, port)]
        points[0] = (source.right, points[0][1])
        return _tidy(self._docked(arrow.target, target, points))

    def _docked(self, shape: BpmnShape, target: Rect, points: list[Point]) -> list[Point]:
        """A route up to its cell, led on to the shape in it that it is for."""
        *before, (x, y) = points
        middle, center = target.top + target.height // 2, target.left + target.width // 2
        if not shape.is_gateway:
            return [*points, (target.left, y)]
        in_the_way = [
            self._shapes[other.key]
            for other in self._flow.shapes
            if other.cell == shape.cell and other.is_gateway
        ]
        in_the_way = [each for each in in_the_way if each.right <= target.left]
        if any(each.top < y < each.bottom for each in in_the_way):
            # Over or under the other gateways, and to this one from there.
            above = y < middle
            y = min(each.top for each in in_the_way) if above else max(e.bottom for e in in_the_way)
            y += -8 if above else 8
            turn = [(before[-1][0], y)] if len(before) > 1 else [(x - 6, before[-1][1]), (x - 6, y)]
            before = [*before[:-1], *turn] if len(before) > 1 else [*before, *turn]
            return [*before, (center, y), (center, target.top if above else target.bottom)]
        if abs(y - middle) < GATEWAY // 2:
            return [*points, (target.left + abs(y - middle), y)]
        return [*points, (center, y), (center, target.top if y < middle else target.bottom)]

    def _back(self, arrow: BpmnArrow, source: Rect, target: Rect) -> list[Point]:
        """Rework: from the top of its source over the channels to the top of its target."""
        assert arrow.route is not None
        number = self._reworks[arrow.route]
        points = [(x + _SHIFT, y) for x, y in self._space.rework_points(number)]
        out, into = (
            _on_top(arrow.source, source, points[0][0]),
            _on_top(arrow.target, target, points[-1][0]),
        )
        inner = points[1:-1]
        inner[0], inner[-1] = (out, inner[0][1]), (into, inner[-1][1])
        return _tidy([(out, source.top), *inner, (into, target.top)])


def _on_top(shape: BpmnShape, place: Rect, x: int) -> int:
    """Where on the top of a shape a line begins or ends."""
    if shape.is_gateway or not place.left < x < place.right:
        return place.left + place.width // 2
    return x


def _straight(source: Rect, target: Rect) -> list[Point]:
    """Between neighbours of one cell; it turns where they stand on different heights."""
    y, to_y = source.top + source.height // 2, target.top + target.height // 2
    if target.top < y < target.bottom:
        if target.width == target.height == GATEWAY or source.width == GATEWAY:
            to_y = y if abs(y - to_y) < 2 else to_y
        else:
            to_y = y
    if y == to_y:
        return [(source.right, y), (target.left, y)]
    middle = (source.right + target.left) // 2
    return [(source.right, y), (middle, y), (middle, to_y), (target.left, to_y)]


def _tidy(points: list[Point]) -> list[Point]:
    """The corners without those that stand on each other or in a line."""
    found: list[Point] = []
    for point in points:
        if found and found[-1] == point:
            continue
        if len(found) > 1 and (
            found[-2][0] == found[-1][0] == point[0] or found[-2][1] == found[-1][1] == point[1]
        ):
            found[-1] = point
            continue
        found.append(point)
    return found


def _chained(flow: BpmnFlow) -> dict[str, int]:
    """The depth of each shape: gateways before a step count from it backwards, along the longest
    way. Those of one depth get ranks."""
    depths = {shape.key: shape.depth for shape in flow.shapes}
    inside = [
        arrow
        for arrow in flow.arrows
        if arrow.route is None and arrow.source.cell == arrow.target.cell
    ]
    # Gateways are added before those that they lead to.
    for arrow in reversed(inside):
        if arrow.source.depth < 0:
            target = depths[arrow.target.key]
            depths[arrow.source.key] = min(depths[arrow.source.key], min(target, 0) - 1)
    taken: dict[tuple[str, int], int] = {}
    for shape in flow.shapes:
        if depths[shape.key] < 0:
            place = shape.cell, depths[shape.key]
            shape.rank = taken.get(place, 0)
            taken[place] = shape.rank + 1
    return depths


def _grid_of(flow: Flow) -> Grid:
    """The grid of the map, but each owner has one lane of their own."""
    column = columns_of(flow)
    owners = dict.fromkeys(
        lane.owner
        for lane in sorted(lay_grid(flow, with_customer=False).lanes, key=lambda lane: lane.first)
    )
    place = {step: number for number, step in enumerate(flow.stream.steps)}
    width = max(column.values(), default=0)
    row: dict[str, int] = {}
    lanes: list[Lane] = []
    rows = 0
    for owner in owners:
        steps = [step for step in place if owner_of(flow, step) == owner]
        steps.sort(key=lambda step: (column[step], place[step]))
        levels = stacked(flow, steps, column)
        row.update((step, rows + level) for step, level in levels.items())
        count = max(levels.values(), default=0) + 1
        lanes.append(Lane(owner, rows, rows + count - 1, 0, width, frozenset(steps)))
        rows += count
    return Grid(tuple(lanes), column, row, width + 1, rows)
