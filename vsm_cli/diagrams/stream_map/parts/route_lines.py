"""Routes on the page: lines, hand-offs, choices, forks and joins, entries and ends."""

from dataclasses import dataclass
from typing import NamedTuple

from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.flow.stream_flow import is_handoff
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Stroke, Type
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
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure
from vsm_cli.language import message, tr
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Step
from vsm_cli.wording.figures import percent

RADIUS = 7
DIAMOND = 13
SPLIT_BAR = 5
DISC = 13
RING = 15
_RING_GAP = 10

_ROUTE = message("{source} to {target}")
_HANDOFF = message("{source} to {target}: handed from {giver} to {taker}")
_CHOICE = message("{step}: exactly one of these ways")
_FORK = message("{step}: all of these ways, side by side")
_JOIN = message("{step} waits for all branches")
_ENTRY = message("Work comes in at {step}")
_ENTRY_UNKNOWN = message("share ?")
_END = message("The stream ends after {step}")

Cell = tuple[int, int]

CHOICE_LOOK = Look("choice", "diamond", fill=palette.BOX, line=palette.HANDOFF, thickness=1.4)
ROUTE_STROKE = Stroke("route", palette.ROUTE, 1.2, radius=RADIUS, arrow=True)
HANDOFF_STROKE = Stroke("route handoff", palette.HANDOFF, 2.2, radius=RADIUS, arrow=True)
FORK_LOOK = Look("fork", fill=palette.HANDOFF)
_JOIN_LOOK = Look("join", fill=palette.HANDOFF)
ENTRY_LOOK = Look("entry", "ellipse", fill=palette.HANDOFF)
END_LOOK = Look("end", "ellipse", fill=palette.BOX, line=palette.HANDOFF, thickness=2.6)


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
            if port.entry:
                width = max(width, 18) + DISC + 6
            elif port.end_of:
                width += RING + _RING_GAP + 8
                port.above, port.below = max(port.above, 10), max(port.below, 10)
            elif port.way and port.way.target.id in joins:
                width += SPLIT_BAR
            captions.zones[column] = max(captions.zones[column], width)
    return captions


def _caption(subject: StreamSubject, port: Port, *, compact: bool) -> Caption:
    if port.way:
        return caption_of(subject, port.way.source, port.way.route, compact=compact)
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


class _End(NamedTuple):
    """The right end of a line: its port in the stack of a cell, and what is said there."""

    cell: Cell
    port: Port
    caption: Caption


def draw_routes(pen: Pen, captions: Captions) -> None:
    """All forward routes, with the marks at both ends and their captions."""
    for step in pen.subject.stream.steps.values():
        _draw_split(pen, step)
    joins = joins_of(pen.subject)
    for cell, stack in pen.space.plan.stacks.items():
        joined = next((p.way.target for p in stack.ports if p.way), None)
        is_join = joined is not None and joined.id in joins
        if joined is not None and is_join:
            _draw_join(pen, cell, stack, joined)
        for port in stack.ports:
            end = _End(cell, port, captions.of(port))
            if port.way:
                _draw_way(pen, end, port.way, SPLIT_BAR if is_join else 0)
            elif port.entry:
                _draw_entry(pen, end, port.entry)
            elif port.end_of:
                _draw_end(pen, end, port.end_of[0])


def _split_width(subject: StreamSubject, step: Step) -> int:
    """How far the mark of a choice or a fork reaches to the right of its box."""
    if _chooses(step):
        return DIAMOND // 2 + 1
    return SPLIT_BAR if _forks(subject, step) else 0


def _chooses(step: Step) -> bool:
    return step.split == "choice" and len(step.routes) > 1


def _forks(subject: StreamSubject, step: Step) -> bool:
    return step.split == "all" and len(subject.flow.forward[step.id]) > 1


def _draw_split(pen: Pen, step: Step) -> None:
    canvas, subject, space = pen
    box, y = space.box(step.id), space.spine[space.grid.row[step.id]]
    name = clean(step.label)
    if _chooses(step):
        place = Rect(box.right - DIAMOND // 2, y - DIAMOND // 2, DIAMOND, DIAMOND)
        meaning = Meaning(tr(_CHOICE, step=name))
        canvas.shape(subject.id("step", step.id, "choice"), place, CHOICE_LOOK, meaning=meaning)
    elif _forks(subject, step):
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


def _draw_way(pen: Pen, end: _End, way: RouteWay, inset: int) -> None:
    """A route; it ends `inset` before the box, where a bar joins branches."""
    canvas, subject, space = pen
    handoff = is_handoff(way.source, way.target)
    points = space.way_points(way, end.cell, end.port)
    start, tip = points[0], points[-1]
    points[0] = start[0] + _split_width(subject, way.source), start[1]
    points[-1] = tip[0] - inset, tip[1]
    id = subject.id("route", way.source.id, way.target.id)
    change = subject.overlay.routes.get((way.source.id, way.target.id))
    stroke = stroke_of(HANDOFF_STROKE if handoff else ROUTE_STROKE, change)
    if change:
        stroke = stroke._replace(thickness=HANDOFF_STROKE.thickness)
    canvas.line(id, points, stroke, Meaning(_route_title(subject, way, end.caption)))
    left, right = space.zone(end.cell[0] - 1)
    last = RouteStretch(left, right - inset, tip[1])
    draw_caption(canvas, id, end.caption, last, stroke.ink)


def _route_title(subject: StreamSubject, way: RouteWay, caption: Caption) -> str:
    source, target = clean(way.source.label), clean(way.target.label)
    title = tr(_ROUTE, source=source, target=target)
    if is_handoff(way.source, way.target):
        title = tr(
            _HANDOFF,
            source=source,
            target=target,
            giver=subject.owner_label(way.source.owner or ""),
            taker=subject.owner_label(way.target.owner or ""),
        )
    return f"{title}\n{caption.over}" if caption.over else title


def _draw_entry(pen: Pen, end: _End, entry: Step) -> None:
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


def _draw_end(pen: Pen, end: _End, step: Step) -> None:
    canvas, subject, space = pen
    left, _ = space.zone(end.cell[0] - 1)
    x = left + end.caption.width + _RING_GAP
    points = space.end_points(end.cell, end.port, x)
    points[0] = points[0][0] + _split_width(subject, step), points[0][1]
    y = points[-1][1]
    id = subject.id("end", step.id)
    ring = Rect(x, y - RING // 2, RING, RING)
    canvas.shape(id, ring, END_LOOK, meaning=Meaning(tr(_END, step=clean(step.label))))
    stroke = stroke_of(ROUTE_STROKE, subject.overlay.routes.get((step.id, END)))
    canvas.line(f"{id}.route", points, stroke)
    if end.caption.over:
        place = Rect(left, y - 12, x - left, 10)
        canvas.text(f"{id}.share", place, [end.caption.over], Type("share", stroke.ink, 8))
