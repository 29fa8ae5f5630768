"""Checked workspaces into tables."""

from collections.abc import Sequence

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.lint.check_report import WorkspaceReport
from vsm_cli.reporters.tables.table import Table

TABLES = ("steps", "streams", "links", "practices", "problems")
_NO_WRITER = message("writing XLSX needs xlsxwriter: pip install 'vsm-cli[tables]'")


def tables_of(checked: WorkspaceReport, wanted: Sequence[str]) -> list[Table]:
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


def workbook_of(tables: Sequence[Table]) -> bytes:
    """Tables as XLSX. Raises VsmError where the library is missing."""
    try:
        from vsm_cli.reporters.tables.xlsx import as_xlsx
    except ImportError:
        raise VsmError(tr(_NO_WRITER)) from None
    return as_xlsx(tables)
