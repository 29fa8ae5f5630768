"""The columns of a journey, one for each step, and how much room they need."""

from dataclasses import dataclass, field

from vsm_cli.analysis.journeys.journey_times import JourneyStepTimes
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import RING
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Type
from vsm_cli.diagrams.journey.journey_subject import JourneySubject, step_key
from vsm_cli.diagrams.journey.stage_cards import BAND, GAP_HEIGHT, WIDTH, StageStreamCard, draw_gap
from vsm_cli.diagrams.journey.stage_connectors import GAP, StageWay, draw_ways, ways_height, ways_to
from vsm_cli.diagrams.landscape.journey_strip import STAGE_WORDS
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import message, tr
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import clock

STAGE = 40
_FIRST_GAP = 24
_SLOT_GAP = 14
_FACE_LINE = 13

_SHARE = message("{share} go on")
_BY_CUSTOMER = message("the customer begins it")
_SATISFIED = message("{share} satisfied")
_EXPECTS = message("expected within {time}")
_FIRST = message("first contact: {step}")
_FIRST_BY = message("first contact: {step} ({channel})")
_FACE = message("{owner}: {channel}")
_PASSED_ON = message("passed on to {owner}: {channel}")
_ASKED_AGAIN = message("asked again for {data}: {step}")

_SERVED = Look("stage", fill=palette.CUSTOMER_LANE, line=palette.CUSTOMER_LINE)
UNSERVED = Look("stage", fill=palette.BOX, line=palette.MISSING, dashed=True)
MET = Look("touchpoint", "ellipse", fill=palette.CUSTOMER)
HANDED_ON = Look("passed-on", "diamond", fill=palette.REWORK)
ASKED_AGAIN = Look("asked-again", "triangle", fill=palette.MISSING)
_FACE_INKS = {MET: palette.CUSTOMER, HANDED_ON: palette.REWORK, ASKED_AGAIN: palette.MISSING}


@dataclass(slots=True)
class Slot:
    """A card with the arrows that lead into it."""

    card: StageStreamCard
    ways: list[StageWay] = field(default_factory=list)

    @property
    def over(self) -> int:
        """The room above the card for its band or ring."""
        if self.card.waits_most:
            return BAND
        return RING // 2 if self.card.stream.lacks("owner") else 0

    @property
    def height(self) -> int:
        return max(self.over + self.card.height, ways_height(self.ways))


