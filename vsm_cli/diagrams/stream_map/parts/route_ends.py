"""Where routes begin and end on the page: entries, ends, and flags for what stands far away."""

from vsm_cli.analysis.flow.stream_flow import is_handoff
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Meaning, Point, Rect, Type
from vsm_cli.diagrams.stream_map.diff_overlay import stroke_of
from vsm_cli.diagrams.stream_map.parts.route_captions import RouteStretch, draw_caption
from vsm_cli.diagrams.stream_map.parts.route_marks import (
    DISC,
    END_LOOK,
    ENTRY_LOOK,
    FLAG,
    FLAG_LOOK,
    HANDOFF_STROKE,
    REWORK_STROKE,
    RING,
    RING_GAP,
    ROUTE_STROKE,
    RouteEnd,
    draw_change,
    flag_width,
    route_title,
    split_width,
)
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Step

_ENTRY = message("Work comes in at {step}")
_ARRIVAL = message("Work comes to {step} from elsewhere on this map")
_END = message("The stream ends after {step}")


def draw_entry(pen: Pen, end: RouteEnd, entry: Step) -> None:
    canvas, subject, space = pen
    y = space.port_y(end.cell, end.port)
    left, right = space.zone(end.cell[0] - 1)
    left = max(left, right - DISC - 6 - max(end.caption.width, 40))
    id = subject.id("entry", entry.id)
    disc = Rect(left, y - DISC // 2, DISC, DISC)
    canvas.shape(id, disc, ENTRY_LOOK, meaning=Meaning(tr(_ENTRY, step=clean(entry.label))))
    start = left + DISC
    stroke = stroke_of(ROUTE_STROKE, subject.overlay.entries.get(entry.id))
    canvas.line(f"{id}.route", [(start, y), (right, y)], stroke)
    draw_caption(canvas, id, end.caption, RouteStretch(start + 2, right, y), stroke.ink)


def draw_end(pen: Pen, end: RouteEnd, step: Step) -> None:
    canvas, subject, space = pen
    left, _ = space.zone(end.cell[0] - 1)
    x = left + end.caption.width + RING_GAP
    points = space.end_points(end.cell, end.port, x)
    points[0] = points[0][0] + split_width(subject, step), points[0][1]
    y = points[-1][1]
    id = subject.id("end", step.id)
    ring = Rect(x, y - RING // 2, RING, RING)
    canvas.shape(id, ring, END_LOOK, meaning=Meaning(tr(_END, step=clean(step.label))))
    stroke = stroke_of(ROUTE_STROKE, subject.overlay.routes.get((step.id, END)))
    canvas.line(f"{id}.route", points, stroke)
    if end.caption.over:
        place = Rect(left, y - 12, x - left, 10)
        canvas.text(f"{id}.share", place, [end.caption.over], Type("share", stroke.ink, 8))


def draw_departure(pen: Pen, end: RouteEnd, step: Step, route: Route) -> None:
    """A route that ends in a flag with the number of where it leads."""
    canvas, subject, space = pen
    target = subject.stream.steps[route.target]
    left, _ = space.zone(end.cell[0] - 1)
    x = left + max(end.caption.width, 12)
    points = space.end_points(end.cell, end.port, x)
    points[0] = points[0][0] + split_width(subject, step), points[0][1]
    y = points[-1][1]
    handoff, back = is_handoff(step, target), route in subject.flow.rework[step.id]
    id = subject.id("route", step.id, target.id)
    if id in canvas:
        id = f"{id}.again"
    stroke = REWORK_STROKE if back else HANDOFF_STROKE if handoff else ROUTE_STROKE
    stroke = stroke_of(stroke, subject.overlay.routes.get((step.id, target.id)))
    title = Meaning(route_title(subject, step, target, end.caption))
    canvas.line(id, points, stroke, title)
    _draw_flag(canvas, f"{id}.flag", (x, y), end.port.flag, title)
    draw_caption(canvas, id, end.caption, RouteStretch(left, x, y), stroke.ink)
    if handoff:
        draw_change(canvas, id, (left, y))


def draw_arrival(pen: Pen, end: RouteEnd, step: Step) -> None:
    """The flag with the number of a step that routes come to from far away."""
    canvas, subject, space = pen
    _, right = space.zone(end.cell[0] - 1)
    y = space.port_y(end.cell, end.port)
    x = right - 18 - flag_width(end.port.flag)
    id = subject.id("arrival", step.id)
    title = Meaning(tr(_ARRIVAL, step=clean(step.label)))
    _draw_flag(canvas, id, (x, y), end.port.flag, title)
    canvas.line(f"{id}.route", [(x + flag_width(end.port.flag), y), (right, y)], ROUTE_STROKE)


def _draw_flag(canvas: Canvas, id: str, at: Point, flag: str, meaning: Meaning) -> None:
    place = Rect(at[0], at[1] - FLAG // 2, flag_width(flag), FLAG)
    canvas.shape(id, place, FLAG_LOOK, flag, meaning)
