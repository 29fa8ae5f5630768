"""Lead time and visits of forks with failing checks, against every combination of what the
branches do."""

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.models import figures_of, in_minutes

Steps = dict[str, dict[str, Any]]


# Forks whose branches may fail: each is a line of checks, any of which may send the case back to
# one of the places before the fork, or end it.


@dataclass
class Check:
    """A step of a branch: its minutes, and the chances to fail, with where to and the wait on the
    way, and to end the case."""

    process: int
    wait: int
    fails: float
    back: str
    back_wait: int | None
    ends: float

    def leaves(self) -> list[tuple[float, str]]:
        on = 1 - self.fails - self.ends
        return [(self.fails, self.back), (self.ends, "end"), (on, "on")]


@st.composite
def checks(draw: st.DrawFn) -> Check:
    return Check(
        draw(st.integers(0, 30)),
        draw(st.integers(0, 30)),
        draw(st.sampled_from([0.0, 0.1, 0.25])),
        draw(st.sampled_from(["s", "f"])),
        draw(st.none() | st.integers(0, 9)),
        draw(st.sampled_from([0.0, 0.0, 0.2])),
    )


Lines = list[tuple[float, list[Check]]]
FAILING = st.lists(
    st.tuples(st.sampled_from([1.0, 1.0, 0.1, 0.5]), st.lists(checks(), min_size=1, max_size=2)),
    min_size=2,
    max_size=3,
)


def failing_stream(lines: Lines, direct: bool) -> Steps:
    fork: list[Any] = []
    steps: Steps = {
        "s": {"process": 3, "wait": 4, "next": "f"},
        "f": {"process": 1, "wait": 2, "next": fork},
    }
    for number, (share, line) in enumerate(lines):
        ids = [f"c{number}{place}" for place in range(len(line))]
        fork.append(ids[0] if share == 1 else {ids[0]: share})
        for id_, onward, check in zip(ids, [*ids[1:], "j"], line, strict=True):
            next_ = {onward: (1 - check.fails - check.ends, None)}
            if check.fails:
                next_[check.back] = (check.fails, check.back_wait)
            if check.ends:
                next_["end"] = (check.ends, None)
            steps[id_] = {"process": check.process, "wait": check.wait, "next": next_}
    steps["j"] = {"process": 5, "wait": 6, "next": "end"}
    if direct:
        fork.append("j")
    return steps


class Leaving(NamedTuple):
    """How a branch was left: minutes, the steps done, and where to (`on`: the join)."""

    chance: float
    minutes: float
    done: tuple[str, ...]
    to: str
    wait: int | None = None


def ways_of(number: int, share: float, line: list[Check]) -> list[Leaving]:
    found = [Leaving(1 - share, -1.0, (), "on")]
    chance, minutes, done = share, 0.0, ()
    for place, check in enumerate(line):
        minutes += check.wait + check.process
        done = (*done, f"c{number}{place}")
        for part, to in check.leaves():
            if to != "on" and part:
                found.append(Leaving(chance * part, minutes, done, to, check.back_wait))
        chance *= 1 - check.fails - check.ends
    return [*found, Leaving(chance, minutes + 6.0, done, "on")]


@settings(max_examples=200)
@given(FAILING, st.booleans())
def test_failed_checks_agree_with_every_combination_of_what_the_branches_do(
    lines: Lines, direct: bool
) -> None:
    steps = failing_stream(lines, direct)
    parts = [ways_of(n, *line) for n, line in enumerate(lines)]
    if direct:
        parts.append([Leaving(1.0, 6.0, (), "on")])
    round_: dict[str, float] = {"s": 0.0, "f": 0.0}
    once, joined, visits = 0.0, 0.0, dict.fromkeys(steps, 0.0)
    for combination in product(*parts):
        chance = prod(way.chance for way in combination)
        longest = max(way.minutes for way in combination)
        failing = [way for way in combination if way.to in ("s", "f")]
        once += chance * (6.0 if longest < 0 else longest)
        for way in combination:
            for step in way.done:
                visits[step] += chance
        if any(way.to == "end" for way in combination):
            continue
        if failing:
            first = failing[0]
            round_[first.to] += chance
            own = 4 if first.to == "s" else 2
            once += chance * ((own if first.wait is None else first.wait) - own)
        else:
            joined += chance
            once += chance * 5
    # f = f done + once + round_[f] · f + round_[s] · s, and s = s done + f.
    again = round_["f"] + round_["s"]
    at_fork = (3 + once + round_["s"] * 7) / (1 - again)
    figures = figures_of(steps)
    assert figures.bad_forks == ()
    assert figures.bounds == {}
    assert in_minutes(figures.lead_time_s) == pytest.approx(7 + at_fork)
    forks = 1 / (1 - again)
    expected = {step: often * forks for step, often in visits.items()}
    expected |= {"s": 1 + round_["s"] * forks, "f": forks, "j": joined * forks}
    assert {id_: step.visits for id_, step in figures.steps.items()} == pytest.approx(expected)
