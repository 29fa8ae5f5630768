"""`concise`: a line for each problem, as editors and grep like it."""

from vsm_cli.characters import harmless
from vsm_cli.lint.check_report import Report


def concise(report: Report) -> str:
    """`path:line:col: level CODE name message`, one line per problem; "" where there is none."""
    return "".join(
        harmless(
            f"{problem.path}:{problem.span.line}:{problem.span.column}: {problem.level.value} "
            f"{problem.code} {problem.name} {problem.message}"
        )
        + "\n"
        for problem in report.diagnostics
    )
