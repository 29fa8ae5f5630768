"""What hangs below a box: acceptances, supporting streams, links, ideas and problems."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vsm_cli.analysis.links.link_closure import closure_of
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Type
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.problem_chips import problem_lines
from vsm_cli.diagrams.problem_list import SIGN_HEIGHT, SIGN_SIZE, draw_problem_sign
from vsm_cli.diagrams.problem_words import words_of
from vsm_cli.diagrams.row_flow import flow_into_rows
from vsm_cli.diagrams.stream_map.diff_overlay import INKS, SIGNS, Status
from vsm_cli.diagrams.stream_map.parts.map_problems import problems_of_step
from vsm_cli.diagrams.stream_map.parts.signs import (
    BURST,
    DISC,
    draw_burst,
    draw_pentagon,
    draw_tick,
)
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import message, tr
from vsm_cli.model.elements import Idea
from vsm_cli.model.streams import Acceptance, Link, Step, Use
from vsm_cli.wording.figures import percent
from vsm_cli.wording.link_gaps import open_words

ROW = 18
_TOP = 5
_TEXT = 8

HangingKind = Literal["acceptance", "support", "link", "lack", "problem", "idea", "change"]

_ACCEPTS = message("Accepts {data}")
_CRITERIA = message("Criteria: {criteria}")
_NO_CRITERIA = message("no criteria")
_REQUIRED = message("{criteria} · required by {source}")
_USES = message("Uses {stream}")
_WAITS_FOR = message("waits for {stream}")
_WITHIN = message("within {time}")
_STARTS = message("Starts {stream}")
_THERE = message("{stream}, there {there}")
_THERE_FOR = message("what the step needs is there and current for {there} of the items")
_LINK = message("{stream} {share}")
_IDEA = message("Idea {number}: {idea}")
_CHANGED: Mapping[Status, str] = {
    "added": message("added"),
    "removed": message("removed"),
    "changed": message("changed"),
}

SUPPORT_LOOK = Look(
    "support",
    fill=palette.SUPPORT_FILL,
    line=palette.SUPPORT,
    thickness=0.8,
    ink=palette.SUPPORT,
    size=_TEXT,
)
_OPEN_SUPPORT = SUPPORT_LOOK._replace(
    kind="support open", line=palette.OPEN_LINK, dashed=True, ink=palette.OPEN_LINK
)


@dataclass(slots=True)
class Hanging:
    """One thing below a box, and where: from the left of the box, in rows from its bottom.

    `ink` is the colour of its words; `problem` one of those that a mark stands for.
    """

    kind: HangingKind
    id: str
    lines: list[str]
    width: int
    meaning: Meaning
    ink: Shade = palette.INK
    problem: Diagnostic | None = None
    x: int = 0
    y: int = 0

    @property
    def height(self) -> int:
        return max(ROW, 10 * len(self.lines) + 6)


@dataclass(slots=True)
class Under:
    """All that hangs below one box."""

    things: list[Hanging] = field(default_factory=list)
    height: int = 0


def under_of(subject: StreamSubject, step: Step, width: int) -> Under:
    label = clean(step.label)
    accepts = [_acceptance(subject, step, each, width) for each in step.accepts]
    others = []
    for number, use in enumerate(step.uses, 1):
        others += _support(subject, step, number, use, width)
        others += _ideas(subject, use.ideas, f"{label}, {subject.scope.label(use.stream)}")
    for number, link in enumerate(step.starts, 1):
        others += _link(subject, step, number, link, width)
        others += _ideas(subject, link.ideas, f"{label}, {subject.scope.label(link.stream)}")
    others += _ideas(subject, step.ideas, label)
    marks = problem_marks(subject, f"step.{step.id}", problems_of_step(subject, step), width)
    return _hang([_changes(subject, step, width), accepts, others, marks], width)


def _changes(subject: StreamSubject, step: Step, width: int) -> list[Hanging]:
    """What differs from before, each in lines of its own."""
    change = subject.overlay.steps.get(step.id)
    if change is None:
        return []
    found = []
    for number, text in enumerate(change.lines or (tr(_CHANGED[change.status]),), 1):
        marked = f"{SIGNS[change.status]} {text}"
        lines = wrap(marked, width - 4, _TEXT, lines=3, bold=True)
        id = subject.id("step", step.id, "change", str(number))
        ink = INKS[change.status]
        found.append(Hanging("change", id, lines, width, Meaning(text), ink))
    return found


def _ideas(subject: StreamSubject, ideas: Iterable[Idea], where: str) -> list[Hanging]:
    bursts = []
    for idea in ideas:
        number = subject.ideas.number(idea, where)
        title = tr(_IDEA, number=number, idea=clean(idea.name))
        id = subject.id("idea", str(number))
        bursts.append(Hanging("idea", id, [str(number)], BURST + 1, Meaning(title)))
    return bursts


def _hang(groups: Iterable[Sequence[Hanging]], width: int) -> Under:
    """Things of a group stand side by side, groups below one another."""
    under, y = Under(), _TOP
    for group in groups:
        places = flow_into_rows([thing.width for thing in group], width, 5)
        rows: dict[int, list[Hanging]] = {}
        for thing, (x, row) in zip(group, places, strict=True):
            thing.x = x
            rows.setdefault(row, []).append(thing)
        for things in rows.values():
            for thing in things:
                thing.y = y
            under.things += things
            y += max(thing.height for thing in things)
    under.height = y if under.things else 0
    return under


def _acceptance(subject: StreamSubject, step: Step, acceptance: Acceptance, width: int) -> Hanging:
    data = subject.workspace.data[acceptance.data]
    text = clean(acceptance.criteria or data.label)
    if acceptance.required_by:
        text = tr(_REQUIRED, criteria=text, source=clean(acceptance.required_by))
    criteria = (
        tr(_CRITERIA, criteria=clean(acceptance.criteria))
        if acceptance.criteria
        else tr(_NO_CRITERIA)
    )
    title = tr(_ACCEPTS, data=clean(data.label)) + "\n" + criteria
    lines = wrap(text, width - DISC - 6, _TEXT, lines=2)
    id = subject.id("step", step.id, "accepts", acceptance.data)
    return Hanging("acceptance", id, lines, width, Meaning(title))


def _lack(subject: StreamSubject, link: Link | Use, id: str, width: int) -> list[Hanging]:
    """What an open link lacks, in words."""
    closure = closure_of(subject.workspace, link)
    text = open_words(closure) if closure else ""
    if not text:
        return []
    lines = wrap(text, width - 4, _TEXT, lines=2, bold=True)
    return [Hanging("lack", f"{id}.lack", lines, width, Meaning(), palette.OPEN_LINK)]


def _support(
    subject: StreamSubject, step: Step, number: int, use: Use, width: int
) -> list[Hanging]:
    label = subject.scope.label(use.stream)
    text = tr(_WAITS_FOR, stream=label) if use.wait else label
    title = tr(_USES, stream=label)
    if use.within_s is not None:
        title += "\n" + tr(_WITHIN, time=subject.written_time(use.within_s))
    room = width - 14
    short = shorten(text, room, _TEXT)
    if there := subject.there.get(use):
        title += "\n" + tr(_THERE_FOR, there=there)
        text_room = room - measure(tr(_THERE, stream="", there=there), _TEXT)
        short = tr(_THERE, stream=shorten(text, text_room, _TEXT), there=there)
    id = subject.id("step", step.id, "uses", str(number), use.stream)
    meaning = Meaning(title, subject.map_of(use.stream))
    lack = _lack(subject, use, id, width)
    ink = palette.OPEN_LINK if lack else palette.SUPPORT
    return [Hanging("support", id, [short], measure(short, _TEXT) + 12, meaning, ink), *lack]


def _link(subject: StreamSubject, step: Step, number: int, link: Link, width: int) -> list[Hanging]:
    label = subject.scope.label(link.stream)
    text = label
    room = width - 22
    if link.share is not None:
        share = percent(link.share)
        label_room = room - measure(f" {share}", _TEXT)
        text = tr(_LINK, stream=shorten(label, label_room, _TEXT), share=share)
    short = shorten(text, room, _TEXT)
    facts = [tr(_STARTS, stream=label)]
    facts += [clean(subject.workspace.data[data].label) for data in link.data]
    facts += [clean(link.via)] if link.via else []
    facts += [subject.owner_label(link.owner)] if link.owner else []
    id = subject.id("step", step.id, "starts", str(number), link.stream)
    meaning = Meaning("\n".join(facts), subject.map_of(link.stream))
    lack = _lack(subject, link, id, width)
    ink = palette.OPEN_LINK if lack else palette.LINK
    return [Hanging("link", id, [short], measure(short, _TEXT) + 20, meaning, ink), *lack]


def problem_marks(
    subject: StreamSubject, part: str, problems: Sequence[Diagnostic], width: int
) -> list[Hanging]:
    """One mark, which says the worst problem in words; all messages are its tooltip."""
    if not problems:
        return []
    found = sorted(problems, key=lambda each: -each.level.weight)
    text = shorten(words_of(found), width - 10, SIGN_SIZE, bold=True)
    room = measure(text, SIGN_SIZE, bold=True) + 10
    id = subject.id(*part.split(".", 1), "problem")
    title = "\n".join(problem_lines(found))
    return [Hanging("problem", id, [text], room, Meaning(title), problem=found[0])]


def draw_under(canvas: Canvas, under: Under, left: int, bottom: int) -> None:
    for thing in under.things:
        draw_hanging(canvas, thing, left + thing.x, bottom + thing.y)


def draw_hanging(canvas: Canvas, thing: Hanging, x: int, y: int) -> None:
    """One thing with its left top at a point."""
    if thing.kind == "acceptance":
        _draw_acceptance(canvas, thing, x, y)
    elif thing.kind in ("change", "lack"):
        canvas.text(
            thing.id,
            Rect(x + 2, y, thing.width - 4, 10 * len(thing.lines) + 1),
            thing.lines,
            Type(thing.kind, thing.ink, _TEXT, bold=True),
            thing.meaning,
        )
    elif thing.kind == "idea":
        draw_burst(canvas, thing.id, x, y, thing.lines[0], thing.meaning)
    elif thing.kind == "support":
        look = _OPEN_SUPPORT if thing.ink is palette.OPEN_LINK else SUPPORT_LOOK
        place = Rect(x, y, thing.width, 14)
        canvas.shape(thing.id, place, look, thing.lines[0], thing.meaning)
    elif thing.kind == "link":
        place = Rect(x, y, thing.width, 14)
        is_open = thing.ink is palette.OPEN_LINK
        draw_pentagon(canvas, thing.id, place, thing.lines[0], thing.meaning, is_open=is_open)
    elif thing.problem:
        place = Rect(x, y, thing.width, SIGN_HEIGHT)
        kind = f"problem {thing.problem.level.value}"
        draw_problem_sign(
            canvas,
            thing.id,
            place,
            thing.problem,
            kind=kind,
            text=thing.lines[0],
            meaning=thing.meaning,
        )


def _draw_acceptance(canvas: Canvas, thing: Hanging, x: int, y: int) -> None:
    draw_tick(canvas, thing.id, x, y, thing.meaning)
    height = 10 * len(thing.lines) + 1
    place = Rect(x + DISC + 4, y + (DISC - height) // 2 + (len(thing.lines) - 1) * 4, 1, height)
    place = place._replace(width=thing.width - DISC - 4)
    canvas.text(f"{thing.id}.criteria", place, thing.lines, Type("criteria", palette.ACCEPT, _TEXT))
