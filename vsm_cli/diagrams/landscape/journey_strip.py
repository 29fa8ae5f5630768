"""A journey: its stages side by side in order, with waits, shares and gaps."""

from dataclasses import dataclass

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import RING, card_look, draw_corner_ring
from vsm_cli.diagrams.drawing import Look, Meaning, Point, Rect, Stroke, Type
from vsm_cli.diagrams.file_names import picture_of
from vsm_cli.diagrams.landscape.landscape_subject import (
    LandscapeSubject,
)
from vsm_cli.diagrams.problem_chips import chip_texts, problem_lines
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import listed, message, tr
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import clock

STAGE_WORDS = {
    "explore": message("Explore"),
    "engage": message("Engage"),
    "offer": message("Offer"),
    "agree": message("Agree"),
    "onboard": message("Onboard"),
    "co-create": message("Co-create"),
    "realize": message("Realize"),
}
_STAGE = 118
_STAGE_HEIGHT = 36
_SMALL_LINE = 11
_HEAD = 34
_PAD = 8
_STAGE_ROOM = _STAGE - 17
_LEAST = 250
_NAME_MOST = 420

_CLOSED_LOOP = message("closed loop")
_WAIT = message("after {time}")
_BY_CUSTOMER = message("by the customer")
_GAP = message("gap: no stream")
_CUSTOMER = message("Customer: {customer}")
_STAGE_OF = message("{stage}: {streams}")

_JOURNEY_NAME = Type("journey-name", palette.INK, 11, bold=True)
_JOURNEY_FACTS = Type("journey-facts", palette.SOFT, 8.5)
_SERVED = Look("stage", fill=palette.CUSTOMER_LANE, line=palette.CUSTOMER_LINE)
UNSERVED = Look("stage gap", fill=palette.BOX, line=palette.MISSING, dashed=True)
_ONWARD = Stroke("onward", palette.CUSTOMER, 1.4, arrow=True)


