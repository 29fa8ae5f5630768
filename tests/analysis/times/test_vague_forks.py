"""Where branches vary, lead times are bounds: the fork that makes them so is named."""

from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts


def figures(steps: str, more: str = "") -> StreamFigures:
    text = f"vsm: 1\nstreams: {{s: {{{more}steps: {{{steps}}}}}}}\n"
    workspace = load_texts({"a.yaml": text}).workspace
    return stream_figures(workspace, workspace.streams["s"])


FORK = (
    "p: {{process: 1h, wait: 0, next: [a, b]}}, a: {{process: {a}, wait: 0, next: c}}, "
    "b: {{process: 2h, wait: 0, next: c}}, c: {{process: 1h, wait: 0}}"
)


def test_spreads_that_decide_which_branch_is_longest_name_the_fork() -> None:
    found = figures(FORK.format(a="{min: 1h, max: 5h}"))
    assert (found.vague_forks, found.bound("lead")) == (("p",), "≥")


def test_a_spread_that_changes_nothing_names_none() -> None:
    for a in ("{min: 3h, max: 5h}", "{min: 10m, max: 2h}", "3h"):
        found = figures(FORK.format(a=a))
        assert (found.vague_forks, found.bound("lead")) == ((), None)


def test_of_several_forks_only_those_that_vary_are_named() -> None:
    second = ", q: {process: 1h, wait: 0, next: [x, y]}, x: {process: 1h, wait: 0, next: z}, "
    second += "y: {process: 2h, wait: 0, next: z}, z: {process: 1h, wait: 0}"
    found = figures(FORK.format(a="{min: 1h, max: 5h}") + second)
    assert found.vague_forks == ("p",)


def test_a_bound_that_comes_from_missing_times_names_no_fork() -> None:
    found = figures("a: {process: 1h}, b: {owner: customer}")
    assert (found.vague_forks, found.bound("lead")) == ((), "≥")
