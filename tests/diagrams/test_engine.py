"""Pictures are whole or not given at all."""

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import svg2pdf_py
from graphviz.backend import dot_command, execute
from pypdf import PdfReader

from tests.diagrams.installed import needs_graphviz
from tests.diagrams.pictures import Picture
from vsm_cli.diagrams import engine, palette, pdf
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Drawing, Look, Meaning, Rect, Stroke, Type
from vsm_cli.diagrams.fixed_dot import fixed_dot
from vsm_cli.diagrams.pdf import bound
from vsm_cli.errors import EngineError, VsmError
from vsm_cli.model.settings import BUNDLED, Engine
from vsm_cli.source.programs import installed

HOSTILE = '"q" <script>x</script> ]]> &amp; \\n \\N \\'


def small_drawing(text: str = "Check") -> Drawing:
    canvas = Canvas("case", text, "")
    look = Look("thing", fill=palette.BOX, line=palette.BORDER)
    meaning = Meaning(f"about {text}", "a%20b.yaml")
    canvas.shape("case.a", Rect(10, 10, 120, 20), look, text, meaning)
    canvas.text("case.b", Rect(10, 40, 120, 20), [text], Type("words", palette.INK, 9))
    points = [(10, 70), (60, 70), (60, 90), (100, 90)]
    canvas.line("case.c", points, Stroke("route", palette.ROUTE, 1, radius=7, arrow=True))
    return canvas.drawing(200, 100)


@pytest.mark.parametrize("which", [BUNDLED, pytest.param(Engine("system"), marks=needs_graphviz)])
def test_what_people_wrote_comes_out_unchanged(which: Engine) -> None:
    picture = Picture(engine.draw(small_drawing(HOSTILE), which))
    assert [label.text for label in picture.labels()] == [HOSTILE, HOSTILE]
    part = picture.parts["case.a"]
    assert part[0].text == f"about {HOSTILE}"
    assert part[1].attrib["href"] == "a%20b.yaml"
    assert not list(picture.root.iter("{http://www.w3.org/2000/svg}script"))


def test_the_same_picture_has_the_same_bytes() -> None:
    assert engine.draw(small_drawing()) == engine.draw(small_drawing())


def test_page_and_positions_are_ours() -> None:
    picture = Picture(engine.draw(small_drawing()))
    assert (picture.width, picture.height) == (200, 100)
    assert picture.lines("route")["case.c"][0] == (10, 70)
    assert "vsm" in picture.root.attrib["class"]


def test_dark_colours_follow_the_reader() -> None:
    style = engine.draw(small_drawing()).partition("prefers-color-scheme:dark")[2]
    rule = f'.vsm [fill="{palette.BOX.light}"]{{fill:{palette.BOX.dark}}}'
    assert rule in style
    assert palette.LINK.dark not in style  # not on this picture


def test_a_lost_part_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fixed_dot(small_drawing())
    broken = "\n".join(line for line in whole.splitlines() if "case.b" not in line)
    monkeypatch.setattr(engine, "fixed_dot", lambda *_: broken)
    with pytest.raises(EngineError, match=r"case\.b"):
        engine.draw(small_drawing())


def test_what_graphviz_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "fixed_dot", lambda *_: "digraph { a -> ")
    with pytest.raises(EngineError, match="syntax error"):
        engine.draw(small_drawing())


@needs_graphviz
def test_threads_that_draw_at_once_each_run_their_own_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both, ran = threading.Barrier(2, timeout=30), []
    command, run_check = dot_command.command, execute.run_check

    def command_together(*given: Any, **options: Any) -> Any:
        both.wait()
        return command(*given, **options)

    def run_noted(arguments: list[Any], **options: Any) -> Any:
        ran.append(arguments[0])
        return run_check(arguments, **options)

    monkeypatch.setattr(dot_command, "command", command_together)
    monkeypatch.setattr(execute, "run_check", run_noted)
    engines = (BUNDLED, Engine("system"))
    with ThreadPoolExecutor(2) as pool:
        drawn = list(pool.map(lambda which: engine.draw(small_drawing(), which), engines))
    assert all("<svg" in each for each in drawn)
    assert set(ran) == {engine.bundled_binary(), installed("dot")}


def test_missing_graphviz_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VsmError, match="not installed"):
        engine.draw(small_drawing(), Engine("system"))
    # The bundled engine needs no PATH.
    assert engine.draw(small_drawing())


def test_png() -> None:
    assert engine.png(small_drawing()).startswith(b"\x89PNG")


def test_pdf() -> None:
    """The texts can be searched, and a booklet says what is on which page."""
    pages = [engine.pdf(small_drawing(text)) for text in ("Wait 等待", "第二页")]
    book = PdfReader(BytesIO(bound(pages, "both")))
    assert ["Wait 等待" in book.pages[0].extract_text(), len(book.pages)] == [True, 2]
    assert [entry["/Title"] for entry in book.outline] == ["Wait 等待", "第二页"]
    assert book.pages[0].mediabox[2:] == [200, 100]


def test_the_same_pdf_has_the_same_bytes() -> None:
    """Whatever order its four fonts come in."""
    canvas = Canvas("case", "fonts", "")
    for number, text in enumerate(("Wait", "等待")):
        for bold in (False, True):
            look = Type("words", palette.INK, 9, bold=bold)
            place = Rect(10, 10 + 20 * number, 120, 20)
            canvas.text(f"case.{number}.{bold}", place, [text], look)
    pages = {engine.pdf(canvas.drawing(200, 100)) for _ in range(4)}
    assert len(pages) == 1


def test_a_pdf_without_fonts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = svg2pdf_py.FontDatabase()
    monkeypatch.setattr("svg2pdf_py.FontDatabase", SimpleNamespace(system=lambda: empty))
    pdf._fonts.cache_clear()
    with pytest.raises(VsmError, match="no fonts"):
        engine.pdf(small_drawing())


def test_a_png_that_would_be_too_large_is_refused() -> None:
    drawing = dataclasses.replace(small_drawing(), width=40_000)
    with pytest.raises(EngineError, match="80000 × 200"):
        engine.png(drawing)
