"""Logs of workspaces into what they measured, and what the rules say of it."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from vsm_cli.api.analysing import analyse
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.lint.check_report import Options, Report, WorkspaceReport
from vsm_cli.logs.duckdb_engine import Watch
from vsm_cli.logs.log_files import log_files
from vsm_cli.logs.measuring import Measurement, measure, measure_table
from vsm_cli.model.logs import EventLog
from vsm_cli.reporters.measure.definition import as_definition
from vsm_cli.source.workspaces import absolute

FOLDER = "measured"
_RULES = "VSM91"
_NO_LOG = message("there is no log {log}; there are {known}")
_NO_LOGS = message("no log is defined here: write logs: {example} into a definition")
_EXAMPLE = "{tickets: {stream: …, source: tickets.csv, case: …, time: …, activity: …}}"
_NO_FILES = message("{log}: Spark reads tables, not files: write source: {example}")
_NO_TABLE = message("{log}: a table needs engine: spark, and SPARK_REMOTE to say where that is")
_INCOMPLETE = message("{log}: {key} has to be said before the log can be read")


class MeasuredLog(Struct):
    """A log with what it measured, and the document that keeps it."""

    workspace: WorkspaceReport
    log: EventLog
    measurement: Measurement
    path: Path
    document: str


class Measuring(Struct):
    """All that was measured: `report` is that of the workspaces with the documents laid over them,
    `diagnostics` what the rules about logs say."""

    logs: list[MeasuredLog]
    report: Report
    diagnostics: list[Diagnostic] = field(default_factory=list)


def chosen_logs(report: Report, wanted: tuple[str, ...]) -> list[tuple[WorkspaceReport, EventLog]]:
    """The wanted logs, all where none is named. Raises VsmError for a name that is none, and where
    there are none at all."""
    found = [(each, log) for each in report.workspaces for log in each.workspace.logs.values()]
    if not found:
        raise VsmError(tr(_NO_LOGS, example=_EXAMPLE))
    known = [log.id for _, log in found]
    for name in wanted:
        if name not in known:
            raise VsmError(tr(_NO_LOG, log=name, known=names(known)))
    return [(each, log) for each, log in found if not wanted or log.id in wanted]


def measured_logs(
    paths: list[Path],
    wanted: tuple[str, ...],
    *,
    outside: bool,
    memory: str,
    watch: Watch | None = None,
) -> Measuring:
    """Read the wanted logs and judge the definitions by them; `watch` is told how far it is, 0–1.
    Raises VsmError for what cannot be
    read."""
    report = analyse(paths, Options(check=False))
    chosen = chosen_logs(report, wanted)

    def measured(number: int, workspace: WorkspaceReport, log: EventLog) -> MeasuredLog:
        part = watch and (lambda share: watch((number + share) / len(chosen)))
        return _measured(workspace, log, outside=outside, memory=memory, watch=part)

    logs = [measured(number, *each) for number, each in enumerate(chosen)]
    overlay = {each.path: each.document.encode() for each in logs}
    options = Options(select=(_RULES,), overlay=overlay)
    judged = analyse([*(paths or [Path()]), *overlay], options)
    by_id = {log.log.id for log in logs}
    found = [d for d in judged.diagnostics if d.code.startswith(_RULES) and _is_of(d, by_id)]
    return Measuring(logs, judged, found)


def _is_of(problem: Diagnostic, logs: set[str]) -> bool:
    """Whether a problem is of one of these logs: its subject begins with the log's name."""
    return problem.subject.partition(" ")[0] in logs or problem.element.partition(".")[2] in logs


def _measured(
    workspace: WorkspaceReport,
    log: EventLog,
    *,
    outside: bool,
    memory: str,
    watch: Watch | None,
) -> MeasuredLog:
    for key in ("source", "case"):
        if key in log.unread or not (getattr(log, key) or log.table):
            raise VsmError(tr(_INCOMPLETE, log=log.id, key=key))
    if log.time is None and (log.start is None or log.end is None):
        raise VsmError(tr(_INCOMPLETE, log=log.id, key="time"))
    root, folder = absolute(Path(workspace.root)), absolute(Path(log.place.file)).parent
    if log.table is not None:
        if log.engine != "spark":
            raise VsmError(tr(_NO_TABLE, log=log.id))
        measurement = measure_table(workspace.workspace, log, log.table)
    elif log.engine == "spark":
        raise VsmError(tr(_NO_FILES, log=log.id, example="{table: …}"))
    else:
        files = log_files(log.id, log.source, folder, root, outside=outside)
        measurement = measure(workspace.workspace, log, files, memory=memory, watch=watch)
    kept = workspace.workspace.measured.get(log.id)
    path = absolute(Path(kept.place.file)) if kept else root / FOLDER / f"{log.id}.yaml"
    return MeasuredLog(workspace, log, measurement, path, as_definition(measurement.measured))


def with_updates(measuring: Measuring) -> "Iterator[tuple[Path, bytes, bytes]]":
    """Each definition that measured values change, before and after."""
    from vsm_cli.api.measured_updates import updates

    for checked in measuring.report.workspaces:
        wanted = {each.log.id for each in measuring.logs if each.workspace.root == checked.root}
        yield from updates(checked, wanted)
