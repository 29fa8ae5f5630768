"""What logs measured, beside what is declared, as blocks."""

from collections.abc import Iterable, Iterator

from vsm_cli.analysis.reality.differences import (
    compared_shares,
    compared_times,
    found_handoffs,
    found_routes,
    measured_promises,
)
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, tr
from vsm_cli.logs.measuring import Measurement
from vsm_cli.model.logs import Measured, Sample
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Entries,
    Facts,
    Heading,
    ListEntry,
    Paragraph,
    Table,
    Tone,
    cells,
    columns,
)
from vsm_cli.wording.figures import figure_name, figure_value, percent
from vsm_cli.wording.measured_words import between_shares, between_times, in_calendar
from vsm_cli.wording.times import UNKNOWN, calendar_words, clock, day, elapsed

_TITLE = message("{log} against {stream}")
_ALONE = message("{log}")
_LOG, _LEAD = message("Log"), message("Lead time")
_ROWS = message("{rows} rows of {cases} cases, {first} to {last}; {open} of them open")
_UNMAPPED = message("Rows of no step")
_HANDOFFS = message("Changes of owner, from row to row")
_RETURNS = message("Back to the owner before")
_SHARE = message("Time before a row of another owner")
_MEDIAN = message("{p50} in the middle ({between}), 85 % within {p85}, 95 % within {p95}")
_MEAN = message("{mean} on average ({between}), over {n} cases")
_STEPS, _ROUTES = message("Times of steps"), message("Ways")
_OWNERS, _PROMISES = message("Hand-offs"), message("Promises")
_PERIODS = message("By period")
_STEP, _FIGURE, _DECLARED = message("Step"), message("Figure"), message("Declared")
_MEASURED, _BETWEEN, _N = message("Measured"), message("Between"), message("n")
_WORKING = message("Working time")
_VERDICT = message("Fits")
_FROM, _TO, _FOUND = message("From"), message("To"), message("Cases")
_UNDECLARED, _END = message("not declared"), message("end")
_YES, _NO = message("yes"), message("no")
_FIGURES = {"process": message("process"), "wait": message("wait"), "lead": message("lead")}
_BY_THE_CLOCK = message(
    "Times of the log are clock times. Declared ones are of the stream's calendar ({calendar}), and"
    " are read both ways: as clock time and as working time."
)
_PROBLEMS = message("What the rules say")
_NOTHING = message("The log says nothing that the definition does not.")
_PERIOD = message("Cases that ended from")


def contents(
    found: Iterable[tuple[Workspace, Measurement]], problems: list[Diagnostic]
) -> Iterator[Block]:
    """Each log with what it measured; then what is wrong."""
    compared = False
    for workspace, measurement in found:
        yield from _log(workspace, measurement)
        compared = compared or measurement.measured.stream is not None
    if problems:
        yield Heading(tr(_PROBLEMS))
        yield Entries(
            [
                ListEntry(
                    Cell(f"{each.code} {each.name}", "bad"),
                    f"{each.path}:{each.span.line}",
                    each.message,
                )
                for each in problems
            ]
        )
    elif compared:
        yield Paragraph(tr(_NOTHING))


def _log(workspace: Workspace, measurement: Measurement) -> Iterator[Block]:
    measured = measurement.measured
    stream = workspace.streams.get(measured.stream or "")
    title = tr(_TITLE, log=measured.id, stream=stream.label) if stream else measured.id
    yield Heading(title, 1, about=measured.address)
    yield Facts(list(_facts(measurement)))
    if stream is None:
        return
    if not stream.calendar.elapsed:
        yield Paragraph(tr(_BY_THE_CLOCK, calendar=calendar_words(stream.calendar)))
    for heading, table in (
        (_STEPS, _times(workspace, measured, stream)),
        (_ROUTES, _routes(workspace, measured)),
        (_OWNERS, _handoffs(workspace, measured)),
        (_PROMISES, _promises(workspace, measured, stream)),
        (_PERIODS, _periods(measured)),
    ):
        if table.rows:
            yield Heading(tr(heading))
            yield table