@dataclass(eq=False)
class StageColumn:
    """One step of the journey. `left` is where the gap before its cards begins."""

    subject: JourneySubject
    number: int
    times: JourneyStepTimes
    slots: list[Slot]
    left: int = 0

    @property
    def gap(self) -> int:
        return GAP if self.number else _FIRST_GAP

    @property
    def middle(self) -> int:
        return self.left + self.gap + WIDTH // 2

    @property
    def right(self) -> int:
        return self.left + self.gap + WIDTH

    @property
    def stage_word(self) -> str:
        step = self.times.step
        known = STAGE_WORDS.get(step.stage or "")
        return tr(known) if known else clean(step.stage or step.label)

    @property
    def height(self) -> int:
        if not self.slots:
            return GAP_HEIGHT if self.times.step.is_gap else 0
        return sum(slot.height for slot in self.slots) + _SLOT_GAP * (len(self.slots) - 1)

    @property
    def faces(self) -> list[tuple[str, Look, bool]]:
        """The first contact, whom the customer meets, and what he is asked for once more, in
        lines, with their sign and whether it is the first line of its sentence."""
        told = []
        contact = self.subject.first_contact
        if contact and contact[0] == self.number:
            step = contact[1]
            template = _FIRST_BY if step.touchpoint else _FIRST
            words = tr(template, step=clean(step.label), channel=clean(step.touchpoint or ""))
            told.append((words, MET))
        for meeting in self.subject.meetings[self.number]:
            step = meeting.touchpoint
            owner = clean(self.subject.workspace.owner_label(step.owner))
            template = _PASSED_ON if meeting.passed_on else _FACE
            words = tr(template, owner=owner, channel=clean(step.touchpoint or ""))
            told.append((words, HANDED_ON if meeting.passed_on else MET))
        for asked in self.subject.asked_again[self.number]:
            data = clean(self.subject.workspace.data[asked.second.data].label)
            words = tr(_ASKED_AGAIN, data=data, step=clean(asked.second.step.label))
            told.append((words, ASKED_AGAIN))
        return [
            (line, look, not number)
            for words, look in told
            for number, line in enumerate(wrap(words, WIDTH - 16, 8.5, lines=2))
        ]

    @property
    def faces_height(self) -> int:
        return _FACE_LINE * len(self.faces)

    def draw_stage(self, canvas: Canvas, top: int) -> None:
        step = self.times.step
        id = self.subject.id(step_key(self.number, step))
        ink = palette.MISSING if step.is_gap else palette.CUSTOMER
        place = Rect(self.left + self.gap, top, WIDTH, STAGE)
        word = self.stage_word
        facts = [
            tr(_SHARE, share=percent(step.share)) if step.share is not None else "",
            tr(_BY_CUSTOMER) if step.by else "",
            tr(_SATISFIED, share=percent(step.satisfaction.value, 0)) if step.satisfaction else "",
            self._expected(),
        ]
        small = " · ".join(filter(None, facts))
        title = "\n".join(filter(None, [word, small, clean(step.description or "")]))
        canvas.shape(id, place, UNSERVED if step.is_gap else _SERVED, meaning=Meaning(title))
        for name, text, size, y, bold in (
            ("stage", word, 11.0, 5, True),
            ("facts", small, 8.0, 22, False),
        ):
            if text:
                shown = shorten(text, WIDTH - 16, size, bold=bold)
                canvas.text(
                    f"{id}.{name}",
                    Rect(place.left + 8, top + y, measure(shown, size, bold=bold), 14),
                    [shown],
                    Type("stage-text", ink, size, bold=bold),
                )

    def _expected(self) -> str:
        """How long customers expect the stage to take."""
        expects_s = self.times.step.expects_s
        if expects_s is None:
            return ""
        return tr(_EXPECTS, time=clock(expects_s, self.subject.workspace.calendar))

    def draw_faces(self, canvas: Canvas, top: int) -> None:
        """Whom the customer meets, one below the other."""
        left = self.left + self.gap
        for number, (text, look, first) in enumerate(self.faces):
            y = top + _FACE_LINE * number
            id = self.subject.id("faces", str(self.number + 1), str(number + 1))
            if first:
                canvas.shape(f"{id}.sign", Rect(left, y + 2, 8, 8), look)
            place = Rect(left + 12, y, measure(text, 8.5), 12)
            canvas.text(id, place, [text], Type("face", _FACE_INKS[look], 8.5))

    def draw_cards(self, canvas: Canvas, top: int) -> None:
        left = self.left + self.gap
        if not self.slots and self.times.step.is_gap:
            id = self.subject.id("gap", str(self.number + 1))
            draw_gap(canvas, id, Rect(left, top, WIDTH, GAP_HEIGHT))
        for number, slot in enumerate(self.slots):
            id = self.subject.id("ways", str(self.number + 1), str(number + 1))
            draw_ways(canvas, id, slot.ways, self.left, top)
            slot.card.draw(canvas, Rect(left, top + slot.over, WIDTH, slot.card.height))
            top += slot.height + _SLOT_GAP

    def card_bottom(self, top: int) -> int:
        """Where the last card ends, if the column begins at `top`."""
        if not self.slots:
            return top + self.height
        last = self.slots[-1]
        return top + self.height - last.height + last.over + last.card.height


def column_of(subject: JourneySubject, number: int) -> StageColumn:
    times = subject.times.steps[number]
    streams = dict.fromkeys(times.step.streams)
    slots = [
        Slot(StageStreamCard(subject, times, subject.workspace.streams[each], number))
        for each in streams
    ]
    for way in ways_to(subject, number) if slots else ():
        slot = next((each for each in slots if each.card.stream.id == way.target), slots[0])
        slot.ways.append(way)
    return StageColumn(subject, number, times, slots)
