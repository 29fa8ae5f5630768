"""Lead, perceived and response time, visits and %C&A against two independent accounts.

Streams with rework are walked round by round until hardly any item is left. Streams with
forks are drawn as nested blocks, whose figures follow from their parts, without any graph.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.models import figures_of, in_minutes

Steps = dict[str, dict[str, Any]]


@st.composite
def streams_with_rework(draw: st.DrawFn) -> Steps:
    """Choices of any kind, also back, with a way out of every step."""
    size = draw(st.integers(1, 6))
    ids = [f"s{number}" for number in range(size)]
    steps: Steps = {}
    for id_ in ids:
        targets = draw(st.lists(st.sampled_from(ids), max_size=3, unique=True))
        parts = [draw(st.integers(1, 5)) for _ in targets]
        total = sum(parts) + draw(st.integers(1, 5))
        next_: dict[str, Any] = {}
        for target, part in zip(targets, parts, strict=True):
            wait = draw(st.none() | st.integers(0, 50))
            next_[target] = (part / total, wait)
        next_["end"] = ((total - sum(parts)) / total, draw(st.none() | st.integers(0, 50)))
        steps[id_] = {
            "process": draw(st.integers(0, 50)),
            "wait": draw(st.integers(0, 50)),
            "next": next_,
        }
        if draw(st.integers(0, 4)) == 0:
            steps[id_]["lead"] = steps[id_].pop("process") + steps[id_].pop("wait")
    return steps


@dataclass
class Rounds:
    """Items moved on step by step: how many are where, and the minutes that they took."""

    steps: Steps
    goal: str | None = None
    lead: float = 0.0
    last: float = 0.0
    first: float = 0.0
    visits: dict[str, float] = field(default_factory=dict)

    def run(self) -> "Rounds":
        # step, whether the goal is done, minutes so far, minutes until the last time done
        start = next(iter(self.steps))
        items = {(start, False): [1.0, self._wait(start, None), 0.0, 0.0]}
        while sum(item[0] for item in items.values()) > 1e-13:
            onward: dict[tuple[str, bool], list[float]] = {}
            for (step, done), (share, minutes, last, first) in items.items():
                self.visits[step] = self.visits.get(step, 0.0) + share
                minutes += share * self._work(step)
                if step == self.goal:
                    first = first if done else minutes
                    last, done = minutes, True
                for target, (part, wait) in self.steps[step]["next"].items():
                    if not part:
                        continue
                    at = minutes * part + share * part * self._wait(target, wait)
                    if target == "end":
                        self.lead += at
                        self.last += last * part if done else at
                        self.first += first * part if done else at
                    else:
                        into = onward.setdefault((target, done), [0.0] * 4)
                        parts = (share * part, at, last * part, first * part)
                        for number, value in enumerate(parts):
                            into[number] += value
            items = onward
        return self

    def _wait(self, step: str, on_the_way: float | None) -> float:
        if step == "end":
            return on_the_way or 0.0
        if "lead" in self.steps[step]:
            return 0.0
        return self.steps[step]["wait"] if on_the_way is None else on_the_way

    def _work(self, step: str) -> float:
        return self.steps[step].get("lead", self.steps[step].get("process"))


@given(streams_with_rework(), st.integers(0, 5))
def test_any_stream_without_forks_agrees_with_walking_round_by_round(
    steps: Steps, number: int
) -> None:
    goal = list(steps)[number % len(steps)]
    walked = Rounds(steps, goal).run()
    figures = figures_of(steps, delivered_at=goal, responded_at=goal)
    assert in_minutes(figures.lead_time_s) == pytest.approx(walked.lead, abs=1e-6)
    assert in_minutes(figures.perceived_lead_time_s) == pytest.approx(walked.last, abs=1e-6)
    if goal in walked.visits:
        assert in_minutes(figures.response_time_s) == pytest.approx(walked.first, abs=1e-6)
    else:
        assert figures.response_time_s is None
    for step in steps:
        visits = walked.visits.get(step, 0.0)
        assert figures.steps[step].visits == pytest.approx(visits, abs=1e-9)


# Blocks: a task, a choice after a task, a fork after a task, or one after another.


@dataclass
class Block:
    """What a block does to one item: minutes until it is left, and how.

    `minutes(after)` is the mean time until the item leaves the block when it then waits
    `after`; `on` is the chance to go on after it. `until(goal, after)` counts only up to the
    goal, with the chance to go on without having passed it, and to leave by the end so.
    """

    first_wait: float
    on: float
    minutes: Callable[[float], float]
    until: Callable[[str, float], tuple[float, float, float]]
    good_on: float
    good_end: float
    visits: dict[str, float]
    ids: tuple[str, ...]


class Writer:
    """Draws blocks and writes them down as the steps of a stream."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.steps: Steps = {}

    def task(self) -> tuple[str, float, float, float]:
        id_ = f"t{len(self.steps)}"
        process, wait = self.draw(st.integers(0, 30)), self.draw(st.integers(0, 30))
        rate = self.draw(st.sampled_from([0.0, 0.5, 0.8, 1.0]))
        self.steps[id_] = {"process": process, "wait": wait, "complete_accurate": rate}
        return id_, process, wait, rate

    def sequence(self, depth: int) -> tuple[Block, list[str], str]:
        """A block, the ids of its last steps with open routes, and its first step."""
        blocks: list[Block] = []
        first, open_ends = "", []
        for number in range(self.draw(st.integers(1, 3))):
            block, ends, head = self.block(depth)
            if number == 0:
                first = head
            self.join(open_ends, head)
            blocks.append(block)
            open_ends = ends
        return one_after_another(blocks), open_ends, first

    def join(self, open_ends: list[str], head: str) -> None:
        for end in open_ends:
            next_ = self.steps[end]["next"]
            if isinstance(next_, list):
                next_[next_.index("?")] = head
            elif isinstance(next_, dict):
                self.steps[end]["next"] = {head if t == "?" else t: s for t, s in next_.items()}
            else:
                self.steps[end]["next"] = head

    def block(self, depth: int) -> tuple[Block, list[str], str]:
        kind = self.draw(
            st.sampled_from(["task", "leave", "choice", "fork"] if depth else ["task"])
        )
        id_, process, wait, rate = self.task()
        if kind in ("task", "leave"):
            on = 1.0 if kind == "task" else 0.75
            self.steps[id_]["next"] = "?" if kind == "task" else {"?": on, "end": 1 - on}
            return one_task(id_, process, wait, rate, on), [id_], id_
        inner = [self.sequence(depth - 1) for _ in range(2)]
        heads = [head for _, _, head in inner]
        ends = [end for _, open_ends, _ in inner for end in open_ends]
        blocks = [block for block, _, _ in inner]
        task = one_task(id_, process, wait, rate, 1.0)
        if kind == "choice":
            self.steps[id_]["next"] = {heads[0]: 0.25, heads[1]: 0.75}
            return choice(task, blocks, (0.25, 0.75)), ends, id_
        if self.draw(st.booleans()):
            # A branch without steps: only the wait before the join.
            self.steps[id_]["next"] = [*heads, "?"]
            return fork(task, [*blocks, nothing()]), [*ends, id_], id_
        self.steps[id_]["next"] = heads
        return fork(task, blocks), ends, id_


