"""Pictures on sheets of paper: whole, in the middle, as large as the sheet allows."""

import re
from dataclasses import replace
from typing import Literal, NamedTuple
from xml.etree import ElementTree

from vsm_cli.diagrams import svg
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.language import message, tr
from vsm_cli.wording.figures import number

Paper = Literal["a4", "a3", "a1"]

# The longer side and the shorter one, in mm (ISO 216).
SIZES: dict[Paper, tuple[float, float]] = {"a4": (297, 210), "a3": (420, 297), "a1": (841, 594)}
DPI = 300
_MARGIN_MM = 10
_MM_PER_POINT = 25.4 / 72
# A small picture is not blown up to fill a large sheet.
_SCALE_MOST = 1.5
# Smaller letters are hard to read at arm's length.
_LETTERS_LEAST = 4.5
_SIZE = re.compile(r'(?:font-size="|fontsize=|POINT-SIZE=")([\d.]+)')

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


def sheet_for(width: float, height: float, paper: Paper) -> Sheet:
    """The sheet for a picture of so many points: upright where the picture is."""
    long, short = SIZES[paper]
    sides = (long, short) if width >= height else (short, long)
    room = [(side - 2 * _MARGIN_MM) / _MM_PER_POINT for side in sides]
    return Sheet(*sides, min(room[0] / width, room[1] / height, _SCALE_MOST))


def on_paper(finished: str, paper: Paper) -> str:
    """A finished SVG on a sheet: its size in mm, the picture in the middle."""
    root = svg.parse(finished.encode())
    width, height = (float(side) for side in root.attrib["viewBox"].split()[2:])
    sheet = sheet_for(width, height, paper)
    left, top = (width - sheet.width) / 2, (height - sheet.height) / 2
    box = [f"{value:.2f}" for value in (left, top, sheet.width, sheet.height)]
    root.set("width", f"{sheet.width_mm:g}mm")
    root.set("height", f"{sheet.height_mm:g}mm")
    root.set("viewBox", " ".join(box))
    ground = root.find(svg.tag("rect"))
    if ground is not None:
        ground.attrib.update(zip(("x", "y", "width", "height"), box, strict=True))
    ElementTree.register_namespace("", svg.SVG)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def pixels_per_point(finished: str, paper: Paper) -> float:
    """How many pixels a point of an SVG on a sheet has as PNG."""
    return SIZES[paper][0] / 25.4 * DPI / max(_sides(finished))


def _sides(finished: str) -> list[float]:
    root = svg.parse(finished.encode())
    return [float(side) for side in root.attrib["viewBox"].split()[2:]]


def drawing_on_paper(drawing: Drawing, paper: Paper) -> Drawing:
    """A drawing whose page is a sheet, for formats that Graphviz writes itself."""
    sheet = sheet_for(drawing.width, drawing.height, paper)
    width, height = sheet.width_mm / _MM_PER_POINT, sheet.height_mm / _MM_PER_POINT
    middle = f"{drawing.width / 2:.1f},{drawing.height / 2:.1f}"
    viewport = f'margin=0 viewport="{width:.2f},{height:.2f},{sheet.scale:.5f},{middle}"'
    return replace(drawing, dot=drawing.dot.replace("graph [", f"graph [{viewport} ", 1))


def notice_of(picture: str, drawing: Drawing, paper: Paper) -> str | None:
    """What to say of a picture whose letters are hardly readable on this paper."""
    smallest = min(map(float, _SIZE.findall(drawing.dot)), default=_LETTERS_LEAST)
    sizes = {
        each: smallest * sheet_for(drawing.width, drawing.height, each).scale for each in SIZES
    }
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
