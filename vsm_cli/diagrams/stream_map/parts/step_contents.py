"""What stands in, on and below the boxes of all steps, measured once for one layout."""

from collections.abc import Iterable

from vsm_cli.diagrams.card import RING
from vsm_cli.diagrams.stream_map.parts.attachments import Under, draw_under, under_of
from vsm_cli.diagrams.stream_map.parts.step_box import (
    BAND,
    BoxStyle,
    StepBox,
    bottleneck_text,
    box_of,
    draw_box,
)
from vsm_cli.diagrams.stream_map.parts.step_tooltips import step_tooltip
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject, has_no_owner

_OVER_LEAST = 6


class StepContents:
    """The boxes of a stream in one style, with all that belongs to them."""

    def __init__(self, subject: StreamSubject, style: BoxStyle) -> None:
        self.style = style
        steps = subject.stream.steps.values()
        self._boxes: dict[str, StepBox] = {step.id: box_of(subject, step, style) for step in steps}
        self._under: dict[str, Under] = {
            step.id: under_of(subject, step, style.width) for step in steps
        }
        self.on_top = {
            step.id: style.lifted + (BAND if bottleneck_text(subject, step, style.width) else 0)
            for step in steps
        }
        self._rings = {step.id for step in steps if has_no_owner(step)}

    def heights(self, steps: Iterable[str]) -> tuple[int, int, int]:
        """The room that a row of steps takes: over its boxes, in them, and below them."""
        over, box, under = _OVER_LEAST, 0, 0
        for step in steps:
            ring = RING // 2 if step in self._rings else 0
            over = max(over, self.on_top[step], ring)
            box = max(box, self._boxes[step].height)
            under = max(under, self._under[step].height)
        return over, box, under

    def draw(self, pen: Pen) -> None:
        """The boxes that stand in this space."""
        canvas, subject, space = pen
        for step in subject.stream.steps.values():
            if step.id not in space.grid.column:
                continue
            place = space.box(step.id)
            draw_box(canvas, subject, self._boxes[step.id], place, step_tooltip(subject, step))
            draw_under(canvas, self._under[step.id], place.left, place.bottom)
