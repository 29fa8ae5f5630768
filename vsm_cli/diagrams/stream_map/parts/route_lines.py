"""Routes on the page: lines, hand-offs, choices, forks and joins, entries and ends."""

from dataclasses import dataclass

from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.flow.stream_flow import is_handoff
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Look, Meaning, Rect
from vsm_cli.diagrams.stream_map.diff_overlay import stroke_of
from vsm_cli.diagrams.stream_map.layout.route_plan import Plan, Port, RouteWay, Stack
from vsm_cli.diagrams.stream_map.parts.route_captions import (
    Caption,
    RouteStretch,
    caption_of,
    draw_caption,
    route_words,
    with_sign,
)
from vsm_cli.diagrams.stream_map.parts.route_ends import (
    draw_arrival,
    draw_departure,
    draw_end,
    draw_entry,
)
from vsm_cli.diagrams.stream_map.parts.route_marks import (
    CHOICE_LOOK,
    DIAMOND,
    DISC,
    FORK_LOOK,
    HANDOFF_STROKE,
    RING,
    RING_GAP,
    ROUTE_STROKE,
    SPLIT_BAR,
    Cell,
    RouteEnd,
    chooses,
    draw_change,
    flag_width,
    forks,
    route_title,
    split_width,
)
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Step
from vsm_cli.wording.figures import percent

_CHOICE = message("{step}: exactly one of these ways")
_FORK = message("{step}: all of these ways, side by side")
_JOIN = message("{step} waits for all branches")
_ENTRY_UNKNOWN = message("share ?")
_JOIN_LOOK = Look("join", fill=palette.HANDOFF)


@dataclass(slots=True, eq=False)
class Captions:
    """The captions of all ports, and how wide each channel's zone for them must be."""

    by_port: dict[int, Caption]
    zones: list[int]

    def of(self, port: Port) -> Caption:
        return self.by_port[id(port)]


def write_captions(subject: StreamSubject, plan: Plan, columns: int, *, compact: bool) -> Captions:
    """Make the captions of all ports and give the ports the room that they need."""
    captions = Captions({}, [16] * (columns + 1))
    joins = joins_of(subject)
    for (column, _), stack in plan.stacks.items():
        for port in stack.ports:
            caption = _caption(subject, port, compact=compact)
            captions.by_port[id(port)] = caption
            port.above, port.below = caption.above, caption.below
            width = caption.width
            if port.flag:
                width = max(width, 12) + flag_width(port.flag) + 6
                port.above, port.below = max(port.above, 10), max(port.below, 10)
            elif port.entry:
                width = max(width, 18) + DISC + 6
            elif port.end_of:
                width += RING + RING_GAP + 8
                port.above, port.below = max(port.above, 10), max(port.below, 10)
            elif port.way and port.way.target.id in joins:
                width += SPLIT_BAR
            captions.zones[column] = max(captions.zones[column], width)
    return captions


def _caption(subject: StreamSubject, port: Port, *, compact: bool) -> Caption:
    if port.way:
        return caption_of(subject, port.way.source, port.way.route, compact=compact)
    if port.flag:
        return caption_of(subject, *port.end_of, compact=compact) if port.end_of else Caption()
    if port.end_of:
        words = route_words(subject, *port.end_of)
        return Caption(over=words, width=measure(words, 8))
    assert port.entry is not None
    words = _entry_words(subject, port.entry)
    return Caption(over=words, width=measure(words, 8) + 14 if words else 0)


def _entry_words(subject: StreamSubject, step: Step) -> str:
    """The share of the work that comes in at a step, if not all; before it what changed."""
    share, change = subject.flow.entries[step.id], subject.overlay.entries.get(step.id)
    several = len(subject.flow.entries) > 1
    if change:
        return with_sign(change, percent(share) if several and share is not None else "")
    if not several:
        return ""
    return tr(_ENTRY_UNKNOWN) if share is None else percent(share)


