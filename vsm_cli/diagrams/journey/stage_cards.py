"""What stands in the column of a stage: a card for each stream, or the gap where there is none."""

from dataclasses import dataclass

from vsm_cli.analysis.journeys.journey_times import JourneyStepTimes, StreamTimes
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import INSET, chips, draw_corner_ring, line_of
from vsm_cli.diagrams.drawing import HtmlCell, HtmlTable, Look, Meaning, Rect, Type
from vsm_cli.diagrams.journey.journey_subject import JourneySubject
from vsm_cli.diagrams.landscape.key_figures import leading_time, stream_tooltip
from vsm_cli.diagrams.landscape.landscape_subject import type_colour, type_word
from vsm_cli.diagrams.problem_chips import chip_texts
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Stream
from vsm_cli.wording.figures import STATE_KINDS, percent
from vsm_cli.wording.times import ESTIMATE

WIDTH = 232
BAND = 16
_BAR = 6
_INNER = WIDTH - 2 - _BAR

_PERCEIVED = message("Perceived: {time}")
_PERCEIVED_PART = message("Perceived: {time} · {part} of the journey")
_BESIDE = message("side by side with a longer stream")
_SLOWEST = message("Longest step: {step}, {time}")
_LONGEST_WAIT = message("Longest wait: {time} before {step}")
_PROMISED = message("Promised: {target} · actual: {actual}")
_PROMISED_WORKING = message("Promised in working time: {target} · actual: {actual}")
_BOTTLENECK = message("Bottleneck · {share} of the journey: {step}, {time}")
_WAIT_BEFORE = message("Bottleneck · wait before it, {share} of the journey")
_GAP = message("gap: no stream serves this stage")

_BAND = Look("bottleneck", fill=palette.BOTTLENECK)
_BAND_WORDS = Type("bottleneck-words", palette.ON_BOTTLENECK, 8.5, bold=True)
_BAND_LINE = 12
_HOLE = Look("gap", fill=palette.BOX, line=palette.MISSING, thickness=1.4, dashed=True)
_GAP_WORDS = Type("gap-words", palette.MISSING, 9, bold=True)


_KEPT = {
    None: (palette.SOFT, False),
    True: (palette.ADDING, False),
    False: (palette.ERROR, True),
}


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
        return sum(row[0].height for row in (*self._rows(), *self._rows_below())) + 2

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

    @property
    def waits_most(self) -> bool:
        """Whether the wait before its stage is the bottleneck, and none of its steps."""
        bottleneck = self.subject.times.bottleneck
        return self.is_bottleneck and bool(bottleneck and bottleneck.step is None)

    def draw(self, canvas: Canvas, place: Rect) -> None:
        ownerless = self.stream.lacks("owner")
        above = self._rows()
        rows = [*above, *self._rows_below()]
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
        if self.waits_most:
            over = Rect(place.left, place.top - BAND, place.width, BAND)
            self._draw_band(canvas, over, [tr(_WAIT_BEFORE, share=self._share)])
        elif lines := self._band_lines():
            top = place.top + 3 + sum(row[0].height for row in above)
            inside = Rect(place.left + _BAR, top, place.width - _BAR, _BAND_LINE * len(lines) + 4)
            self._draw_band(canvas, inside, lines)
        if ownerless:
            draw_corner_ring(canvas, self.key, place)

    def _draw_band(self, canvas: Canvas, place: Rect, lines: list[str]) -> None:
        canvas.shape(f"{self.key}.bottleneck", place, _BAND)
        left, room = place.left + INSET, place.width - 2 * INSET
        for number, line in enumerate(lines):
            top = place.top + 2 + _BAND_LINE * number
            shown = shorten(line, room, 8.5, bold=True)
            canvas.text(
                f"{self.key}.bottleneck.{number + 1}",
                Rect(left, top, measure(shown, 8.5, bold=True), _BAND_LINE),
                [shown],
                _BAND_WORDS,
            )

    @property
    def _share(self) -> str:
        """The share of the journey that its bottleneck takes."""
        bottleneck = self.subject.times.bottleneck
        rough = self.subject.times.is_bound or self.subject.rough
        share = bottleneck.share if bottleneck else None
        return percent(share, 0, ESTIMATE if rough else None)

    def _rows(self) -> list[list[HtmlCell]]:
        stream, subject = self.stream, self.subject
        room = _INNER - 2 * INSET
        kind = [type_word(stream).upper()]
        if not stream.current:
            kind.append(tr(STATE_KINDS[stream.mapped.state]).upper())
        rows = [[HtmlCell(_INNER, 5)]]
        if text := " · ".join(filter(None, kind)):
            rows.append(line_of(text, _INNER, 12, 8, palette.MUTE))
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
        return rows

    def _rows_below(self) -> list[list[HtmlCell]]:
        """What stands below the band of the bottleneck, and room for that."""
        rows = []
        if lines := self._band_lines():
            rows.append([HtmlCell(_INNER, _BAND_LINE * len(lines) + 6)])
        if problems := self.subject.scope.problems_of(self.stream):
            rows.append(chips(chip_texts(problems), _INNER, 16))
        return [*rows, [HtmlCell(_INNER, 6)]]

    def _band_lines(self) -> list[str]:
        """What the band on the step says that is the bottleneck of the journey."""
        slowest = self._longest("perceived_lead_time_s")
        if not self.is_bottleneck or self.waits_most or slowest is None:
            return []
        words = tr(_BOTTLENECK, share=self._share, step=slowest[0], time=slowest[1])
        return wrap(words, _INNER - 2 * INSET, 8.5, lines=3, bold=True)

    def _longest(self, figure: str) -> tuple[str, str] | None:
        """The step of the stream with most of a time, by its name among the figures, and how
        long that is."""
        times = self.subject.times_of(self.step, self.stream)
        spent = times.by_step(figure) if times else {}
        longest = max(spent, key=spent.__getitem__, default=None)
        if longest is None or spent[longest] <= 0:
            return None
        time = self.subject.time(spent[longest], rough=self.stream.estimated)
        return clean(self.stream.steps[longest].label), time

    def _told(self, times: StreamTimes) -> list[tuple[str, palette.Shade, bool]]:
        subject, longest = self.subject, times is self.step.longest
        bound, rough = times.figures.bound("perceived") is not None, self.stream.estimated
        time = subject.time(times.perceived_s, rough=rough, bound=bound)
        part = subject.part(times.perceived_s) if longest else ""
        template = _PERCEIVED_PART if part else _PERCEIVED
        told = [(tr(template, time=time, part=part), palette.INK, True)]
        if not longest and len(self.step.streams) > 1:
            told.append((tr(_BESIDE), palette.MUTE, False))
        promise = leading_time(subject.scope, self.stream)
        if promise.target:
            working = self.stream.calendar.elapsed_factor != 1
            template = _PROMISED_WORKING if working else _PROMISED
            told.append(
                (tr(template, target=promise.target, actual=promise.value), *_KEPT[promise.met])
            )
        if (slowest := self._longest("perceived_lead_time_s")) and not self._band_lines():
            slow = tr(_SLOWEST, step=slowest[0], time=slowest[1])
            told.append((slow, palette.WAITING, False))
        if waited := self._longest("perceived_wait_s"):
            wait = tr(_LONGEST_WAIT, step=waited[0], time=waited[1])
            told.append((wait, palette.WAITING, False))
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
