"""The card of one system: name, owner, whose master it is, and who works in it."""

from dataclasses import dataclass

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import BAR, INSET, card_height, chips, draw_card, line_of
from vsm_cli.diagrams.drawing import HtmlCell, Meaning, Rect
from vsm_cli.diagrams.problem_chips import chip_texts, problem_lines, problems_within
from vsm_cli.diagrams.systems.systems_subject import SystemsSubject
from vsm_cli.diagrams.text_measures import clean, wrap
from vsm_cli.diagrams.tooltip_lists import first_steps
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import System

_WIDTH = 196
_INNER = _WIDTH - 2 - BAR

_NOBODY = message("no owner")
_OF_TEAM = message("{owner} · {team}")
_OUTSIDE = message("outside the organisation")
_MASTER = message("Master of {data}")
_WORK = message("steps: {steps} · streams: {streams}")
_NO_WORK = message("no step works here")
_UNUSED = message("nothing uses it")
_OWNER = message("Owner: {owner}")
_OWNER_NOBODY = message("Owner: nobody")


@dataclass(frozen=True, eq=False)
class SystemCard:
    subject: SystemsSubject
    system: System

    @property
    def key(self) -> str:
        return self.subject.id("systems", self.system.id)

    @property
    def width(self) -> int:
        return _WIDTH

    @property
    def height(self) -> int:
        return card_height(self._rows())

    @property
    def outside(self) -> bool:
        return bool(self.system.owner) and self.subject.workspace.is_outside(self.system.owner)

    def draw(self, canvas: Canvas, place: Rect) -> None:
        canvas.kinds.update(["outside"] if self.outside else [])
        draw_card(
            canvas,
            self.key,
            place,
            self._rows(),
            kind="system",
            bar=palette.MUTE if self.system in self.subject.unused else palette.SYSTEM,
            fill=palette.CHIP_FILL if self.outside else palette.BOX,
            ownerless=self.system.lacks("owner"),
            meaning=Meaning(self._tooltip(), self.subject.file_of(self.system)),
        )

    def _rows(self) -> list[list[HtmlCell]]:
        subject, system = self.subject, self.system
        room = _INNER - 2 * INSET
        rows = [[HtmlCell(_INNER, 6)]]
        for text in wrap(system.label, room - 8, 11, lines=2, bold=True):
            rows.append(line_of(text, _INNER, 14, 11, palette.INK, bold=True))
        ownerless = system.lacks("owner")
        ink = palette.NO_OWNER if ownerless else palette.SOFT
        for text in wrap(self._owner(), room, 9, lines=2, bold=ownerless):
            rows.append(line_of(text, _INNER, 12, 9, ink, bold=ownerless))
        if mastered := self._mastered():
            master = tr(_MASTER, data=names(mastered))
            for text in wrap(master, room, 8.5, lines=2):
                rows.append(line_of(text, _INNER, 12, 8.5, palette.SYSTEM))
        rows.append(line_of(self._work(), _INNER, 12, 8.5, palette.MUTE))
        if problems := problems_within(subject.problems, system.address):
            rows.append(chips(chip_texts(problems), _INNER, 16))
        return [*rows, [HtmlCell(_INNER, 6)]]

    def _owner(self) -> str:
        workspace, owner = self.subject.workspace, self.system.owner
        if not owner:
            return tr(_NOBODY) if self.system.lacks("owner") else ""
        label, team = clean(workspace.owner_label(owner)), workspace.team_of(owner)
        if self.outside:
            return tr(_OF_TEAM, owner=label, team=tr(_OUTSIDE))
        if team and team != owner:
            return tr(_OF_TEAM, owner=label, team=clean(workspace.owner_label(team)))
        return label

    def _mastered(self) -> list[str]:
        every = self.subject.workspace.data.values()
        return sorted(clean(each.label) for each in every if each.master == self.system.id)

    def _work(self) -> str:
        workers = self.subject.workers.get(self.system.id, [])
        if workers:
            streams = {stream.id for stream, _ in workers}
            return tr(_WORK, steps=len(workers), streams=len(streams))
        return tr(_UNUSED if self.system in self.subject.unused else _NO_WORK)

    def _tooltip(self) -> str:
        subject, system = self.subject, self.system
        lines = [clean(system.label), clean(system.description or "")]
        if system.owner:
            owner = clean(subject.workspace.owner_label(system.owner))
            lines.append(tr(_OWNER, owner=owner))
        elif system.lacks("owner"):
            lines.append(tr(_OWNER_NOBODY))
        if mastered := self._mastered():
            lines.append(tr(_MASTER, data=names(mastered)))
        lines += first_steps(subject.workers.get(system.id, ()))
        lines += problem_lines(problems_within(subject.problems, system.address))
        return "\n".join(filter(None, lines))
