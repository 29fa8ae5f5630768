"""Shapes on the page in fewer letters: the same places as before."""

import pytest

from vsm_cli.reporters.page.short_shapes import short_path, short_points


@pytest.mark.parametrize(
    ("points", "name", "short"),
    [
        # A box, and one that begins with a side down.
        ("9,-1 1,-1 1,-5 9,-5 9,-1", "path", "M9-1H1V-5H9z"),
        ("1,-1 1,-5 9,-5 9,-1 1,-1", "polygon", "1-1 1-5 9-5 9-1"),
        # Nearly a box, a triangle, one that is left open.
        ("9,-1 1,-1 1,-5 8,-5 9,-1", "polygon", "9-1 1-1 1-5 8-5"),
        ("0,0 2,0 1,3 0,0", "polygon", "0,0 2,0 1,3"),
        ("0,0 2,0 1,3", "polygon", "0,0 2,0 1,3"),
    ],
)
def test_polygons(points: str, name: str, short: str) -> None:
    found, attributes = short_points("polygon", {"points": points, "class": "l1"})
    assert found == name
    assert attributes == {"class": "l1", "d" if name == "path" else "points": short}


def test_a_line_comes_back_to_where_it_began() -> None:
    assert short_points("polyline", {"points": "0,-1 2,0 0,-1"}) == (
        "polyline",
        {"points": "0-1 2,0 0-1"},
    )


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M0,-1C0,-1 5,-1 5,-1", "M0-1L5-1"),
        ("M0,0C0,0 5,0 5,0 8,0 9,1 9,3", "M0,0L5,0C8,0 9,1 9,3"),
        ("M0,0C1,0 5,0 5,0", "M0,0C1,0 5,0 5,0"),
        ("M0,0L5,0", "M0,0L5,0"),
    ],
)
def test_curves_that_are_straight(path: str, short: str) -> None:
    assert short_path(path) == short
