"""The texts of `--statistics` and `--show-config`."""

from msgspec.structs import replace

from tests.reporters.problems import HOSTILE, problem, report_of
from vsm_cli.diagnostics import Level
from vsm_cli.lint.config_origins import ConfigValue
from vsm_cli.reporters.check.configuration import configuration
from vsm_cli.reporters.check.statistics import statistics


def test_most_errors_first_then_warnings_then_by_name() -> None:
    warning = problem(level=Level.WARNING)
    checked = report_of([
        *[replace(warning, code="VSM203", name="c", team="b")] * 12,
        replace(warning, code="VSM204", name="d", team=None),
        replace(problem(), code="VSM401", name="a", team="a"),
        replace(problem(), code="VSM102", name="e", team=None),
    ])  # fmt: skip
    text = statistics(checked)
    assert (
        text
        == """\
errors  warnings  notes  rule
     1         0      0  VSM102 e
     1         0      0  VSM401 a
     0        12      0  VSM203 c
     0         1      0  VSM204 d

errors  warnings  notes  team
     1         1      0  (no team)
     1         0      0  a
     0        12      0  b

2 errors and 13 warnings in 1 file with 1 stream
"""
    )
    coloured = statistics(checked, colour=True)
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "") == text != coloured


def test_no_name_is_obeyed() -> None:
    shown = statistics(report_of([replace(problem(), team=HOSTILE)]))
    shown += configuration([ConfigValue(f"lint.{HOSTILE}", [HOSTILE], 3)], f"{HOSTILE}/vsm.yaml")
    assert not set(shown) & set("\x1b\x07\r\t\u202e\u2066\ud800\u200b")


def test_wide_names_keep_the_columns() -> None:
    values = [ConfigValue("a", True, 12), ConfigValue("b", ("x", "y")), ConfigValue("c", 1, 2)]
    assert (
        configuration(values, "流程/vsm.yaml")
        == """\
流程/vsm.yaml:12  a: true
default           b: [x, y]
流程/vsm.yaml:2   c: 1
"""
    )
