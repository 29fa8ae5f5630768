"""Every picture of every sample, with its problems and in both layouts: no text lies on another or
leaves its box or its page, and none has letters of less than 8 points."""

from pathlib import Path

import pytest

from tests.diagrams.measured import holds_together
from vsm_cli.api import Options, analyse
from vsm_cli.diagnostics import laid_out
from vsm_cli.diagrams.album import album
from vsm_cli.diagrams.scope import Scope
from vsm_cli.language import spoken
from vsm_cli.model.settings import Layout, View

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if (folder / "vsm.yaml").is_file())


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_holds_together(name: str) -> None:
    (report,) = analyse([SAMPLES / name], Options(preset="strict")).workspaces
    problems = laid_out(report.diagnostics)
    found = []
    with spoken(report.language):
        for layout in (Layout.lanes, Layout.row):
            scope = Scope(report.workspace, problems, layout=layout)
            for picture in album(scope):
                if layout is Layout.lanes or picture.view is View.streams:
                    drawing = picture.draw()
                    found += [f"{picture.path}: {each}" for each in holds_together(drawing)]
                    assert (drawing.letters_least or 0) >= 8
    assert found == []
