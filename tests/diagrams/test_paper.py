"""Pictures on sheets of paper: the whole picture, on exactly that sheet."""

import struct
import zlib
from xml.etree import ElementTree

import pytest

from tests.diagrams.installed import needs_graphviz
from tests.diagrams.test_landscape import sample
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.handoffs import handoffs_map
from vsm_cli.diagrams.paper import (
    SIZES,
    Paper,
    drawing_on_paper,
    notice_of,
    on_paper,
    pixels_per_point,
    sheet_for,
)
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map


def wide() -> Drawing:
    workspace = sample("bank-zh")
    return stream_map(Scope(workspace), workspace.streams["故障修复"])


def upright() -> Drawing:
    return handoffs_map(Scope(sample("bank")))


@pytest.mark.parametrize("paper", SIZES)
def test_a_sheet_stands_as_the_picture_does(paper: Paper) -> None:
    long, short = SIZES[paper]
    assert sheet_for(2000, 1000, paper)[:2] == (long, short)
    assert sheet_for(1000, 2000, paper)[:2] == (short, long)


def test_a_picture_keeps_a_margin_and_is_not_blown_up() -> None:
    sheet = sheet_for(2000, 1000, "a4")
    points = 297 * 72 / 25.4
    assert 2000 * sheet.scale == pytest.approx(points - 2 * 10 * 72 / 25.4)
    assert sheet_for(50, 50, "a1").scale == 1.5


@pytest.mark.parametrize("paper", SIZES)
def test_svg_has_the_size_of_the_sheet_and_the_whole_picture(paper: Paper) -> None:
    drawing = wide()
    root = ElementTree.fromstring(on_paper(engine.draw(drawing), paper))
    assert (root.attrib["width"], root.attrib["height"]) == tuple(
        f"{side:g}mm" for side in SIZES[paper]
    )
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert left < 0 < drawing.width < left + width
    assert top < 0 < drawing.height < top + height
    assert width / height == pytest.approx(SIZES[paper][0] / SIZES[paper][1], rel=1e-3)


def test_png_has_300_pixels_to_the_inch() -> None:
    finished = on_paper(engine.draw(wide()), "a4")
    png = engine.png(finished, scale=pixels_per_point(finished, "a4"))
    assert struct.unpack(">II", png[16:24]) == pytest.approx((3508, 2480), abs=1)


@needs_graphviz
@pytest.mark.parametrize("paper", SIZES)
def test_pdf_is_one_page_of_that_size(paper: Paper) -> None:
    for drawing, sides in ((wide(), SIZES[paper]), (upright(), SIZES[paper][::-1])):
        pdf = engine.pdf(drawing_on_paper(drawing, paper))
        expected = tuple(side * 72 / 25.4 for side in sides)
        assert page_sizes(pdf) == [pytest.approx(expected, abs=1)]


def page_sizes(pdf: bytes) -> list[tuple[float, ...]]:
    """The sizes of all pages in points; Graphviz may pack what says so."""
    texts = [pdf]
    for part in pdf.split(b"stream\n")[1:]:
        try:
            texts.append(zlib.decompress(part.partition(b"endstream")[0].rstrip(b"\r\n")))
        except zlib.error:
            continue
    found = [text.split(b"/MediaBox [")[1:] for text in texts]
    return [
        tuple(float(side) for side in box.partition(b"]")[0].split()[2:])
        for boxes in found
        for box in boxes
    ]


def test_letters_too_small_to_read_are_said_with_the_paper_that_would_do() -> None:
    drawing = wide()
    assert "A1 is easier to read" in (notice_of("x", drawing, "a4") or "")
    assert notice_of("x", drawing, "a1") is None
    huge = Drawing(
        id="x", title="", description="", dot="fontsize=8", meanings={}, width=9000, height=500
    )
    assert "choose fewer streams" in (notice_of("x", huge, "a1") or "")
