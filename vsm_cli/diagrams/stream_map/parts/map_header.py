"""The head of the map: state, title, facts, and the problems of the stream itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vsm_cli.analysis.times.figure_records import RATIOS
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Type
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.row_flow import flow_into_rows
from vsm_cli.diagrams.stream_map.layout.space import MARGIN
from vsm_cli.diagrams.stream_map.parts.attachments import Hanging, draw_hanging, problem_marks
from vsm_cli.diagrams.stream_map.parts.map_problems import problems_of_stream
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject, has_customer
from vsm_cli.diagrams.text_measures import clean, measure, shorten, wrap
from vsm_cli.language import message, tr
from vsm_cli.wording.figures import BASES, STATE_CHIPS, percent, rate
from vsm_cli.wording.times import day

_BASES = {**BASES, "estimated": message("≈ estimated")}
_CUSTOMER = message("Customer: {customer}")
_TRIGGER = message("Trigger: {trigger}")
_VALUE = message("Value: {value}")
_MAPPED = message("As of {date}")
_BASIS = message("Figures: {basis}")
_BASIS_BY = message("Figures: {basis} by {people}")
_DEMAND = message("Demand: {rate}")
_FIGURES = {
    "response": message("Response: {figure}"),
    "perceived": message("Perceived: {figure}"),
    "lead": message("Lead time: {figure}"),
    "process": message("Process time: {figure}"),
    "wait": message("Waiting: {figure}"),
    "own": message("Own time: {figure}"),
    "activity-ratio": message("Activity ratio: {figure}"),
    "rolled": message("Rolled %C&A: {figure}"),
}
_TARGET = message("{figure} (target {target})")
_TARGET_MET = message("{figure} (target {target}, met)")
_TARGET_MISSED = message("{figure} (target {target}, missed)")
_PERCENTILE = message("{share} within {target}")

# En spaces: SVG joins ordinary ones.
_SEPARATOR = "\u2002·\u2002"
_FACTS_SIZE = 9.5
_FACTS_LINE = 14
_TITLE_HEIGHT = 24
_TITLE_SIZE = 18

_CURRENT = Look(
    "state",
    fill=palette.CHIP_FILL,
    line=palette.BORDER,
    rounded=True,
    ink=palette.SOFT,
    size=9,
)
_FUTURE = _CURRENT._replace(fill=palette.FUTURE_FILL, line=palette.FUTURE, ink=palette.FUTURE)
_NAME = Type("name", palette.INK, _TITLE_SIZE, bold=True)


class FactLine(NamedTuple):
    """A line below the title; those that say what is new or wrong are bold."""

    text: str
    ink: Shade = palette.SOFT

    @property
    def bold(self) -> bool:
        return self.ink is not palette.SOFT


@dataclass(slots=True)
class Header:
    """What stands above the lanes, measured for a page of a width."""

    state: str
    chip_width: int
    title: list[str]
    facts_top: int
    facts: list[FactLine]
    problems: list[tuple[Hanging, int, int]]
    height: int


def header_of(subject: StreamSubject, width: int) -> Header:
    room = width - 2 * MARGIN
    overlay = subject.overlay
    state = tr(overlay.compares if overlay.facts else STATE_CHIPS[subject.stream.mapped.state])
    chip = measure(state, 9) + 18
    beside = room - chip - 12
    title = wrap(subject.stream.label, beside, _TITLE_SIZE, lines=3, bold=True)
    first = MARGIN + _TITLE_HEIGHT * max(1, len(title)) + 6
    # What differs from before is what a comparison is read for: it stands first.
    facts = [
        *_bold(subject.overlay.facts, room, palette.INK),
        *map(FactLine, _lines(facts_of(subject), room)),
        *_bold(_lines(missed_targets(subject), room), room, palette.ERROR),
    ]
    y = first + _FACTS_LINE * len(facts)
    marks = problem_marks(subject, "stream", problems_of_stream(subject), room)
    places = flow_into_rows([mark.width for mark in marks], room, 5)
    problems = [
        (mark, MARGIN + x, y + 4 + 18 * row) for mark, (x, row) in zip(marks, places, strict=True)
    ]
    if problems:
        y = problems[-1][2] + 16
    return Header(state, chip, title, first, facts, problems, y + 8)


def _bold(texts: Iterable[str], room: int, ink: Shade) -> Iterator[FactLine]:
    for text in texts:
        for line in wrap(text, room, _FACTS_SIZE, lines=3, bold=True):
            yield FactLine(line, ink)


def facts_of(subject: StreamSubject) -> list[str]:
    stream, mapped = subject.stream, subject.stream.mapped
    facts = []
    if owner := subject.scope.owner_line(stream):
        facts.append(owner)
    for template, key, text in (
        (_CUSTOMER, "customer", stream.customer),
        (_TRIGGER, "trigger", stream.trigger),
        (_VALUE, "value", stream.value),
    ):
        if text:
            facts.append(tr(template, **{key: clean(text)}))
    if mapped.on:
        facts.append(tr(_MAPPED, date=day(mapped.on)))
    if mapped.basis:
        basis = tr(_BASES[mapped.basis])
        by = clean(mapped.by) if mapped.by else ""
        facts.append(tr(_BASIS_BY, basis=basis, people=by) if by else tr(_BASIS, basis=basis))
    if subject.figures.demand_per_year is not None:
        facts.append(tr(_DEMAND, rate=rate(subject.figures.demand_per_year)))
    missed = _missed(subject)
    for figure in ("response", "perceived"):
        if figure not in missed and (figure != "perceived" or has_customer(stream)):
            facts += _against_target(subject, figure)
    return facts


def missed_targets(subject: StreamSubject) -> list[str]:
    """The figures of which more is promised than is kept, each beside its targets."""
    return [text for figure in _missed(subject) for text in _against_target(subject, figure)]


def _missed(subject: StreamSubject) -> list[str]:
    targets = subject.figures.targets.values()
    return list(dict.fromkeys(each.figure for each in targets if each.met is False))


def _against_target(subject: StreamSubject, figure: str) -> list[str]:
    """A figure with its targets; nothing where there is neither."""
    actual = subject.figures.figure(figure)
    targets = [each for each in subject.figures.targets.values() if each.figure == figure]
    if actual is None and not targets:
        return []
    bound = subject.figures.bound(figure)
    written = subject.share(actual, bound) if figure in RATIOS else subject.time(actual, bound)
    text = tr(_FIGURES[figure], figure=written)
    for target in targets:
        limit = percent(target.limit) if target.is_ratio else subject.written_time(target.limit)
        if target.percentile is not None:
            limit = tr(_PERCENTILE, share=percent(target.percentile / 100), target=limit)
        met = {None: _TARGET, True: _TARGET_MET, False: _TARGET_MISSED}[target.met]
        text = tr(met, figure=text, target=limit)
    return [text]


def _lines(facts: list[str], width: int) -> list[str]:
    short = [shorten(fact, width, _FACTS_SIZE) for fact in facts]
    gap = measure(_SEPARATOR, _FACTS_SIZE)
    places = flow_into_rows([measure(fact, _FACTS_SIZE) for fact in short], width, gap)
    lines: list[list[str]] = []
    for fact, (_, row) in zip(short, places, strict=True):
        if row == len(lines):
            lines.append([])
        lines[row].append(fact)
    return [_SEPARATOR.join(line) for line in lines]


def draw_header(canvas: Canvas, subject: StreamSubject, header: Header) -> None:
    look = _CURRENT if subject.stream.mapped.state == "current" else _FUTURE
    place = Rect(MARGIN, MARGIN + 2, header.chip_width, 18)
    canvas.shape(subject.id("state"), place, look, header.state, Meaning(header.state))
    x = MARGIN + header.chip_width + 10
    width = max((measure(line, _TITLE_SIZE, bold=True) for line in header.title), default=0)
    place = Rect(x, MARGIN, width, _TITLE_HEIGHT * len(header.title) - 2)
    canvas.text(
        subject.id("name"), place, header.title, _NAME, Meaning(clean(subject.stream.label))
    )
    for number_, line in enumerate(header.facts):
        y = header.facts_top + _FACTS_LINE * number_
        place = Rect(MARGIN, y, measure(line.text, _FACTS_SIZE, bold=line.bold), _FACTS_LINE)
        canvas.text(
            subject.id("facts", str(number_ + 1)),
            place,
            [line.text],
            Type("facts", line.ink, _FACTS_SIZE, bold=line.bold),
        )
    for mark, x, y in header.problems:
        draw_hanging(canvas, mark, x, y)
