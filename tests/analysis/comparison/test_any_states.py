"""Whatever two states there are: parts add up, and what cannot be known is not said."""

from itertools import permutations
from math import fsum, isfinite
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.models import any_plain_steps, make_stream
from tests.analysis.test_any_input import any_steps
from vsm_cli.analysis.comparison.comparing import Comparison, compare
from vsm_cli.analysis.comparison.grounds import GROUNDS
from vsm_cli.analysis.comparison.identity import identify
from vsm_cli.analysis.comparison.partly_changed import hybrid
from vsm_cli.analysis.comparison.renaming import new_ids, renamed, under_new_ids
from vsm_cli.analysis.comparison.stream_changes import stream_diff
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.lint.problem_difference import ProblemDifference
from vsm_cli.model.streams import Stream
from vsm_cli.model.values import Calendar
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks_on_terminal import terminal
from vsm_cli.reporters.diff.contents import contents
from vsm_cli.reporters.diff.json import as_json

Steps = dict[str, dict[str, Any]]
OFFICE = Calendar(8, 5)


def state(steps: Steps, was: dict[str, tuple[str, ...]], **more: Any) -> Workspace:
    given = {id_: step | {"was": was.get(id_, ())} for id_, step in steps.items()}
    stream = make_stream(given, layer="core", **more)
    return Workspace(streams={stream.id: stream})


def checked(found: Comparison) -> None:
    for each in found.streams:
        change = each.change("lead_time_s")
        if change is None:
            assert each.parts is None
            assert each.verdict == "unknown"
        elif each.parts is not None:
            seconds = [part.seconds for part in each.parts]
            assert all(map(isfinite, seconds))
            scale = max(abs(value or 0) for value in each.values("lead_time_s"))
            assert fsum(seconds) == pytest.approx(change, rel=1e-6, abs=1e-6 * scale + 1e-6)
            by_ground = [each.rests_on(ground) or 0.0 for ground in GROUNDS]
            assert fsum(by_ground) == pytest.approx(fsum(seconds), rel=1e-6, abs=1e-6)
        shares = each.shares
        assert shares is None or fsum(shares.values()) == pytest.approx(1)
    assert "nan" not in as_json(found, ProblemDifference()).lower()
    assert terminal(contents(found, ProblemDifference(), "a", "b"), width=80)


OTHER_IDS = st.dictionaries(
    st.sampled_from(["s0", "s1", "s2", "s3"]),
    st.lists(st.sampled_from(["s0", "s1", "s2", "s5", "gone"]), max_size=2).map(tuple),
    max_size=2,
)
# Each example may ask for the figures of some hundred mixes.
few = settings(max_examples=25)


@few
@given(any_plain_steps(), any_plain_steps(), OTHER_IDS, st.booleans())
def test_any_two_states_without_forks(
    before: Steps, after: Steps, was: dict[str, tuple[str, ...]], office: bool
) -> None:
    calendar = OFFICE if office else Calendar()
    checked(compare(state(before, {}, calendar=calendar), state(after, was)))


@few
@given(any_steps(), any_steps(), OTHER_IDS)
def test_any_two_states(before: Steps, after: Steps, was: dict[str, tuple[str, ...]]) -> None:
    checked(compare(state(before, {}), state(after, was)))


@given(any_steps(), OTHER_IDS)
def test_a_state_against_itself(steps: Steps, was: dict[str, tuple[str, ...]]) -> None:
    found = compare(state(steps, was), state(steps, was))
    assert found.changes == ()
    assert found.renamed == ()
    assert all(each.verdict in ("unchanged", "unknown") for each in found.streams)
    checked(found)


@given(any_plain_steps(), any_plain_steps(), OTHER_IDS)
def test_mixes_begin_and_end_with_the_states(
    before: Steps, after: Steps, was: dict[str, tuple[str, ...]]
) -> None:
    """With no change made, a stream takes as long as before; with all made, as long as after."""
    later = state(after, was)
    first = state(before, {})
    identity = identify(first, later)
    ids = new_ids(identity)
    earlier = renamed(first, ids)
    groups = under_new_ids(identity.steps["s", "s"], ids.steps["s"])
    diff = stream_diff(earlier.streams["s"], later.streams["s"], groups)
    for made, end in (((), earlier), (diff.changes, later)):
        stream = hybrid(diff, frozenset(made))
        mixed = stream_figures(Workspace(streams={"s": stream}), stream)
        real = stream_figures(end, end.streams["s"])
        assert mixed.lead_time_s == real.lead_time_s or mixed.lead_time_s == pytest.approx(
            real.lead_time_s, rel=1e-6
        )


