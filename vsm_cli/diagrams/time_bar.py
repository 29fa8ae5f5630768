"""A time as one bar to scale, each part as wide as it is long, named where it fits."""

from collections.abc import Sequence
from typing import NamedTuple

from vsm_cli.characters import safe_id
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Room, Type
from vsm_cli.diagrams.legend import box
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.text_measures import measure, shorten
from vsm_cli.language import message

BAR = 26
_THICK = 16
_SIZE = 8
_LEAST = 24


class Portion(NamedTuple):
    """A part of the bar: wait first, then work, in seconds. Of the whole, one may be the
    `bottleneck`; what comes after delivery is `later`."""

    key: tuple[str, ...]
    name: str
    title: str
    wait_s: float
    work_s: float
    bottleneck: bool = False
    later: bool = False

    @property
    def time_s(self) -> float:
        return self.wait_s + self.work_s


_WAIT = Look("bar-wait", fill=palette.WAIT_FILL, line=palette.PAGE, thickness=0.6)
_WORK = Look("bar-work", fill=palette.WORK_FILL, line=palette.PAGE, thickness=0.6)
_MOST = Look("bar-bottleneck", fill=palette.BOTTLENECK, line=palette.PAGE, thickness=0.6)
_LATER = Look("bar-later", fill=palette.AFTER_FILL, line=palette.PAGE, thickness=0.6)
_OUTLINES = {
    _WAIT.kind: palette.WAITING,
    _WORK.kind: palette.PROCESS,
    _MOST.kind: palette.BOTTLENECK,
    _LATER.kind: palette.AFTER,
}

LEGEND = (
    box("bar-wait", message("waiting, to scale"), _WAIT),
    box("bar-work", message("work, to scale"), _WORK),
    box("bar-later", message("after delivery"), _LATER),
    box(
        "before",
        message("hollow: as it was before"),
        Look("before", fill=palette.PAGE, line=palette.AFTER),
    ),
)


def bar_height(portions: Sequence[Portion]) -> int:
    """The room that the bar takes; none where no time is known."""
    return BAR if sum(portion.time_s for portion in portions) > 0 else 0


def draw_time_bar(
    canvas: Canvas,
    id: str,
    portions: Sequence[Portion],
    room: Room,
    *,
    whole_s: float | None = None,
    hollow: bool = False,
) -> None:
    """The bar over the whole width of `room`, which stands for `whole_s` where that is given;
    parts that would be narrower than a point are left out. A `hollow` one is of an earlier state.
    """
    whole_s = whole_s or sum(portion.time_s for portion in portions)
    if whole_s <= 0:
        return
    before_s = 0.0

    def x(seconds: float) -> int:
        return room.left + round(room.width * seconds / whole_s)

    for portion in portions:
        left, middle = x(before_s), x(before_s + portion.wait_s)
        before_s += portion.time_s
        right = x(before_s)
        part = f"{id}.{safe_id(*portion.key)}"
        meaning = Meaning(portion.title)
        looks = (_LATER, _LATER) if portion.later else (_WAIT, _WORK)
        if portion.bottleneck:
            looks = (_MOST, _MOST)
        if hollow:
            looks = (_hollow(looks[0]), _hollow(looks[1]))
        for name, look, start, end in (
            ("wait", looks[0], left, middle),
            ("work", looks[1], middle, right),
        ):
            if end > start:
                place = Rect(start, room.top, end - start, _THICK)
                canvas.shape(f"{part}.{name}", place, look, meaning=meaning)
        place = Rect(left, room.top, right - left, _THICK)
        if not hollow:
            _name(canvas, part, portion, place, _ink(portion))
            continue
        # A name would be crossed by the line between wait and work.
        waits, works = middle - left, right - middle
        wider = (left, waits) if waits >= works else (middle, works)
        place = place._replace(left=wider[0], width=wider[1])
        _name(canvas, part, portion, place, palette.SOFT)


def _hollow(look: Look) -> Look:
    return Look("before", fill=palette.PAGE, line=_OUTLINES[look.kind], thickness=0.8)


def _name(canvas: Canvas, part: str, portion: Portion, place: Rect, ink: Shade) -> None:
    if place.width < _LEAST:
        return
    text = shorten(portion.name, place.width - 6, _SIZE, bold=portion.bottleneck)
    # Half a word says nothing.
    if not text or (text != portion.name and len(text) < len(portion.name) // 2):
        return
    width = measure(text, _SIZE, bold=portion.bottleneck)
    start = place.left + (place.width - width) // 2
    type = Type("bar-name", ink, _SIZE, bold=portion.bottleneck)
    canvas.text(f"{part}.name", Rect(start, place.top + 3, width, 10), [text], type)


def _ink(portion: Portion) -> Shade:
    if portion.bottleneck:
        return palette.ON_BOTTLENECK
    return palette.AFTER if portion.later else palette.INK
