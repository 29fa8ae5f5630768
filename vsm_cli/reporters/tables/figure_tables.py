"""Tables of what vsm finds: figures of streams, links, practices and problems."""

from collections.abc import Iterable

from vsm_cli.analysis.links.link_closure import LinkClosure, closure_of
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, names, tr
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.page.practice_matrix import matrix
from vsm_cli.reporters.report.overview import Overview, StreamFacts
from vsm_cli.reporters.tables.table import ExportedHeading, ExportedTable, Value, listed, minutes
from vsm_cli.wording.element_names import owner_name

_YES, _NO = message("yes"), message("no")
_TIMES = {
    "process_time_s": message("Process time (min)"),
    "wait_time_s": message("Wait time (min)"),
    "lead_time_s": message("Lead time (min)"),
    "perceived_lead_time_s": message("Perceived lead time (min)"),
    "response_time_s": message("Response time (min)"),
    "own_time_s": message("Own time (min)"),
    "effort_s": message("Effort per item (min)"),
}
_SHARES = {
    "activity_ratio": message("Activity ratio"),
    "rolled_complete_accurate": message("Rolled %C&A"),
}
_NUMBERS = {
    "handoffs": message("Hand-offs"),
    "system_changes": message("System changes"),
    "contacts": message("Contacts"),
    "demand_per_year": message("Items per year"),
    "wip": message("Items in work"),
}
STREAM_HEADINGS = (
    ExportedHeading(message("Stream id"), width=24),
    ExportedHeading(message("Stream name"), width=32),
    ExportedHeading(message("Layer"), width=10),
    ExportedHeading(message("Type")),
    ExportedHeading(message("Owner"), width=22),
    ExportedHeading(message("Customer"), width=22),
    ExportedHeading(message("Trigger"), width=32),
    ExportedHeading(message("Value"), width=32),
    *(ExportedHeading(text, "minutes") for text in _TIMES.values()),
    *(ExportedHeading(text, "share", 10) for text in _SHARES.values()),
    *(ExportedHeading(text, "number", 10) for text in _NUMBERS.values()),
    ExportedHeading(message("Bottleneck"), width=22),
    ExportedHeading(message("Targets met"), width=10),
    ExportedHeading(message("Only bounds"), width=32),
)
LINK_HEADINGS = (
    ExportedHeading(message("From stream"), width=24),
    ExportedHeading(message("From step"), width=24),
    ExportedHeading(message("Kind of link"), width=12),
    ExportedHeading(message("To stream"), width=24),
    ExportedHeading(message("At step"), width=24),
    ExportedHeading(message("Data"), width=24),
    ExportedHeading(message("Owner"), width=22),
    ExportedHeading(message("Share"), "share", 10),
    ExportedHeading(message("Wait (min)"), "minutes", 12),
    ExportedHeading(message("Via"), width=22),
    ExportedHeading(message("Data connected"), width=10),
    ExportedHeading(message("People connected"), width=10),
    ExportedHeading(message("Responsibility clear"), width=10),
)
PRACTICE_HEADING = ExportedHeading(message("Practice, with its steps in each stream"), width=40)
PROBLEM_HEADINGS = (
    ExportedHeading(message("Level"), width=10),
    ExportedHeading(message("Code"), width=10),
    ExportedHeading(message("Rule"), width=24),
    ExportedHeading(message("Problem"), width=70),
    ExportedHeading(message("What helps"), width=50),
    ExportedHeading(message("Element"), width=40),
    ExportedHeading(message("Owner"), width=22),
    ExportedHeading(message("Team"), width=22),
    ExportedHeading(message("File"), width=32),
    ExportedHeading(message("Line"), "number", 8),
    ExportedHeading(message("Column"), "number", 8),
)
_STREAMS, _LINKS = message("Streams"), message("Links")
_PRACTICES, _PROBLEMS = message("Practices"), message("Problems")
_KINDS = {Link: message("starts"), Use: message("uses")}
_BOUND = message("{bound} {figure}")


def stream_table(overview: Overview) -> ExportedTable:
    """One row a stream: what it is, and its figures. Times are minutes of its calendar; what is not
    known is empty, and what is only a bound is named."""
    return ExportedTable(
        _STREAMS,
        STREAM_HEADINGS,
        [_stream(overview.workspace, facts) for facts in overview.streams],
    )


def _stream(workspace: Workspace, facts: StreamFacts) -> list[Value]:
    stream, figures = facts.stream, facts.figures
    labels = _TIMES | _SHARES | _NUMBERS
    bounds = [
        tr(_BOUND, bound=bound, figure=tr(labels[key]))
        for key, bound in figures.bounds.items()
        if key in labels
    ]
    bottleneck = figures.bottleneck
    return [
        stream.id,
        stream.name,
        stream.layer,
        stream.type,
        owner_name(workspace, stream.owner) or None,
        stream.customer,
        stream.trigger,
        stream.value,
        *(_rounded(minutes(getattr(figures, key)), 2) for key in _TIMES),
        *(_rounded(getattr(figures, key), 4) for key in _SHARES),
        *(_rounded(getattr(figures, key), 2) for key in _NUMBERS),
        stream.steps[bottleneck.step].label if bottleneck else None,
        _answer(facts.meets_targets),
        listed(bounds),
    ]


def link_table(workspace: Workspace) -> ExportedTable:
    """One row for each link between streams."""
    rows = [
        _link(workspace, stream, step, link)
        for stream, step in workspace.steps()
        for links in (step.starts, step.uses)
        for link in links
    ]
    return ExportedTable(_LINKS, LINK_HEADINGS, rows)


def _link(workspace: Workspace, stream: Stream, step: Step, link: Link | Use) -> list[Value]:
    closure: LinkClosure | None = closure_of(workspace, link)
    wait = link.wait if isinstance(link, Link) else None
    return [
        stream.id,
        step.id,
        tr(_KINDS[type(link)]),
        link.stream,
        link.at,
        listed(link.data),
        owner_name(workspace, link.owner) or None,
        link.share if isinstance(link, Link) else link.covered,
        minutes(wait.mean_s) if wait else None,
        link.via,
        *(
            _answer(getattr(closure, part) if closure else None)
            for part in ("data", "people", "responsibility")
        ),
    ]


def practice_table(overview: Overview) -> ExportedTable:
    """One row a practice, one column a stream: the steps that rest on it there."""
    found = matrix(overview)
    headings = (PRACTICE_HEADING, *(ExportedHeading(row.name, width=24) for row in found.rows))
    rows: list[list[Value]] = [
        [practice, *(str(names(row.steps[at])) or None for row in found.rows)]
        for at, practice in enumerate(found.practices)
    ]
    return ExportedTable(_PRACTICES, headings, rows)


def problem_table(problems: Iterable[Diagnostic]) -> ExportedTable:
    """One row a problem, in the order of the check."""
    rows: list[list[Value]] = [
        [
            each.level.value, each.code, each.name, each.message, each.help, each.element,
            each.owner, each.team, each.path, each.span.line,
            each.span.column,
        ]
        for each in problems
    ]  # fmt: skip
    return ExportedTable(_PROBLEMS, PROBLEM_HEADINGS, rows)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _answer(value: bool | None) -> str | None:
    return None if value is None else tr(_YES if value else _NO)
