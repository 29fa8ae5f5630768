"""What `vsm check` finds is said in words on the pictures that it is laid over."""

from pathlib import Path

import msgspec
import pytest

from tests.diagrams.pictures import Picture
from vsm_cli.api import Options, analyse
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.album import album
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Room
from vsm_cli.diagrams.problem_list import Concern, draw_problem_list
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.lint.check_report import WorkspaceReport

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def report() -> WorkspaceReport:
    (found,) = analyse([SAMPLES / "bank-defects"], Options(preset="strict")).workspaces
    return found


def said(picture: Picture) -> str:
    """The words of the list, lines joined."""
    parts = {id for id, _ in picture.of_kind("problem-words")}
    return " ".join(label.text for label in picture.labels() if label.id in parts)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_problem_is_said_on_the_landscape(report: WorkspaceReport) -> None:
    (landscape,) = (
        each
        for each in album(Scope(report.workspace, problems=report.diagnostics))
        if each.view == "landscape"
    )
    words = squeezed(said(Picture(engine.draw(landscape.draw()))))
    kinds = ("streams.", "journeys.")
    shown = [each for each in report.diagnostics if each.element.startswith(kinds)]
    assert len(shown) >= 13
    for problem in shown:
        assert squeezed(clean(problem.message)) in words


@pytest.mark.parametrize("view", ["streams", "journeys", "handoffs"])
def test_what_is_marked_is_listed(report: WorkspaceReport, view: str) -> None:
    listed = 0
    for each in album(Scope(report.workspace, problems=report.diagnostics)):
        if each.view == view:
            picture = Picture(engine.draw(each.draw()))
            titles = [part[0].text or "" for _, part in picture.of_kind("problem")]
            marks = {line.split()[0] for title in titles for line in title.split("\n")}
            signs = [id for id, _ in picture.of_kind("problem-sign")]
            texts = {label.text for label in picture.labels() if label.id in signs}
            assert marks <= {text.split()[-1] for text in texts}
            listed += len(signs)
    assert listed >= 3


def test_nothing_is_listed_where_nothing_is_wrong(report: WorkspaceReport) -> None:
    for each in album(Scope(report.workspace)):
        assert not said(Picture(engine.draw(each.draw())))


def test_an_endless_list_is_cut_and_says_so(report: WorkspaceReport) -> None:
    one = report.diagnostics[0]
    concerns = [
        Concern("x", msgspec.structs.replace(one, fingerprint=str(number))) for number in range(100)
    ]
    canvas = Canvas("case", "", "")
    height = draw_problem_list(canvas, concerns, Room(0, 0, 1000))
    picture = Picture(engine.draw(canvas.drawing(1000, height)))
    assert len(list(picture.of_kind("problem-sign"))) == 60
    assert "40 more; vsm check lists all" in said(picture)


def test_a_problem_of_two_parts_is_listed_once(report: WorkspaceReport) -> None:
    one = report.diagnostics[0]
    canvas = Canvas("case", "", "")
    concerns = [Concern("here", one), Concern("there", one)]
    height = draw_problem_list(canvas, concerns, Room(0, 0, 700))
    picture = Picture(engine.draw(canvas.drawing(700, height)))
    assert [id for id, _ in picture.of_kind("problem-sign")] == ["case.problems.1"]
    assert said(picture).startswith("Problems here: ")
