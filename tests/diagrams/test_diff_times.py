"""Differences: the times of the earlier state stand hollow above those of the later one."""

from decimal import Decimal

import pytest

from tests.diagrams.pictures import Picture
from tests.diagrams.test_diff_map import AFTER, BEFORE, legend, pictures_of, steps_differing, words
from tests.diagrams.test_landscape import sample, workspace_of
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.workspace import Workspace

OLD = "a: {name: One, process: 1h, wait: 3h}, b: {name: Two, process: 1h, wait: 1h}, c: {lead: 0}"
NEW = "a: {name: One, process: 1h, wait: 0}, b: {name: Two, process: 2h, wait: 0}, c: {lead: 0}"


def seconds(picture: Picture, ladder: str) -> float:
    stream = picture.root.attrib["id"]
    said = [
        part.attrib.get("data-s")
        for id, part in picture.parts.items()
        if id.startswith(f"{stream}.{ladder}.")
    ]
    return float(sum((Decimal(each) for each in said if each), Decimal()))


def width(picture: Picture, bar: str) -> float:
    stream = picture.root.attrib["id"]
    areas = picture.boxes("before", "bar-wait", "bar-work", "bar-bottleneck", "bar-later")
    parts = [area for id, area in areas.items() if id.startswith(f"{stream}.{bar}.")]
    return max(part.right for part in parts) - min(part.left for part in parts)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (workspace_of(BEFORE), workspace_of(AFTER)),
        (sample("bank"), sample("bank-to-be")),
    ],
    ids=["written", "sample"],
)
def test_both_ladders_add_up_to_the_lead_time_of_their_state(
    before: Workspace, after: Workspace
) -> None:
    compared = 0
    for path, picture in pictures_of(before, after).items():
        id = path.removeprefix("diff/")
        if id in before.streams and id in after.streams and f"{id}.ladder-before" in picture.parts:
            compared += 1
            for ladder, state in (("ladder-before", before), ("ladder", after)):
                lead_s = stream_figures(state, state.streams[id]).lead_time_s
                assert seconds(picture, ladder) == pytest.approx(lead_s, abs=1e-4)
    assert compared


def test_both_bars_are_drawn_to_one_scale_and_say_which_is_which() -> None:
    picture = steps_differing(OLD, NEW)
    assert width(picture, "time") / width(picture, "time-before") == pytest.approx(0.5, abs=0.01)
    assert words(picture, "s.time-before", "s.time-after").split() == [
        "Before",
        "After",
        "One",
        "Two",
    ]
    assert "before" in legend(picture)


def test_a_longer_state_makes_the_earlier_bar_the_shorter_one() -> None:
    picture = steps_differing(NEW, OLD)
    assert width(picture, "time-before") / width(picture, "time") == pytest.approx(0.5, abs=0.01)


def test_of_another_calendar_the_bars_are_on_one_clock() -> None:
    def state(day: str) -> Workspace:
        return workspace_of(
            f"vsm: 1\nteams: {{a: {{}}}}\nstreams: {{s: {{layer: core, calendar: {day}, "
            f"steps: {{{OLD}}}}}}}\n"
        )

    picture = pictures_of(state("{day: 8h, week: 7d}"), state("{day: 12h, week: 7d}"))["diff/s"]
    assert width(picture, "time") / width(picture, "time-before") == pytest.approx(2 / 3, abs=0.01)
    assert words(picture, "s.total.calendar.value") == "8h × 7d → 12h × 7d"


def test_totals_say_both_states_and_leave_out_what_is_the_same() -> None:
    picture = steps_differing(OLD, NEW)
    assert words(picture, "s.total.lead.value") == "6h → 3h"
    assert words(picture, "s.total.perceived.value") == "6h → 3h"
    assert "s.total.rolled" not in picture.parts


def test_a_column_that_only_one_state_has_a_step_in_is_a_rung_of_that_one() -> None:
    picture = steps_differing(
        "a: {process: 1h}, x: {process: 2h, wait: 1h}, b: {process: 1h}",
        "a: {process: 1h}, b: {process: 1h}, y: {process: 3h, wait: 1h}",
    )
    before, after = words(picture, "s.ladder-before."), words(picture, "s.ladder.")
    assert ("2h" in before, "3h" in before) == (True, False)
    assert ("2h" in after, "3h" in after) == (False, True)


def test_no_earlier_times_where_they_are_the_same() -> None:
    picture = pictures_of(workspace_of(BEFORE), workspace_of(AFTER))["diff/owned"]
    assert not any("-before" in id for id in picture.parts)
    assert "before" not in legend(picture)


def test_a_bottleneck_that_moved_is_named() -> None:
    assert "Bottleneck: One → Two" in words(steps_differing(OLD, NEW), "s.facts.")
    slower = OLD.replace("wait: 3h", "wait: 2d")
    assert "Bottleneck" not in words(steps_differing(OLD, slower), "s.facts.")


def test_figures_stand_only_at_steps_that_differ() -> None:
    picture = steps_differing(OLD, NEW.replace("c: {lead: 0}", "c: {lead: 0}, d: {lead: 0}"))
    shown = {step: words(picture, f"s.step.{step}") for step in "abcd"}
    assert "PT 2h Wait 0" in shown["b"]
    assert "Lead time 0" in shown["d"]
    assert "Lead time" not in shown["c"]
