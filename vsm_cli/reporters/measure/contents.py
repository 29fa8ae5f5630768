"""What logs measured, beside what is declared, as blocks."""

from collections.abc import Iterable, Iterator

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, tr
from vsm_cli.logs.measuring import Measurement
from vsm_cli.model.logs import Sample
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Entries,
    Facts,
    Heading,
    ListEntry,
    Paragraph,
)
from vsm_cli.reporters.reality_tables import reality_tables
from vsm_cli.wording.figures import percent
from vsm_cli.wording.measured_words import between_times
from vsm_cli.wording.times import calendar_words, day, elapsed

_TITLE = message("{log} against {stream}")
_ALONE = message("{log}")
_LOG, _LEAD = message("Log"), message("Lead time")
_ROWS = message("{rows} rows of {cases} cases, {first} to {last}")
_OPEN = message("{rows}; {open} of them open")
_UNMAPPED = message("Rows of no step")
_HANDOFFS = message("Changes of owner, from row to row")
_RETURNS = message("Back to the owner before")
_SHARE = message("Time before a row of another owner")
_MEDIAN = message("{p50} in the middle ({between}), 85 % within {p85}, 95 % within {p95}")
_MEAN = message("{mean} on average ({between}), over {n} cases")
_BY_THE_CLOCK = message(
    "Times of the log are clock times. Declared ones are of the stream's calendar ({calendar}), and"
    " are read both ways: as clock time and as working time."
)
_PROBLEMS = message("What the rules say")
_NOTHING = message("The log says nothing that the definition does not.")


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
    for heading, table in reality_tables(workspace, measured, stream):
        yield Heading(tr(heading))
        yield table


def _facts(measurement: Measurement) -> Iterator[tuple[str, Cell]]:
    measured = measurement.measured
    first, last = (day(each.date()) for each in (measurement.first, measurement.last))
    counts = {"rows": measured.rows, "cases": measured.cases, "open": measured.open}
    said = {key: f"{value:,}" for key, value in counts.items()}
    rows = tr(_ROWS, first=first, last=last, **said)
    yield tr(_LOG), Cell(tr(_OPEN, rows=rows, open=said["open"]) if measured.open else rows)
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
