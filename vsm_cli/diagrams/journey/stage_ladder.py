"""The ladder below the stages of a journey: waits before them on top, their own time below."""

from collections.abc import Sequence

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas, Look, Point, Rect, Stroke, Type
from vsm_cli.diagrams.journey.journey_subject import Subject, is_estimated
from vsm_cli.diagrams.journey.stage_columns import Column
from vsm_cli.diagrams.text_measures import measure, shorten

HEIGHT = 34
_SIZE = 10.5
_PART_SIZE = 8

_WAIT = Look("wait", fill=palette.WAIT_FILL)
_LADDER = Stroke("ladder", palette.LADDER, 1.4)


def draw_ladder(canvas: Canvas, subject: Subject, columns: Sequence[Column], top: int) -> None:
    points: list[Point] = []
    for column in columns:
        waits = column.times.wait_s > 0
        left, right = column.left, column.left + column.gap
        id = subject.id("ladder", str(column.number + 1))
        if waits:
            canvas.shape(f"{id}.wait", Rect(left, top, column.gap, HEIGHT), _WAIT)
            wait_s = column.times.wait_s
            words = (subject.time(wait_s), subject.part(wait_s))
            _draw_time(canvas, f"{id}.wait.time", words, left, right, top, palette.WAITING)
        level = top if waits else top + HEIGHT
        points += [(left, level), (right, level), (right, top + HEIGHT)]
        points.append((column.right, top + HEIGHT))
        words = _own_time(subject, column)
        _draw_time(canvas, f"{id}.time", words, right, column.right, top, palette.INK)
    canvas.line(
        subject.id("ladder", f"line-{columns[0].number + 1}"), _without_repeats(points), _LADDER
    )


def _own_time(subject: Subject, column: Column) -> tuple[str, str]:
    """How long a stage takes without the wait before it, and its share in the journey."""
    longest = column.times.longest
    if longest is None:
        return subject.time(None), ""
    rough, bound = is_estimated(longest.stream), bool(longest.figures.bound("perceived"))
    time = subject.time(longest.perceived_s, rough=rough, bound=bound)
    return time, subject.part(longest.perceived_s)


def _draw_time(
    canvas: Canvas,
    id: str,
    words: tuple[str, str],
    left: int,
    right: int,
    top: int,
    ink: palette.Shade,
) -> None:
    """A time, and below it its share in the journey where that is known."""
    time, part = words
    _middle(canvas, id, time, left, right, top + 8, ink)
    if part:
        _middle(canvas, f"{id}.part", part, left, right, top + 21, palette.SOFT, small=True)


def _middle(
    canvas: Canvas,
    id: str,
    text: str,
    left: int,
    right: int,
    top: int,
    ink: palette.Shade,
    *,
    small: bool = False,
) -> None:
    size = _PART_SIZE if small else _SIZE
    shown = shorten(text, right - left - 4, size, bold=not small)
    width = measure(shown, size, bold=not small)
    place = Rect(left + (right - left - width) // 2, top, width, 12)
    canvas.text(id, place, [shown], Type("time", ink, size, bold=not small))


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    return [point for number, point in enumerate(points) if point != points[number - 1]]
