"""The ladder below the stages of a journey: waits before them on top, their own time below."""

from collections.abc import Sequence

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.dot import Canvas, Point, Rect
from vsm_cli.diagrams.journey.columns import Column
from vsm_cli.diagrams.journey.subject import Subject, is_estimated
from vsm_cli.diagrams.text import measure, shorten

HEIGHT = 34
_SIZE = 10.5
_PART_SIZE = 8


def draw_ladder(canvas: Canvas, subject: Subject, columns: Sequence[Column], top: int) -> None:
    points: list[Point] = []
    for column in columns:
        waits = column.times.wait_s > 0
        left, right = column.left, column.left + column.gap
        id = subject.id("ladder", str(column.number + 1))
        if waits:
            canvas.shape(
                f"{id}.wait",
                Rect(left, top, column.gap, HEIGHT),
                kind="wait",
                fill=palette.WAIT_FILL,
            )
            time = subject.time(column.times.wait_s)
            _middle(canvas, f"{id}.wait.time", time, left, right, top + 11, palette.WAITING)
        level = top if waits else top + HEIGHT
        points += [(left, level), (right, level), (right, top + HEIGHT)]
        points.append((column.right, top + HEIGHT))
        _draw_time(canvas, f"{id}.time", subject, column, right, top)
    canvas.line(
        subject.id("ladder", f"line-{columns[0].number + 1}"),
        _without_repeats(points),
        kind="ladder",
        ink=palette.LADDER,
        thickness=1.4,
    )


def _draw_time(
    canvas: Canvas, id: str, subject: Subject, column: Column, left: int, top: int
) -> None:
    longest = column.times.longest
    own_s = longest.perceived_s if longest else None
    rough = bool(longest) and is_estimated(longest.stream) if longest else False
    bound = bool(longest and longest.figures.bound("perceived"))
    time = subject.time(own_s, rough=rough, bound=bound)
    _middle(canvas, id, time, left, column.right, top + 8, palette.INK)
    if part := subject.part(column.times.known_s):
        _middle(canvas, f"{id}.part", part, left, column.right, top + 21, palette.MUTE, small=True)


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
    canvas.text(id, place, [shown], kind="time", ink=ink, size=size, bold=not small)


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    return [point for number, point in enumerate(points) if point != points[number - 1]]
