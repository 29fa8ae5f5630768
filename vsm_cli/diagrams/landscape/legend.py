"""The legend: a sign and a word for everything that occurs on the landscape."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.dot import Canvas, Rect
from vsm_cli.diagrams.landscape.parts import RING, draw_ring
from vsm_cli.diagrams.landscape.subject import Subject, type_colour, type_word
from vsm_cli.diagrams.landscape.ties import Kind, style_of
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.stream_map.flowing import flow_into_rows
from vsm_cli.diagrams.text import measure
from vsm_cli.language import message, tr

ROW = 20
_SIZE = 8

Draw = Callable[[Canvas, str, int, int], None]
"""Draws a sign: canvas, id, left, middle."""


class Entry(NamedTuple):
    name: str
    words: str
    draw: Draw
    width: int


_LINES: tuple[tuple[Kind, str], ...] = (
    ("closed", message("link, closed: data, people and responsibility are clear")),
    ("open", message("link, open: says what is missing")),
    ("uses", message("uses a supporting stream")),
    ("serves", message("stage of a journey")),
)
_GAP = message("gap: no stream serves the stage")
_NO_OWNER = message("nobody is accountable")
_MET = message("≤ ≥ under a figure: its target")
_BOUND = message("≥ ≤ before a figure: a bound, since not every step is known")
_ESTIMATE = message("≈ estimated")


def legend_of(canvas: Canvas, subject: Subject) -> list[Entry]:
    """The legend of what is on the canvas so far."""
    return [*_types(subject), *_lines(canvas), *_signs(canvas)]


def _types(subject: Subject) -> Iterator[Entry]:
    words: dict[str, Shade] = {}
    for stream in subject.streams:
        if word := type_word(stream):
            words.setdefault(word, type_colour(stream))
    for number, (word, colour) in enumerate(sorted(words.items())):
        yield Entry(f"type.{number}", word, _bar(colour), 10)


def _lines(canvas: Canvas) -> Iterator[Entry]:
    for kind, words in _LINES:
        if kind in canvas.kinds:
            yield Entry(kind, tr(words), _line(kind), 36)


def _signs(canvas: Canvas) -> Iterator[Entry]:
    if "gap" in canvas.kinds:
        yield Entry("gap", tr(_GAP), _gap, 28)
    if "no-owner" in canvas.kinds:
        yield Entry("no-owner", tr(_NO_OWNER), _ring, 22)


def _bar(colour: Shade) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.shape(id, Rect(x, y - 7, 6, 14), kind="legend", fill=colour)

    return draw


def _line(kind: Kind) -> Draw:
    ink, thickness, style = style_of(kind)

    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.line(
            id,
            [(x, y), (x + 30, y)],
            kind="legend",
            ink=ink,
            thickness=thickness,
            style=style,
            arrow=True,
        )

    return draw


def _gap(canvas: Canvas, id: str, x: int, y: int) -> None:
    place = Rect(x, y - 6, 22, 12)
    canvas.shape(id, place, kind="legend", fill=palette.BOX, line=palette.MISSING, dashed=True)


def _ring(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_ring(canvas, id, Rect(x, y - RING // 2, RING, RING))


def draw_legend(
    canvas: Canvas, subject: Subject, entries: list[Entry], left: int, top: int, width: int
) -> int:
    """Draw the entries in rows of at most `width`; gives the height of all."""
    widths = [entry.width + measure(entry.words, _SIZE) + 4 for entry in entries]
    places = flow_into_rows(widths, width, 14)
    for entry, (x, row) in zip(entries, places, strict=True):
        middle = top + ROW * row + ROW // 2
        id = subject.id("legend", entry.name)
        entry.draw(canvas, id, left + x, middle)
        place = Rect(left + x + entry.width, middle - 6, measure(entry.words, _SIZE), 12)
        canvas.text(
            f"{id}.words", place, [entry.words], kind="legend", ink=palette.SOFT, size=_SIZE
        )
    return ROW * (places[-1][1] + 1) if places else 0
