"""From cells to points: where columns, rows, channels and tracks lie on the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vsm_cli.diagrams.drawing import Point, Rect
from vsm_cli.diagrams.stream_map.layout.grid import Grid, Lane
from vsm_cli.diagrams.stream_map.layout.rework_arcs import Rework
from vsm_cli.diagrams.stream_map.layout.route_plan import Plan, Port, RouteWay

MARGIN = 18
STUB = 14
UPRIGHT_TRACK = 11
LEVEL_TRACK = 16
ZONE_GAP = 8
PORT_INSET = 8
# The mark of a choice reaches behind its box, and the first upright line keeps clear of lanes.
_BEHIND_BOX = 9

Key = tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Sizes:
    """What the contents of the map need, in points.

    `strip` is the height of the customer's touchpoints, `titles` the heights of what stands over
    the lanes, by their first row. `box_heights` and `under` (what hangs below the boxes) and
    `over` (what stands on them) go by row, `zones` (captions left of a column) and `channels`
    (least width) by channel, beginning with -1. `on_top` is what stands on single boxes.
    """

    top: int
    box_width: int
    box_heights: Sequence[int]
    under: Sequence[int]
    over: Sequence[int]
    zones: Sequence[int]
    channels: Sequence[int]
    on_top: Mapping[str, int]
    strip: int = 0
    titles: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Band:
    """The background of one lane, from top to bottom; what it takes from left to right follows
    from its columns."""

    lane: Lane
    top: int
    bottom: int


@dataclass(slots=True)
class Space:
    """Every position on the page. Channels of columns count from -1. Of a stream that is drawn
    in pieces, `first` is the number of its columns that stand in pieces before."""

    grid: Grid
    plan: Plan
    rework: Sequence[Rework]
    sizes: Sizes
    first: int = 0
    row_top: list[int] = field(default_factory=list)
    row_height: list[int] = field(default_factory=list)
    spine: list[int] = field(default_factory=list)
    level_top: list[int] = field(default_factory=list)
    level_track: dict[tuple[int, Key], int] = field(default_factory=dict)
    level_count: dict[int, int] = field(default_factory=dict)
    bands: list[Band] = field(default_factory=list)
    column_left: list[int] = field(default_factory=list)
    track: dict[tuple[int, Key], int] = field(default_factory=dict)
    upright_count: dict[int, int] = field(default_factory=dict)
    bottom: int = 0
    lanes_right: int = 0

    def lane_area(self, band: Band) -> Rect:
        """The place of a lane: lanes beside each other meet behind the last box of the left one."""
        row = [each.lane for each in self.bands if each.top == band.top]
        place = row.index(band.lane)
        left = self._lane_left(band.lane) if place else MARGIN
        further = row[place + 1 :]
        right = self._lane_left(further[0]) if further else self.lanes_right
        return Rect(left, band.top, right - left, band.bottom - band.top)

    def _lane_left(self, lane: Lane) -> int:
        return self.channel_left(lane.left - 1) + _BEHIND_BOX

    def box(self, step: str) -> Rect:
        row = self.grid.row[step]
        left = self.column_left[self.grid.column[step]]
        return Rect(left, self.row_top[row], self.sizes.box_width, self.row_height[row])

    def channel_left(self, channel: int) -> int:
        """Where a channel begins: at the right of its column."""
        return MARGIN if channel < 0 else self.column_left[channel] + self.sizes.box_width

    def channel_right(self, channel: int) -> int:
        last = channel + 1 >= len(self.column_left)
        return self.lanes_right if last else self.column_left[channel + 1]

    def zone(self, channel: int) -> tuple[int, int]:
        """Where captions may stand in a channel: from left to right, behind all tracks."""
        return self.channel_left(channel) + self.tracks_width(channel), self.channel_right(channel)

    def port_y(self, cell: tuple[int, int], port: Port) -> int:
        return self.spine[cell[1]] + port.offset

    def level_y(self, channel: int, key: Key) -> int:
        return self.level_top[channel] + LEVEL_TRACK * self.level_track[channel, key]

    def upright_x(self, channel: int, key: Key) -> int:
        return self.channel_left(channel) + STUB + UPRIGHT_TRACK * self.track[channel, key]

    def top_port(self, step: str, place: int, count: int, *, leaving: bool) -> int:
        """The x of a rework port on top of a box: leaving ones right of its middle, arriving
        ones left of it, counted from the middle outwards."""
        box = self.box(step)
        room = self.sizes.box_width // 2 - 36
        pitch = 0 if count < 2 else min(12, room // (count - 1))
        offset = (22 if count > 3 else 36) + place * pitch
        middle = box.left + box.width // 2
        return middle + offset if leaving else middle - offset

    def way_points(self, way: RouteWay, cell: tuple[int, int], port: Port) -> list[Point]:
        """The corners of a forward route."""
        source = self.box(way.source.id)
        start = source.right, self.spine[self.grid.row[way.source.id]]
        end = self.channel_right(cell[0] - 1), self.port_y(cell, port)
        if way.kind == "straight":
            return [start, end]
        out = self.upright_x(way.turn, out_key(way))
        if way.kind == "turn":
            return [start, (out, start[1]), (out, end[1]), end]
        level = self.level_y(way.over, over_key(way))
        down = self.upright_x(cell[0] - 1, in_key(way))
        return [
            start,
            (out, start[1]),
            (out, level),
            (down, level),
            (down, end[1]),
            end,
        ]

    def end_points(self, cell: tuple[int, int], port: Port, x: int) -> list[Point]:
        """The corners of the route to an end mark at `x`."""
        assert port.end_of is not None
        step = port.end_of[0].id
        start = self.box(step).right, self.spine[cell[1]]
        y = self.port_y(cell, port)
        if y == start[1]:
            return [start, (x, y)]
        out = self.upright_x(cell[0] - 1, ("out", step))
        return [start, (out, start[1]), (out, y), (x, y)]

    def rework_points(self, number: int) -> list[Point]:
        """The corners of a rework route, from and to whatever stands on the boxes."""
        each = self.rework[number]
        source, target = each.source.id, each.target.id
        source_row, target_row = self.grid.row[source], self.grid.row[target]
        out = self.top_port(source, each.leaving, each.leaving_of, leaving=True)
        into = self.top_port(target, each.arriving, each.arriving_of, leaving=False)
        key = rework_key(number)
        start = out, self.row_top[source_row] - self.sizes.on_top.get(source, 0)
        end = into, self.row_top[target_row] - self.sizes.on_top.get(target, 0)
        first = self.level_y(source_row, key)
        if each.turn is None:
            return [start, (out, first), (into, first), end]
        second, turn = self.level_y(target_row, key), self.upright_x(each.turn, key)
        return [start, (out, first), (turn, first), (turn, second), (into, second), end]

    def tracks_width(self, channel: int) -> int:
        count = self.upright_count.get(channel, 0)
        return STUB + UPRIGHT_TRACK * count + (ZONE_GAP if count else 0)


def out_key(way: RouteWay) -> Key:
    return "out", way.source.id


def over_key(way: RouteWay) -> Key:
    return "over", way.source.id


def in_key(way: RouteWay) -> Key:
    return "in", way.source.id, str(way.over)


def rework_key(number: int) -> Key:
    return "rework", str(number)
