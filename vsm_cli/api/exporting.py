"""Checked workspaces into tables."""

from collections.abc import Sequence

from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.lint.check_report import WorkspaceReport
from vsm_cli.reporters.tables.table import ExportedTable

TABLES = ("steps", "streams", "links", "practices", "problems")
_ONE_STREAM = message("a BPMN file holds one stream; say --stream with one of: {streams}")
_NO_STREAM = message("there is no stream {stream}; there are: {streams}")
_NO_WRITER = message("writing XLSX needs xlsxwriter: pip install 'vsm-cli[tables]'")


def tables_of(checked: WorkspaceReport, wanted: Sequence[str]) -> list[ExportedTable]:
    """The tables with these names, in this order."""
    from vsm_cli.reporters.report.overview import overview
    from vsm_cli.reporters.tables import figure_tables
    from vsm_cli.reporters.tables.step_table import step_table

    workspace = checked.workspace
    found = []
    for name in wanted:
        if name == "steps":
            found.append(step_table(workspace))
        elif name == "links":
            found.append(figure_tables.link_table(workspace))
        elif name == "problems":
            found.append(figure_tables.problem_table(checked.diagnostics))
        else:
            known = overview(workspace, checked.diagnostics, checked.suppressed)
            of = figure_tables.stream_table if name == "streams" else figure_tables.practice_table
            found.append(of(known))
    return found


def bpmn_of(checked: WorkspaceReport, stream: str | None) -> str:
    """One stream as BPMN 2.0. Raises VsmError where it is not clear which one."""
    from vsm_cli.diagrams.bpmn import as_bpmn
    from vsm_cli.diagrams.scope import Scope

    streams = checked.workspace.streams
    known = names(streams)
    if stream is None and len(streams) != 1:
        raise VsmError(tr(_ONE_STREAM, streams=known))
    id_ = next(iter(streams)) if stream is None else stream
    if id_ not in streams:
        raise VsmError(tr(_NO_STREAM, stream=id_, streams=known))
    return as_bpmn(Scope(checked.workspace), streams[id_])


def workbook_of(tables: Sequence[ExportedTable]) -> bytes:
    """Tables as XLSX. Raises VsmError where the library is missing."""
    try:
        from vsm_cli.reporters.tables.xlsx import as_xlsx
    except ImportError:
        raise VsmError(tr(_NO_WRITER)) from None
    return as_xlsx(tables)
