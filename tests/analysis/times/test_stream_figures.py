"""The figures of a stream one by one, and what can be said where something is not known."""

from typing import Any, ClassVar

import pytest

from tests.analysis.models import figures_of, in_minutes

Steps = dict[str, dict[str, Any]]


class TestUnknownIsNotZero:
    def test_untimed_steps_are_named_and_the_sums_are_bounds(self) -> None:
        figures = figures_of({"a": {"process": 1, "wait": 2}, "b": {}, "c": {"process": 3}})
        assert figures.untimed_steps == ("b",)
        assert figures.partly_timed_steps == ("c",)
        assert in_minutes(figures.lead_time_s) == 6
        assert in_minutes(figures.process_time_s) == 4
        assert figures.bounds["lead_time_s"] == figures.bounds["process_time_s"] == "≥"

    def test_ratios_need_both_sums_over_the_same_steps(self) -> None:
        figures = figures_of(
            {
                "a": {"process": 1, "wait": 3, "work": "adding"},
                "b": {"process": 5},
                "c": {"lead": 9},
            }
        )
        assert figures.activity_ratio == 0.25
        assert figures.value_adding_ratio == 0.25
        assert figures.bounds["activity_ratio"] == "≈"

    def test_a_lead_time_without_process_time_makes_the_wait_an_upper_bound(self) -> None:
        figures = figures_of({"a": {"process": 1, "wait": 3}, "b": {"lead": 9}})
        assert in_minutes(figures.wait_time_s) == 12
        assert figures.bounds["wait_time_s"] == "≤"
        assert not figures.lead_is_bound

    def test_nothing_known_is_none(self) -> None:
        figures = figures_of({"a": {}, "b": {"queue": 3}})
        assert figures.lead_time_s is None
        assert figures.process_time_s is None
        assert figures.effort_s is None
        assert figures.activity_ratio is None
        assert figures.bottleneck is None
        assert figures.untimed_steps == ("a", "b")

    def test_zero_is_known(self) -> None:
        figures = figures_of({"a": {"process": 0, "wait": 0}})
        assert figures.lead_time_s == 0
        assert figures.activity_ratio is None
        assert figures.bounds == {}

    def test_a_missing_rate_is_not_100_percent(self) -> None:
        figures = figures_of({"a": {"complete_accurate": 0.5}, "b": {}})
        assert figures.rolled_complete_accurate == 0.5
        assert figures.unrated_steps == ("b",)
        assert figures.bounds["rolled_complete_accurate"] == "≤"
        assert figures_of({"a": {}}).rolled_complete_accurate is None

    def test_a_missing_time_on_a_shorter_branch_counts(self) -> None:
        steps: Steps = {
            "f": {"process": 1, "wait": 1, "next": ["a", "b"]},
            "a": {"process": 9, "wait": 1, "next": "j"},
            "b": {"next": "j"},
            "j": {"process": 1, "wait": 1},
        }
        assert figures_of(steps).lead_is_bound
        # Delivered within a, b does not matter; delivered at the join, it does.
        assert "perceived_lead_time_s" not in figures_of(steps, delivered_at="a").bounds
        assert "perceived_lead_time_s" in figures_of(steps, delivered_at="j").bounds


SPLIT: Steps = {
    "a": {"process": 1, "wait": 1, "touchpoint": "phone"},
    "b": {"process": 1, "wait": 1, "next": {"c": None, "d": None}},
    "c": {"process": 1, "wait": 1, "next": "end"},
    "d": {"process": 1, "wait": 1},
}


