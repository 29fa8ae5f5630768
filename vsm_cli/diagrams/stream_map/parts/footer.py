"""Below the lanes: the strip of repeated acceptances, and the list of ideas."""

from dataclasses import dataclass

from vsm_cli.analysis.flow.acceptances import RepeatedAcceptance, repeated_acceptances
from vsm_cli.characters import safe_id
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Meaning, Rect, Room, Stroke, Type
from vsm_cli.diagrams.row_flow import flow_into_rows
from vsm_cli.diagrams.stream_map.layout.space import MARGIN
from vsm_cli.diagrams.stream_map.parts.map_problems import OF_STREAM
from vsm_cli.diagrams.stream_map.parts.signs import BURST, DISC, draw_burst, draw_tick
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import Idea
from vsm_cli.model.streams import Step

_STRIP_ROW, _STRIP_TOP = 38, 24
_SIZE = 8
_IDEA_SIZE = 8.5
_IDEA_ROW = 20
_IDEAS_TOP = 18

_HEADING = message("Accepted again")
_ACCEPTED = message("{data}: accepted {count} times")
_LISTED = message("{words} (here: {steps})")
_ELSEWHERE = message("{data}: accepted {count} times, also in {streams}")
_IDEA = message("{where}: {idea}")
_IDEA_OWNER = message("{where}: {idea} ({owner})")

_STRIP = Type("strip", palette.ACCEPT, 9, bold=True)


@dataclass(slots=True)
class Strip:
    """Repeated acceptances that this stream has a part in, each with its steps here."""

    rows: list[tuple[RepeatedAcceptance, list[Step]]]

    @property
    def height(self) -> int:
        return _STRIP_TOP + _STRIP_ROW * len(self.rows) if self.rows else 0


def strip_of(subject: StreamSubject, order: dict[str, int]) -> Strip:
    """`order` gives the columns of steps."""
    rows = []
    for group in repeated_acceptances(subject.workspace):
        steps = [each.step for each in group.members if each.stream is subject.stream]
        if steps:
            rows.append((group, sorted(steps, key=lambda step: order[step.id])))
    return Strip(rows)


def draw_strip(pen: Pen, strip: Strip, top: int) -> None:
    """Brackets below the steps that accept the same."""
    _draw_heading(pen.canvas, pen.subject, strip, top)
    for number, (group, steps) in enumerate(strip.rows):
        _draw_group(pen, group, steps, top + _STRIP_TOP + _STRIP_ROW * number)


def list_strip(canvas: Canvas, subject: StreamSubject, strip: Strip, room: Room) -> int:
    """The same in words, where the steps do not stand beside each other; gives where it ends."""
    if not strip.rows:
        return room.top
    _draw_heading(canvas, subject, strip, room.top)
    y = room.top + _STRIP_TOP
    for group, steps in strip.rows:
        id = subject.id("accepted-again", group.data, steps[0].id)
        here = names(clean(step.label) for step in steps)
        text = tr(_LISTED, words=_words(subject, group), steps=here)
        draw_tick(canvas, id, room.left + 8, y, Meaning(text))
        lines = wrap(text, room.width - DISC - 16, _SIZE, lines=3)
        width = max(measure(line, _SIZE) for line in lines)
        place = Rect(room.left + DISC + 14, y + 2, width, 10 * len(lines))
        canvas.text(f"{id}.label", place, lines, Type("strip", palette.ACCEPT, _SIZE))
        y += 10 * len(lines) + 8
    return y


def _draw_heading(canvas: Canvas, subject: StreamSubject, strip: Strip, top: int) -> None:
    if strip.rows:
        text = tr(_HEADING)
        place = Rect(MARGIN + 8, top + 7, measure(text, 9, bold=True), 12)
        canvas.text(subject.id("accepted-again"), place, [text], _STRIP)


