"""The sparse elimination against a dense solution in exact fractions."""

from fractions import Fraction
from random import Random
from time import process_time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.analysis.flow.markov_chain import AbsorbingChain


class Turn(NamedTuple):
    target: str
    share: float


Rows = dict[str, list[Turn]]


@st.composite
def chains(draw: st.DrawFn) -> Rows:
    """Any routes at all, each state with some way out."""
    size = draw(st.integers(1, 7))
    states = [f"s{number}" for number in range(size)]
    rows: Rows = {}
    for state in states:
        targets = draw(st.lists(st.sampled_from(states), max_size=4, unique=True))
        parts = [draw(st.integers(1, 9)) for _ in targets]
        total = sum(parts) + draw(st.integers(1, 9))
        rows[state] = [Turn(t, part / total) for t, part in zip(targets, parts, strict=True)]
        rows[state].append(Turn("out", 1 - sum(part for part in parts) / total))
    return rows


def solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Gauss-Jordan in exact fractions."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = next(row for row in range(column, len(rows)) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for other in range(len(rows)):
            if other != column and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [
                    a - factor * b for a, b in zip(rows[other], rows[column], strict=True)
                ]
    return [row[-1] for row in rows]


def identity_minus_q(rows: Rows, states: list[str]) -> list[list[Fraction]]:
    matrix = [[Fraction(int(a == b)) for b in states] for a in states]
    for number, state in enumerate(states):
        for turn in rows[state]:
            if turn.target in states:
                matrix[number][states.index(turn.target)] -= Fraction(turn.share)
    return matrix


@given(chains(), st.data())
def test_visits_agree_with_a_dense_solution(rows: Rows, data: st.DataObject) -> None:
    starts = data.draw(st.dictionaries(st.sampled_from(list(rows)), st.floats(0.1, 1), min_size=1))
    chain = AbsorbingChain(rows, starts)
    matrix = identity_minus_q(rows, chain.states)
    transposed = [list(column) for column in zip(*matrix, strict=True)]
    exact = solve(transposed, [Fraction(starts.get(state, 0)) for state in chain.states])
    assert chain.solvable
    assert list(chain.visits(starts).values()) == pytest.approx([float(x) for x in exact])


@given(chains(), st.data())
def test_values_agree_with_a_dense_solution(rows: Rows, data: st.DataObject) -> None:
    chain = AbsorbingChain(rows, rows)
    gains = {state: data.draw(st.floats(0, 1e6)) for state in rows}
    exact = solve(identity_minus_q(rows, chain.states), [Fraction(gains[s]) for s in chain.states])
    assert list(chain.values(gains).values()) == pytest.approx([float(x) for x in exact])


def test_only_what_can_be_reached_counts() -> None:
    rows = {"a": [Turn("out", 1.0)], "trap": [Turn("trap", 1.0)]}
    chain = AbsorbingChain(rows, ["a"])
    assert chain.states == ["a"]
    assert chain.solvable


def test_a_loop_without_a_way_out_is_endless_to_the_last_bit() -> None:
    # 0.1 + 0.2 + 0.7 is not 1 in floats: subtracting from 1 would leave a way out.
    thirds = [Turn("a", 0.1), Turn("b", 0.2), Turn("c", 0.7)]
    chain = AbsorbingChain({"a": thirds, "b": thirds, "c": thirds}, ["a"])
    assert chain.hopeless


def test_a_way_out_that_is_hardly_ever_taken_is_none() -> None:
    rows = {f"s{n}": [Turn(f"s{max(0, n - 1)}", 1.0), Turn(f"s{n + 1}", 1e-12)] for n in range(30)}
    assert AbsorbingChain(rows, ["s0"]).hopeless


def test_thousands_that_all_lead_back_to_each_other_are_left_unsolved() -> None:
    def tangle(count: int) -> Rows:
        pick = Random(1).sample
        return {
            f"s{n}": [*(Turn(f"s{to}", 0.33) for to in pick(range(count), 3)), Turn("out", 0.01)]
            for n in range(count)
        }

    assert AbsorbingChain(tangle(200), ["s0"]).solvable
    start = process_time()
    assert AbsorbingChain(tangle(3000), ["s0"]).hopeless
    assert process_time() - start < 20


def test_an_unknown_state_absorbs_and_is_named() -> None:
    rows = {"a": [Turn("b", 0.5), Turn("out", 0.5)], "b": None}
    chain = AbsorbingChain(rows, ["a"])
    assert chain.unknown == ["b"]
    assert not chain.solvable
    assert chain.visits({"a": 1.0}) == {"a": 1.0, "b": 0.5}


def test_states_outside_a_part_absorb() -> None:
    rows = {"a": [Turn("b", 1.0)], "b": [Turn("a", 0.5), Turn("out", 0.5)]}
    assert AbsorbingChain(rows, ["a"], within={"a"}).visits({"a": 1.0}) == {"a": 1.0}