class TestUnknownSplits:
    def test_what_needs_the_split_is_none(self) -> None:
        figures = figures_of(SPLIT, delivered_at="d")
        assert figures.unknown_splits == ("b",)
        assert figures.lead_time_s is None
        assert figures.perceived_lead_time_s is None
        assert figures.effort_s is None
        assert [step.visits for step in figures.steps.values()] == [1, 1, None, None]

    def test_what_does_not_need_it_is_known(self) -> None:
        figures = figures_of(SPLIT, responded_at="a", delivered_at="b")
        assert in_minutes(figures.response_time_s) == 2
        assert in_minutes(figures.perceived_lead_time_s) == 4
        assert figures.contacts == 1
        assert figures.waiting_for_customer_s == 0
        assert figures.rework_lead_time_s == 0

    def test_an_unknown_split_that_leads_back_to_delivery_matters(self) -> None:
        steps = SPLIT | {"c": {"process": 1, "wait": 1, "next": "b"}}
        assert figures_of(steps, delivered_at="b").perceived_lead_time_s is None

    def test_a_branch_with_an_unknown_split_beside_delivery_does_not_matter(self) -> None:
        steps: Steps = {
            "f": {"process": 1, "wait": 1, "next": ["a", "b"]},
            "a": {"process": 1, "wait": 1, "next": "end"},
            "b": {"process": 1, "wait": 1, "next": {"c": None, "end": None}},
            "c": {"process": 1, "wait": 1},
        }
        figures = figures_of(steps, delivered_at="a")
        assert figures.lead_time_s is None
        assert in_minutes(figures.perceived_lead_time_s) == 4

    def test_rework_aside_one_way_on_needs_no_share(self) -> None:
        steps: Steps = {
            "a": {"complete_accurate": 0.8},
            "b": {"complete_accurate": 0.5, "next": {"a": None, "end": None}},
        }
        assert figures_of(steps).rolled_complete_accurate == pytest.approx(0.4)

    def test_an_unreadable_next_is_an_unknown_split(self) -> None:
        figures = figures_of({"a": {"process": 1, "wait": 1, "unread": frozenset({"next"})}})
        assert figures.unknown_splits == ("a",)
        assert figures.lead_time_s is None

    def test_several_entries_without_share(self) -> None:
        steps: Steps = {
            "a": {"process": 1, "wait": 1, "entry": True, "next": "end"},
            "b": {"process": 1, "wait": 1, "entry": True},
        }
        figures = figures_of(steps)
        assert figures.unknown_splits == ("a", "b")
        assert figures.lead_time_s is None

    def test_shares_that_do_not_add_up_are_scaled(self) -> None:
        steps: Steps = {"a": {"next": {"b": 0.9, "end": 0.9}}, "b": {}}
        assert figures_of(steps).steps["b"].visits == 0.5
        assert figures_of({"a": {"next": {"b": 0.0, "end": 0.0}}, "b": {}}).unknown_splits == ("a",)


class TestTimes:
    def test_the_wait_before_the_join_belongs_to_each_branch(self) -> None:
        steps: Steps = {
            "f": {"process": 0, "wait": 0, "next": ["a", "b"]},
            "a": {"process": 20, "wait": 0, "next": {"j": 0.5, "end": None}},
            "b": {"process": 15, "wait": 0, "next": {"j": (1.0, None)}},
            "j": {"process": 2, "wait": 20},
        }
        # a: 20 and half of the time 20 of wait; b: 15 and 20. Half of the items go on.
        assert in_minutes(figures_of(steps).lead_time_s) == pytest.approx(35 + 1)
        steps["b"]["next"] = {"j": (1.0, 4)}
        assert in_minutes(figures_of(steps).lead_time_s) == pytest.approx(30 + 1)

    def test_the_lead_time_of_a_join_stands(self) -> None:
        steps: Steps = {
            "f": {"process": 0, "wait": 0, "next": ["a", "b"]},
            "a": {"lead": 20, "next": {"j": (1.0, 99)}},
            "b": {"lead": 15, "next": "j"},
            "j": {"lead": 7},
        }
        assert in_minutes(figures_of(steps).lead_time_s) == pytest.approx(27)

    def test_work_is_the_sum_of_the_branches_and_time_the_longest(self) -> None:
        steps: Steps = {
            "f": {"process": 1, "wait": 1, "next": ["a", "b"]},
            "a": {"process": 5, "wait": 1, "people": 3, "next": "j"},
            "b": {"process": 2, "wait": 9, "next": "j"},
            "j": {"process": 1, "wait": 1},
        }
        figures = figures_of(steps)
        assert in_minutes(figures.lead_time_s) == 2 + 11 + 2
        assert in_minutes(figures.process_time_s) == 4
        assert in_minutes(figures.total_process_time_s) == 9
        assert in_minutes(figures.effort_s) == 1 + 15 + 2 + 1
        assert figures.bottleneck is not None
        assert figures.bottleneck.step == "b"
        assert figures.steps["a"].perceived_wait_s == 0

    def test_the_bottleneck_is_before_delivery_and_a_larger_one_named_apart(self) -> None:
        steps: Steps = {
            "a": {"process": 1, "wait": 1},
            "b": {"process": 4, "wait": 2, "next": {"a": 0.5, "c": None}},
            "c": {"process": 0, "wait": 100},
        }
        figures = figures_of(steps, delivered_at="b")
        assert figures.bottleneck is not None
        assert figures.bottleneck.step == "b"
        assert in_minutes(figures.bottleneck.lead_time_s) == pytest.approx(12)
        assert figures.bottleneck.share == pytest.approx(12 / 16)
        assert figures.after_delivery is not None
        assert figures.after_delivery.step == "c"
        assert figures.after_delivery.share == pytest.approx(100 / 116)
        assert in_minutes(figures.perceived_process_time_s) == pytest.approx(10)

    def test_an_unreadable_promise_place_is_not_the_end(self) -> None:
        steps: Steps = {"a": {"process": 1, "wait": 1}}
        figures = figures_of(steps, unread=frozenset({"delivered-at"}))
        assert figures.perceived_lead_time_s is None
        assert figures.lead_time_s is not None

    def test_without_a_place_of_response_there_is_no_response_time(self) -> None:
        assert figures_of({"a": {"process": 1, "wait": 1}}).response_time_s is None


