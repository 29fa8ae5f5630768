"""The box of a step: activity, name, people, practices, systems, marks and the data row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vsm_cli.analysis.people.step_practices import lacks_practice, practice_name
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import RING, draw_corner_ring
from vsm_cli.diagrams.drawing import HtmlCell, HtmlTable, HtmlWords, Look, Meaning, Rect, Type
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.row_flow import flow_into_rows
from vsm_cli.diagrams.stream_map.diff_overlay import DASHED, INKS
from vsm_cli.diagrams.stream_map.parts.data_row import DATA_HEIGHT, DataCell, data_of, data_row
from vsm_cli.diagrams.stream_map.parts.signs import MarkKind, draw_mark_sign
from vsm_cli.diagrams.stream_map.stream_subject import (
    ACTIVITY_WORDS,
    StreamSubject,
    has_customer,
    has_no_owner,
)
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import listed, message, names, tr
from vsm_cli.model.streams import PracticeBinding, Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.figures import number

WIDE, COMPACT = 184, 152
BAR = 5
INSET = 8
BAND = 16
_MARK_ROW = 13
_TOP, _BOTTOM = 5, 4
# The bullet is as wide as a Chinese character, where there are any.
_BULLET, _BULLET_ROOM = "• ", 13

_WITH = message("with {people}")
_NO_PRACTICE = message("no practice")
_AUTOMATED = message("automated")
_ADDING = message("value adding")
_QUEUE = message("queue {count}")
_EVERY = message("every {time}")
_BOTTLENECK = message("Bottleneck · {share} of perceived time")
_BOTTLENECK_SHORT = message("Bottleneck · {share}")
_AFTER_DELIVERY = message("Longest after delivery")

_MARK_INKS: Mapping[MarkKind, Shade] = {
    "automated": palette.AUTOMATED,
    "adding": palette.ADDING,
    "touchpoint": palette.CUSTOMER,
}
_STEP = Look("step", fill=palette.BOX, line=palette.BORDER)
_BAND = Look(
    "bottleneck",
    fill=palette.BOTTLENECK,
    line=palette.BOTTLENECK,
    ink=palette.ON_BOTTLENECK,
    size=8,
)


class BoxStyle(NamedTuple):
    """How boxes are drawn: `compact` ones are narrow and say less. `lifted` is the room between a
    box and the band of the bottleneck. With `touchpoints` a box says how the customer takes part.
    """

    compact: bool = False
    lifted: int = 0
    touchpoints: bool = False

    @property
    def width(self) -> int:
        return COMPACT if self.compact else WIDE


@dataclass(slots=True)
class Row:
    """One line of text in a box."""

    text: str
    height: int
    size: float
    ink: Shade
    bold: bool = False


@dataclass(slots=True)
class StepMark:
    """A sign with a word: where it stands, from the left of the box and below its text rows."""

    kind: MarkKind
    text: str
    width: int
    x: int = 0
    row: int = 0


@dataclass(slots=True)
class StepBox:
    """What stands in the box of one step, measured. `lifted` is how far above the box the band of
    the bottleneck stands."""

    step: Step
    width: int
    lifted: int = 0
    rows: list[Row] = field(default_factory=list)
    marks: list[StepMark] = field(default_factory=list)
    data: list[DataCell] = field(default_factory=list)

    @property
    def text_height(self) -> int:
        return sum(row.height for row in self.rows)

    @property
    def height(self) -> int:
        mark_rows = max((mark.row + 1 for mark in self.marks), default=0)
        return _TOP + self.text_height + _MARK_ROW * mark_rows + _BOTTOM + self.data_height

    @property
    def data_height(self) -> int:
        return DATA_HEIGHT if self.data else 0


def box_of(subject: StreamSubject, step: Step, style: BoxStyle) -> StepBox:
    compact = style.compact
    width = style.width
    box = StepBox(step, width, style.lifted)
    inner = width - BAR - 2 * INSET
    box.rows = _rows(subject, step, inner, compact)
    marks = marks_of(subject, step)
    if style.touchpoints and step.touchpoint:
        marks.append(("touchpoint", clean(step.touchpoint)))
    box.marks = _placed_marks(marks, inner)
    # Beside an earlier state, figures stand where something differs.
    if subject.earlier is None or step.id in subject.overlay.steps:
        box.data = data_of(subject, step, compact=compact)
    return box


def _rows(subject: StreamSubject, step: Step, inner: int, compact: bool) -> list[Row]:
    ring = RING if has_no_owner(step) else 0
    activity = tr(ACTIVITY_WORDS[step.activity]).upper() if step.activity in ACTIVITY_WORDS else ""
    rows = []
    if activity or ring:
        rows.append(Row(shorten(activity, inner - ring, 8), 12, 8, palette.MUTE))
    name = wrap(step.label, inner, 11, lines=3, bold=True)
    rows += [Row(line, 13, 11, palette.INK, bold=True) for line in name]
    rows.append(Row("", 2, 8, palette.INK))
    if step.participants:
        people = names(subject.owner_label(each) for each in step.participants)
        rows += _small(tr(_WITH, people=people), inner, 8, palette.SOFT, lines=2)
    if step.practices and not compact:
        practices = listed(practice_label(subject.workspace, each) for each in step.practices)
        rows += _small(practices, inner, 9, palette.SOFT, lines=2)
    elif lacks_practice(subject.workspace, step):
        rows += _small(tr(_NO_PRACTICE), inner, 9, palette.MISSING, lines=1)
    if step.systems:
        systems = listed(subject.system_label(each) for each in step.systems)
        lines = _small(systems, inner - _BULLET_ROOM, 9, palette.SYSTEM, lines=2)
        lines[0].text = _BULLET + lines[0].text
        rows += lines
    return rows


def _small(text: str, width: int, size: float, ink: Shade, *, lines: int) -> list[Row]:
    return [Row(line, 11, size, ink) for line in wrap(text, width, size, lines=lines)]


def practice_label(workspace: Workspace, binding: PracticeBinding) -> str:
    """A practice for people: as the step names it, or by name where that is its id."""
    own = workspace.own_practices.get(binding.written)
    if own:
        return clean(own.label)
    if binding.match == "id":
        return clean(practice_name(workspace, binding.practices[0]))
    return clean(binding.written)


def marks_of(subject: StreamSubject, step: Step) -> list[tuple[MarkKind, str]]:
    """What the marks of a step are and say."""
    marks: list[tuple[MarkKind, str]] = []
    if step.automated:
        marks.append(("automated", tr(_AUTOMATED)))
    if step.work == "adding":
        marks.append(("adding", tr(_ADDING)))
    if step.queue is not None:
        marks.append(("queue", tr(_QUEUE, count=number(step.queue))))
    if step.every_s is not None:
        marks.append(("every", tr(_EVERY, time=subject.written_time(step.every_s))))
    return marks


def _placed_marks(found: Sequence[tuple[MarkKind, str]], inner: int) -> list[StepMark]:
    marks = []
    for kind, text in found:
        short = shorten(text, inner - 12, 8)
        sign = 0 if kind == "automated" else 12
        marks.append(StepMark(kind, short, sign + measure(short, 8) + 6))
    for mark, (x, row) in zip(
        marks, flow_into_rows([mark.width for mark in marks], inner + 6), strict=True
    ):
        mark.x, mark.row = x, row
    return marks


def draw_box(
    canvas: Canvas, subject: StreamSubject, box: StepBox, place: Rect, tooltip: str
) -> None:
    """A box with its marks, the ring of a missing owner and the band of the bottleneck."""
    step = box.step
    id = subject.id("step", step.id)
    ownerless = has_no_owner(step)
    look = _STEP._replace(line=palette.NO_OWNER) if ownerless else _STEP
    band = bottleneck_text(subject, step, box.width)
    if band:
        look = look._replace(line=palette.BOTTLENECK)
    change = subject.overlay.steps.get(step.id)
    if change:
        look = look._replace(
            kind=f"step {change.status}",
            line=INKS[change.status],
            thickness=2.6,
            dashed=change.status in DASHED,
        )
    label = _table(box, place, waits_most=bool(band))
    canvas.html(id, place, label, look, Meaning(tooltip, subject.scope.file_of(step)))
    for mark in box.marks:
        y = place.top + _TOP + box.text_height + _MARK_ROW * mark.row
        _draw_mark(canvas, f"{id}.{mark.kind}", mark, place.left + BAR + INSET + mark.x, y)
    if band:
        over = Rect(place.left, place.top - box.lifted - BAND, place.width, BAND)
        canvas.shape(f"{id}.bottleneck", over, _BAND, band)
    if ownerless:
        draw_corner_ring(canvas, id, place)


def bottleneck_text(subject: StreamSubject, step: Step, width: int) -> str:
    """What the band over a box says; empty where it has none."""
    found = subject.figures.bottleneck
    if found and found.step == step.id:
        share = subject.share(found.share)
        full = tr(_BOTTLENECK, share=share)
        said = has_customer(subject.stream) and measure(full, 8) <= width - 8
        return full if said else tr(_BOTTLENECK_SHORT, share=share)
    after = subject.figures.after_delivery
    return tr(_AFTER_DELIVERY) if after and after.step == step.id else ""


def _table(box: StepBox, place: Rect, *, waits_most: bool) -> HtmlTable:
    # The bar lies within the border, so that its line stays whole.
    inner = place.width - BAR - 2
    height = place.height - 2
    text_width = inner - INSET
    rows = [_line(None, _TOP, text_width)]
    rows += [
        _line(HtmlWords(row.text, row.size, row.ink, bold=row.bold), row.height, text_width)
        for row in box.rows
    ]
    filler = height - box.data_height - _TOP - box.text_height
    rows.append(_line(None, filler, text_width))
    stacked = [[HtmlCell(inner, height - box.data_height, HtmlTable(rows))]]
    if box.data:
        data = data_row(box.data, inner, waits_most=waits_most)
        stacked.append([HtmlCell(inner, DATA_HEIGHT, data)])
    bar = palette.ACTIVITIES.get(box.step.activity or "", palette.NO_ACTIVITY)
    return HtmlTable(
        [[HtmlCell(BAR, height, None, bar), HtmlCell(inner, height, HtmlTable(stacked))]]
    )


def _line(content: HtmlWords | None, height: int, width: int) -> list[HtmlCell]:
    return [HtmlCell(INSET, height), HtmlCell(width, height, content)]


def _draw_mark(canvas: Canvas, id: str, mark: StepMark, x: int, y: int) -> None:
    ink = _MARK_INKS.get(mark.kind, palette.WAITING)
    draw_mark_sign(canvas, id, mark.kind, x, y)
    start = x if mark.kind == "automated" else x + 12
    place = Rect(start, y + 1, measure(mark.text, 8), 11)
    canvas.text(f"{id}.word", place, [mark.text], Type("mark", ink, 8))
