"""A simulation as blocks, for the terminal."""

from collections.abc import Iterator

from vsm_cli.analysis.simulation.simulating import Distribution, Driver, Simulation
from vsm_cli.analysis.times.figure_records import Bound, StreamFigures, TargetFigures
from vsm_cli.language import listed, message, tr
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Stream
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Paragraph,
    Table,
    cells,
    columns,
)
from vsm_cli.reporters.report.figure_texts import yes_or_no
from vsm_cli.wording.figures import actual_of, chance_in_words, percent, promised, sign_of
from vsm_cli.wording.times import UNKNOWN, clock

REASONS = {
    "split": message(
        "Not simulated: it is not known how items are split at {steps}. Give the shares."
    ),
    "endless": message(
        "Not simulated: items may go round without end, or come to more steps than can be walked."
    ),
    "untimed": message("Not simulated: no step has a time."),
    "no-spread": message(
        "Every item takes the same, {mean}: no time is a spread, and all items go the same way. "
        "Write a spread where times differ: process: {{min: 5m, likely: 10m, max: 1h}}."
    ),
}
_FIGURES = {
    "lead": message("Lead time"),
    "perceived": message("Perceived lead time"),
    "response": message("Response time"),
}
_RUNS = message("Items simulated"), message("Seed")
_COLUMNS = message("Time"), message("Mean"), message("P50"), message("P80"), message("P95")
_PROMISE, _ACTUAL = message("Promise"), message("Actual")
_CHANCE, _MET = message("Chance"), message("Met")
_OF_THE_MEAN = message(
    "A promise without a percentile is kept where the mean keeps it; the chance says for how many "
    "of the items it holds."
)
_LONGER = message(
    "The P95 is driven by {step}, which takes longer: {excess} more in the slowest twentieth of "
    "the items than in all, {part} of all that these take more."
)
_MORE_OFTEN = message(
    "The P95 is driven by {step}, which is reached more often: {excess} more in the slowest "
    "twentieth of the items than in all, {part} of all that these take more."
)
_BEFORE_END = message("the wait before the end")
_EXACT = message(
    "Mean, percentiles and chances are exact: no time is a spread, so every way is known."
)
_EXACT_MEAN = message(
    "The mean of the exact chain is {exact}: it takes the branch that is longest on average, where "
    "each item waits for the one that is longest for it."
)
_HISTOGRAM = message("Lead time, items")
_BEYOND = message("longer")
_BAR = 40
_PARTS = " ▏▎▍▌▋▊▉█"


def contents(stream: Stream, found: Simulation, mean: StreamFigures) -> Iterator[Block]:
    """What was found, the percentiles first; `mean` are the exact figures of the stream."""
    yield Heading(stream.label, 1)
    if found.reason or found.lead is None:
        yield Paragraph(
            tr(
                REASONS[found.reason or "untimed"],
                steps=listed(mean.unknown_splits or mean.bad_forks),
                mean=_time(stream, found.exact_mean_s, mean.bound("lead")),
            )
        )
        yield from _promises(stream, found, mean)
        return
    yield Facts(
        [(tr(_RUNS[0]), Cell(f"{found.runs:,}")), (tr(_RUNS[1]), Cell(str(found.seed)))], dense=True
    )
    yield Table(
        columns(_COLUMNS[:1], _COLUMNS[1:]),
        [
            cells(tr(_FIGURES[name]), *_row(stream, of_it, mean.bound_by_missing(name)))
            for name, of_it in figures(found)
            if of_it is not None
        ],
    )
    yield from _promises(stream, found, mean)
    if found.drivers:
        yield Paragraph(_driven_by(stream, found.drivers[0]))
    if found.exact:
        yield Paragraph(tr(_EXACT))
    elif found.exact_mean_s and abs(found.lead.mean_s / found.exact_mean_s - 1) > 0.02:
        exact = _time(stream, found.exact_mean_s, mean.bound("lead"))
        yield Paragraph(tr(_EXACT_MEAN, exact=exact))
    yield from _histogram(stream, found.lead)


def figures(found: Simulation) -> tuple[tuple[str, Distribution | None], ...]:
    """The simulated times by name, in order."""
    return (
        ("lead", found.lead), ("perceived", found.perceived), ("response", found.response)
    )  # fmt: skip


def _row(stream: Stream, found: Distribution, bound: Bound | None) -> list[str]:
    times = (found.mean_s, found.p50_s, found.p80_s, found.p95_s)
    return [_time(stream, time_s, bound) for time_s in times]


def _time(stream: Stream, time_s: float | None, bound: Bound | None) -> str:
    return clock(time_s, stream.calendar, sign_of(stream, bound))


def _promises(stream: Stream, found: Simulation, mean: StreamFigures) -> Iterator[Block]:
    targets = found.targets.values()
    if targets:
        rows = [_promise(stream, target, mean) for target in targets]
        yield Table(columns((_PROMISE,), (_ACTUAL, _CHANCE), (_MET,)), rows)
    if any(target.percentile is None and target.chance is not None for target in targets):
        yield Paragraph(tr(_OF_THE_MEAN))


def _promise(stream: Stream, target: TargetFigures, mean: StreamFigures) -> tuple[Cell, ...]:
    # Where times are at least what is known, chances are at most that.
    sign = sign_of(stream, "≤" if mean.bound_by_missing(target.figure) else None)
    chance = UNKNOWN
    if target.chance is not None:
        chance = chance_in_words(target.chance, target.percentile, sign)
    return cells(
        promised(stream, target), actual_of(stream, mean, target), chance, yes_or_no(target.met)
    )


def _driven_by(stream: Stream, driver: Driver) -> str:
    step = tr(_BEFORE_END) if driver.step == END else stream.steps[driver.step].label
    return tr(
        _MORE_OFTEN if driver.more_often else _LONGER,
        step=step,
        excess=_time(stream, driver.excess_s, None),
        part=percent(driver.part, 0),
    )


def _histogram(stream: Stream, found: Distribution) -> Iterator[Block]:
    """Bars of text, one for each class of the histogram."""
    total = sum(found.counts) + found.beyond
    most = max(*found.counts, 1)
    rows = [
        cells(clock(edge, stream.calendar), percent(count / total, 1), _bar(count / most))
        for edge, count in zip(found.edges_s, found.counts, strict=False)
    ]
    rows.append(cells(tr(_BEYOND), percent(found.beyond / total, 1), ""))
    yield Heading(tr(_HISTOGRAM))
    yield Table([Column("", number=True), Column("", number=True), Column("")], rows, brief=True)


def _bar(share: float) -> str:
    eighths = round(share * _BAR * 8)
    return "█" * (eighths // 8) + _PARTS[eighths % 8].strip()
