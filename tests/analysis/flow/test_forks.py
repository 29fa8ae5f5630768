"""Which branches come together where, and which do not (VSM507)."""

from typing import Any

import pytest

from tests.analysis.models import figures_of, in_minutes, make_stream
from vsm_cli.analysis.flow.forks import Fork
from vsm_cli.analysis.flow.item_routing import routing_of

Steps = dict[str, dict[str, Any]]


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
