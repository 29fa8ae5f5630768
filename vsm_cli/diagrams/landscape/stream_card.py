"""The card of one stream: type, name, owner, key figures beside their targets, problems."""

from dataclasses import dataclass

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import card_look, chips, draw_corner_ring, line_of
from vsm_cli.diagrams.drawing import HtmlCell, HtmlTable, HtmlWords, Meaning, Rect
from vsm_cli.diagrams.landscape.key_figures import KeyFigure, key_figures, stream_tooltip
from vsm_cli.diagrams.landscape.landscape_subject import (
    LandscapeSubject,
    type_colour,
    type_word,
)
from vsm_cli.diagrams.problem_chips import chip_texts
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import tr
from vsm_cli.model.streams import Stream
from vsm_cli.wording.figures import STATE_KINDS

BAR = 6
_WIDTH = 280
_INNER = _WIDTH - 2 - BAR
_DATA_ROW = 43
_CHIP_ROW = 16
_SMALL = 8


@dataclass(frozen=True, eq=False)
class StreamCard:
    subject: LandscapeSubject
    stream: Stream

    @property
    def key(self) -> str:
        return self.subject.id("streams", self.stream.id)

    @property
    def width(self) -> int:
        return _WIDTH

    @property
    def height(self) -> int:
        return sum(row[0].height for row in self._rows()) + _DATA_ROW + 2

    @property
    def stretches(self) -> bool:
        return True

    @property
    def ports(self) -> tuple[int, ...]:
        return ()

    def draw(self, canvas: Canvas, place: Rect) -> None:
        ownerless = self.stream.lacks("owner")
        tooltip = stream_tooltip(self.subject.scope, self.stream)
        look = card_look("stream", ownerless=ownerless)
        meaning = Meaning(tooltip, self.subject.map_of(self.stream))
        canvas.html(self.key, place, self._table(place.height - 2), look, meaning)
        if ownerless:
            draw_corner_ring(canvas, self.key, place)

    def _table(self, height: int) -> HtmlTable:
        rows = self._rows()
        filler = height - _DATA_ROW - sum(row[0].height for row in rows)
        if filler > 0:
            rows.append([HtmlCell(_INNER, filler)])
        figures = key_figures(self.subject.scope, self.stream)
        body = HtmlTable(
            [
                [HtmlCell(_INNER, height - _DATA_ROW, _stacked(rows))],
                [HtmlCell(_INNER, _DATA_ROW, _data_row(figures))],
            ]
        )
        bar = type_colour(self.stream)
        return HtmlTable([[HtmlCell(BAR, height, None, bar), HtmlCell(_INNER, height, body)]])

    def _rows(self) -> list[list[HtmlCell]]:
        stream, scope = self.stream, self.subject.scope
        rows = [[HtmlCell(_INNER, 5)]]
        kind = [type_word(stream).upper()]
        if not stream.current:
            kind.append(tr(STATE_KINDS[stream.mapped.state]).upper())
        if any(kind):
            text = " · ".join(filter(None, kind))
            rows.append(line_of(text, _INNER, 12, _SMALL, palette.MUTE))
        name = wrap(stream.label, _INNER - 22, 11, lines=2, bold=True)
        rows += [line_of(text, _INNER, 14, 11, palette.INK, bold=True) for text in name]
        ownerless = stream.lacks("owner")
        owner = scope.owner(stream)
        ink = palette.NO_OWNER if ownerless else palette.SOFT
        rows.append(line_of(owner, _INNER, 14, 9, ink, bold=ownerless))
        if problems := scope.problems_of(stream):
            rows.append(chips(chip_texts(problems), _INNER, _CHIP_ROW))
        return [*rows, [HtmlCell(_INNER, 4)]]


def _stacked(rows: list[list[HtmlCell]]) -> HtmlTable:
    """Rows of different cells one below the other: each is a table of its own."""
    return HtmlTable([[HtmlCell(_INNER, row[0].height, HtmlTable([row]))] for row in rows])


def _data_row(figures: list[KeyFigure]) -> HtmlTable:
    cells = []
    for place, (figure, width) in enumerate(zip(figures, _widths(figures), strict=True)):
        sides = "T" if place == 0 else "LT"
        cells.append(HtmlCell(width, _DATA_ROW, _data_cell(figure, width), sides=sides))
    return HtmlTable([cells])


def _widths(figures: list[KeyFigure]) -> list[int]:
    """The room of each figure: alike, but for one that needs more than others, as far as these
    can do without."""
    needed = [
        7 + max(measure(value, 10, bold=True), measure(label, _SMALL), measure(target, _SMALL))
        for label, value, target, _ in figures
    ]
    widths = [
        _INNER * (place + 1) // len(figures) - _INNER * place // len(figures)
        for place in range(len(figures))
    ]
    for place, need in enumerate(needed):
        while widths[place] < need:
            spare = max(range(len(figures)), key=lambda each: widths[each] - needed[each])
            if widths[spare] <= needed[spare]:
                break
            widths[spare] -= 1
            widths[place] += 1
    return widths


def _data_cell(figure: KeyFigure, width: int) -> HtmlTable:
    room = width - 7
    size = next((s for s in (10, 9) if measure(figure.value, s, bold=True) <= room), _SMALL)
    missed = figure.met is False
    ink = palette.ERROR if missed else palette.ADDING if figure.met else palette.MUTE
    target = HtmlWords(shorten(figure.target, room, _SMALL), _SMALL, ink)
    lines = [
        (10, HtmlWords(shorten(clean(figure.label), room, _SMALL), _SMALL, palette.MUTE)),
        (15, HtmlWords(shorten(figure.value, room, size, bold=True), size, palette.INK, bold=True)),
        (12, target if figure.target else None),
    ]
    rows = [[HtmlCell(4, 2), HtmlCell(width - 6, 2)]]
    rows += [
        [HtmlCell(4, height), HtmlCell(width - 6, height, content)] for height, content in lines
    ]
    return HtmlTable(rows)
