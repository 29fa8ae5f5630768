"""Pieces of cards: lines of text, chips, and the ring of a missing owner."""

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.dot import Canvas, Cell, Rect, table, words
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.text import measure, shorten

INSET = 8
RING = 17


def line_of(
    text: str, width: int, height: int, size: float, ink: Shade, *, bold: bool = False
) -> list[Cell]:
    """A row of an HTML table that holds one line of text, cut where it must be."""
    room = width - 2 * INSET
    content = words(shorten(text, room, size, bold=bold), size, ink, bold=bold) if text else ""
    return [Cell(INSET, height), Cell(width - INSET, height, content)]


def chips(texts: list[tuple[str, Shade, Shade]], width: int, height: int) -> list[Cell]:
    """A row of an HTML table with small filled cells: text, ground and ink of each."""
    cells = [Cell(INSET, height)]
    left = width - INSET
    for text, fill, ink in texts:
        short = shorten(text, left - 12, 8)
        room = measure(short, 8) + 8
        chip = table(
            [[Cell(4, height - 3), Cell(room - 4, height - 3, words(short, 8, ink))]], fill=fill
        )
        cells += [Cell(room, height, chip), Cell(4, height)]
        left -= room + 4
    return [*cells, Cell(left, height)]


def draw_ring(canvas: Canvas, id: str, place: Rect, size: int = RING) -> None:
    """The ring of a missing owner."""
    canvas.shape(
        id,
        place,
        kind="no-owner",
        shape="ellipse",
        fill=palette.BOX,
        line=palette.NO_OWNER,
        thickness=1.6,
        text="?",
        ink=palette.NO_OWNER,
        size=11 if size >= RING else 9,
        bold=True,
    )
