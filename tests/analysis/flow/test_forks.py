"""Which branches come together where, and which do not (VSM507)."""

from typing import Any

import pytest

from tests.analysis.models import figures_of, in_minutes, make_stream
from vsm_cli.analysis.flow.forks import Fork
from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.model.values import Spread

Steps = dict[str, dict[str, Any]]
DAY = 24 * 60


def with_next(**next_: Any) -> Steps:
    """Steps of one minute's work after one minute's wait."""
    timed = {"process": 1, "wait": 1, "complete_accurate": 0.9}
    return {step: {**timed, "next": to} for step, to in next_.items()}


def forks_of(steps: Steps) -> tuple[dict[str, Fork], tuple[str, ...]]:
    routing = routing_of(make_stream(steps))
    return {fork.state: fork for fork in routing.forks}, routing.unsound


def branches(fork: Fork) -> list[list[str]]:
    return [sorted(branch.states) for branch in fork.branches]


def test_the_join_is_the_nearest_common_step() -> None:
    forks, unsound = forks_of(with_next(f=["a", "b"], a="j", b="j", j="k", k="end"))
    assert unsound == ()
    assert forks["f"].join == "j"
    assert branches(forks["f"]) == [["a"], ["b"]]


def test_branches_that_share_no_step_join_at_the_end() -> None:
    forks, unsound = forks_of(with_next(f=["a", "b"], a="end", b="c", c="end"))
    assert unsound == ()
    assert forks["f"].join == "end"
    assert branches(forks["f"]) == [["a"], ["b", "c"]]


def test_a_branch_may_lead_straight_to_the_join_or_to_the_end() -> None:
    forks, _ = forks_of(with_next(f=["a", "j"], a="j", j="end"))
    assert forks["f"].join == "j"
    assert branches(forks["f"]) == [["a"], []]
    forks, _ = forks_of(with_next(f=["a", "end"], a="end"))
    assert forks["f"].join == "end"


def test_joins_nest_where_some_branches_meet_first() -> None:
    steps = with_next(f=["a", "b", "c"], a="j", b="j", j="k", c="k", k="end")
    forks, unsound = forks_of(steps)
    assert unsound == ()
    assert [fork.join for fork in forks.values()] == ["j", "k"]
    assert branches(forks["f 1"]) == [["a"], ["b"]]
    assert branches(forks["f"]) == [["a", "b", "f 1", "j"], ["c"]]
    # 2 for f, then 2 + 1 + 1 for a or b with the wait for j and j, 1 for k's wait, 1 for k.
    assert in_minutes(figures_of(steps).lead_time_s) == pytest.approx(8)


def test_a_fork_within_a_branch_may_end_at_the_same_join() -> None:
    steps = with_next(f=["a", "b"], a=["c", "d"], c="j", d="j", b="j", j="end")
    forks, unsound = forks_of(steps)
    assert unsound == ()
    assert [(state, fork.join) for state, fork in forks.items()] == [("a", "j"), ("f", "j")]
    assert figures_of(steps).steps["j"].visits == 1


def test_inner_forks_come_before_those_around_them_wherever_they_are_written() -> None:
    forks, _ = forks_of(with_next(f=["a", "b"], b=["c", "d"], c="j", d="j", a="k", j="k", k="end"))
    assert list(forks) == ["b", "f"]


def test_rework_within_a_branch_and_around_the_whole_fork_is_healthy() -> None:
    _, unsound = forks_of(
        with_next(f=["a", "b"], a="c", c={"a": 0.2, "j": None}, b="j", j={"f": 0.1, "end": None})
    )
    assert unsound == ()


def test_a_failed_check_sends_the_case_back_before_the_fork() -> None:
    forks, unsound = forks_of(
        with_next(s="f", f=["a", "b"], a={"s": 0.1, "j": None}, b={"f": 0.2, "j": None}, j="end")
    )
    assert unsound == ()
    assert (forks["f"].join, branches(forks["f"])) == ("j", [["a"], ["b"]])
    forks, unsound = forks_of(
        with_next(f=["a", "b"], a={"f": 0.1, "end": None}, b={"f": 0.2, "end": None})
    )
    assert unsound == ()
    assert forks["f"].join == "end"


UNSOUND = {
    "branches share a step that one can pass by": with_next(
        f=["a", "b"], a={"c": 0.5, "d": None}, b="c", c="d", d="end"
    ),
    "a branch is entered from outside": with_next(
        s={"f": 0.5, "a": None}, f=["a", "b"], a="j", b="j", j="end"
    ),
    "rework after the join goes into a branch": with_next(
        f=["a", "b"], a="j", b="j", j={"a": 0.1, "end": None}
    ),
    "branches that end apart, one in two ways": with_next(
        f=["a", "b"], a={"c": 0.5, "end": None}, b={"c": 0.5, "d": None}, c="e", d="e", e="end"
    ),
}


@pytest.mark.parametrize("steps", UNSOUND.values(), ids=UNSOUND)
def test_branches_that_do_not_come_together_are_named(steps: Steps) -> None:
    figures = figures_of(steps)
    assert figures.bad_forks == ("f",)
    assert figures.lead_time_s is None
    assert figures.rolled_complete_accurate is None


def test_a_branch_where_work_comes_in_from_outside_is_named() -> None:
    steps = with_next(f=["a", "b"], a="j", b="j", j="end")
    steps["f"]["entry"] = 0.5
    steps["a"]["entry"] = 0.5
    assert figures_of(steps).bad_forks == ("f",)


