"""Support that may fail, against the formulas written out, enumeration, drawing and a queue."""

from itertools import product
from math import exp, isclose, sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vsm_cli.analysis.comparison.comparing import StreamComparison, compare
from vsm_cli.analysis.people.team_load import team_loads
from vsm_cli.analysis.simulation.simulating import simulate
from vsm_cli.analysis.times.exact_distributions import exact_times
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

FRAME = "vsm: 1\nteams: {t: {size: 2}, u: {size: 1}}\n"
UPKEEP = "lead: 30d, process: 2h, complete-accurate: 90%"


def workspace(streams: str) -> Workspace:
    loaded = load_texts({"w.yaml": f"{FRAME}streams:\n{streams}\n"})
    assert not loaded.findings, loaded.findings
    return loaded.workspace


def relying(uses: str, step: str = "process: 20m, wait: 0", pillar: str = UPKEEP) -> Workspace:
    """A stream `s` with one step that relies on the streams `k` and `m`."""
    return workspace(
        f"  s: {{demand: 100/month, steps: {{d: {{owner: t, {step}, uses: [{uses}]}}}}}}\n"
        f"  k: {{steps: {{w: {{{pillar}}}}}}}\n"
        "  m: {steps: {w: {lead: 10d, process: 1h, complete-accurate: 80%}}}\n"
    )


def figures(found: Workspace, stream: str = "s") -> StreamFigures:
    return stream_figures(found, found.streams[stream])


LAGGING = "{stream: k, covered: 80%, changes: 4/year, without: {process: 60m}}"


@pytest.mark.parametrize(
    ("pillar", "minutes"), [(UPKEEP, "39.3"), (UPKEEP.replace("30d", "3d"), "32.1")]
)
def test_a_pillar_that_lags(pillar: str, minutes: str) -> None:
    step = figures(relying(LAGGING, pillar=pillar)).steps["d"]
    assert step.process_time_s is not None
    assert f"{step.process_time_s / 60:.1f}" == minutes
    assert (step.process_is_bound, step.wait_is_bound) == (False, False)


@pytest.mark.parametrize("uses", ["{stream: k}", "{stream: k, without: {process: 60m}}"])
def test_with_support_that_never_fails_all_is_as_written(uses: str) -> None:
    perfect = "lead: 30d, process: 2h, complete-accurate: 100%"
    found = figures(relying(uses, pillar=perfect))
    assert found.lead_time_s == 20 * 60
    assert found == figures(relying("{stream: m}", pillar=perfect))


def test_the_clock_of_changes_is_the_one_on_the_wall() -> None:
    """30 days of 8 hours, 5 a week, are 42 days of elapsed time."""
    at_work = (
        "  k: {calendar: {day: 8h, week: 5d}, steps: {w: {lead: 30d, complete-accurate: 1.0}}}"
    )
    uses = "{stream: k, changes: 4/year, without: {process: 60m}}"
    found = workspace(f"  s: {{steps: {{d: {{process: 20m, wait: 0, uses: {uses}}}}}}}\n{at_work}")
    there = exp(-4 * 42 / 365)
    assert isclose(figures(found).lead_time_s or 0, (there * 20 + (1 - there) * 60) * 60)


def test_figures_of_a_step_are_means_over_the_cases() -> None:
    without = "{process: 60m, wait: 4h, complete-accurate: 50%, people: 3}"
    step = "process: 20m, wait: 1h, complete-accurate: 95%"
    found = figures(relying(f"{{stream: k, covered: 50%, without: {without}}}", step))
    there = 0.5 * 0.9
    assert isclose(found.process_time_s or 0, 60 * (there * 20 + (1 - there) * 60))
    assert isclose(found.wait_time_s or 0, 3600 * (there * 1 + (1 - there) * 4))
    assert isclose(found.effort_s or 0, 60 * (there * 20 + (1 - there) * 60 * 3))
    assert isclose(found.rolled_complete_accurate or 0, there * 0.95 + (1 - there) * 0.5)
    assert found.bounds == {}


def test_of_several_the_first_that_fails_decides() -> None:
    uses = (
        "{stream: k, covered: 70%, without: {process: 60m}},"
        "{stream: m, covered: 60%, without: {wait: 5h}}"
    )
    found = figures(relying(uses, "process: 20m, wait: 1h"))
    process, wait = 0.0, 0.0
    first, second = 0.7 * 0.9, 0.6 * 0.8
    for there, also in product((True, False), repeat=2):
        chance = (first if there else 1 - first) * (second if also else 1 - second)
        process += chance * (20 if there else 60)
        wait += chance * (5 if there and not also else 1)
    assert isclose(found.process_time_s or 0, process * 60)
    assert isclose(found.wait_time_s or 0, wait * 3600)


