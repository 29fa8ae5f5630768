"""The card of one team: name, size, how much work it has, and what its own roles hand over."""

from dataclasses import dataclass

from vsm_cli.analysis.people.team_handoffs import NOBODY
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas, HtmlCell, Rect
from vsm_cli.diagrams.card import BAR, INSET, card_height, chips, draw_card, line_of
from vsm_cli.diagrams.drawing import Meaning
from vsm_cli.diagrams.handoffs.handoffs_subject import HandoffsSubject
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.problem_chips import chip_texts, problem_lines
from vsm_cli.diagrams.text_measures import wrap
from vsm_cli.diagrams.tooltip_lists import first_steps
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.wording.figures import number

_WIDTH = 176
_INNER = _WIDTH - 2 - BAR

_PEOPLE = message("{count} people")
_OUTSIDE = message("outside the organisation")
_WORK = message("steps: {steps} · streams: {streams}")
_INSIDE = message("between its roles: {count}")
_NOBODY_ANSWERS = message("nobody is accountable")


@dataclass(frozen=True, eq=False)
class TeamCard:
    subject: HandoffsSubject
    team: str

    @property
    def key(self) -> str:
        return self.subject.card_id(self.team)

    @property
    def width(self) -> int:
        return _WIDTH

    @property
    def height(self) -> int:
        return card_height(self._rows())

    def draw(self, canvas: Canvas, place: Rect) -> None:
        kind, colour, ground = self._looks()
        draw_card(
            canvas,
            self.key,
            place,
            self._rows(),
            kind=f"team {kind}",
            bar=colour,
            fill=ground,
            ownerless=self.team == NOBODY,
            meaning=Meaning(self._tooltip(), self.subject.file_of(self.team)),
        )

    def _looks(self) -> tuple[str, Shade, Shade]:
        """The kind of the team, and the colours of its bar and ground."""
        if self.team == CUSTOMER:
            return "customer", palette.CUSTOMER, palette.CUSTOMER_LANE
        if self.team == NOBODY:
            return "nobody", palette.NO_OWNER, palette.BOX
        if self.subject.workspace.is_outside(self.team):
            return "outside", palette.MUTE, palette.CHIP_FILL
        return "inside", palette.PROCESS, palette.BOX

    def _rows(self) -> list[list[HtmlCell]]:
        room = _INNER - 2 * INSET
        ink = palette.NO_OWNER if self.team == NOBODY else palette.INK
        rows = [[HtmlCell(_INNER, 6)]]
        for text in wrap(self.subject.label(self.team), room - 8, 11, lines=2, bold=True):
            rows.append(line_of(text, _INNER, 14, 11, ink, bold=True))
        for text in self._facts():
            for line in wrap(text, room, 8.5, lines=2):
                rows.append(line_of(line, _INNER, 12, 8.5, palette.SOFT))
        if problems := self.subject.problems_of(self.team):
            rows.append(chips(chip_texts(problems), _INNER, 16))
        return [*rows, [HtmlCell(_INNER, 6)]]

    def _facts(self) -> list[str]:
        subject, facts = self.subject, []
        team = subject.workspace.teams.get(self.team)
        if self.team == NOBODY:
            facts.append(tr(_NOBODY_ANSWERS))
        elif self.team != CUSTOMER and subject.workspace.is_outside(self.team):
            facts.append(tr(_OUTSIDE))
        elif team and team.size:
            facts.append(tr(_PEOPLE, count=number(team.size)))
        work = subject.work[self.team]
        if work:
            streams = {stream.id for stream, _ in work}
            facts.append(tr(_WORK, steps=len(work), streams=len(streams)))
        inside = subject.handings.get((self.team, self.team))
        if inside:
            facts.append(tr(_INSIDE, count=inside.count))
        return facts

    def _tooltip(self) -> str:
        lines = [self.subject.label(self.team), *self._facts()]
        lines += first_steps(self.subject.work[self.team])
        lines += problem_lines(self.subject.problems_of(self.team))
        return "\n".join(lines)
