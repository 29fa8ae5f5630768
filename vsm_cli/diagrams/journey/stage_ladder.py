"""The ladder below the stages of a journey: waits before them on top, their own time below."""

from collections.abc import Sequence

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Point, Rect, Stroke, Type
from vsm_cli.diagrams.journey.journey_subject import JourneySubject
from vsm_cli.diagrams.journey.stage_columns import StageColumn
from vsm_cli.diagrams.text_measures import measure, shorten

HEIGHT = 34

_WAIT = Look("wait", fill=palette.WAIT_FILL)
_WAIT_TIME = Type("time", palette.WAITING, 10.5, bold=True)
_OWN_TIME = _WAIT_TIME._replace(ink=palette.INK)
_PART = Type("time", palette.SOFT, 8)
_LADDER = Stroke("ladder", palette.LADDER, 1.4)


def draw_ladder(
    canvas: Canvas, subject: JourneySubject, columns: Sequence[StageColumn], top: int
) -> None:
    points: list[Point] = []
    for column in columns:
        waits = column.times.wait_s > 0
        left, right = column.left, column.left + column.gap
        id = subject.id("ladder", str(column.number + 1))
        if waits:
            peak = Rect(left, top, column.gap, HEIGHT)
            canvas.shape(f"{id}.wait", peak, _WAIT)
            wait_s = column.times.wait_s
            words = (subject.time(wait_s), subject.part(wait_s))
            _draw_time(canvas, f"{id}.wait.time", words, peak, _WAIT_TIME)
        level = top if waits else top + HEIGHT
        points += [(left, level), (right, level), (right, top + HEIGHT)]
        points.append((column.right, top + HEIGHT))
        trough = Rect(right, top, column.right - right, HEIGHT)
        _draw_time(canvas, f"{id}.time", _own_time(subject, column), trough, _OWN_TIME)
    canvas.line(
        subject.id("ladder", f"line-{columns[0].number + 1}"), _without_repeats(points), _LADDER
    )


def _own_time(subject: JourneySubject, column: StageColumn) -> tuple[str, str]:
    """How long a stage takes without the wait before it, and its share in the journey."""
    longest = column.times.longest
    if longest is None:
        return subject.time(None), ""
    rough, bound = longest.stream.estimated, bool(longest.figures.bound("perceived"))
    time = subject.time(longest.perceived_s, rough=rough, bound=bound)
    return time, subject.part(longest.perceived_s)


def _draw_time(canvas: Canvas, id: str, words: tuple[str, str], room: Rect, type: Type) -> None:
    """A time, and below it its share in the journey where that is known."""
    time, part = words
    _middle(canvas, id, time, room._replace(top=room.top + 8), type)
    if part:
        _middle(canvas, f"{id}.part", part, room._replace(top=room.top + 21), _PART)


def _middle(canvas: Canvas, id: str, text: str, room: Rect, type: Type) -> None:
    shown = shorten(text, room.width - 4, type.size, bold=type.bold)
    width = measure(shown, type.size, bold=type.bold)
    place = Rect(room.left + (room.width - width) // 2, room.top, width, 12)
    canvas.text(id, place, [shown], type)


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    return [point for number, point in enumerate(points) if point != points[number - 1]]
