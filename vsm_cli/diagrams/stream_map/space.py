"""From cells to points: where columns, rows, channels and tracks lie on the page.

Rows get their heights first, then level tracks, upright tracks and the widths of columns:
each step only needs what came before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from vsm_cli.diagrams.dot import Point, Rect
from vsm_cli.diagrams.stream_map.grid import Grid
from vsm_cli.diagrams.stream_map.rework import Rework
from vsm_cli.diagrams.stream_map.tracks import Run, assign_tracks
from vsm_cli.diagrams.stream_map.ways import Plan, Port, Stack, Way
from vsm_cli.model.elements import CUSTOMER

MARGIN = 18
STUB = 14
UPRIGHT_TRACK = 11
LEVEL_TRACK = 16
ZONE_GAP = 8
PORT_INSET = 8

Key = tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Sizes:
    """What the contents of the map need, in points.

    `box_heights` and `under` (what hangs below the boxes) and `over` (what stands on them)
    go by row, `zones` (captions left of a column) and `channels` (least width) by channel,
    beginning with -1.
    """

    top: int
    heading: int
    far_heading: int
    strip: int
    box_width: int
    box_heights: Sequence[int]
    under: Sequence[int]
    over: Sequence[int]
    zones: Sequence[int]
    channels: Sequence[int]


@dataclass(slots=True)
class Band:
    """The background of one lane."""

    owner: str
    top: int
    bottom: int


@dataclass(slots=True)
class Space:
    """Every position on the page. Channels of columns count from -1."""

    grid: Grid
    plan: Plan
    rework: Sequence[Rework]
    sizes: Sizes
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

    @property
    def left(self) -> int:
        """Where the lanes' headings end."""
        return MARGIN + self.sizes.heading

    @property
    def right(self) -> int:
        return self.lanes_right + self.sizes.far_heading

    def box(self, step: str) -> Rect:
        row = self.grid.row[step]
        left = self.column_left[self.grid.column[step]]
        return Rect(left, self.row_top[row], self.sizes.box_width, self.row_height[row])

    def channel_left(self, channel: int) -> int:
        """Where a channel begins: at the right of its column."""
        return self.left if channel < 0 else self.column_left[channel] + self.sizes.box_width

    def channel_right(self, channel: int) -> int:
        last = channel + 1 >= len(self.column_left)
        return self.lanes_right if last else self.column_left[channel + 1]

    def zone(self, channel: int) -> tuple[int, int]:
        """Where captions may stand in a channel: from left to right, behind all tracks."""
        return self.channel_left(channel) + self._tracks_width(channel), self.channel_right(channel)

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

    def way_points(self, way: Way, cell: tuple[int, int], port: Port) -> list[Point]:
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
        """The corners of a rework route; it ends above whatever stands on the box."""
        each = self.rework[number]
        source, target = each.source.id, each.target.id
        source_row, target_row = self.grid.row[source], self.grid.row[target]
        out = self.top_port(source, each.leaving, each.leaving_of, leaving=True)
        into = self.top_port(target, each.arriving, each.arriving_of, leaving=False)
        key = rework_key(number)
        start = out, self.row_top[source_row]
        end = into, self.row_top[target_row]
        first = self.level_y(source_row, key)
        if each.turn is None:
            return [start, (out, first), (into, first), end]
        second, turn = self.level_y(target_row, key), self.upright_x(each.turn, key)
        return [start, (out, first), (turn, first), (turn, second), (into, second), end]

    def _tracks_width(self, channel: int) -> int:
        count = self.upright_count.get(channel, 0)
        return STUB + UPRIGHT_TRACK * count + (ZONE_GAP if count else 0)


def out_key(way: Way) -> Key:
    return "out", way.source.id


def over_key(way: Way) -> Key:
    return "over", way.source.id


def in_key(way: Way) -> Key:
    return "in", way.source.id, str(way.over)


def rework_key(number: int) -> Key:
    return "rework", str(number)


def lay_out(grid: Grid, plan: Plan, rework: Sequence[Rework], sizes: Sizes) -> Space:
    """Positions for everything on the grid."""
    space = Space(grid, plan, rework, sizes)
    _set_level_tracks(space)
    _set_rows(space)
    _set_upright_tracks(space)
    _set_columns(space)
    return space


def stack_heights(stack: Stack) -> tuple[int, int]:
    """How far the ports of a cell reach above and below the spine; sets their offsets."""
    ports, spine = stack.ports, stack.spine
    # The line nearest to the spine so far, and how much room it takes on that side.
    y, room = 0, ports[spine].above if stack.on_spine else PORT_INSET
    for port in reversed(ports[:spine]):
        y -= room + port.below
        port.offset, room = y, port.above
    top = room - y
    y, room = 0, ports[spine].below if stack.on_spine else PORT_INSET
    for port in ports[spine + 1 :] if stack.on_spine else ports[spine:]:
        y += room + port.above
        port.offset, room = y, port.below
    return top, y + room


