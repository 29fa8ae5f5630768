"""The lanes: backgrounds, headings, and the customer's touchpoints."""

from collections.abc import Mapping
from typing import NamedTuple

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Stroke, Type
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.stream_map.layout.grid import NO_OWNER, UNREAD_OWNER, Grid
from vsm_cli.diagrams.stream_map.layout.space import MARGIN, Band
from vsm_cli.diagrams.stream_map.parts.step_box import BAND
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, shorten, wrap
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step
from vsm_cli.wording.figures import number

HEADING = 136
_DOT = 8
_STRIP, _STRIP_LINE = 34, 13

_CUSTOMER = message("Customer")
_NO_OWNER = message("No owner")
_NOBODY = message("nobody is accountable")
_UNREAD = message("Owner not readable")
_EXTERNAL = message("external")
_PEOPLE = message("{count} people")
_TOUCHPOINT = message("{step}: the customer takes part by {channel}")

_DOT_LINE = Stroke("touchpoint", palette.CUSTOMER, 0.8, style="dotted")
DOT_LOOK = Look("touchpoint", "ellipse", fill=palette.CUSTOMER)


def touchpoints(subject: StreamSubject, grid: Grid) -> dict[int, list[Step]]:
    """The steps with a touchpoint by column, the topmost one last."""
    by_column: dict[int, list[Step]] = {}
    for step in subject.stream.steps.values():
        if step.touchpoint:
            by_column.setdefault(grid.column[step.id], []).append(step)
    for steps in by_column.values():
        steps.sort(key=lambda step: -grid.row[step.id])
    return by_column


def strip_height(points: Mapping[int, list[Step]]) -> int:
    """The height of the strip that holds the customer's touchpoints."""
    most = max(map(len, points.values()), default=0)
    return max(_STRIP, _STRIP_LINE * most + 10)


def draw_lanes(pen: Pen) -> None:
    canvas, subject, space = pen
    for place, band in enumerate(space.bands):
        fill, line = palette.LANE if place % 2 else palette.LANE_OTHER, palette.LANE_LINE
        if band.owner == CUSTOMER:
            fill, line = palette.CUSTOMER_LANE, palette.CUSTOMER_LINE
        owned = band.owner != NO_OWNER
        id = subject.id("lane", band.owner) if owned else subject.id("ownerless-lane")
        area = Rect(MARGIN, band.top, space.right - MARGIN, band.bottom - band.top)
        canvas.shape(id, area, Look("lane", fill=fill, line=line, thickness=0.8))
        heading = heading_of(subject, band.owner)
        tooltip = Meaning("\n".join(filter(None, heading)))
        canvas.shape(
            f"{id}.heading",
            Rect(MARGIN, band.top, HEADING, band.bottom - band.top),
            Look("heading", line=line, thickness=0.8),
            meaning=tooltip,
        )
        _draw_heading(canvas, id, band, heading, MARGIN + 8)
        if space.sizes.far_heading:
            _draw_heading(canvas, f"{id}.far", band, heading, space.lanes_right + 8)


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


def _draw_heading(canvas: Canvas, id: str, band: Band, heading: LaneHeading, x: int) -> None:
    ink, soft = _inks(band.owner)
    width = HEADING - 14
    height = band.bottom - band.top
    lines = wrap(heading.name, width, 10.5, lines=3 if height >= 60 else 1, bold=True)
    y = band.top + 6
    place = Rect(x, y, width, 13 * len(lines))
    canvas.text(f"{id}.name", place, lines, Type("lane-name", ink, 10.5, bold=True))
    y = place.bottom + 1
    if heading.team:
        small = wrap(heading.team, width, 8.5, lines=2 if height >= 60 else 1)
        place = Rect(x, y, width, 11 * len(small))
        canvas.text(f"{id}.team", place, small, Type("lane-team", soft, 8.5))


def _inks(owner: str) -> tuple[Shade, Shade]:
    if owner == CUSTOMER:
        return palette.CUSTOMER, palette.CUSTOMER
    if owner == NO_OWNER:
        return palette.NO_OWNER, palette.NO_OWNER
    return palette.INK, palette.SOFT


def draw_touchpoints(pen: Pen, points: Mapping[int, list[Step]]) -> list[Rect]:
    """Dots in the customer's lane, with a dotted line down where nothing is in the way;
    gives the areas of those lines."""
    canvas, subject, space = pen
    areas = []
    cells = space.grid.cells
    for column, steps in points.items():
        middle = space.box(steps[0].id).middle[0]
        next_middle = middle + space.sizes.box_width + space.sizes.channels[column + 1]
        room = min(next_middle, space.lanes_right) - middle - 20
        for place, step in enumerate(steps):
            y = space.bands[0].top + 8 + _STRIP_LINE * place
            if len(steps) == 1:
                y = space.bands[0].top + space.sizes.strip // 2 - _DOT // 2
            _draw_touchpoint(pen, step, Rect(middle, y, room, _DOT))
            row = space.grid.row[step.id]
            if place == len(steps) - 1 and all((column, r) not in cells for r in range(row)):
                top = space.row_top[row] - (BAND if _has_band(subject, step) else 0)
                id = subject.id("touchpoint", step.id, "line")
                canvas.line(id, [(middle, y + _DOT), (middle, top)], _DOT_LINE)
                areas.append(Rect(middle, y, 1, top - y))
    return areas


def _has_band(subject: StreamSubject, step: Step) -> bool:
    found = (subject.figures.bottleneck, subject.figures.after_delivery)
    return any(each and each.step == step.id for each in found)


def _draw_touchpoint(pen: Pen, step: Step, place: Rect) -> None:
    """A dot about the left of a place, and from there in its width how the customer takes part."""
    canvas, subject, _ = pen
    channel = clean(step.touchpoint or "")
    id = subject.id("touchpoint", step.id)
    title = tr(_TOUCHPOINT, step=clean(step.label), channel=channel)
    dot = Rect(place.left - _DOT // 2, place.top, _DOT, _DOT)
    canvas.shape(id, dot, DOT_LOOK, meaning=Meaning(title))
    text = shorten(channel, place.width, 8.5)
    place = Rect(place.left + _DOT, place.top - 2, place.width, 12)
    canvas.text(f"{id}.channel", place, [text], Type("touchpoint", palette.CUSTOMER, 8.5))
