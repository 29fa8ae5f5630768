"""What stands on the timeline ladder, column by column, so that it adds up to the lead time."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.times.figure_records import StepFigures
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import listed, message, tr
from vsm_cli.model.streams import Step
from vsm_cli.wording.figures import number

_LONGEST = message("longest of {count}: {step}")
_BY_TURNS = message("longest by turns: {steps}")
_SEVERAL = message("{count} steps")
_TIMES = message("× {count}")
_MICRO = 1_000_000


class LadderPiece(NamedTuple):
    """One level piece of the ladder: what is written on it, and the seconds that it adds to the
    lead time, as text; empty where that is not known."""

    text: str
    seconds: str = ""


@dataclass(slots=True)
class Rung:
    """One column of the ladder. `step` is the one that takes longest there; `note` says of how
    many it is that, and how often an item comes to it. `name` is that of all that are the longest
    for some items."""

    column: int
    step: Step
    name: str
    wait: LadderPiece
    process: LadderPiece
    note: str
    after_delivery: bool


@dataclass(slots=True)
class Ladder:
    """The columns, and what is spent on the way to the end, after delivery if it is `delivered`.
    All of it together is the lead time. `height` is that of the peaks, in points."""

    rungs: list[Rung]
    rest: LadderPiece | None
    delivered: bool
    height: int = 34


def ladders_of(subject: StreamSubject, column: Mapping[str, int]) -> tuple[Ladder, Ladder | None]:
    """The ladder of a stream and, where there is one, that of its earlier state."""
    earlier = subject.earlier
    return ladder_of(subject, column), ladder_of(earlier, column) if earlier else None


def ladder_of(subject: StreamSubject, in_columns: Mapping[str, int]) -> Ladder:
    """The ladder's columns: what their steps add to the lead time, or, where that is not known,
    the times of the longest. Steps that are gone take no time, and a column without a step of
    the stream has no rung."""
    by_column: dict[int, list[Step]] = {}
    for step in subject.stream.steps.values():
        by_column.setdefault(in_columns[step.id], []).append(step)
    delivered = subject.stream.delivered_at
    last = in_columns[delivered] if delivered else len(in_columns)
    adding = _Adding(subject)
    rungs = []
    for column, standing in sorted(by_column.items()):
        steps = [step for step in standing if step.id in subject.figures.steps] or standing
        step = max(steps, key=lambda step: _length(subject, step))
        wait, process = adding.pieces(steps, step)
        by_turns = _by_turns(subject, steps)
        note = _note(subject, steps, step, by_turns)
        name = by_turns or clean(step.label)
        rungs.append(Rung(column, step, name, wait, process, note, column > last))
    return Ladder(rungs, adding.rest(), bool(delivered))


class _Adding:
    """Writes one part of the lead time after the other, rounded so that they add up to it."""

    def __init__(self, subject: StreamSubject) -> None:
        self._subject = subject
        self._known = subject.figures.lead_time_s is not None
        self._so_far_s = 0.0

    def pieces(self, steps: list[Step], longest: Step) -> tuple[LadderPiece, LadderPiece]:
        """What the steps of a column add."""
        figures = self._subject.figures.steps
        there = [figures[step.id] for step in steps if step.id in figures]
        parts = [each.part for each in there if each.part]
        if self._known and parts:
            return (
                self._piece(fsum(part.wait_s for part in parts), there, "wait_time_s"),
                self._piece(fsum(part.process_s for part in parts), there, "process_time_s"),
            )
        alone = figures.get(longest.id)
        wait_s, process_s = (alone.wait_time_s, alone.process_time_s) if alone else (None, None)
        return LadderPiece(self._subject.time(wait_s)), LadderPiece(self._subject.time(process_s))

    def rest(self) -> LadderPiece | None:
        rest_s = self._subject.figures.elsewhere_s
        if not self._known or not rest_s:
            return None
        return LadderPiece(self._subject.time(rest_s), self._added(rest_s))

    def _piece(self, seconds: float, there: list[StepFigures], name: str) -> LadderPiece:
        known = seconds or any(getattr(each, name) is not None for each in there)
        return LadderPiece(self._subject.time(seconds if known else None), self._added(seconds))

    def _added(self, seconds: float) -> str:
        before = round(self._so_far_s * _MICRO)
        self._so_far_s += seconds
        whole, part = divmod(round(self._so_far_s * _MICRO) - before, _MICRO)
        return f"{whole}.{part:06}".rstrip("0").rstrip(".")


def _by_turns(subject: StreamSubject, steps: list[Step]) -> str:
    """The steps in branches of one fork of which now one, now another is the longest; empty where
    it is always the same."""
    figures = subject.figures
    if figures.lead_time_s is None:
        return ""
    for fork in routing_of(subject.stream).forks:
        # Which of them counts is open: the one that is longest on average stands for all.
        vague = fork.state in figures.vague_forks
        longest = [
            [
                step
                for step in steps
                if step.id in branch.states
                and (found := figures.steps.get(step.id))
                and found.part
                and (vague or found.part.time_s > 0)
            ]
            for branch in fork.branches
        ]
        if sum(map(bool, longest)) > 1:
            return listed(clean(step.label) for branch in longest for step in branch)
    return ""


def _note(subject: StreamSubject, steps: list[Step], longest: Step, by_turns: str) -> str:
    figures = subject.figures.steps.get(longest.id)
    said = []
    if by_turns:
        return tr(_BY_TURNS, steps=by_turns)
    # A name may be cut, where there is no room for all of it; a number may not.
    visits = figures.visits if figures and figures.part else None
    if visits is not None and number(visits, 2) != "1":
        said.append(tr(_TIMES, count=number(visits, 2)))
    if len(steps) > 1:
        timed = _length(subject, longest) >= 0
        template = _LONGEST if timed else _SEVERAL
        said.append(tr(template, count=len(steps), step=clean(longest.label)))
    return " · ".join(said)


def _length(subject: StreamSubject, step: Step) -> float:
    """As much of a step's time as is known, in seconds, all visits together where that is;
    below 0 where nothing is."""
    figures = subject.figures.steps.get(step.id)
    if figures is None:
        return -1.0
    if figures.part is not None:
        return figures.part.time_s
    if figures.lead_time_s is not None:
        return figures.lead_time_s
    known = [t for t in (figures.process_time_s, figures.wait_time_s) if t is not None]
    return sum(known) if known else -1.0
