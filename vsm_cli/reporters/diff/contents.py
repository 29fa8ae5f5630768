"""A comparison as blocks, for the terminal and for a merge request."""

from collections.abc import Iterable, Iterator

from vsm_cli.analysis.comparison.comparing import Comparison, StreamComparison
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.language import listed, message, names, tr
from vsm_cli.lint.problem_difference import ProblemDifference
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
    cells,
    columns,
)
from vsm_cli.wording.change_words import (
    NATURES,
    description,
    difference,
    loss_in_words,
    place,
    renaming,
    verdict,
)
from vsm_cli.wording.figures import number, percent
from vsm_cli.wording.times import UNKNOWN, clock

_TITLE = message("{before} against {after}")
_SAME = message("Nothing differs that says how the work is done or how long it takes.")
_CHANGES = message("Changes")
_COUNTS = {
    "mechanism": message("Changes of mechanism"),
    "action": message("Changes of figures only"),
    "definition": message("Changes of definition (no gain)"),
    "note": message("Notes"),
}
_LOST = message("Taken away")
_PROBLEMS, _PROBLEM, _RULE = message("Problems"), message("Problem"), message("Rule")
_GAINED, _SOLVED = message("brought"), message("solved")
_GAINED_SOLVED = message("{gained} brought, {solved} solved")
_POINTS = message("{number} points")
_RENAMED = message("Renamed")
_WHAT, _STREAM, _NATURE = message("Change"), message("Stream"), message("Kind")
_WHERE = message("Where")
_BEARING = message("Lead time")
_FIGURE, _BEFORE, _AFTER = message("Figure"), message("Before"), message("After")
_BOUND = message("Some steps have no time: lead times count the others only.")
_FIGURES = {
    "lead_time_s": message("Lead time"),
    "perceived_lead_time_s": message("Perceived lead time"),
    "process_time_s": message("Process time"),
    "activity_ratio": message("Activity ratio"),
    "rolled_complete_accurate": message("Rolled %C&A"),
    "handoffs": message("Hand-offs"),
    "rework_people": message("People for rework"),
}
FIGURES = tuple(_FIGURES)
_MORE_IS_BETTER = frozenset(("activity_ratio", "rolled_complete_accurate"))
_RATIOS = _MORE_IS_BETTER


def contents(
    compared: Comparison, problems: ProblemDifference, before: str, after: str
) -> Iterator[Block]:
    """Verdicts first, then the changes, the problems and the figures; `before` and `after` name
    the sides."""
    yield Heading(tr(_TITLE, before=before, after=after), 1)
    touched = [each for each in compared.streams if _touched(compared, each)]
    touched.sort(key=lambda each: each.stream.layer != "core")
    if not (compared.changes or compared.renamed or touched or any(problems)):
        yield Paragraph(tr(_SAME))
        return
    yield Facts(list(_counts(compared, problems)))
    if touched:
        yield Facts([(each.stream.label, _verdict(each)) for each in touched])
    if compared.changes:
        yield Heading(tr(_CHANGES))
        yield _changes(compared)
    if any(problems):
        yield Heading(tr(_PROBLEMS))
        yield _problems(problems)
    for each in filter(_is_measured, touched):
        yield Heading(each.stream.label)
        yield _figures(each)
        if each.is_bound:
            yield Paragraph(tr(_BOUND))


def _touched(compared: Comparison, each: StreamComparison) -> bool:
    """Whether a stream has changes, or is changed by those of others."""
    changed = any(change.stream == each.stream.id for change in compared.changes)
    return changed or any(_differs(each, figure) for figure in FIGURES)


def _is_measured(each: StreamComparison) -> bool:
    """Whether any time or ratio is known; hand-offs can be counted anyway."""
    figures = [figure for figure in FIGURES if figure != "handoffs"]
    return any(value is not None for figure in figures for value in each.values(figure))


def _differs(each: StreamComparison, figure: str) -> bool:
    before, after = each.values(figure)
    if before is None or after is None:
        return before != after
    return abs(after - before) > 1e-9 * max(abs(before), abs(after))