def _draw_group(pen: Pen, group: RepeatedAcceptance, steps: list[Step], y: int) -> None:
    canvas, subject, space = pen
    id = subject.id("accepted-again", group.data, steps[0].id)
    lefts: list[int] = []
    for step in steps:
        left = space.box(step.id).left + 4
        while any(abs(left - other) < DISC + 4 for other in lefts):
            left += DISC + 4
        lefts.append(left)
    edges = [*lefts[1:], lefts[-1] + 190]
    for step, left, edge in zip(steps, lefts, edges, strict=True):
        label = clean(step.label)
        tick = f"{id}.step.{safe_id(step.id)}"
        draw_tick(canvas, tick, left, y, Meaning(label))
        room = min(edge - left - DISC - 10, 170)
        if room >= 24:
            text = shorten(label, room, _SIZE)
            place = Rect(left + DISC + 4, y + 2, measure(text, _SIZE), 10)
            canvas.text(f"{tick}.name", place, [text], Type("strip", palette.ACCEPT, _SIZE))
    base = y + DISC + 6
    first, last = lefts[0] + DISC // 2, lefts[-1] + DISC // 2
    if first == last:
        last += 30
    points = [(first, y + DISC), (first, base), (last, base), (last, y + DISC)]
    if len(steps) == 1:
        points.pop()
    text = _words(subject, group)
    canvas.line(id, points, Stroke("accepted-again", palette.ACCEPT, 1.6, radius=4), Meaning(text))
    room = max(last - first, 300)
    line = shorten(text, room, _SIZE)
    place = Rect(first + 6, base + 2, measure(line, _SIZE), 10)
    canvas.text(f"{id}.label", place, [line], Type("strip", palette.ACCEPT, _SIZE))


def _words(subject: StreamSubject, group: RepeatedAcceptance) -> str:
    data = clean(subject.workspace.data[group.data].label)
    count = len(group.members)
    others = dict.fromkeys(
        clean(each.stream.label) for each in group.members if each.stream is not subject.stream
    )
    if others:
        return tr(_ELSEWHERE, data=data, count=count, streams=names(others))
    return tr(_ACCEPTED, data=data, count=count)


def number_stream_ideas(subject: StreamSubject) -> None:
    """Ideas for the whole stream come first."""
    for idea in subject.stream.ideas:
        subject.ideas.number(idea, tr(OF_STREAM))


@dataclass(slots=True)
class Listed:
    """One line of the list of ideas, placed from the left of the page and in rows."""

    text: str
    line: str
    x: int
    row: int


def listed_ideas(subject: StreamSubject, width: int) -> list[Listed]:
    """All ideas in the order of their numbers, as many in a row as fit."""
    texts = [_idea_words(subject, where, idea) for where, idea in subject.ideas.listed]
    lines = [shorten(text, width - BURST - 6, _IDEA_SIZE) for text in texts]
    widths = [measure(line, _IDEA_SIZE) + BURST + 6 for line in lines]
    places = flow_into_rows(widths, width, 24)
    return [
        Listed(text, line, x, row)
        for text, line, (x, row) in zip(texts, lines, places, strict=True)
    ]


def _idea_words(subject: StreamSubject, where: str, idea: Idea) -> str:
    if idea.owner:
        owner = subject.owner_label(idea.owner)
        return tr(_IDEA_OWNER, where=where, idea=clean(idea.name), owner=owner)
    return tr(_IDEA, where=where, idea=clean(idea.name))


def ideas_height(ideas: list[Listed]) -> int:
    return _IDEAS_TOP + _IDEA_ROW * (ideas[-1].row + 1) if ideas else 0


def draw_ideas(canvas: Canvas, subject: StreamSubject, ideas: list[Listed], top: int) -> None:
    for number, idea in enumerate(ideas, start=1):
        left, y = MARGIN + idea.x, top + _IDEAS_TOP + _IDEA_ROW * idea.row
        id = subject.id("ideas", str(number))
        draw_burst(canvas, id, left, y, str(number), Meaning(idea.text))
        place = Rect(left + BURST + 6, y + 2, measure(idea.line, _IDEA_SIZE), 12)
        canvas.text(f"{id}.text", place, [idea.line], Type("idea", palette.SOFT, _IDEA_SIZE))