def joins_of(subject: StreamSubject) -> frozenset[str]:
    """The steps at which branches that run side by side come together."""
    return frozenset(fork.join for fork in routing_of(subject.stream).forks)


def draw_routes(pen: Pen, captions: Captions) -> None:
    """All forward routes, with the marks at both ends and their captions."""
    for step in pen.subject.stream.steps.values():
        if step.id in pen.space.grid.column:
            _draw_split(pen, step)
    joins = joins_of(pen.subject)
    for cell, stack in pen.space.plan.stacks.items():
        joined = next((p.way.target for p in stack.ports if p.way), None)
        is_join = joined is not None and joined.id in joins
        if joined is not None and is_join:
            _draw_join(pen, cell, stack, joined)
        for port in stack.ports:
            end = RouteEnd(cell, port, captions.of(port))
            inset = SPLIT_BAR if is_join else 0
            if port.way:
                _draw_way(pen, end, port.way, inset)
            elif port.entry:
                if port.flag:
                    draw_arrival(pen, end, port.entry)
                else:
                    draw_entry(pen, end, port.entry)
            elif port.end_of:
                if port.flag:
                    draw_departure(pen, end, *port.end_of)
                else:
                    draw_end(pen, end, port.end_of[0])


def _draw_split(pen: Pen, step: Step) -> None:
    canvas, subject, space = pen
    box, y = space.box(step.id), space.spine[space.grid.row[step.id]]
    name = clean(step.label)
    if chooses(step):
        place = Rect(box.right - DIAMOND // 2, y - DIAMOND // 2, DIAMOND, DIAMOND)
        meaning = Meaning(tr(_CHOICE, step=name))
        canvas.shape(subject.id("step", step.id, "choice"), place, CHOICE_LOOK, meaning=meaning)
    elif forks(subject, step):
        place = Rect(box.right, y - 14, SPLIT_BAR, 28)
        meaning = Meaning(tr(_FORK, step=name))
        canvas.shape(subject.id("step", step.id, "fork"), place, FORK_LOOK, meaning=meaning)


def _draw_join(pen: Pen, cell: Cell, stack: Stack, target: Step) -> None:
    canvas, subject, space = pen
    ys = [space.port_y(cell, port) for port in stack.ports if port.way]
    left = space.channel_right(cell[0] - 1) - SPLIT_BAR
    top, bottom = min(ys) - 10, max(ys) + 10
    place = Rect(left, top, SPLIT_BAR, bottom - top)
    meaning = Meaning(tr(_JOIN, step=clean(target.label)))
    canvas.shape(subject.id("step", target.id, "join"), place, _JOIN_LOOK, meaning=meaning)


def _draw_way(pen: Pen, end: RouteEnd, way: RouteWay, inset: int) -> None:
    """A route; it ends `inset` before the box, where a bar joins branches."""
    canvas, subject, space = pen
    handoff = is_handoff(way.source, way.target)
    points = space.way_points(way, end.cell, end.port)
    start, tip = points[0], points[-1]
    points[0] = start[0] + split_width(subject, way.source), start[1]
    points[-1] = tip[0] - inset, tip[1]
    id = subject.id("route", way.source.id, way.target.id)
    change = subject.overlay.routes.get((way.source.id, way.target.id))
    stroke = stroke_of(HANDOFF_STROKE if handoff else ROUTE_STROKE, change)
    if change and not change.thickness:
        stroke = stroke._replace(thickness=HANDOFF_STROKE.thickness)
    canvas.line(
        id, points, stroke, Meaning(route_title(subject, way.source, way.target, end.caption))
    )
    left, right = space.zone(end.cell[0] - 1)
    last = RouteStretch(left, right - inset, tip[1])
    draw_caption(canvas, id, end.caption, last, stroke.ink)
    if handoff and not space.grid.lanes:
        draw_change(canvas, id, (left, tip[1]))
