"""The lanes: backgrounds, titles, and the customer's touchpoints."""

from collections.abc import Mapping
from typing import NamedTuple

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Point, Rect, Stroke, Type
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.stream_map.layout.grid import NO_OWNER, UNREAD_OWNER, Grid
from vsm_cli.diagrams.stream_map.parts.signs import DOT_LOOK
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step
from vsm_cli.wording.figures import number

_NAME, _NAME_LINE = 10.5, 13
_TEAM, _TEAM_LINE = 8.5, 11
_TITLE_TOP = 5
_DOT = 8
_STRIP, _STRIP_LINE = 34, 13
# The dotted lines of touchpoints run this far from the right of a box, beside the titles.
_TOUCH_INSET = 16

_CUSTOMER = message("Customer")
_NO_OWNER = message("No owner")
_NOBODY = message("nobody is accountable")
_UNREAD = message("Owner not readable")
_EXTERNAL = message("external")
_PEOPLE = message("{count} people")
_TOUCHPOINT = message("{step}: the customer takes part by {channel}")

_DOT_LINE = Stroke("touchpoint", palette.CUSTOMER, 0.8, style="dotted")


def touchpoints(subject: StreamSubject, grid: Grid) -> dict[int, list[Step]]:
    """The steps with a touchpoint by column, the topmost one last."""
    by_column: dict[int, list[Step]] = {}
    for step in subject.stream.steps.values():
        if step.touchpoint:
            by_column.setdefault(grid.column[step.id], []).append(step)
    for steps in by_column.values():
        steps.sort(key=lambda step: -grid.row[step.id])
    return by_column


class LaneTitle(NamedTuple):
    """What stands over a lane, in lines: its owner, and what small letters say of them."""

    name: list[str]
    team: list[str]
    whole: str

    @property
    def height(self) -> int:
        return _TITLE_TOP + _NAME_LINE * len(self.name) + _TEAM_LINE * len(self.team)


def lane_titles(subject: StreamSubject, grid: Grid, box_width: int) -> dict[str, LaneTitle]:
    """The titles of all lanes, broken for the width of a box: beside it upright lines may run."""
    titles = {}
    for lane in grid.lanes:
        found = heading_of(subject, lane.owner)
        room = box_width - _TOUCH_INSET - 8
        name = wrap(found.name, room, _NAME, lines=3, bold=True)
        team = wrap(found.team, room, _TEAM, lines=2)
        titles[lane.owner] = LaneTitle(name, team, "\n".join(filter(None, found)))
    return titles


def title_heights(grid: Grid, titles: Mapping[str, LaneTitle]) -> dict[int, int]:
    """The heights of what stands over the lanes, by their first row; the customer's title stands
    among the touchpoints."""
    heights: dict[int, int] = {}
    for lane in grid.lanes:
        if lane.owner != CUSTOMER:
            heights[lane.first] = max(heights.get(lane.first, 0), titles[lane.owner].height)
    return heights


def strip_height(titles: Mapping[str, LaneTitle], points: Mapping[int, list[Step]]) -> int:
    """The height of the strip that holds the customer's title and touchpoints."""
    if CUSTOMER not in titles:
        return 0
    most = max(map(len, points.values()), default=0)
    return max(_STRIP, _STRIP_LINE * most + 10, titles[CUSTOMER].height + 6)


def draw_lanes(pen: Pen, titles: Mapping[str, LaneTitle]) -> None:
    canvas, subject, space = pen
    for place, band in enumerate(space.bands):
        owner = band.lane.owner
        fill, line = palette.LANE if place % 2 else palette.LANE_OTHER, palette.LANE_LINE
        if owner == CUSTOMER:
            fill, line = palette.CUSTOMER_LANE, palette.CUSTOMER_LINE
        id = subject.id("lane", owner) if owner != NO_OWNER else subject.id("ownerless-lane")
        if id in canvas:
            id = f"{id}.{place + 1}"
        area = space.lane_area(band)
        canvas.shape(id, area, Look("lane", fill=fill, line=line, thickness=0.8))
        # The customer's touchpoints may begin before the customer's steps.
        column = 0 if owner == CUSTOMER else band.lane.left
        left = space.column_left[column] if space.column_left else area.left + 8
        _draw_title(canvas, id, titles[owner], (left, band.top + _TITLE_TOP), inks_of(owner))


class LaneHeading(NamedTuple):
    """Whose a lane is, and what small letters say of them."""

    name: str
    team: str