@pytest.mark.parametrize(
    ("step", "without", "lead_h"),
    [
        ("lead: 5h", "{lead: 9h}", 7),
        ("lead: 5h, process: 1h", "{process: 3h}", 6),
        ("process: 1h, wait: 4h", "{lead: 9h}", 7),
        ("process: 1h, every: 8h", "{process: 3h}", 6),
        ("process: 1h, queue: 4", "{process: 3h}", 2 + 4 * 365 * 24 / 1200),
    ],
)
def test_what_is_not_said_is_unchanged(step: str, without: str, lead_h: float) -> None:
    uses = f"{{stream: k, covered: 50%, without: {without}}}"
    found = figures(relying(uses, step, "lead: 1d, process: 1h, complete-accurate: 100%"))
    assert isclose(found.lead_time_s or 0, lead_h * 3600)


def test_a_stream_that_is_waited_for_comes_first() -> None:
    use = "{stream: k, wait: true, covered: 50%, without: {wait: 4h}}"
    found = figures(relying(use, "process: 20m", "lead: 2h, process: 1h, complete-accurate: 100%"))
    assert isclose(found.lead_time_s or 0, 60 * (20 + 120 + 0.5 * 240))


def test_what_is_not_known_makes_a_bound() -> None:
    unrated = figures(relying(LAGGING, pillar="lead: 30d, process: 2h"))
    there = 0.8 * exp(-4 * 30 / 365)
    assert isclose(unrated.lead_time_s or 0, 60 * (there * 20 + (1 - there) * 60))
    assert unrated.bounds["lead_time_s"] == "≥"
    assert unrated.bounds["effort_s"] == "≥"
    quicker = "{stream: k, covered: 80%, without: {process: 5m, complete-accurate: 50%}}"
    guessed = figures(relying(quicker, "process: 20m, wait: 0, complete-accurate: 90%", "lead: 1d"))
    assert (guessed.lead_time_s, guessed.bounds["lead_time_s"]) == (5 * 60, "≥")
    assert isclose(guessed.rolled_complete_accurate or 0, 0.8 * 0.9 + 0.2 * 0.5)
    assert guessed.bounds["rolled_complete_accurate"] == "≤"


def test_in_a_circle_the_pillar_counts_as_if_nothing_failed_it() -> None:
    def stream(id_: str, other: str) -> str:
        uses = f"{{stream: {other}, covered: 50%, changes: 10/year, without: {{process: 9h}}}}"
        step = f"process: 1h, wait: 9h, complete-accurate: 80%, uses: {uses}"
        return f"  {id_}: {{steps: {{w: {{{step}}}}}}}"

    found = figures(workspace("\n".join((stream("s", "k"), stream("k", "s")))))
    there = 0.5 * 0.8 * exp(-10 * 10 / 24 / 365)
    assert isclose(found.lead_time_s or 0, 3600 * (9 + there * 1 + (1 - there) * 9))
    assert found.bounds["lead_time_s"] == "≥"
    alone = figures(workspace(stream("s", "s")))
    assert alone.lead_time_s == found.lead_time_s


def test_waiting_for_a_stream_that_relies_on_one_is_no_circle_of_waits() -> None:
    found = workspace(
        "  s: {steps: {a: {process: 1h, complete-accurate: 90%, uses: {stream: k, wait: true}}}}\n"
        "  k: {steps: {b: {process: 1h, wait: 0, complete-accurate: 90%,\n"
        "    uses: {stream: s, covered: 50%, without: {process: 3h}}}}}"
    )
    there = 0.5 * 0.9
    assert isclose(figures(found).lead_time_s or 0, 3600 * (1 + there * 1 + (1 - there) * 3))


def test_the_load_is_that_of_the_cases() -> None:
    without = "{process: 60m, people: {t: 1, u: 2}}"
    found = relying(f"{{stream: k, covered: 50%, without: {without}}}")
    there = 0.5 * 0.9
    year_s, items = 40 * 365 / 7 * 3600, 1200
    loads = team_loads(found)
    of_t = items * 60 * (there * 20 + (1 - there) * 60) / (2 * year_s)
    of_u = items * 60 * (1 - there) * 60 * 2 / year_s
    for team, load in (("t", of_t), ("u", of_u)):
        assert loads[team].load is not None
        assert isclose(loads[team].load or 0, load)


