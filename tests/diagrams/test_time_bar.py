"""The bar above a map: what the customer feels is what it shows."""

import pytest

from tests.diagrams.test_landscape import workspace_of
from vsm_cli.diagrams.drawing import Drawing, ShapePart, TextPart
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map


def drawn(later: str) -> Drawing:
    workspace = workspace_of(
        "vsm: 1\nteams: {t: {}}\n"
        "streams: {s: {owner: t, customer: branch, delivered-at: b, steps: {"
        "a: {owner: t, process: 1h, wait: 0}, b: {owner: t, process: 2h, wait: 1h},"
        f" c: {{owner: t, process: 1h, wait: {later}}}}}}}}}\n"
    )
    return stream_map(Scope(workspace), workspace.streams["s"])


def widths(drawing: Drawing, kind: str) -> int:
    return sum(
        part.place.width
        for id, part in drawing.parts.items()
        if id.startswith(f"s.time.{kind}") and isinstance(part, ShapePart)
    )


def words(drawing: Drawing) -> list[str]:
    return [
        line
        for id, part in drawing.parts.items()
        if id.startswith("s.time.later") and isinstance(part, TextPart)
        for line in part.lines
    ]


def test_what_comes_after_delivery_is_to_scale_while_it_is_shorter() -> None:
    drawing = drawn("0")
    assert widths(drawing, "later") / widths(drawing, "perceived") == pytest.approx(1 / 4, abs=0.01)
    assert words(drawing) == ["c"]


def test_what_takes_longer_after_delivery_leaves_room_and_says_so() -> None:
    drawing = drawn("30d")
    assert widths(drawing, "later") / widths(drawing, "perceived") == pytest.approx(1 / 4, abs=0.01)
    assert words(drawing) == ["after delivery: 30d, not to scale"]
