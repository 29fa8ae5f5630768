"""Hands and reach in small streams of any shape, against walking every way there is."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.models import make_stream
from vsm_cli.analysis.flow.dead_ends import endless, unreachable
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.people.customer_contacts import faces
from vsm_cli.analysis.people.to_and_fro import to_and_fro
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

SHORT = settings(max_examples=60)


@st.composite
def streams(draw: st.DrawFn) -> Stream:
    ids = [f"s{number}" for number in range(draw(st.integers(2, 7)))]
    targets = st.lists(st.sampled_from([*ids, END]), min_size=1, max_size=3, unique=True)
    steps: dict[str, dict[str, Any]] = {
        step: {
            "owner": draw(st.sampled_from(["a", "b", "b", "a", "c", None])),
            "touchpoint": draw(st.sampled_from([None, "phone", "phone"])),
            "next": draw(targets),
        }
        for step in ids
    }
    return make_stream(steps)


def forward_ways(stream: Stream, step: Step) -> Iterator[list[Step]]:
    onward = [r.target for r in flow_of(stream).forward[step.id] if r.target != END]
    yield [step]
    for target in onward:
        for way in forward_ways(stream, stream.steps[target]):
            yield [step, *way]


def all_ways(stream: Stream) -> Iterator[list[Step]]:
    for step in stream.steps.values():
        yield from forward_ways(stream, step)


def longest_alternation(owners: list[str | None], pair: set[str]) -> int:
    """How often the two hand over to each other in a row."""
    best = run = 0
    before: str | None = None
    for owner, _ in groupby(owners):
        run = run + 1 if before in pair and owner in pair else 0
        best = max(best, run)
        before = owner
    return best


@SHORT
@given(streams(), st.integers(1, 3))
def test_to_and_fro_is_the_longest_on_any_way(stream: Stream, least: int) -> None:
    workspace = Workspace(streams={stream.id: stream})
    found = {frozenset(each.owners): each.times for each in to_and_fro(workspace, stream, least)}
    for pair in ({"a", "b"}, {"a", "c"}, {"b", "c"}):
        expected = max(
            longest_alternation([step.owner for step in way], pair) for way in all_ways(stream)
        )
        assert found.get(frozenset(pair), 0) == (expected if expected >= least else 0)


@SHORT
@given(streams())
def test_faces_are_those_of_the_way_with_most_changes(stream: Stream) -> None:
    def met(way: list[Step]) -> int:
        facing = [step.owner for step in way if step.touchpoint and step.owner]
        return len(list(groupby(facing)))

    assert len(faces(stream)) == max(map(met, all_ways(stream)))


def beyond(stream: Stream, start: str) -> set[str]:
    """The steps after one, itself only where a way leads back, and the end."""
    found: set[str] = set()
    todo = [start]
    while todo:
        for route in stream.steps[todo.pop()].routes:
            if route.target not in found:
                found.add(route.target)
                todo += [route.target] if route.target != END else []
    return found


@SHORT
@given(streams())
def test_every_stranded_step_is_told_and_each_cause_once(stream: Stream) -> None:
    first = next(iter(stream.steps))
    lost = set(stream.steps) - beyond(stream, first) - {first}
    found = unreachable(stream, ())
    told = {step.id for stranded in found for step in (stranded.step, *stranded.others)}
    assert told == lost
    for stranded in found:
        before = {step for step in lost if stranded.step.id in beyond(stream, step)}
        assert before <= beyond(stream, stranded.step.id), "another one leads to it"


@SHORT
@given(streams())
def test_every_step_without_an_end_is_told(stream: Stream) -> None:
    trapped = {step for step in stream.steps if END not in beyond(stream, step)}
    found = endless(stream)
    assert {s.id for stranded in found for s in (stranded.step, *stranded.others)} == trapped
    for stranded in found:
        circle = beyond(stream, stranded.step.id)
        assert all(stranded.step.id in beyond(stream, step) for step in circle), "no circle"