@dataclass(frozen=True, eq=False)
class JourneyBox:
    subject: LandscapeSubject
    journey: Journey

    @property
    def key(self) -> str:
        return self.subject.id("journeys", self.journey.id)

    @property
    def width(self) -> int:
        name = min(measure(clean(self.journey.label), 11, bold=True), _NAME_MOST)
        stages = _STAGE * len(self.journey.steps)
        return max(_LEAST, 2 * _PAD + stages, 2 * _PAD + RING + name)

    @property
    def height(self) -> int:
        return _HEAD + (self._stage_height + _PAD if self.journey.steps else 0)

    @property
    def _stage_height(self) -> int:
        """The same for all stages: what the one with most to say needs."""
        lines = max(len(self._small_lines(step)) for step in self.journey.steps)
        return _STAGE_HEIGHT + _SMALL_LINE * max(0, lines - 1)

    @property
    def stretches(self) -> bool:
        return False

    @property
    def ports(self) -> tuple[int, ...]:
        """One port below each stage, after one for the inset."""
        return (_PAD, *[_STAGE] * len(self.journey.steps))

    @staticmethod
    def port(number: int) -> int:
        """The port of a step, counted from 0."""
        return number + 1

    def draw(self, canvas: Canvas, place: Rect) -> None:
        journey = self.journey
        ownerless = journey.lacks("owner")
        link = "journeys/" + picture_of(self.subject.workspace, journey)
        look = card_look("journey", ownerless=ownerless)
        canvas.shape(self.key, place, look, meaning=Meaning(self._tooltip(), link))
        self._draw_head(canvas, place)
        for number, step in enumerate(journey.steps):
            left = place.left + _PAD + _STAGE * number
            top = place.top + _HEAD
            self._draw_stage(canvas, step, Rect(left, top, _STAGE - 3, self._stage_height), number)
        if ownerless:
            draw_corner_ring(canvas, self.key, place)

    def _draw_head(self, canvas: Canvas, place: Rect) -> None:
        journey, room = self.journey, place.width - 2 * _PAD - 12
        name = shorten(clean(journey.label), room, 11, bold=True)
        left = place.left + _PAD
        canvas.text(
            f"{self.key}.name",
            Rect(left, place.top + 4, measure(name, 11, bold=True), 14),
            [name],
            _JOURNEY_NAME,
        )
        problems = chip_texts(self.subject.scope.problems_of(journey))
        chip = measure(problems[0][0], 8) + 10 if problems else 0
        facts = shorten(self.facts(), room - chip, 8.5)
        width = measure(facts, 8.5)
        if facts:
            canvas.text(
                f"{self.key}.facts", Rect(left, place.top + 19, width, 12), [facts], _JOURNEY_FACTS
            )
        for text, fill, ink in problems:
            canvas.shape(
                f"{self.key}.problems",
                Rect(left + width + 6, place.top + 19, chip - 2, 13),
                Look("problems", fill=fill, ink=ink, size=8),
                text,
            )

    def facts(self) -> str:
        """Owner, customer, and whether it is a closed loop."""
        journey = self.journey
        facts = [
            self.subject.scope.owner(journey),
            clean(journey.customer or ""),
            tr(_CLOSED_LOOP) if journey.closed_loop else "",
        ]
        return " · ".join(filter(None, facts))

    def _draw_stage(self, canvas: Canvas, step: JourneyStep, place: Rect, number: int) -> None:
        id = f"{self.key}.{number + 1}"
        ink = palette.MISSING if step.is_gap else palette.CUSTOMER
        look = UNSERVED if step.is_gap else _SERVED
        canvas.shape(id, place, look, meaning=Meaning(self._stage_tooltip(step)))
        # The notch says which way the journey goes.
        self._draw_notch(canvas, f"{id}.on", place, number)
        word = shorten(self.stage_word(step), _STAGE_ROOM, 9.5, bold=True)
        canvas.text(
            f"{id}.stage",
            Rect(place.left + 7, place.top + 5, measure(word, 9.5, bold=True), 12),
            [word],
            Type("stage-text", ink, 9.5, bold=True),
        )
        for line, text in enumerate(self._small_lines(step)):
            top = place.top + 19 + _SMALL_LINE * line
            canvas.text(
                f"{id}.facts.{line + 1}",
                Rect(place.left + 7, top, measure(text, 8), 12),
                [text],
                Type("stage-text", ink, 8),
            )

    def _draw_notch(self, canvas: Canvas, id: str, place: Rect, number: int) -> None:
        if number + 1 < len(self.journey.steps):
            middle = place.top + place.height // 2
            start: Point = (place.right - 1, middle)
            canvas.line(id, [start, (place.right + 6, middle)], _ONWARD)

    def stage_word(self, step: JourneyStep) -> str:
        word = STAGE_WORDS.get(step.stage or "")
        return tr(word) if word else clean(step.stage or step.label)

    def stage_facts(self, step: JourneyStep) -> str:
        """Share, wait and who begins a stage, or that no stream serves it."""
        if step.is_gap:
            return tr(_GAP)
        calendar = self.subject.workspace.calendar
        facts = []
        if step.share is not None:
            facts.append(percent(step.share))
        if step.wait is not None:
            time = clock(step.wait.mean_s, calendar)
            facts.append(tr(_WAIT, time=time))
        if step.by:
            facts.append(tr(_BY_CUSTOMER))
        return " · ".join(facts)

    def _small_lines(self, step: JourneyStep) -> list[str]:
        return wrap(self.stage_facts(step), _STAGE_ROOM, 8, lines=3)

    def _stage_tooltip(self, step: JourneyStep) -> str:
        streams = listed(self.subject.scope.label(each) for each in step.streams)
        first = tr(_STAGE_OF, stage=self.stage_word(step), streams=streams or tr(_GAP))
        small = "" if step.is_gap else self.stage_facts(step)
        return "\n".join(filter(None, (first, small)))

    def _tooltip(self) -> str:
        journey, scope = self.journey, self.subject.scope
        lines = [
            clean(journey.label),
            scope.owner_line(journey),
            tr(_CUSTOMER, customer=clean(journey.customer)) if journey.customer else "",
            tr(_CLOSED_LOOP) if journey.closed_loop else "",
            *problem_lines(scope.problems_of(journey)),
        ]
        return "\n".join(filter(None, lines))
