"""The ladder of a map adds up to the lead time of its stream, and says so to programs."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.models import Steps, any_plain_steps, make_stream
from tests.diagrams.graphs import random_case
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.api import Options, analyse
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.loading import load_texts
from vsm_cli.model.settings import Layout
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

SAMPLES = Path(__file__).parents[2] / "samples"


def ladder_s(drawing: Drawing) -> Decimal | None:
    said = [part.meaning.seconds for id_, part in drawing.parts.items() if ".ladder." in id_]
    known = [Decimal(each) for each in said if each]
    return sum(known, Decimal()) if known else None


def holds(workspace: Workspace, stream: Stream) -> None:
    """The rungs add up to the lead time, in lanes as in rows."""
    lead_s = stream_figures(workspace, stream).lead_time_s
    for layout in (Layout.lanes, Layout.row):
        found = ladder_s(stream_map(Scope(workspace, layout=layout), stream))
        if lead_s is None or not stream.steps:
            assert found is None
        else:
            assert float(found or 0) == pytest.approx(lead_s, abs=1e-5, rel=1e-9)


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*/vsm.yaml")), ids=lambda f: f.parent.name)
def test_every_sample(file: Path) -> None:
    workspace = analyse([file.parent], Options(check=False)).workspaces[0].workspace
    for stream in workspace.streams.values():
        holds(workspace, stream)


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_streams_of_any_shape(seed: int) -> None:
    known = 0
    for each in range(seed, seed + 20):
        workspace, stream = random_case(each, steps=20, lanes=6)
        holds(workspace, stream)
        known += stream_figures(workspace, stream).lead_time_s is not None
    assert known >= 2


@given(any_plain_steps(), st.booleans())
def test_any_stream(steps: Steps, delivered: bool) -> None:
    stream = make_stream(steps, delivered_at=next(iter(steps)) if delivered else None)
    holds(Workspace(streams={stream.id: stream}), stream)


def drawing(steps: str) -> Drawing:
    text = f"vsm: 1\nteams: {{t: {{}}}}\nstreams: {{s: {{owner: t, steps: {{{steps}}}}}}}\n"
    workspace = load_texts({"a.yaml": text}).workspace
    return stream_map(Scope(workspace), workspace.streams["s"])


def text_of(drawing: Drawing, id_: str) -> str:
    part = drawing.parts[f"s.ladder.{id_}"]
    return " ".join(getattr(part, "lines", None) or (str(getattr(part, "content", "")),))


def test_what_is_done_again_counts_as_often() -> None:
    found = drawing("a: {process: 1h, wait: 2h, next: {a: 50%, end: }}")
    assert text_of(found, "wait.a") == "4h"
    assert text_of(found, "process.a") == "2h"
    assert text_of(found, "process.a.longest") == "× 2"


def test_a_step_that_few_items_come_to_adds_little() -> None:
    found = drawing(
        "a: {process: 1h, next: {b: 20%, c: 80%}}, b: {process: 5h, wait: 10h}, c: {process: 1h}"
    )
    assert text_of(found, "wait.b") == "2h"
    assert text_of(found, "process.b.longest").endswith("× 0.2")


def test_of_branches_only_the_longest_adds() -> None:
    found = drawing(
        "a: {process: 1h, next: [b, c]}, b: {process: 5h, next: d}, c: {process: 1h, next: d}, d: "
    )
    assert text_of(found, "process.b") == "5h"
    assert text_of(found, "process.b.longest") == "longest of 2: b"
    assert ladder_s(found) == 6 * 3600


FORK = "p: {process: 0, next: [x, {y: 10%}, z]}, "
ENDS = "y: {process: 9h, next: e}, z: {process: 2h, next: e}, e: {process: 0}"


def test_where_chance_decides_which_branch_is_longest_all_of_these_are_named() -> None:
    found = drawing(f"{FORK} x: {{process: 4h, next: e}}, {ENDS}")
    rung = next(id_ for id_ in found.parts if id_.endswith(".longest"))
    assert text_of(found, rung.removeprefix("s.ladder.")) == "longest by turns: x, y"
    title = found.parts[rung.removesuffix(".longest")].meaning.title
    assert title.startswith("x, y: ")


def test_where_spreads_leave_it_open_every_branch_is_named() -> None:
    found = drawing(f"{FORK} x: {{process: {{min: 1h, max: 7h}}, next: e}}, {ENDS}")
    rung = next(id_ for id_ in found.parts if id_.endswith(".longest"))
    assert text_of(found, rung.removeprefix("s.ladder.")) == "longest by turns: x, y, z"


def test_waits_on_the_way_to_the_end_stand_behind() -> None:
    found = drawing("a: {process: 1h, wait: 0, next: {end: {share: 100%, wait: 3h}}}")
    assert text_of(found, "rest") == "3h"
    assert ladder_s(found) == 4 * 3600


def test_where_the_split_is_unknown_times_stand_alone() -> None:
    found = drawing("a: {process: 1h, next: {b: , c: }}, b: {process: 2h}, c: {process: 3h}")
    assert text_of(found, "process.a") == "1h"
    assert ladder_s(found) is None
