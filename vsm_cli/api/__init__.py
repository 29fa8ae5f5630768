"""The only place that joins all stages: paths into workspaces, checked.

Fixing (`api.fixed_workspaces`) and comparing with a revision (`api.known_problems`) are imported
where they are asked for.
"""

from vsm_cli.api.analysing import analyse, analyse_texts
from vsm_cli.lint.check_report import Options, Report, WorkspaceReport

__all__ = ["Options", "Report", "WorkspaceReport", "analyse", "analyse_texts"]
