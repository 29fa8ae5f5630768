"""The card of one thing in a graph: its name, what is said of it, and its problems."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import BAR, INSET, RING, card_look, chips, draw_ring, line_of
from vsm_cli.diagrams.drawing import HtmlCell, HtmlTable, Meaning, Rect
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.problem_chips import chip_texts, problem_lines
from vsm_cli.diagrams.text_measures import wrap
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Step, Stream

_WORK = message("steps: {steps} · streams: {streams}")


class CardText(NamedTuple):
    """Something said on a card, in at most so many lines."""

    text: str
    ink: Shade
    size: float = 8.5
    bold: bool = False
    lines: int = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class GraphCard:
    """`key` is the id of its shape and `kind` its class; `signs` are further kinds for the
    legend. `told` are the lines of its tooltip before the problems; `link` leads to its
    definition."""

    key: str
    name: str
    texts: Sequence[CardText]
    told: Sequence[str]
    problems: Sequence[Diagnostic]
    link: str | None
    kind: str
    width: int
    bar: Shade
    fill: Shade = palette.BOX
    ink: Shade = palette.INK
    ownerless: bool = False
    signs: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        return sum(row[0].height for row in self._rows) + 2

    def draw(self, canvas: Canvas, place: Rect) -> None:
        """The rows with a coloured bar at their left, and a ring where nobody answers for it."""
        canvas.kinds.update(self.signs)
        # The border takes a point on both sides.
        height, inner = place.height - 2, self._inner
        body = HtmlTable([[HtmlCell(inner, row[0].height, HtmlTable([row]))] for row in self._rows])
        told = [*self.told, *problem_lines(self.problems)]
        canvas.html(
            self.key,
            place,
            HtmlTable([[HtmlCell(BAR, height, None, self.bar), HtmlCell(inner, height, body)]]),
            card_look(self.kind, self.fill, ownerless=self.ownerless),
            Meaning("\n".join(filter(None, told)), self.link),
        )
        if self.ownerless:
            # Inside, since lines begin and end anywhere at its border.
            corner = Rect(place.right - RING - 4, place.top + 4, RING, RING)
            draw_ring(canvas, f"{self.key}.no-owner", corner)

    @property
    def _inner(self) -> int:
        return self.width - 2 - BAR

    @cached_property
    def _rows(self) -> list[list[HtmlCell]]:
        inner, room = self._inner, self._inner - 2 * INSET
        rows = [[HtmlCell(inner, 6)]]
        beside = room - (RING if self.ownerless else 8)
        for line in wrap(self.name, beside, 11, lines=2, bold=True):
            rows.append(line_of(line, inner, 14, 11, self.ink, bold=True))
        for text, ink, size, bold, lines in self.texts:
            for line in wrap(text, room, size, lines=lines, bold=bold):
                rows.append(line_of(line, inner, 12, size, ink, bold=bold))
        if self.problems:
            rows.append(chips(chip_texts(self.problems), inner, 16))
        return [*rows, [HtmlCell(inner, 6)]]


def work_words(work: Sequence[tuple[Stream, Step]]) -> str:
    """How much work there is."""
    return tr(_WORK, steps=len(work), streams=len({stream.id for stream, _ in work}))
