"""Where the time of a stream goes, to scale: what its customer waits, then the rest."""

from collections.abc import Iterator

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Rect, Room, Type
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure
from vsm_cli.diagrams.time_bar import Portion, bar_height, draw_time_bar
from vsm_cli.language import message, tr
from vsm_cli.wording.figures import percent

_TITLE = message("{step}: {wait} waiting, {work} work, {share} of the perceived time")
_TITLE_LATER = message("{step}: {time} after delivery")
_LATER = message("after delivery: {time}, not to scale")
_BEFORE, _AFTER = message("Before"), message("After")
_BEFORE_HEIGHT = 20
_SIZE = 8.5
_REST = message("on the way to the end")

# Of the time before delivery.
_LATER_PART = 0.25
# Times in another order may differ in their last bits.
_LEAST_S = 1e-6


class MapBars:
    """The bar of a stream and, on the same scale above it, that of its earlier state."""

    def __init__(self, subject: StreamSubject) -> None:
        self._subject = subject
        self._portions = portions_of(subject)
        self._before = portions_of(subject.earlier) if subject.earlier else []

    @property
    def height(self) -> int:
        return bar_height(self._portions) + (_BEFORE_HEIGHT if self._has_both else 0)

    @property
    def _has_both(self) -> bool:
        return bool(bar_height(self._portions) and bar_height(self._before))

    def draw(self, canvas: Canvas, room: Room) -> None:
        id, earlier = self._subject.id("time"), self._subject.earlier
        if not (earlier and self._has_both):
            draw_time_bar(canvas, id, _readable(self._subject, self._portions), room)
            return
        # Both clocks are the same unless the calendar itself has changed.
        pace = earlier.stream.calendar.elapsed_factor / self._subject.stream.calendar.elapsed_factor
        before_s = sum(portion.time_s for portion in self._before) * pace
        whole_s = max(before_s, sum(portion.time_s for portion in self._portions))
        words = [tr(_BEFORE), tr(_AFTER)]
        aside = max(measure(each, _SIZE, bold=True) for each in words) + 8
        beside = Room(room.left + aside, room.top, room.width - aside)
        below = room.top + _BEFORE_HEIGHT
        for name, text, y in zip(("before", "after"), words, (room.top, below), strict=True):
            place = Rect(room.left, y + 3, aside, 12)
            type = Type("bar-heading", palette.SOFT, _SIZE, bold=True)
            canvas.text(f"{id}-{name}", place, [text], type)
        draw_time_bar(
            canvas, f"{id}-before", self._before, beside, whole_s=whole_s / pace, hollow=True
        )
        draw_time_bar(canvas, id, self._portions, beside.at(below), whole_s=whole_s)


def _readable(subject: StreamSubject, portions: list[Portion]) -> list[Portion]:
    """The portions, and instead of those after delivery a short one that says so where they
    would leave no room for what the customer feels."""
    felt = [portion for portion in portions if not portion.later]
    felt_s = sum(portion.time_s for portion in felt)
    later_s = sum(portion.time_s for portion in portions) - felt_s
    if later_s <= felt_s or not felt:
        return portions
    words = tr(_LATER, time=subject.time(later_s))
    titles = [portion.title for portion in portions if portion.later]
    short_s = felt_s * _LATER_PART
    return [
        *felt,
        Portion(("later",), words, "\n".join([words, *titles]), short_s, 0.0, later=True),
    ]


def portions_of(subject: StreamSubject) -> list[Portion]:
    """The parts of the perceived time, step by step, then those of what comes after delivery;
    none where the perceived time is not known."""
    if subject.figures.perceived_lead_time_s is None:
        return []
    return [*_perceived(subject), *_later(subject)]


def _perceived(subject: StreamSubject) -> Iterator[Portion]:
    figures = subject.figures
    whole_s = figures.perceived_lead_time_s or 0.0
    for step in subject.stream.steps.values():
        found = figures.steps.get(step.id)
        part = found.perceived_part if found else None
        if part is None or part.time_s <= 0:
            continue
        label = clean(step.label)
        yield Portion(
            ("perceived", step.id),
            label,
            tr(
                _TITLE,
                step=label,
                wait=subject.time(part.wait_s),
                work=subject.time(part.process_s),
                share=percent(part.time_s / whole_s if whole_s else None),
            ),
            part.wait_s,
            part.process_s,
            bottleneck=bool(figures.bottleneck and figures.bottleneck.step == step.id),
        )


def _later(subject: StreamSubject) -> Iterator[Portion]:
    figures = subject.figures
    if figures.lead_time_s is None:
        return
    for step in subject.stream.steps.values():
        found = figures.steps.get(step.id)
        if found is None or found.part is None:
            continue
        before = found.perceived_part
        wait_s = found.part.wait_s - (before.wait_s if before else 0.0)
        work_s = found.part.process_s - (before.process_s if before else 0.0)
        if wait_s + work_s > _LEAST_S:
            yield _after(subject, step.id, clean(step.label), max(0.0, wait_s), max(0.0, work_s))
    if subject.stream.delivered_at and figures.elsewhere_s:
        yield _after(subject, "rest", tr(_REST), figures.elsewhere_s, 0.0)


def _after(subject: StreamSubject, key: str, label: str, wait_s: float, work_s: float) -> Portion:
    title = tr(_TITLE_LATER, step=label, time=subject.time(wait_s + work_s))
    return Portion(("later", key), label, title, wait_s, work_s, later=True)
