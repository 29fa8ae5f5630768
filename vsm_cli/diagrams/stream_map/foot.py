"""Below the lanes: the strip of repeated acceptances, and the list of ideas."""

from dataclasses import dataclass

from vsm_cli.analysis.acceptances import RepeatedAcceptance, repeated_acceptances
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.dot import Canvas, Rect
from vsm_cli.diagrams.drawing import Meaning
from vsm_cli.diagrams.stream_map.flowing import flow_into_rows
from vsm_cli.diagrams.stream_map.space import MARGIN, Space
from vsm_cli.diagrams.stream_map.subject import Subject
from vsm_cli.diagrams.stream_map.under import BURST, DISC, draw_burst, draw_tick
from vsm_cli.diagrams.text import clean, measure, shorten
from vsm_cli.language import message, names, tr
from vsm_cli.model.streams import Step

_STRIP_ROW = 38
_SIZE = 8
_IDEA_SIZE = 8.5
_IDEA_ROW = 20
_IDEA_WIDTH = 420

_HEADING = message("Accepted again")
_ACCEPTED = message("{data}: accepted {count} times")
_ELSEWHERE = message("{data}: accepted {count} times, also in {streams}")
_IDEA = message("{where}: {idea}")
_IDEA_OWNER = message("{where}: {idea} ({owner})")
_OF_STREAM = message("Whole stream")


@dataclass(slots=True)
class Strip:
    """Repeated acceptances that this stream has a part in, each with its steps here."""

    rows: list[tuple[RepeatedAcceptance, list[Step]]]

    @property
    def height(self) -> int:
        return 8 + _STRIP_ROW * len(self.rows) if self.rows else 0


def strip_of(subject: Subject, order: dict[str, int]) -> Strip:
    """`order` gives the columns of steps."""
    rows = []
    for group in repeated_acceptances(subject.workspace):
        steps = [each.step for each in group.members if each.stream is subject.stream]
        if steps:
            rows.append((group, sorted(steps, key=lambda step: order[step.id])))
    return Strip(rows)


def draw_strip(canvas: Canvas, subject: Subject, space: Space, strip: Strip, top: int) -> None:
    if strip.rows:
        canvas.text(
            subject.id("accepted-again"),
            Rect(MARGIN + 8, top + 9, 120, 12),
            [shorten(tr(_HEADING), 120, 9, bold=True)],
            kind="strip",
            ink=palette.ACCEPT,
            size=9,
            bold=True,
        )
    for number, (group, steps) in enumerate(strip.rows):
        y = top + 8 + _STRIP_ROW * number
        _draw_group(canvas, subject, space, group, steps, y)


def _draw_group(
    canvas: Canvas,
    subject: Subject,
    space: Space,
    group: RepeatedAcceptance,
    steps: list[Step],
    y: int,
) -> None:
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
        draw_tick(canvas, f"{id}.{step.id}", left, y, Meaning(label))
        room = min(edge - left - DISC - 10, 170)
        if room >= 24:
            text = shorten(label, room, _SIZE)
            place = Rect(left + DISC + 4, y + 2, measure(text, _SIZE), 10)
            canvas.text(
                f"{id}.{step.id}.name", place, [text], kind="strip", ink=palette.ACCEPT, size=_SIZE
            )
    base = y + DISC + 6
    first, last = lefts[0] + DISC // 2, lefts[-1] + DISC // 2
    if first == last:
        last += 30
    points = [(first, y + DISC), (first, base), (last, base), (last, y + DISC)]
    if len(steps) == 1:
        points.pop()
    text = _words(subject, group)
    canvas.line(
        id,
        points,
        kind="accepted-again",
        ink=palette.ACCEPT,
        thickness=1.6,
        radius=4,
        meaning=Meaning(text),
    )
    room = max(last - first, 300)
    line = shorten(text, room, _SIZE)
    place = Rect(first + 6, base + 2, measure(line, _SIZE), 10)
    canvas.text(f"{id}.label", place, [line], kind="strip", ink=palette.ACCEPT, size=_SIZE)


def _words(subject: Subject, group: RepeatedAcceptance) -> str:
    data = clean(subject.workspace.data[group.data].label)
    count = len(group.members)
    others = dict.fromkeys(
        clean(each.stream.label) for each in group.members if each.stream is not subject.stream
    )
    if others:
        return tr(_ELSEWHERE, data=data, count=count, streams=names(others))
    return tr(_ACCEPTED, data=data, count=count)


def number_stream_ideas(subject: Subject) -> None:
    """Ideas for the whole stream come first."""
    for idea in subject.stream.ideas:
        subject.ideas.number(idea, tr(_OF_STREAM))


def ideas_height(subject: Subject, width: int) -> int:
    rows = _idea_rows(subject, width)
    return 14 + _IDEA_ROW * rows if rows else 0


def _idea_rows(subject: Subject, width: int) -> int:
    return -(-len(subject.ideas.listed) // _per_row(width))


def _per_row(width: int) -> int:
    return max(1, width // (_IDEA_WIDTH + 20))


def draw_ideas(canvas: Canvas, subject: Subject, top: int, width: int) -> None:
    """The numbered list of all ideas, in columns."""
    widths = [_IDEA_WIDTH] * len(subject.ideas.listed)
    places = flow_into_rows(widths, _per_row(width) * (_IDEA_WIDTH + 20), 20)
    room = min(_IDEA_WIDTH, width) - BURST - 6
    for number, ((where, idea), (x, row)) in enumerate(
        zip(subject.ideas.listed, places, strict=True), start=1
    ):
        text = tr(_IDEA, where=where, idea=clean(idea.name))
        if idea.owner:
            owner = subject.owner_label(idea.owner)
            text = tr(_IDEA_OWNER, where=where, idea=clean(idea.name), owner=owner)
        left, y = MARGIN + x, top + 14 + _IDEA_ROW * row
        id = subject.id("ideas", str(number))
        draw_burst(canvas, id, left, y, str(number), Meaning(text))
        line = shorten(text, room, _IDEA_SIZE)
        place = Rect(left + BURST + 6, y + 2, measure(line, _IDEA_SIZE), 12)
        canvas.text(f"{id}.text", place, [line], kind="idea", ink=palette.SOFT, size=_IDEA_SIZE)