def _set_level_tracks(space: Space) -> None:
    """Tracks of level channels, by where columns would lie if all were equally wide."""
    runs: dict[int, dict[Key, Run[Key]]] = {}

    def run(channel: int, key: Key) -> Run[Key]:
        return runs.setdefault(channel, {}).setdefault(key, Run(key))

    grid = space.grid
    for way in space.plan.ways:
        if way.kind != "over":
            continue
        one = run(way.over, over_key(way))
        from_above = grid.row[way.source.id] < way.over
        to_above = grid.row[way.target.id] < way.over
        (one.near if from_above else one.far).append(_nominal_channel(way.turn))
        into = _nominal_channel(grid.column[way.target.id] - 1)
        (one.near if to_above else one.far).append(into)
    for number, each in enumerate(space.rework):
        source_row, target_row = grid.row[each.source.id], grid.row[each.target.id]
        first = run(source_row, rework_key(number))
        last = run(target_row, rework_key(number))
        first.far.append(200 * grid.column[each.source.id] + 140 + 3 * each.leaving)
        last.far.append(200 * grid.column[each.target.id] + 44 - 3 * each.arriving)
        if each.turn is not None:
            turn = _nominal_channel(each.turn)
            (first.near if target_row < source_row else first.far).append(turn)
            (last.near if source_row < target_row else last.far).append(turn)
    for channel, by_key in runs.items():
        tracks = assign_tracks(list(by_key.values()), 60)
        space.level_track.update({(channel, key): track for key, track in tracks.items()})
        space.level_count[channel] = max(tracks.values()) + 1


def _nominal_channel(channel: int) -> int:
    return 200 * channel + 192


def _set_rows(space: Space) -> None:
    sizes, grid = space.sizes, space.grid
    above = [PORT_INSET] * grid.rows
    below = [PORT_INSET] * grid.rows
    for (_, row), stack in space.plan.stacks.items():
        up, down = stack_heights(stack)
        above[row] = max(above[row], up + PORT_INSET)
        below[row] = max(below[row], down + PORT_INSET)
    first_rows = {lane.first: lane for lane in grid.lanes if lane.last >= lane.first}
    y = sizes.top
    customer = grid.lanes[0]
    assert customer.owner == CUSTOMER
    space.bands.append(Band(CUSTOMER, y, y))
    y += sizes.strip
    if customer.last < customer.first:
        space.bands[-1].bottom = y
    for row in range(grid.rows + 1):
        hanging = sizes.under[row - 1] if row else 0
        y += hanging
        lane = first_rows.get(row)
        if (lane or row == grid.rows) and row:
            y += 8
            space.bands[-1].bottom = y
        if lane and lane.owner != CUSTOMER:
            space.bands.append(Band(lane.owner, y, y))
        tracks = space.level_count.get(row, 0)
        y += 10 if tracks else 0
        space.level_top.append(y + 6)
        y += LEVEL_TRACK * tracks
        if row == grid.rows:
            if tracks:
                space.bands[-1].bottom = y + 4
                y += 4
            break
        y += 14 + sizes.over[row]
        space.row_top.append(y)
        height = max(90, sizes.box_heights[row], above[row] + below[row])
        space.row_height.append(height)
        space.spine.append(y + min(max(height // 2, above[row]), height - below[row]))
        y += height
    space.bottom = max(y, space.bands[-1].bottom)


def _set_upright_tracks(space: Space) -> None:
    runs: dict[int, dict[Key, Run[Key]]] = {}

    def run(channel: int, key: Key) -> Run[Key]:
        return runs.setdefault(channel, {}).setdefault(key, Run(key))

    grid = space.grid
    for cell, stack in space.plan.stacks.items():
        for port in stack.ports:
            y = space.port_y(cell, port)
            if port.end_of and port.offset:
                out = run(cell[0] - 1, ("out", port.end_of[0].id))
                out.near.append(space.spine[cell[1]])
                out.far.append(y)
            way = port.way
            if way is None or way.kind == "straight":
                continue
            out = run(way.turn, out_key(way))
            out.near.append(space.spine[grid.row[way.source.id]])
            if way.kind == "turn":
                out.far.append(y)
                continue
            level = space.level_y(way.over, over_key(way))
            into = run(cell[0] - 1, in_key(way))
            onward = cell[0] - 1 > way.turn
            (out.far if onward else out.near).append(level)
            (into.near if onward else into.far).append(level)
            into.far.append(y)
    for number, each in enumerate(space.rework):
        if each.turn is not None:
            key = rework_key(number)
            one = run(each.turn, key)
            for step in (each.source.id, each.target.id):
                y = space.level_y(grid.row[step], key)
                (one.near if grid.column[step] <= each.turn else one.far).append(y)
    for channel, by_key in runs.items():
        tracks = assign_tracks(list(by_key.values()), 12)
        space.track.update({(channel, key): track for key, track in tracks.items()})
        space.upright_count[channel] = max(tracks.values()) + 1


def _set_columns(space: Space) -> None:
    sizes = space.sizes
    widths = [
        max(
            space._tracks_width(channel) + sizes.zones[channel + 1],
            sizes.channels[channel + 1],
        )
        for channel in range(-1, space.grid.columns)
    ]
    lefts = accumulate(
        (sizes.box_width + width for width in widths[1:]), initial=space.left + widths[0]
    )
    space.column_left = list(lefts)[: space.grid.columns]
    end = space.column_left[-1] + sizes.box_width if space.column_left else space.left
    space.lanes_right = end + widths[-1]