def heading_of(subject: StreamSubject, owner: str) -> LaneHeading:
    workspace = subject.workspace
    if owner == CUSTOMER:
        return LaneHeading(tr(_CUSTOMER), clean(subject.stream.customer or ""))
    if owner == NO_OWNER:
        return LaneHeading(tr(_NO_OWNER), tr(_NOBODY))
    if owner == UNREAD_OWNER:
        return LaneHeading(tr(_UNREAD), "")
    team = workspace.teams.get(workspace.team_of(owner) or "")
    parts = []
    if team and team.id == owner:
        parent = workspace.teams.get(team.parent or "")
        parts += [clean(parent.label)] if parent else []
    elif team:
        parts.append(clean(team.label))
    if team and team.size is not None:
        parts.append(tr(_PEOPLE, count=number(team.size)))
    if workspace.is_outside(owner):
        parts.append(tr(_EXTERNAL))
    return LaneHeading(subject.owner_label(owner), " · ".join(parts))


def _draw_title(
    canvas: Canvas, id: str, title: LaneTitle, corner: Point, inks: tuple[Shade, Shade]
) -> None:
    x, y = corner
    width = max(measure(line, _NAME, bold=True) for line in title.name)
    place = Rect(x, y, width, _NAME_LINE * len(title.name))
    type = Type("lane-name", inks[0], _NAME, bold=True)
    canvas.text(f"{id}.name", place, title.name, type, Meaning(title.whole))
    if title.team:
        width = max(measure(line, _TEAM) for line in title.team)
        place = Rect(x, place.bottom, width, _TEAM_LINE * len(title.team))
        canvas.text(f"{id}.team", place, title.team, Type("lane-team", inks[1], _TEAM))


def inks_of(owner: str) -> tuple[Shade, Shade]:
    """The colours of an owner's name, and of what small letters say of them."""
    if owner == CUSTOMER:
        return palette.CUSTOMER, palette.CUSTOMER
    if owner == NO_OWNER:
        return palette.NO_OWNER, palette.NO_OWNER
    return palette.INK, palette.SOFT


def draw_touchpoints(pen: Pen, points: Mapping[int, list[Step]]) -> list[Rect]:
    """Dots in the customer's lane, with a dotted line down where nothing is in the way;
    gives the areas of those lines."""
    canvas, subject, space = pen
    areas: list[Rect] = []
    if not space.bands or space.bands[0].lane.owner != CUSTOMER:
        return areas
    cells = space.grid.cells
    for column, steps in points.items():
        x = space.box(steps[0].id).right - _TOUCH_INSET
        next_x = x + space.sizes.box_width + space.sizes.channels[column + 1]
        room = min(next_x, space.lanes_right) - x - 20
        # Near the right end of the lanes, words find their room before the dot.
        back = space.sizes.box_width - 2 * _TOUCH_INSET
        before = back if room < back and column - 1 not in points else 0
        for place, step in enumerate(steps):
            y = space.bands[0].top + 8 + _STRIP_LINE * place
            if len(steps) == 1:
                y = space.bands[0].top + space.sizes.strip // 2 - _DOT // 2
            _draw_touchpoint(pen, step, Rect(x, y, room, _DOT), before)
            row = space.grid.row[step.id]
            if place == len(steps) - 1 and all((column, r) not in cells for r in range(row)):
                top = space.row_top[row] - space.sizes.on_top.get(step.id, 0)
                id = subject.id("touchpoint", step.id, "line")
                canvas.line(id, [(x, y + _DOT), (x, top)], _DOT_LINE)
                areas.append(Rect(x, y, 1, top - y))
    return areas


def _draw_touchpoint(pen: Pen, step: Step, place: Rect, before: int) -> None:
    """A dot about the left of a place, and from there in its width how the customer takes part,
    or, where that is too long for it, as far before it."""
    canvas, subject, _ = pen
    channel = clean(step.touchpoint or "")
    id = subject.id("touchpoint", step.id)
    title = tr(_TOUCHPOINT, step=clean(step.label), channel=channel)
    dot = Rect(place.left - _DOT // 2, place.top, _DOT, _DOT)
    canvas.shape(id, dot, DOT_LOOK, meaning=Meaning(title))
    fits = measure(channel, 8.5) <= max(place.width, 0)
    text = shorten(channel, place.width if fits else max(place.width, before), 8.5)
    width = measure(text, 8.5)
    left = place.left + _DOT if fits or before <= place.width else place.left - _DOT - width
    place = Rect(left, place.top - 2, width, 12)
    canvas.text(f"{id}.channel", place, [text], Type("touchpoint", palette.CUSTOMER, 8.5))