@few
@given(any_plain_steps(), st.data())
def test_the_order_of_the_streams_says_nothing(steps: Steps, data: st.DataObject) -> None:
    """Two streams, of which one waits for the other's changes only through the same names."""
    later = data.draw(any_plain_steps())
    streams = [make_stream(steps, id=id_) for id_ in ("s", "t")]
    others = [make_stream(later, id=id_) for id_ in ("s", "t")]

    def parts(order: int) -> dict[str, Any]:
        def mapped(of: list[Stream]) -> Workspace:
            return Workspace(streams={each.id: each for each in of[::order]})

        found = compare(mapped(streams), mapped(others))
        return {
            each.stream.id: sorted(
                (part.changes[0].order, part.seconds) for part in each.parts or ()
            )
            for each in found.streams
        }

    assert parts(1) == parts(-1)


@given(any_plain_steps())
def test_new_ids_say_nothing(steps: Steps) -> None:
    """All steps renamed, each with `was`: nothing changes but the names."""

    def other(id_: str) -> str:
        return id_ if id_ == "end" else f"new-{id_}"

    renamed = {
        other(id_): {
            key: {other(to): ways for to, ways in value.items()} if key == "next" else value
            for key, value in step.items()
        }
        for id_, step in steps.items()
    }
    was = {other(id_): (id_,) for id_ in steps}
    found = compare(state(steps, {}), state(renamed, was))
    assert found.changes == ()
    assert len(found.renamed) == len(steps)
    checked(found)


@given(any_steps())
def test_a_stream_on_one_side_only(steps: Steps) -> None:
    full, empty = state(steps, {}), Workspace()
    for before, after, kind in ((full, empty, "removed"), (empty, full, "added")):
        found = compare(before, after)
        assert [change.kind for change in found.changes] == [kind]
        checked(found)


DURATIONS = ("process", "wait", "complete_accurate")


@few
@given(any_plain_steps(), st.data())
def test_durations_alone_are_never_a_mechanism(steps: Steps, data: st.DataObject) -> None:
    """The same steps and routes with other figures: nothing follows, nothing is claimed."""
    figures = data.draw(any_plain_steps().map(lambda each: list(each.values())))
    later = {
        id_: step | {key: figures[at % len(figures)].get(key) for key in DURATIONS}
        for at, (id_, step) in enumerate(steps.items())
    }
    found = compare(state(steps, {}), state(later, {}))
    assert {change.nature for change in found.changes} <= {"action"}
    for each in found.streams:
        assert {part.ground for part in each.parts or ()} <= {"speed"}
        assert each.shares in (None, {"follows": 0, "claimed": 0, "speed": 1})
    checked(found)


@few
@given(any_plain_steps(), st.data())
def test_parts_are_what_a_change_adds_over_all_orders(steps: Steps, data: st.DataObject) -> None:
    """Written from the definition of the Shapley value: the mean over all orders in which steps
    may become as quick as they are later, of what each of them adds."""
    figures = data.draw(any_plain_steps().map(lambda each: list(each.values())))
    names = list(steps)[:4]
    later = {
        id_: step | ({key: figures[0].get(key) for key in DURATIONS} if id_ in names else {})
        for id_, step in steps.items()
    }
    (found,) = compare(state(steps, {}), state(later, {})).streams
    if not found.parts:
        return

    def lead_s(made: frozenset[str]) -> float:
        mixed = {id_: (later if id_ in made else steps)[id_] for id_ in steps}
        workspace = state(mixed, {})
        value = stream_figures(workspace, workspace.streams["s"]).lead_time_s
        return value or 0.0

    players = [part.changes[0].after[0] for part in found.parts]
    orders = list(permutations(players))
    for part, player in zip(found.parts, players, strict=True):
        added = [
            lead_s(frozenset(order[: order.index(player) + 1]))
            - lead_s(frozenset(order[: order.index(player)]))
            for order in orders
        ]
        scale = max(map(abs, added))
        expected = fsum(added) / len(orders)
        assert part.seconds == pytest.approx(expected, rel=1e-6, abs=1e-6 * scale + 1e-6)
