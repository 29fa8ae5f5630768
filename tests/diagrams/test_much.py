"""Long names and dense streams are drawn in time that grows as they do."""

from itertools import pairwise
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.api import analyse_texts
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.diagrams.stream_map.layout.tracks import Run, assign_tracks
from vsm_cli.diagrams.stream_map.parts.map_problems import problems_of_step
from vsm_cli.diagrams.stream_map.stream_subject import subject_of
from vsm_cli.diagrams.text_measures import measure, shorten, wrap
from vsm_cli.loading.load import load_texts


@pytest.mark.parametrize(
    "part", ["n", "word ", "客", "a\u0301", "\u0301", "\u200d", "😀", "a-", "("]
)
def test_a_long_name_is_cut_at_once(part: str) -> None:
    began = process_time()
    lines = wrap(part * 50_000, 100, 9, lines=3, bold=True)
    assert process_time() - began < 2
    assert all(measure(line, 9, bold=True) <= 100 for line in lines)


@given(st.text("abW il…客\u0301（", max_size=30), st.integers(0, 120), st.booleans())
def test_as_much_is_kept_as_fits(text: str, width: int, bold: bool) -> None:
    text = " ".join(text.split())
    kept = shorten(text, width, 9, bold=bold)
    fitting = [
        end
        for end in range(1, len(text) + 1)
        if measure(text[:end].rstrip() + "…", 9, bold=bold) <= width
    ]
    if measure(text, 9, bold=bold) <= width:
        assert kept == text
    else:
        assert text[: max(fitting, default=0)].startswith(kept.removesuffix("…"))
        # Marks stay with their letters, so that a few more may go.
        assert "\u0301" in text or kept == text[: max(fitting, default=0)].rstrip() + "…"


@pytest.mark.parametrize("seed", range(5))
def test_many_lines_in_a_channel_keep_clear_of_each_other(seed: int) -> None:
    random = Random(seed)
    lows = [random.randrange(4000) for _ in range(400)]
    runs = [Run(at, [low], [low + random.randrange(300)]) for at, low in enumerate(lows)]
    tracks = assign_tracks(runs, 10)
    by_track: dict[int, list[tuple[int, int]]] = {}
    for run in runs:
        by_track.setdefault(tracks[run.key], []).append((run.low, run.high))
    for spans in by_track.values():
        spans.sort()
        assert all(high + 10 <= low for (_, high), (low, _) in pairwise(spans))
    # As many tracks as lines that are beside each other somewhere, and no more.
    beside = (sum(run.low <= low < run.high + 10 for run in runs) for low in lows)
    assert len(by_track) == max(beside)


def test_everything_leads_to_everything() -> None:
    def seconds(count: int) -> float:
        steps = ", ".join(
            f"s{n}: {{owner: t, next: {{{', '.join(f's{m}: ' for m in range(count) if m != n)}}}}}"
            for n in range(count)
        )
        text = f"vsm: 1\nteams: {{t: {{}}}}\nstreams: {{s: {{owner: t, steps: {{{steps}}}}}}}\n"
        workspace = load_texts({"vsm.yaml": text}).workspace
        began = process_time()
        stream_map(Scope(workspace), workspace.streams["s"])
        return process_time() - began

    few, many = (min(seconds(count) for _ in range(2)) for count in (30, 60))
    assert many < 12 * few  # four times as many routes


def test_problems_of_many_steps_are_found_in_one_pass() -> None:
    steps = "".join(f"      s{i}: {{owner: t, foo: 1}}\n" for i in range(2000))
    text = f"vsm: 1\nteams: {{t: {{name: T}}}}\nstreams:\n  a:\n    owner: t\n    steps:\n{steps}"
    report = analyse_texts({"a.yaml": text})
    (workspace,) = report.workspaces
    model = workspace.loaded.workspace
    stream = model.streams["a"]
    subject = subject_of(Scope(model, problems=workspace.diagnostics), stream)
    began = process_time()
    found = [problems_of_step(subject, step) for step in stream.steps.values()]
    assert process_time() - began < 1
    assert all("VSM002" in [each.code for each in problems] for problems in found)