class TestWork:
    def test_effort_leaves_out_machines_and_the_customer(self) -> None:
        steps: Steps = {
            "a": {"process": 1, "wait": 0, "people": 2},
            "b": {"process": 10, "wait": 0, "automated": True},
            "c": {"process": 10, "wait": 5, "owner": "customer", "touchpoint": "portal"},
        }
        figures = figures_of(steps)
        assert in_minutes(figures.effort_s) == 2
        assert in_minutes(figures.waiting_for_customer_s) == 15
        assert figures.contacts == 1
        assert figures_of({"a": steps["b"]}).effort_s == 0

    def test_value_adding_counts_what_is_said_to_add(self) -> None:
        steps: Steps = {
            "a": {"process": 1, "wait": 0, "work": "adding"},
            "b": {"process": 2, "wait": 1, "work": "waste"},
        }
        figures = figures_of(steps)
        assert figures.value_adding_ratio == 0.25
        assert "value_adding_ratio" not in figures.bounds
        steps["b"].pop("work")
        assert figures_of(steps).bounds["value_adding_ratio"] == "≥"
        steps["a"].pop("work")
        assert figures_of(steps).value_adding_ratio is None

    def test_handoffs_and_system_changes_are_of_forward_routes(self) -> None:
        steps: Steps = {
            "a": {"owner": "x", "systems": ("jira",)},
            "b": {"owner": "y", "systems": ("jira", "cmdb"), "next": {"a": 0.2, "c": None}},
            "c": {"owner": "y", "systems": ("mail",)},
            "d": {},
            "e": {"owner": "x"},
        }
        figures = figures_of(steps)
        assert figures.handoffs == 1
        assert figures.system_changes == 1

    def test_rework_is_what_its_routes_cost(self) -> None:
        steps: Steps = {
            "a": {"process": 2, "wait": 2},
            "b": {"process": 1, "wait": 0, "next": {"a": 0.25, "fix": 0.25, "end": 0.5}},
            "fix": {"process": 50, "wait": 0, "next": "b"},
        }
        year_s = 365 * 86400
        figures = figures_of(steps, demand_per_s=1000 / year_s)
        # a is visited 1.5 times, b 2 and fix 0.5 times. Without rework b ends the case, and
        # fix is gone: its only route is rework.
        assert in_minutes(figures.lead_time_s) == pytest.approx(33)
        assert in_minutes(figures.rework_lead_time_s) == pytest.approx(33 - 5)
        assert in_minutes(figures.rework_effort_per_year_s) == pytest.approx(1000 * 27)
        assert figures.rework_people == pytest.approx(1000 * 27 * 60 / year_s)
        assert figures.wip == pytest.approx(1000 * 33 * 60 / year_s)


class TestEndlessLoops:
    STUCK: ClassVar[Steps] = {
        "a": {"process": 1, "wait": 1},
        "b": {"process": 1, "wait": 1},
        "c": {"process": 1, "wait": 1, "next": {"b": 1.0, "end": 0.0}},
    }

    def test_nothing_can_be_summed_up_to_an_end_that_never_comes(self) -> None:
        figures = figures_of(self.STUCK, delivered_at="b")
        assert figures.lead_time_s is None
        assert figures.perceived_lead_time_s is None
        assert figures.rework_lead_time_s is None
        assert figures.steps["b"].visits is None

    def test_the_first_answer_comes_all_the_same(self) -> None:
        assert in_minutes(figures_of(self.STUCK, responded_at="b").response_time_s) == 4

    def test_a_loop_that_no_item_reaches_costs_nothing(self) -> None:
        steps = {**self.STUCK, "a": {**self.STUCK["a"], "next": {"b": 0.0, "end": 1.0}}}
        assert in_minutes(figures_of(steps).lead_time_s) == 2


def test_own_time_is_perceived_time_without_the_customers() -> None:
    figures = figures_of(
        {
            "ask": {"process": 1, "wait": 2},
            "answer": {"owner": "customer", "process": 5, "wait": 60},
            "do": {"process": 3, "wait": 4, "next": {"answer": 0.5, "review": None}},
            "review": {"process": 1, "wait": 100},
        },
        delivered_at="do",
    )
    perceived = 3 + 2 * 65 + 2 * 7
    assert figures.perceived_lead_time_s == pytest.approx(60 * perceived)
    assert figures.own_time_s == pytest.approx(60 * (perceived - 2 * 65))
    assert figures_of({"do": {"process": 3, "wait": 4}}).own_time_s is None


@pytest.mark.parametrize(("other", "found"), [(10, None), (9.96, None), (9.9, "a"), (11, "b")])
def test_a_tie_has_no_bottleneck(other: float, found: str | None) -> None:
    figures = figures_of({"a": {"wait": 10, "process": 0}, "b": {"wait": other, "process": 0}})
    assert (figures.bottleneck.step if figures.bottleneck else None) == found
    assert figures_of({"a": {"wait": 10, "process": 0}}).bottleneck is None
