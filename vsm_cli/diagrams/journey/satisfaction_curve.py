"""What customers felt on the way: a curve over the steps at which they were asked, with the moment
of truth."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Point, Rect, Stroke, Type
from vsm_cli.diagrams.graph_lines import EdgeStyle
from vsm_cli.diagrams.journey.journey_subject import JourneySubject
from vsm_cli.diagrams.journey.stage_cards import WIDTH
from vsm_cli.diagrams.journey.stage_columns import StageColumn
from vsm_cli.diagrams.text_measures import clean, measure, shorten
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Step
from vsm_cli.model.values import Satisfaction
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import elapsed

# Of the band: words on the moment of truth, the curve, and the names of its points.
HEIGHT = 88
_TOP, _RISE = 30, 36
_DOT = 8
_SIZE = 8.0

_SAID = message("{step}: {satisfaction} satisfied")
_MOMENT = message("moment of truth: {before} → {after}, {time} between")

POINT = Look("satisfaction", "ellipse", fill=palette.CUSTOMER)
_CURVE = Stroke("satisfaction-curve", palette.CUSTOMER, 1.6)
FALL_STYLE = EdgeStyle(palette.MISSING, 2.4)
_FALL = Stroke("moment-of-truth", FALL_STYLE.ink, FALL_STYLE.thickness)
_VALUE = Type("satisfaction-value", palette.CUSTOMER, 8.5, bold=True, align="middle")
_NAME = Type("satisfaction-name", palette.SOFT, _SIZE, align="middle")
_WORDS = Type("moment-words", palette.MISSING, _SIZE, bold=True)


class _Asked(NamedTuple):
    """A step at which customers were asked, and where it stands on the page."""

    key: tuple[str, ...]
    step: Step
    satisfaction: Satisfaction
    at: Point
    room: int


def is_asked(column: StageColumn) -> bool:
    """Whether customers were asked anywhere in a stage."""
    return bool(_steps(column))


def draw_curve(
    canvas: Canvas, subject: JourneySubject, columns: Sequence[StageColumn], top: int
) -> None:
    """The curve over some stages, below `top`."""
    asked = [each for column in columns for each in _placed(column, top)]
    moment = subject.moment_of_truth
    for one, other in pairwise(asked):
        falls = moment is not None and (one.step, other.step) == (
            moment.before.step,
            moment.after.step,
        )
        id = subject.id("satisfaction", *one.key, "on")
        ends = [one.at, one.at, other.at, other.at]
        if falls and moment is not None:
            words = tr(
                _MOMENT,
                before=percent(moment.before.satisfaction.value, 0),
                after=percent(moment.after.satisfaction.value, 0),
                time=elapsed(moment.wait_s),
            )
            canvas.spline(id, ends, _FALL, meaning=Meaning(words))
            width = measure(words, _SIZE, bold=True)
            left = min(one.at[0], columns[-1].right - width)
            canvas.text(f"{id}.words", Rect(left, top + 1, width, 11), [words], _WORDS)
        else:
            canvas.spline(id, ends, _CURVE)
    for each in asked:
        _draw_point(canvas, subject, each, top)


def _placed(column: StageColumn, top: int) -> Iterator[_Asked]:
    steps = _steps(column)
    room = WIDTH // max(1, len(steps))
    left = column.left + column.gap
    for place, (step, satisfaction) in enumerate(steps):
        x = left + room * place + room // 2
        y = top + _TOP + round(_RISE * (1 - satisfaction.value))
        yield _Asked((str(column.number + 1), step.id), step, satisfaction, (x, y), room)


def _steps(column: StageColumn) -> list[tuple[Step, Satisfaction]]:
    """The steps of a stage at which customers were asked, in the order of their streams."""
    return [
        (step, step.satisfaction)
        for slot in column.slots
        if slot.card.stream.current
        for step in flow_of(slot.card.stream).in_order()
        if step.satisfaction
    ]


def _draw_point(canvas: Canvas, subject: JourneySubject, each: _Asked, top: int) -> None:
    id, value = subject.id("satisfaction", *each.key), percent(each.satisfaction.value, 0)
    x, y = each.at
    name = clean(each.step.label)
    title = tr(_SAID, step=name, satisfaction=value)
    dot = Rect(x - _DOT // 2, y - _DOT // 2, _DOT, _DOT)
    canvas.shape(id, dot, POINT, meaning=Meaning(title))
    canvas.text(f"{id}.value", Rect(x - 24, y - 16, 48, 11), [value], _VALUE)
    shown = shorten(name, each.room - 6, _SIZE)
    width = measure(shown, _SIZE)
    place = Rect(x - width // 2, top + HEIGHT - 14, width, 11)
    canvas.text(f"{id}.name", place, [shown], _NAME)