def test_what_fails_never_ends_records_behind_in_a_queue() -> None:
    """Records change at random, and each change takes the pillar's lead time to be taken in."""
    random, every_s, lead_s = Random(3), 365 / 4, 30
    changes, now = [], 0.0
    while now < 400_000:
        now += random.expovariate(1 / every_s)
        changes.append((now, now + random.uniform(0, 2 * lead_s)))
    moments = sorted(random.uniform(1000, 390_000) for _ in range(20_000))
    behind = sum(any(a <= m < b for a, b in near) for m, near in _near(moments, changes))
    expected = 1 - exp(-4 * 30 / 365)
    assert abs(behind / len(moments) - expected) < 5 * sqrt(expected / len(moments)) + 0.005
    step = figures(relying("{stream: k, changes: 4/year, without: {process: 60m}}")).steps["d"]
    assert isclose(step.cases[0].chance, 0.9 * (1 - expected))


def _near(
    moments: list[float], changes: list[tuple[float, float]]
) -> list[tuple[float, list[tuple[float, float]]]]:
    first = 0
    found = []
    for moment in moments:
        while changes[first][0] < moment - 60:
            first += 1
        found.append((moment, changes[first : first + 50]))
    return found


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.booleans(), st.booleans())
def test_simulation_agrees_with_figures(seed: int, spread: bool, beside: bool) -> None:
    random = Random(seed)
    steps = []
    for at in range(4):
        without = f"process: {random.randint(0, 90)}m, wait: {random.randint(0, 90)}m"
        process = f"{random.randint(0, 60)}m"
        uses = f"{{stream: k, covered: {random.randint(1, 99)}%, without: {{{without}}}}}"
        wait = f"{{min: 0, max: {random.randint(1, 60)}m}}" if spread and at == 1 else "10m"
        ways = ", next: [c, e]" if beside and at == 0 else ", next: d" if beside and at == 1 else ""
        name = "bcde"[at] if not beside else "bced"[at]
        steps.append(f"{name}: {{process: {process}, wait: {wait}, uses: {uses}{ways}}}")
    found = workspace(
        f"  s: {{steps: {{{', '.join(steps)}}}}}\n"
        "  k: {steps: {w: {lead: 30d, complete-accurate: 90%}}}"
    )
    stream = found.streams["s"]
    result = simulate(found, stream, runs=40_000, seed=seed + 1)
    assert result.lead is not None
    drawn = result.lead.mean_s
    exact = stream_figures(found, stream)
    assert exact.lead_time_s is not None
    if exact.bounds:
        assert drawn >= exact.lead_time_s * 0.99
    else:
        assert isclose(drawn, exact.lead_time_s, rel_tol=0.03)
    known = exact_times(found, stream).get("lead")
    if known and not exact.bounds:
        assert isclose(known.mean_s, exact.lead_time_s, rel_tol=1e-6)


def of_s(change: StreamComparison) -> bool:
    return change.after is not None and change.after.id == "s"


def test_a_faster_pillar_shows_in_what_rests_on_it() -> None:
    def state(lead: str, more: str = "") -> Workspace:
        return relying(LAGGING, pillar=f"{UPKEEP.replace('30d', lead)}{more}")

    (change,) = [each for each in compare(state("30d"), state("3d")).streams if of_s(each)]
    (part,) = change.parts or ()
    assert part.ground == "speed"
    assert part.changes[0].stream == "k"
    assert f"{part.seconds / 60:.1f}" == "-7.1"
    better = relying(LAGGING, pillar=UPKEEP.replace("90%", "100%"))
    (change,) = [each for each in compare(state("30d"), better).streams if of_s(each)]
    assert change.parts is not None
    assert [each.ground for each in change.parts] == ["speed"]
    every = relying(LAGGING, pillar="every: 2d, process: 2h, complete-accurate: 90%")
    seldom = relying(LAGGING, pillar="every: 60d, process: 2h, complete-accurate: 90%")
    (change,) = [each for each in compare(seldom, every).streams if of_s(each)]
    assert [each.ground for each in change.parts or ()] == ["follows"]
    covered = relying(LAGGING.replace("80%", "95%"))
    (change,) = [each for each in compare(state("30d"), covered).streams if of_s(each)]
    assert [each.ground for each in change.parts or ()] == ["speed"]
