"""A simulation as blocks, for the terminal."""

from collections.abc import Iterator, Sequence

from vsm_cli.analysis.simulation.simulating import Chance, Distribution, Simulation
from vsm_cli.language import listed, message, tr
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
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import clock

REASONS = {
    "split": message(
        "Not simulated: it is not known how items are split at {steps}. Give the shares."
    ),
    "endless": message("Not simulated: items may go round without end."),
    "untimed": message("Not simulated: no step has a time."),
    "no-spread": message(
        "No step has a spread, so every percentile would be the mean, {mean}. "
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
_PROMISE, _CHANCE, _MET = message("Promise"), message("Chance"), message("Met")
_WITHIN = message("{figure} within {limit}")
_PERCENTILE = message("{figure}: {percentile} of items within {limit}")
_DRIVER = message(
    "The P95 is driven by {step}: in the slowest twentieth it takes {excess} more than usual, "
    "{share} of what these items take longer."
)
_EXACT = message(
    "The mean of the exact chain is {exact}: a random branch of a fork is shorter than the longest."
)
_HISTOGRAM = message("Lead time, items")
_BEYOND = message("longer")
_YES, _NO = message("yes"), message("no")
_BAR = 40
_PARTS = " ▏▎▍▌▋▊▉█"


def contents(stream: Stream, found: Simulation, splits: Sequence[str]) -> Iterator[Block]:
    """What was found, the percentiles first; `splits` are the steps whose split is unknown."""
    yield Heading(stream.label, 1)
    if found.reason or found.lead is None:
        mean = clock(found.exact_mean_s, stream.calendar)
        text = tr(REASONS[found.reason or "untimed"], steps=listed(splits), mean=mean)
        yield Paragraph(text)
        return
    yield Facts(
        [(tr(_RUNS[0]), Cell(f"{found.runs:,}")), (tr(_RUNS[1]), Cell(str(found.seed)))], dense=True
    )
    yield Table(
        columns(_COLUMNS[:1], _COLUMNS[1:]),
        [
            cells(tr(_FIGURES[name]), *_row(stream, of_it))
            for name, of_it in figures(found)
            if of_it is not None
        ],
    )
    if found.chances:
        yield Table(
            columns((_PROMISE,), (_CHANCE,), (_MET,)),
            [_chance(stream, chance) for chance in found.chances],
        )
    if found.driver:
        yield Paragraph(
            tr(
                _DRIVER,
                step=stream.steps[found.driver.step].label,
                excess=clock(found.driver.excess_s, stream.calendar),
                share=percent(found.driver.share, 0),
            )
        )
    if found.exact_mean_s and abs(found.lead.mean_s / found.exact_mean_s - 1) > 0.02:
        yield Paragraph(tr(_EXACT, exact=clock(found.exact_mean_s, stream.calendar)))
    yield from _histogram(stream, found.lead)


def figures(found: Simulation) -> tuple[tuple[str, Distribution | None], ...]:
    """The simulated times by name, in order."""
    return (
        ("lead", found.lead), ("perceived", found.perceived), ("response", found.response)
    )  # fmt: skip


def _row(stream: Stream, found: Distribution) -> list[str]:
    times = (found.mean_s, found.p50_s, found.p80_s, found.p95_s)
    return [clock(time_s, stream.calendar) for time_s in times]


def _chance(stream: Stream, chance: Chance) -> tuple[Cell, ...]:
    figure = tr(_FIGURES[chance.figure])
    limit = clock(chance.limit_s, stream.calendar)
    if chance.percentile is None:
        promise = tr(_WITHIN, figure=figure, limit=limit)
    else:
        wanted = percent(chance.percentile / 100, 1)
        promise = tr(_PERCENTILE, figure=figure, percentile=wanted, limit=limit)
    met = Cell("")
    if chance.met is not None:
        met = Cell(tr(_YES), "good") if chance.met else Cell(tr(_NO), "bad")
    return cells(promise, percent(chance.chance, 1), met)


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
