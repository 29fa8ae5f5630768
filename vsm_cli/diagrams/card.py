"""Cards and their pieces: lines of text, chips, and the ring of a missing owner."""

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import HtmlCell, HtmlTable, HtmlWords, Look, Rect
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.text_measures import measure, shorten

INSET = 8
RING = 17
BAR = 6

RING_LOOK = Look(
    "no-owner",
    "ellipse",
    fill=palette.BOX,
    line=palette.NO_OWNER,
    thickness=1.6,
    ink=palette.NO_OWNER,
    size=11,
    bold=True,
)


def card_look(kind: str, fill: Shade = palette.BOX, *, ownerless: bool) -> Look:
    return Look(kind, fill=fill, line=palette.NO_OWNER if ownerless else palette.BORDER)


def line_of(
    text: str, width: int, height: int, size: float, ink: Shade, *, bold: bool = False
) -> list[HtmlCell]:
    """A row of an HTML table that holds one line of text, cut where it must be."""
    room = width - 2 * INSET
    content = HtmlWords(shorten(text, room, size, bold=bold), size, ink, bold)
    return [HtmlCell(INSET, height), HtmlCell(width - INSET, height, content)]


def chips(texts: list[tuple[str, Shade, Shade]], width: int, height: int) -> list[HtmlCell]:
    """A row of an HTML table with small filled cells: text, ground and ink of each."""
    cells = [HtmlCell(INSET, height)]
    left = width - INSET
    for text, fill, ink in texts:
        short = shorten(text, left - 12, 8)
        room = measure(short, 8) + 8
        chip = HtmlTable(
            [[HtmlCell(4, height - 3), HtmlCell(room - 4, height - 3, HtmlWords(short, 8, ink))]],
            fill=fill,
        )
        cells += [HtmlCell(room, height, chip), HtmlCell(4, height)]
        left -= room + 4
    return [*cells, HtmlCell(left, height)]


def draw_corner_ring(canvas: Canvas, card: str, place: Rect) -> None:
    """The ring of a missing owner over the corner of the card with this id."""
    corner = Rect(place.right - RING + 5, place.top - 5, RING, RING)
    draw_ring(canvas, f"{card}.no-owner", corner)


def draw_ring(canvas: Canvas, id: str, place: Rect) -> None:
    """The ring of a missing owner."""
    look = RING_LOOK if place.width >= RING else RING_LOOK._replace(size=9)
    canvas.shape(id, place, look, "?")
