"""Pictures on sheets of paper: the whole picture, on exactly that sheet."""

import struct
from io import BytesIO
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from tests.diagrams.test_landscape import sample
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import (
    Drawing,
    HtmlCell,
    HtmlTable,
    HtmlWords,
    Look,
    Meaning,
    Rect,
    Type,
)
from vsm_cli.diagrams.handoffs import handoffs_map
from vsm_cli.diagrams.palette import INK
from vsm_cli.diagrams.paper import (
    SIZES,
    Paper,
    notice_of,
    sheet_for,
)
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map

PLACES = ("a shape", "a text", "a cell in a table in a cell")


def empty(width: int, height: int) -> Drawing:
    return Canvas("x", "", "").drawing(width, height)


def wide() -> Drawing:
    workspace = sample("bank-zh")
    return stream_map(Scope(workspace), workspace.streams["故障修复"])


def upright() -> Drawing:
    return handoffs_map(Scope(sample("bank")))


@pytest.mark.parametrize("paper", SIZES)
def test_a_sheet_stands_as_the_picture_does(paper: Paper) -> None:
    long, short = SIZES[paper]
    assert sheet_for(empty(2000, 1000), paper)[:2] == (long, short)
    assert sheet_for(empty(1000, 2000), paper)[:2] == (short, long)


def test_a_picture_keeps_a_margin_and_is_not_blown_up() -> None:
    sheet = sheet_for(empty(2000, 1000), "a4")
    points = 297 * 72 / 25.4
    assert 2000 * sheet.scale == pytest.approx(points - 2 * 5 * 72 / 25.4)
    assert sheet_for(empty(50, 50), "a1").scale == 1.5


@pytest.mark.parametrize("paper", SIZES)
def test_svg_has_the_size_of_the_sheet_and_the_whole_picture(paper: Paper) -> None:
    drawing = wide()
    root = ElementTree.fromstring(engine.draw(drawing, sheet=sheet_for(drawing, paper)))
    assert (root.attrib["width"], root.attrib["height"]) == tuple(
        f"{side:g}mm" for side in SIZES[paper]
    )
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert left < 0 < drawing.width < left + width
    assert top < 0 < drawing.height < top + height
    assert width / height == pytest.approx(SIZES[paper][0] / SIZES[paper][1], rel=1e-3)


def test_png_has_300_pixels_to_the_inch() -> None:
    drawing = wide()
    png = engine.png(drawing, sheet=sheet_for(drawing, "a4"))
    assert struct.unpack(">II", png[16:24]) == pytest.approx((3508, 2480), abs=1)


@pytest.mark.parametrize("paper", SIZES)
def test_pdf_is_one_page_of_that_size(paper: Paper) -> None:
    for drawing, sides in ((wide(), SIZES[paper]), (upright(), SIZES[paper][::-1])):
        pdf = engine.pdf(drawing, sheet=sheet_for(drawing, paper))
        expected = tuple(side * 72 / 25.4 for side in sides)
        (page,) = PdfReader(BytesIO(pdf)).pages
        assert page.mediabox[2:] == pytest.approx(expected, abs=0.1)


def test_letters_too_small_to_read_are_said_with_the_paper_that_would_do() -> None:
    drawing = wide()
    assert "A3 is easier to read" in (notice_of("x", drawing, "a4") or "")
    assert notice_of("x", drawing, "a1") is None
    canvas = Canvas("x", "", "")
    canvas.text("x.a", Rect(0, 0, 50, 12), ["small"], Type("words", INK, 8))
    huge = canvas.drawing(9000, 500)
    assert "choose fewer streams" in (notice_of("x", huge, "a1") or "")


@pytest.mark.parametrize("place", PLACES)
def test_the_smallest_letters_are_found_wherever_they_stand(place: str) -> None:
    sizes = dict.fromkeys(PLACES, 9) | {place: 3}
    words = HtmlWords("words", sizes["a cell in a table in a cell"], INK)
    inner = HtmlTable([[HtmlCell(5, 10), HtmlCell(45, 10, words)]])
    canvas = Canvas("x", "", "")
    area = Rect(0, 0, 52, 12)
    canvas.shape("x.a", area, Look("a", size=sizes["a shape"]), "shape")
    canvas.shape("x.b", area, Look("silent", size=1))
    canvas.text("x.c", area, ["text"], Type("words", INK, sizes["a text"]))
    canvas.html("x.d", area, HtmlTable([[HtmlCell(50, 10, inner)]]), Look("d"), Meaning())
    assert canvas.drawing(60, 60).letters_least == 3