def test_an_unsound_fork_that_no_item_reaches_costs_only_itself() -> None:
    steps = with_next(s="end", f=["a", "b"], a={"c": 0.5, "d": None}, b="c", c="d", d="end")
    figures = figures_of(steps)
    assert figures.bad_forks == ("f",)
    assert in_minutes(figures.lead_time_s) == 2


def test_a_fork_whose_branches_only_lead_back_to_it_is_named() -> None:
    steps = with_next(s="end", f=["a", "b"], a="f", b="f")
    assert figures_of(steps).bad_forks == ("f",)


def test_of_branches_that_meet_first_nobody_does_the_join_who_takes_none_of_them() -> None:
    steps = with_next(f=[{"a": 0.1}, {"b": 0.2}, "c"], a="j", b="j", j="k", c="k", k="end")
    forks, unsound = forks_of(steps)
    assert unsound == ()
    assert [(fork.join, fork.made) for fork in forks.values()] == [("j", True), ("k", False)]
    figures = figures_of(steps)
    visits = {id_: step.visits for id_, step in figures.steps.items()}
    some = 1 - 0.9 * 0.8
    assert visits == pytest.approx({"f": 1, "a": 0.1, "b": 0.2, "j": some, "c": 1, "k": 1})
    # 2 for f; a or b, j and the wait for k take 5, c with that wait 3; k itself 1.
    assert in_minutes(figures.lead_time_s) == pytest.approx(2 + some * 5 + (1 - some) * 3 + 1)
    assert figures.rolled_complete_accurate == pytest.approx(
        0.9**3 * (0.9 * 0.8 + 0.9 * (0.99 * 0.98 - 0.9 * 0.8))
    )


def test_one_in_ten_takes_the_long_branch() -> None:
    steps: Steps = {
        "plan": {"process": 0, "wait": 0, "next": ["laptop", {"car": 0.1}, "badge"]},
        "laptop": {"process": 0, "wait": 3 * DAY, "next": "start"},
        "car": {"process": 0, "wait": 20 * DAY, "next": "start"},
        "badge": {"process": 0, "wait": DAY, "next": "start"},
        "start": {"process": 0, "wait": 0, "next": "end"},
    }
    figures = figures_of(steps)
    assert in_minutes(figures.lead_time_s) == pytest.approx(4.7 * DAY)
    assert figures.bounds == {}
    chosen = {**steps, "plan": {**steps["plan"], "next": ["laptop", "ask", "badge"]}}
    chosen["ask"] = {"process": 0, "wait": 0, "next": {"car": 0.1, "start": None}}
    assert in_minutes(figures_of(chosen).lead_time_s) == pytest.approx(4.7 * DAY)


def forked(process: Spread, fast_m: float, **slow_next: Any) -> Steps:
    return {
        "f": {"process": 0, "wait": 0, "next": ["slow", "fast"]},
        "slow": {"wait": 0, "next": slow_next or "j"} | {"process": process},
        "fast": {"process": fast_m, "wait": 0, "next": "j"},
        "j": {"process": 0, "wait": 0},
    }


@pytest.mark.parametrize(
    ("fast_m", "bound"), [(1, None), (5, None), (6, "≥"), (14, "≥"), (15, None), (30, None)]
)
def test_a_spread_makes_a_bound_where_it_decides_which_branch_is_longer(
    fast_m: float, bound: str | None
) -> None:
    figures = figures_of(forked(Spread(600.0, "uniform", (300.0, 900.0)), fast_m))
    assert figures.bounds.get("lead_time_s") == bound
    assert in_minutes(figures.lead_time_s) == pytest.approx(max(fast_m, 10))


def test_rework_in_a_branch_makes_a_bound_where_it_decides() -> None:
    steps = forked(Spread(600.0), 30, slow=0.5, j=None)
    figures = figures_of(steps)
    assert figures.bounds["lead_time_s"] == "≥"
    # On average 20 and 30; longer where it takes more than three rounds.
    assert in_minutes(figures.lead_time_s) == pytest.approx(30)
    assert figures_of(forked(Spread(600.0), 10, slow=0.5, j=None)).bounds == {}


def test_more_times_than_can_be_told_apart_make_a_bound() -> None:
    rows = {}
    for number in range(13):
        onward = f"s{number + 1}" if number < 12 else "j"
        rows[f"s{number}"] = {"process": 0, "wait": 0, "next": {f"d{number}": 0.5, onward: None}}
        rows[f"d{number}"] = {"process": 2.0**number, "wait": 0, "next": onward}
    steps: Steps = {"f": {"process": 0, "wait": 0, "next": ["s0", "other"]}, **rows}
    steps |= {"other": {"process": 4000, "wait": 0, "next": "j"}, "j": {"process": 0, "wait": 0}}
    figures = figures_of(steps)
    assert figures.bounds["lead_time_s"] == "≥"
    assert in_minutes(figures.lead_time_s) == pytest.approx((2**13 - 1) / 2)
    steps["s12"] = {"process": 0, "wait": 0, "next": "j"}
    del steps["d12"]
    # Every time from 0 to 4095 is as likely.
    exact = sum(max(4000, time) for time in range(4096)) / 4096
    assert in_minutes(figures_of(steps).lead_time_s) == pytest.approx(exact)
    assert figures_of(steps).bounds == {}
