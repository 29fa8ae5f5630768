"""Pictures on sheets of paper: whole, in the middle, as large as the sheet allows."""

from typing import NamedTuple

from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.language import message, tr
from vsm_cli.model.settings import Paper
from vsm_cli.wording.figures import number

# The longer side and the shorter one, in mm (ISO 216).
SIZES = {Paper.a4: (297, 210), Paper.a3: (420, 297), Paper.a1: (841, 594)}
DPI = 300
# A picture has about as much of its own around it.
_MARGIN_MM = 5
_MM_PER_POINT = 25.4 / 72
# A small picture is not blown up to fill a large sheet.
_SCALE_MOST = 1.5
# Smaller letters are hard to read at arm's length.
_LETTERS_LEAST = 4.5

_TOO_SMALL = message(
    "{picture} on {paper}: the smallest letters come out at {size} pt; {larger} is easier to read"
)
_TOO_SMALL_ANYWAY = message(
    "{picture} on {paper}: the smallest letters come out at {size} pt; choose fewer streams, or "
    "print it on several sheets"
)


class Sheet(NamedTuple):
    """A sheet for one picture: width and height in mm, and the scale, sheet to picture."""

    width_mm: float
    height_mm: float
    scale: float

    @property
    def width(self) -> float:
        """The width in points of the picture."""
        return self.width_mm / _MM_PER_POINT / self.scale

    @property
    def height(self) -> float:
        return self.height_mm / _MM_PER_POINT / self.scale

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the sheet itself in points."""
        return self.width_mm / _MM_PER_POINT, self.height_mm / _MM_PER_POINT

    @property
    def pixels_per_point(self) -> float:
        """How many pixels a point of the picture has in print."""
        return self.scale * DPI / 72


def sheet_for(drawing: Drawing, paper: Paper) -> Sheet:
    """The sheet for a picture, upright or across: where it is larger, else as the picture is."""
    long, short = SIZES[paper]
    ways = [(long, short), (short, long)]
    found = [_sheet(drawing, *sides) for sides in (ways if _is_broad(drawing) else ways[::-1])]
    return max(found, key=lambda sheet: sheet.scale)


def _is_broad(drawing: Drawing) -> bool:
    return drawing.width >= drawing.height


def _sheet(drawing: Drawing, width_mm: float, height_mm: float) -> Sheet:
    sides = width_mm, height_mm
    width, height = [(side - 2 * _MARGIN_MM) / _MM_PER_POINT for side in sides]
    return Sheet(*sides, min(width / drawing.width, height / drawing.height, _SCALE_MOST))


def letters_on(drawing: Drawing, paper: Paper) -> float:
    """How large the smallest letters come out on this paper, in points."""
    return (drawing.letters_least or _LETTERS_LEAST) * sheet_for(drawing, paper).scale


def notice_of(picture: str, drawing: Drawing, paper: Paper) -> str | None:
    """What to say of a picture whose letters are hardly readable on this paper."""
    sizes = {each: letters_on(drawing, each) for each in SIZES}
    if sizes[paper] >= _LETTERS_LEAST:
        return None
    larger = [each for each in SIZES if sizes[each] > max(sizes[paper], _LETTERS_LEAST)]
    template = _TOO_SMALL if larger else _TOO_SMALL_ANYWAY
    return tr(
        template,
        picture=picture,
        paper=paper.upper(),
        size=number(sizes[paper]),
        larger=larger[0].upper() if larger else "",
    )
