"""The card of one team with its streams, for workspaces with many of them."""

from dataclasses import dataclass

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import chips, draw_ring
from vsm_cli.diagrams.drawing import HtmlCell, HtmlTable, HtmlWords, Look, Meaning, Rect, Type
from vsm_cli.diagrams.landscape.key_figures import leading_time, stream_tooltip
from vsm_cli.diagrams.landscape.landscape_subject import (
    LandscapeSubject,
    Layer,
    type_colour,
    type_word,
)
from vsm_cli.diagrams.landscape.stream_card import BAR
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.problem_chips import chip_texts
from vsm_cli.diagrams.text_measures import clean, shorten
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Stream

_WIDTH = 386
_HEAD = 34
_ROW = 26
_ROW_RING = 13
_FIGURE = 66
_PROBLEMS = 132

_COUNT = message("streams: {count}")
_COUNT_INSIDE = message("streams: {count} · links among them: {links} · open: {open}")
_NO_TEAM = message("No team")

_TEAM_NAME = Type("team-name", palette.INK, 11, bold=True)
_TEAM_COUNT = Type("team-count", palette.SOFT, 8.5)
_STREAM = Look("stream", fill=palette.BOX, line=palette.CELL_LINE)


@dataclass(frozen=True, eq=False)
class TeamStreamsCard:
    """`team` is None for streams whose owner is in no team. `inside` are the links among the
    streams of the card, and how many of them are open."""

    subject: LandscapeSubject
    layer: Layer
    team: str | None
    streams: tuple[Stream, ...]
    inside: tuple[int, int] = (0, 0)

    @property
    def key(self) -> str:
        return self.subject.id("teams", self.layer, self.team or "")

    @property
    def width(self) -> int:
        return _WIDTH

    @property
    def height(self) -> int:
        return _HEAD + _ROW * len(self.streams) + 2

    @property
    def stretches(self) -> bool:
        return False

    @property
    def ports(self) -> tuple[int, ...]:
        return ()

    @property
    def label(self) -> str:
        if self.team is None:
            return tr(_NO_TEAM)
        return clean(self.subject.workspace.teams[self.team].label)

    def count(self) -> str:
        """How many streams there are, and how many links among them."""
        links, open_ones = self.inside
        template = _COUNT_INSIDE if links else _COUNT
        return tr(template, count=len(self.streams), links=links, open=open_ones)

    def draw(self, canvas: Canvas, place: Rect) -> None:
        count = self.count()
        head = Rect(place.left, place.top, place.width, _HEAD)
        canvas.shape(self.key, place, Look("team", fill=palette.BOX, line=palette.BORDER))
        canvas.text(
            f"{self.key}.name",
            Rect(head.left + 8, head.top + 4, head.width - 16, 14),
            [shorten(self.label, head.width - 16, 11, bold=True)],
            _TEAM_NAME,
            Meaning(f"{self.label}\n{count}"),
        )
        canvas.text(
            f"{self.key}.count",
            Rect(head.left + 8, head.top + 18, head.width - 16, 12),
            [shorten(count, head.width - 16, 8.5)],
            _TEAM_COUNT,
        )
        for number, stream in enumerate(self.streams):
            top = place.top + _HEAD + _ROW * number
            self._draw_row(canvas, stream, Rect(place.left, top, place.width, _ROW + 2))

    def _draw_row(self, canvas: Canvas, stream: Stream, place: Rect) -> None:
        id = self.subject.id("streams", stream.id)
        ownerless = stream.lacks("owner")
        ring = _ROW_RING + 4 if ownerless else 0
        canvas.html(
            id,
            place,
            self._row(stream, place.width - 2, ring),
            _STREAM,
            Meaning(stream_tooltip(self.subject.scope, stream), self.subject.map_of(stream)),
        )
        if ownerless:
            corner = Rect(place.left + BAR + 6, place.top + 8, _ROW_RING, _ROW_RING)
            draw_ring(canvas, f"{id}.no-owner", corner)

    def _row(self, stream: Stream, width: int, ring: int) -> HtmlTable:
        figure = leading_time(self.subject.scope, stream)
        owner = self.subject.scope.owner(stream)
        kind = " · ".join(filter(None, (type_word(stream), owner)))
        indent = 6 + ring
        marks = self._problems(stream)
        # One row with problems moves the figures of all, so that they stay in one column.
        problems = _PROBLEMS if any(map(self._problems, self.streams)) else 0
        room = width - BAR - indent - _FIGURE - problems
        target = palette.ERROR if figure.met is False else palette.MUTE
        cells = [
            HtmlCell(BAR, _ROW, None, type_colour(stream)),
            HtmlCell(indent, _ROW),
            _two_lines(room, clean(stream.label), kind, palette.MUTE),
            _two_lines(_FIGURE, figure.value, figure.target, target),
        ]
        if problems:
            chip = HtmlTable([chips(marks, _PROBLEMS, 16)]) if marks else None
            cells.append(HtmlCell(_PROBLEMS, _ROW, chip))
        return HtmlTable([cells])

    def _problems(self, stream: Stream) -> list[tuple[str, Shade, Shade]]:
        """The chip of a stream's problems."""
        return chip_texts(self.subject.scope.problems_of(stream))


def _two_lines(width: int, first: str, second: str, ink: Shade) -> HtmlCell:
    """A cell with a name or value, and something small below it."""
    room = width - 4
    above = HtmlWords(shorten(first, room, 9, bold=True), 9, palette.INK, bold=True)
    below = HtmlWords(shorten(second, room, 8), 8, ink) if second else None
    rows = [[HtmlCell(width, 14, above)], [HtmlCell(width, _ROW - 14, below)]]
    return HtmlCell(width, _ROW, HtmlTable(rows))
