"""What stands in the column of a stage: a card for each stream, or the gap where there is none."""

from dataclasses import dataclass

from vsm_cli.analysis.journeys.journey_times import JourneyStepTimes, StreamTimes
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import INSET, chips, draw_corner_ring, line_of
from vsm_cli.diagrams.drawing import HtmlCell, HtmlTable, Look, Meaning, Rect, Type
from vsm_cli.diagrams.journey.journey_subject import JourneySubject
from vsm_cli.diagrams.landscape.key_figures import stream_tooltip
from vsm_cli.diagrams.landscape.landscape_subject import type_colour, type_word
from vsm_cli.diagrams.problem_chips import chip_texts
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Stream
from vsm_cli.wording.figures import STATE_KINDS, percent
from vsm_cli.wording.times import ESTIMATE

WIDTH = 212
BAND = 16
_BAR = 6
_INNER = WIDTH - 2 - _BAR

_PERCEIVED = message("Perceived: {time}")
_PERCEIVED_PART = message("Perceived: {time} · {part} of the journey")
_BESIDE = message("side by side with a longer stream")
_SLOWEST = message("Longest step: {step}, {time}")
_BOTTLENECK = message("Bottleneck · {share} of the journey")
_WAIT_BEFORE = message("Bottleneck · wait before it, {share} of the journey")
_GAP = message("gap: no stream serves this stage")

_BAND = Look("bottleneck", fill=palette.BOTTLENECK, ink=palette.ON_BOTTLENECK, size=8, bold=True)
_HOLE = Look("gap", fill=palette.BOX, line=palette.MISSING, thickness=1.4, dashed=True)
_GAP_WORDS = Type("gap-words", palette.MISSING, 9, bold=True)


@dataclass(frozen=True, eq=False)
class StageStreamCard:
    """One stream of a journey step; `number` is the place of the step."""

    subject: JourneySubject
    step: JourneyStepTimes
    stream: Stream
    number: int

    @property
    def key(self) -> str:
        return self.subject.id(str(self.number + 1), self.stream.id)

    @property
    def height(self) -> int:
        return sum(row[0].height for row in self._rows()) + 2

    @property
    def is_bottleneck(self) -> bool:
        bottleneck = self.subject.times.bottleneck
        longest = self.step.longest
        return bool(
            bottleneck
            and longest
            and longest.stream is self.stream
            and bottleneck.stream == self.stream.id
        )

    def draw(self, canvas: Canvas, place: Rect) -> None:
        ownerless = self.stream.lacks("owner")
        rows = self._rows()
        body = HtmlTable([[HtmlCell(_INNER, row[0].height, HtmlTable([row]))] for row in rows])
        inner = place.height - 2
        line = palette.NO_OWNER if ownerless else palette.BORDER
        canvas.html(
            self.key,
            place,
            HtmlTable(
                [
                    [
                        HtmlCell(_BAR, inner, None, type_colour(self.stream)),
                        HtmlCell(_INNER, inner, body),
                    ]
                ]
            ),
            Look(
                "stream", fill=palette.BOX, line=palette.BOTTLENECK if self.is_bottleneck else line
            ),
            Meaning(
                stream_tooltip(self.subject.scope, self.stream),
                self.subject.map_of(self.stream),
            ),
        )
        if self.is_bottleneck:
            self._draw_band(canvas, place)
        if ownerless:
            draw_corner_ring(canvas, self.key, place)

    def _draw_band(self, canvas: Canvas, place: Rect) -> None:
        bottleneck = self.subject.times.bottleneck
        if bottleneck:
            rough = self.subject.times.is_bound or self.subject.rough
            template = _WAIT_BEFORE if bottleneck.step is None else _BOTTLENECK
            words = tr(template, share=percent(bottleneck.share, 0, ESTIMATE if rough else None))
            canvas.shape(
                f"{self.key}.bottleneck",
                Rect(place.left, place.top - BAND, place.width, BAND),
                _BAND,
                shorten(words, place.width - 10, 8, bold=True),
            )

    def _rows(self) -> list[list[HtmlCell]]:
        stream, subject = self.stream, self.subject
        room = _INNER - 2 * INSET
        kind = [type_word(stream).upper()]
        if not stream.current:
            kind.append(tr(STATE_KINDS[stream.mapped.state]).upper())
        rows = [[HtmlCell(_INNER, 5)]]
        if text := " · ".join(filter(None, kind)):
            rows.append(line_of(text, _INNER, 12, 7, palette.MUTE))
        for text in wrap(stream.label, room - 8, 11, lines=2, bold=True):
            rows.append(line_of(text, _INNER, 14, 11, palette.INK, bold=True))
        ownerless = stream.lacks("owner")
        owner = subject.scope.owner(stream)
        ink = palette.NO_OWNER if ownerless else palette.SOFT
        rows.append(line_of(owner, _INNER, 13, 9, ink, bold=ownerless))
        times = subject.times_of(self.step, stream)
        for text, ink, bold in self._told(times) if times else ():
            for line in wrap(text, room, 8.5, lines=2, bold=bold):
                rows.append(line_of(line, _INNER, 12, 8.5, ink, bold=bold))
        if problems := subject.scope.problems_of(stream):
            rows.append(chips(chip_texts(problems), _INNER, 16))
        return [*rows, [HtmlCell(_INNER, 6)]]

    def _told(self, times: StreamTimes) -> list[tuple[str, palette.Shade, bool]]:
        subject, longest = self.subject, times is self.step.longest
        bound, rough = times.figures.bound("perceived") is not None, self.stream.estimated
        time = subject.time(times.perceived_s, rough=rough, bound=bound)
        part = subject.part(times.perceived_s) if longest else ""
        template = _PERCEIVED_PART if part else _PERCEIVED
        told = [(tr(template, time=time, part=part), palette.INK, True)]
        if not longest and len(self.step.streams) > 1:
            told.append((tr(_BESIDE), palette.MUTE, False))
        spent = times.by_step("perceived_lead_time_s")
        slowest = max(spent, key=spent.__getitem__, default=None)
        if slowest is not None and spent[slowest] > 0:
            step = clean(self.stream.steps[slowest].label)
            slow = tr(_SLOWEST, step=step, time=subject.time(spent[slowest], rough=rough))
            told.append((slow, palette.WAITING, False))
        return told


GAP_HEIGHT = 54


def draw_gap(canvas: Canvas, id: str, place: Rect) -> None:
    """A stage with no stream behind it."""
    lines = wrap(tr(_GAP), place.width - 24, 9, lines=2, bold=True)
    canvas.shape(id, place, _HOLE, meaning=Meaning(tr(_GAP)))
    for number, line in enumerate(lines):
        width = measure(line, 9, bold=True)
        top = place.top + (place.height - 13 * len(lines)) // 2 + 13 * number
        canvas.text(
            f"{id}.words.{number + 1}",
            Rect(place.left + (place.width - width) // 2, top, width, 13),
            [line],
            _GAP_WORDS,
        )