def one_task(id_: str, process: float, wait: float, rate: float, on: float) -> Block:
    def until(goal: str, after: float) -> tuple[float, float, float]:
        if goal == id_:
            return process, 0.0, 0.0
        return process + on * after, on, 1 - on

    return Block(
        wait, on, lambda after: process + on * after, until, rate * on, rate * (1 - on),
        {id_: 1.0}, (id_,),
    )  # fmt: skip


def nothing() -> Block:
    return Block(0.0, 1.0, lambda after: after, lambda _, a: (a, 1.0, 0.0), 1.0, 0.0, {}, ())


def scaled(visits: dict[str, float], by: float) -> dict[str, float]:
    return {step: often * by for step, often in visits.items()}


def one_after_another(blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    one, two = blocks[0], one_after_another(blocks[1:])

    def until(goal: str, after: float) -> tuple[float, float, float]:
        if goal in one.ids:
            minutes, on, end = one.until(goal, two.first_wait)
            return minutes + on * two.minutes(after), on * two.on, end + on * (1 - two.on)
        minutes, on, end = two.until(goal, after)
        before = one.minutes(two.first_wait)
        return before + one.on * minutes, one.on * on, 1 - one.on + one.on * end

    return Block(
        one.first_wait,
        one.on * two.on,
        lambda after: one.minutes(two.first_wait) + one.on * two.minutes(after),
        until,
        one.good_on * two.good_on,
        one.good_end + one.good_on * two.good_end,
        one.visits | scaled(two.visits, one.on),
        one.ids + two.ids,
    )


def choice(task: Block, blocks: list[Block], shares: tuple[float, float]) -> Block:
    def mean(of: Callable[[Block], float]) -> float:
        return sum(share * of(block) for share, block in zip(shares, blocks, strict=True))

    before = task.minutes(0) + mean(lambda block: block.first_wait)

    def until(goal: str, after: float) -> tuple[float, float, float]:
        if goal in task.ids:
            return task.until(goal, 0)
        parts = [
            block.until(goal, after)
            if goal in block.ids
            else (block.minutes(after), block.on, 1 - block.on)
            for block in blocks
        ]
        minutes, on, end = (
            sum(share * part[n] for share, part in zip(shares, parts, strict=True))
            for n in range(3)
        )
        return before + minutes, on, end

    return Block(
        task.first_wait,
        mean(lambda block: block.on),
        lambda after: before + mean(lambda block: block.minutes(after)),
        until,
        task.good_on * mean(lambda block: block.good_on),
        task.good_on * mean(lambda block: block.good_end),
        task.visits | scaled(blocks[0].visits, shares[0]) | scaled(blocks[1].visits, shares[1]),
        task.ids + blocks[0].ids + blocks[1].ids,
    )


def fork(task: Block, blocks: list[Block]) -> Block:
    def longest(after: float) -> float:
        return max(block.first_wait + block.minutes(after) for block in blocks)

    def until(goal: str, after: float) -> tuple[float, float, float]:
        if goal in task.ids:
            return task.until(goal, 0)
        (holding,) = [block for block in blocks if goal in block.ids]
        others = prod(block.on for block in blocks if block is not holding)
        minutes, on, end = holding.until(goal, after)
        # Who is not done waits as long as the longest branch lasts on average.
        late = longest(after) - holding.first_wait - holding.minutes(after)
        counted = task.minutes(0) + holding.first_wait + minutes + (on + end) * late
        return counted, on * others, end + on * (1 - others)

    joined = task.good_on * prod(block.good_on for block in blocks)
    visits = dict(task.visits)
    for block in blocks:
        visits |= block.visits
    return Block(
        task.first_wait,
        prod(block.on for block in blocks),
        lambda after: task.minutes(0) + longest(after),
        until,
        joined,
        task.good_on * prod(block.good_on + block.good_end for block in blocks) - joined,
        visits,
        tuple(step for block in (task, *blocks) for step in block.ids),
    )


@st.composite
def nested(draw: st.DrawFn) -> tuple[Steps, Block]:
    writer = Writer(draw)
    block, ends, _ = writer.sequence(draw(st.integers(1, 3)))
    writer.join(ends, "end")
    return writer.steps, block


@given(nested(), st.data())
def test_nested_forks_and_choices_agree_with_their_parts(
    drawn: tuple[Steps, Block], data: st.DataObject
) -> None:
    steps, block = drawn
    goal = data.draw(st.sampled_from(list(steps)))
    figures = figures_of(steps, delivered_at=goal, responded_at=goal)
    assert figures.bad_forks == ()
    lead = block.first_wait + block.minutes(0)
    until = block.first_wait + block.until(goal, 0)[0]
    assert in_minutes(figures.lead_time_s) == pytest.approx(lead)
    assert in_minutes(figures.perceived_lead_time_s) == pytest.approx(until)
    assert in_minutes(figures.response_time_s) == pytest.approx(until)
    good = block.good_on + block.good_end
    assert figures.rolled_complete_accurate == pytest.approx(good, abs=1e-12)
    assert {id_: step.visits for id_, step in figures.steps.items()} == pytest.approx(block.visits)


@given(streams_with_rework(), st.data())
def test_a_fork_within_rework_agrees_with_its_longest_branch_in_line(
    steps: Steps, data: st.DataObject
) -> None:
    # One step hands on side by side: to nothing at all and to something long. In line, the
    # one after the other, that is the same.
    forking = data.draw(st.sampled_from(list(steps)))
    goal = data.draw(st.sampled_from([*steps, "short", "long", "join"]))
    short = {"process": 0, "wait": 0, "next": "join"}
    long = {"process": data.draw(st.integers(0, 50)), "wait": 3, "next": "join"}
    join = {"process": 2, "wait": 5, "next": steps[forking]["next"]}
    fork = {**steps[forking], "next": ["short", "long"]}
    forked = {**steps, forking: fork, "short": short, "long": long, "join": join}
    in_line = {
        **steps,
        forking: {**fork, "next": {"short": (1.0, None)}},
        "short": {**short, "next": {"long": (1.0, None)}},
        "long": {**long, "next": {"join": (1.0, None)}},
        "join": join,
    }
    walked = Rounds(in_line, goal).run()
    figures = figures_of(forked, delivered_at=goal, responded_at=goal)
    assert in_minutes(figures.lead_time_s) == pytest.approx(walked.lead, abs=1e-6)
    assert in_minutes(figures.perceived_lead_time_s) == pytest.approx(walked.last, abs=1e-6)
    if goal in walked.visits:
        assert in_minutes(figures.response_time_s) == pytest.approx(walked.first, abs=1e-6)
    visits = {id_: step.visits for id_, step in figures.steps.items()}
    assert visits == pytest.approx({id_: walked.visits.get(id_, 0.0) for id_ in forked}, abs=1e-9)
