"""What a log measured beside what is declared, as tables that the answer of `vsm measure` and the
report share."""

from collections.abc import Iterator

from vsm_cli.analysis.reality.differences import (
    compared_shares,
    compared_times,
    found_handoffs,
    found_routes,
    measured_promises,
)
from vsm_cli.language import message, tr
from vsm_cli.model.logs import Measured
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Cell, Table, Tone, cells, columns
from vsm_cli.wording.figures import figure_name, figure_value, percent
from vsm_cli.wording.measured_words import between_shares, between_times, in_calendar
from vsm_cli.wording.times import UNKNOWN, clock, day, elapsed

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
_PERIOD = message("Cases that ended from")


def reality_tables(
    workspace: Workspace, measured: Measured, stream: Stream
) -> Iterator[tuple[str, Table]]:
    """Each table that has rows, with its heading."""
    for heading, table in (
        (_PROMISES, _promises(workspace, measured, stream)),
        (_STEPS, _times(workspace, measured, stream)),
        (_ROUTES, _routes(workspace, measured)),
        (_OWNERS, _handoffs(workspace, measured)),
        (_PERIODS, _periods(measured)),
    ):
        if table.rows:
            yield heading, table


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