def _facts(measurement: Measurement) -> Iterator[tuple[str, Cell]]:
    measured = measurement.measured
    first, last = (day(each.date()) for each in (measurement.first, measurement.last))
    counts = {"rows": measured.rows, "cases": measured.cases, "open": measured.open}
    said = {key: f"{value:,}" for key, value in counts.items()}
    yield tr(_LOG), Cell(tr(_ROWS, first=first, last=last, **said))
    if measured.lead:
        yield tr(_LEAD), Cell(_median(measured.lead))
        if measured.lead.mean_s is not None:
            yield (
                "",
                Cell(
                    tr(
                        _MEAN,
                        mean=elapsed(measured.lead.mean_s),
                        between=between_times(measured.lead.mean_interval_s),
                        n=f"{measured.lead.n:,}",
                    )
                ),
            )
    if measurement.handoffs is not None:
        yield tr(_HANDOFFS), Cell(f"{measurement.handoffs:,}")
        yield tr(_RETURNS), Cell(f"{measurement.returns:,}")
        yield tr(_SHARE), Cell(percent(measurement.handoff_time_share))
    if measurement.unmapped_rows:
        yield tr(_UNMAPPED), Cell(percent(measured.unmapped))


def _median(lead: Sample) -> str:
    return tr(
        _MEDIAN,
        p50=elapsed(lead.p50_s),
        between=between_times(lead.p50_interval_s),
        p85=elapsed(lead.p85_s),
        p95=elapsed(lead.p95_s),
    )


def _verdict(fits: bool) -> Cell:
    tone: Tone = "good" if fits else "bad"
    return Cell(tr(_YES if fits else _NO), tone)


def _times(workspace: Workspace, measured: Measured, stream: Stream) -> Table:
    calendar = stream.calendar
    # Beside the clock's, the same as working time of the stream.
    working = () if calendar.elapsed else (_WORKING,)
    rows = []
    for each in compared_times(workspace):
        if each.measured.id == measured.id:
            mean = each.sample.mean_s
            at_work = None if mean is None else mean / calendar.elapsed_factor
            rows.append(
                cells(
                    each.step.label,
                    tr(_FIGURES[each.figure]),
                    clock(each.declared_s, calendar),
                    elapsed(mean),
                    *(clock(at_work, calendar) for _ in working),
                    between_times(each.sample.mean_interval_s),
                    f"{each.sample.n:,}",
                    _verdict(each.fits),
                )
            )
    numbers = (_DECLARED, _MEASURED, *working, _BETWEEN, _N)
    return Table(columns((_STEP, _FIGURE), numbers, (_VERDICT,)), rows)


def _routes(workspace: Workspace, measured: Measured) -> Table:
    shares = {
        (each.step.id, each.route.target): each
        for each in compared_shares(workspace)
        if each.measured.id == measured.id
    }
    rows = []
    for each in found_routes(workspace):
        if each.measured.id == measured.id:
            written = shares.get((each.step.id, each.target))
            declared = percent(written.declared) if written else UNKNOWN
            verdict = _verdict(written.fits) if written else Cell(UNKNOWN)
            if not each.declared:
                declared, verdict = tr(_UNDECLARED), _verdict(False)
            rows.append(
                cells(
                    each.step.label, _target(each.stream, each.target), declared,
                    percent(each.counted.share), between_shares(each.counted),
                    f"{each.counted.n:,}", verdict,
                )
            )  # fmt: skip
    return Table(columns((_FROM, _TO), (_DECLARED, _MEASURED, _BETWEEN, _N), (_VERDICT,)), rows)


def _target(stream: Stream, target: str) -> str:
    step = stream.steps.get(target)
    return step.label if step else tr(_END)


def _handoffs(workspace: Workspace, measured: Measured) -> Table:
    rows = [
        cells(
            workspace.owner_label(each.first),
            workspace.owner_label(each.then),
            f"{each.counted.n:,}",
            percent(each.counted.share),
            _verdict(each.declared),
        )
        for each in found_handoffs(workspace)
        if each.measured.id == measured.id
    ]
    return Table(columns((_FROM, _TO), (_FOUND, _MEASURED), (_DECLARED,)), rows)


def _promises(workspace: Workspace, measured: Measured, stream: Stream) -> Table:
    rows = []
    for each in measured_promises(workspace):
        if each.measured.id == measured.id:
            target = each.target
            name = figure_name(target.figure)
            name = f"{name} P{target.percentile:g}" if target.percentile else name
            promised = figure_value(stream, target.figure, target.limit)
            actual = in_calendar(each.actual_s, stream.calendar)
            rows.append(cells(name, promised, actual, _verdict(not each.missed)))
    return Table(columns((_FIGURE,), (_DECLARED, _MEASURED), (_VERDICT,)), rows)


def _periods(measured: Measured) -> Table:
    rows = [
        cells(day(each.since), f"{each.n:,}", elapsed(each.p50_s), elapsed(each.p85_s))
        for each in measured.periods
    ]
    return Table(columns((_PERIOD,), (_FOUND, "P50", "P85")), rows)