def _counts(compared: Comparison, problems: ProblemDifference) -> Iterator[tuple[str, Cell]]:
    for nature, label in _COUNTS.items():
        count = sum(change.nature == nature for change in compared.changes)
        if count or nature in ("mechanism", "action"):
            yield tr(label), Cell(str(count))
    if compared.losses:
        yield tr(_LOST), Cell(str(names(map(loss_in_words, compared.losses))), "bad")
    if any(problems):
        gained, solved = map(len, problems)
        text = tr(_GAINED_SOLVED, gained=gained, solved=solved)
        yield tr(_PROBLEMS), Cell(text, "bad" if gained else "good")
    if compared.renamed:
        yield tr(_RENAMED), Cell(str(names(map(renaming, compared.renamed))))


def _verdict(each: StreamComparison) -> Cell:
    """What the gain of a stream rests on, in words."""
    tones: dict[str, Tone] = {"longer": "bad", "definition": "bad", "unknown": "unsure"}
    both = each.before is not None and each.after is not None
    tone = tones.get(each.verdict)
    if each.shares and not each.shares["follows"]:
        tone = "unsure" if each.shares["claimed"] else "bad"
    return Cell(verdict(each), tone if both else None)


def _changes(compared: Comparison) -> Table:
    bearing = [each for each in compared.streams if each.parts]
    rows = []
    for change in sorted(compared.changes, key=lambda change: list(NATURES).index(change.nature)):
        parts = [
            (each, part.seconds)
            for each in bearing
            for part in each.parts or ()
            if change in part.changes and abs(part.seconds) > 1e-6
        ]
        rows.append(
            cells(
                tr(NATURES[change.nature]),
                place(compared, change),
                description(compared, change),
                _parts(parts, change.stream),
            )
        )
    return Table(columns((_NATURE, _STREAM, _WHAT, _BEARING)), rows)


def _problems(problems: ProblemDifference) -> Table:
    turns = ((_GAINED, problems.gained), (_SOLVED, problems.solved))
    rows = [
        cells(tr(turn), problem.code, problem.element, problem.message)
        for turn, of_turn in turns
        for problem in of_turn
    ]
    return Table(columns((_WHAT, _RULE, _WHERE, _PROBLEM)), rows)


def _parts(parts: Iterable[tuple[StreamComparison, float]], own: str | None) -> str:
    """What a change does to lead times, first of its own stream; others are named."""
    ordered = sorted(parts, key=lambda part: part[0].stream.id != own)
    return listed(
        difference(each, seconds)
        if each.stream.id == own
        else f"{each.stream.label} {difference(each, seconds)}"
        for each, seconds in ordered
    )


def _figures(each: StreamComparison) -> Table:
    rows = [
        cells(
            tr(label),
            _value(each, figure, each.values(figure)[0], each.before_figures),
            _value(each, figure, each.values(figure)[1], each.after_figures),
            _change(each, figure),
        )
        for figure, label in _FIGURES.items()
    ]
    return Table(columns((_FIGURE,), (_BEFORE, _AFTER, _WHAT)), rows)


def _value(
    each: StreamComparison, figure: str, value: float | None, figures: StreamFigures | None
) -> str:
    return _written(each, figure, value, figures.bounds.get(figure) if figures else None)


def _written(
    each: StreamComparison, figure: str, value: float | None, sign: str | None = None
) -> str:
    if figure.endswith("_s"):
        return clock(value, each.calendar, sign)
    if figure in _RATIOS:
        return percent(value, sign=sign)
    return number(value, 2, sign)


def _change(each: StreamComparison, figure: str) -> Cell:
    change = each.change(figure)
    if change is None:
        return Cell(UNKNOWN)
    text = _written(each, figure, abs(change))
    if figure in _RATIOS:
        text = tr(_POINTS, number=number(abs(change) * 100))
    if not _differs(each, figure):
        return Cell("0")
    is_better = (change > 0) == (figure in _MORE_IS_BETTER)
    # A longer process time is no harm in itself, nor a shorter one a gain.
    tone: Tone | None = "good" if is_better else "bad"
    return Cell(f"{'+' if change > 0 else '−'}{text}", None if figure == "process_time_s" else tone)
