"""Finds the positions of a map: rows, level tracks, upright tracks, columns, in this order.

Rows get their heights first, then level tracks, upright tracks and the widths of columns:
each step only needs what came before it.
"""

from collections.abc import Sequence
from itertools import accumulate

from vsm_cli.diagrams.stream_map.layout.grid import Grid
from vsm_cli.diagrams.stream_map.layout.rework_arcs import Rework
from vsm_cli.diagrams.stream_map.layout.route_plan import Plan, Stack
from vsm_cli.diagrams.stream_map.layout.space import (
    LEVEL_TRACK,
    MARGIN,
    PORT_INSET,
    Band,
    Key,
    Sizes,
    Space,
    in_key,
    out_key,
    over_key,
    rework_key,
)
from vsm_cli.diagrams.stream_map.layout.tracks import Run, assign_tracks
from vsm_cli.model.elements import CUSTOMER

_LANE_FOOT = 8
_BOX_LEAST = 78
# Labels stand over the first track; from the last one arrows lead down to boxes.
_OVER_TRACKS, _OVER_ROW = 10, 8


def lay_out(
    grid: Grid, plan: Plan, rework: Sequence[Rework], sizes: Sizes, first: int = 0
) -> Space:
    """Positions for everything on the grid; `first` columns of the stream stand before it."""
    space = Space(grid, plan, rework, sizes, first)
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
    y = sizes.top
    open_bands: list[Band] = []
    for row in range(grid.rows + 1):
        y += sizes.under[row - 1] if row else 0
        begun = [lane for lane in grid.lanes if lane.first == row]
        if row and (begun or row == grid.rows):
            y += _LANE_FOOT if grid.lanes else 0
            _close(open_bands, y)
            open_bands = []
        for lane in begun:
            open_bands.append(Band(lane, y, y))
            space.bands.append(open_bands[-1])
            if lane.owner == CUSTOMER:
                y += sizes.strip
                if lane.last < lane.first:
                    _close(open_bands, y)
                    open_bands = []
        y += sizes.titles.get(row, 0)
        y = _set_row(space, row, y, (above, below)) if row < grid.rows else _last_tracks(space, y)
    space.bottom = y


def _close(bands: Sequence[Band], bottom: int) -> None:
    for band in bands:
        band.bottom = bottom


def _set_row(space: Space, row: int, y: int, ports: tuple[Sequence[int], Sequence[int]]) -> int:
    """Place a row and the tracks over it; gives where its boxes end."""
    sizes, (above, below) = space.sizes, ports
    tracks = space.level_count.get(row, 0)
    y += _OVER_TRACKS if tracks else 0
    space.level_top.append(y + 6)
    free = not (tracks or row or space.grid.lanes)
    y += LEVEL_TRACK * tracks + (0 if free else _OVER_ROW) + sizes.over[row]
    space.row_top.append(y)
    height = max(_BOX_LEAST, sizes.box_heights[row], above[row] + below[row])
    space.row_height.append(height)
    space.spine.append(y + min(max(height // 2, above[row]), height - below[row]))
    return y + height


def _last_tracks(space: Space, y: int) -> int:
    """Place the tracks below the last row, within its lanes; gives where they end."""
    tracks = space.level_count.get(space.grid.rows, 0)
    space.level_top.append(y + _OVER_TRACKS + 6)
    if tracks:
        y += _OVER_TRACKS + LEVEL_TRACK * tracks + 4
        last = max((band.top for band in space.bands), default=0)
        _close([band for band in space.bands if band.top == last], y)
    return y


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
            space.tracks_width(channel) + sizes.zones[channel + 1],
            sizes.channels[channel + 1],
        )
        for channel in range(-1, space.grid.columns)
    ]
    lefts = accumulate(
        (sizes.box_width + width for width in widths[1:]), initial=MARGIN + widths[0]
    )
    space.column_left = list(lefts)[: space.grid.columns]
    end = space.column_left[-1] + sizes.box_width if space.column_left else MARGIN
    space.lanes_right = end + widths[-1]
