"""Lead, perceived and response time, visits and %C&A against two independent accounts.

Streams with rework are walked round by round until hardly any item is left. Streams with
forks are drawn as nested blocks, whose figures follow from their parts, without any graph.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any, NamedTuple

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


class Way(NamedTuple):
    """One way that chance can go in a block: how likely, the minutes until it is left, whether
    to what follows (else by the end), and the minutes until the goal was done."""

    chance: float
    minutes: float
    on: bool = True
    goal: float | None = None


@dataclass
class Block:
    """What a block does to one item: every way when it then waits `after`, and the chances to
    leave it unspoiled, to what follows and by the end."""

    first_wait: float
    ways: Callable[[str, float], list[Way]]
    good_on: float
    good_end: float
    visits: dict[str, float]

    @property
    def on(self) -> float:
        return sum(way.chance for way in self.ways("", 0) if way.on)


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
                self.steps[end]["next"] = [head if branch == "?" else branch for branch in next_]
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
        shares = [self.draw(st.sampled_from([None, None, 0.1, 0.5])) for _ in heads]
        branches: list[Any] = [
            head if share is None else {head: share}
            for head, share in zip(heads, shares, strict=True)
        ]
        parts = [1.0 if share is None else share for share in shares]
        if self.draw(st.booleans()):
            # A branch without steps: only the wait before the join.
            self.steps[id_]["next"] = [*branches, "?"]
            return fork(task, [*blocks, nothing()], [*parts, 1.0]), [*ends, id_], id_
        self.steps[id_]["next"] = branches
        return fork(task, blocks, parts), ends, id_


def one_task(id_: str, process: float, wait: float, rate: float, on: float) -> Block:
    def ways(goal: str, after: float) -> list[Way]:
        done = process if goal == id_ else None
        return [Way(on, process + after, True, done), Way(1 - on, process, False, done)]

    return Block(wait, ways, rate * on, rate * (1 - on), {id_: 1.0})


def nothing() -> Block:
    return Block(0.0, lambda _, after: [Way(1.0, after)], 1.0, 0.0, {})


def scaled(visits: dict[str, float], by: float) -> dict[str, float]:
    return {step: often * by for step, often in visits.items()}


def later(before: float, goal: float | None) -> float | None:
    return None if goal is None else before + goal


def one_after_another(blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    one, two = blocks[0], one_after_another(blocks[1:])

    def ways(goal: str, after: float) -> list[Way]:
        found = []
        for first in one.ways(goal, two.first_wait):
            found += [
                Way(
                    first.chance * way.chance,
                    first.minutes + way.minutes,
                    way.on,
                    first.goal if way.goal is None else first.minutes + way.goal,
                )
                for way in (two.ways(goal, after) if first.on else [Way(1.0, 0.0, False)])
            ]
        return found

    return Block(
        one.first_wait,
        ways,
        one.good_on * two.good_on,
        one.good_end + one.good_on * two.good_end,
        one.visits | scaled(two.visits, one.on),
    )


def choice(task: Block, blocks: list[Block], shares: tuple[float, float]) -> Block:
    def ways(goal: str, after: float) -> list[Way]:
        return [
            Way(
                share * way.chance,
                first.minutes + way.minutes,
                way.on,
                first.goal if way.goal is None else first.minutes + way.goal,
            )
            for share, block in zip(shares, blocks, strict=True)
            for first in task.ways(goal, block.first_wait)
            if first.on
            for way in block.ways(goal, after)
        ]

    def mean(of: Callable[[Block], float]) -> float:
        return sum(share * of(block) for share, block in zip(shares, blocks, strict=True))

    return Block(
        task.first_wait,
        ways,
        task.good_on * mean(lambda block: block.good_on),
        task.good_on * mean(lambda block: block.good_end),
        task.visits | scaled(blocks[0].visits, shares[0]) | scaled(blocks[1].visits, shares[1]),
    )


def fork(task: Block, blocks: list[Block], shares: list[float]) -> Block:
    """Every combination of what the branches do, one of which may be not to be taken."""

    def branch(block: Block, share: float, goal: str, after: float) -> list[Way]:
        taken = [
            Way(
                share * way.chance,
                block.first_wait + way.minutes,
                way.on,
                later(block.first_wait, way.goal),
            )
            for way in block.ways(goal, after)
        ]
        return [*taken, Way(1 - share, -1.0)]

    def ways(goal: str, after: float) -> list[Way]:
        (first, _) = task.ways(goal, 0)
        found = []
        parts = zip(blocks, shares, strict=True)
        for combination in product(*(branch(b, s, goal, after) for b, s in parts)):
            longest = max(way.minutes for way in combination)
            goals = [way.goal for way in combination if way.goal is not None]
            found.append(
                Way(
                    prod(way.chance for way in combination),
                    # Who takes none of them waits for what follows.
                    first.minutes + (after if longest < 0 else longest),
                    all(way.on for way in combination),
                    later(first.minutes, goals[0]) if goals else first.goal,
                )
            )
        return [way for way in found if way.chance]

    def unspoiled(good: Callable[[Block], float]) -> float:
        return task.good_on * prod(
            1 - share * (1 - good(block)) for block, share in zip(blocks, shares, strict=True)
        )

    joined = unspoiled(lambda block: block.good_on)
    visits = dict(task.visits)
    for block, share in zip(blocks, shares, strict=True):
        visits |= scaled(block.visits, share)
    ended = unspoiled(lambda block: block.good_on + block.good_end) - joined
    return Block(task.first_wait, ways, joined, ended, visits)


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
    ways = block.ways(goal, 0)
    lead = block.first_wait + sum(way.chance * way.minutes for way in ways)
    until = block.first_wait + sum(
        way.chance * (way.minutes if way.goal is None else way.goal) for way in ways
    )
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
