"""`junit`: test results, as Jenkins, GitLab and Azure DevOps show them.

The shape is what Jenkins' junit-10.xsd allows.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from vsm_cli.characters import harmless
from vsm_cli.ci_commands import without_commands
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, spoken, tr
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.addresses import from_top

_IN_BASELINE = message("accepted by the baseline")


def junit(report: Report, *, way: str = "") -> str:
    """A suite for each file: problems fail, silenced ones are skipped, a clean file passes.
    `way`: see `from_top`."""
    by_file: dict[str, list[_Outcome]] = {path: [] for path in report.paths}
    for outcome in _outcomes(report):
        by_file.setdefault(outcome.problem.path, []).append(outcome)
    root = ET.Element("testsuites", name="vsm check")
    names = _Names()
    for path in sorted(by_file):
        root.append(_suite(from_top(path, way), by_file[path], names, way))
    for counted in ("tests", "failures", "errors"):
        root.set(counted, str(sum(int(suite.get(counted, "0")) for suite in root)))
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    text = without_commands(text, colon="&#58;", bracket="&#91;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


class _Outcome(NamedTuple):
    """A problem, and why its test is skipped; None where it fails."""

    problem: Diagnostic
    skipped: str | None


def _outcomes(report: Report) -> Iterator[_Outcome]:
    for problem in report.diagnostics:
        yield _Outcome(problem, None)
    for problem in report.suppressed:
        yield _Outcome(problem, problem.suppression.reason if problem.suppression else "")
    for problem in report.baselined:
        with spoken(problem.language):
            accepted = tr(_IN_BASELINE)
        yield _Outcome(problem, accepted)


class _Names:
    """Names of tests, each given once: a consumer keeps one of several with the same name.

    They hold no line, so that a test is known again when lines move.
    """

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def unique(self, *parts: str) -> str:
        name = harmless(" ".join(part for part in parts if part))
        self._given[name] += 1
        count = self._given[name]
        return name if count == 1 else self.unique(name, f"({count})")


def _suite(path: str, outcomes: list[_Outcome], names: _Names, way: str) -> ET.Element:
    suite = ET.Element("testsuite", name=harmless(path))
    failures = sum(outcome.skipped is None for outcome in outcomes)
    if not failures:
        ET.SubElement(suite, "testcase", name=names.unique(path), classname=_class(path))
    for problem, skipped in outcomes:
        name = names.unique(path, problem.code, problem.name, problem.element)
        case = ET.SubElement(suite, "testcase", name=name, classname=_class(path))
        if skipped is None:
            attributes = {"message": harmless(problem.message), "type": problem.level.value}
            ET.SubElement(case, "failure", attributes).text = _details(problem, way)
        else:
            ET.SubElement(case, "skipped", message=harmless(skipped))
    counts = {
        "tests": len(suite),
        "failures": failures,
        "errors": 0,
        "skipped": len(outcomes) - failures,
    }
    for key, number in counts.items():
        suite.set(key, str(number))
    return suite


def _class(path: str) -> str:
    """Jenkins groups tests by the dots in this name, as it does with Java's packages."""
    return harmless(path).removesuffix(".yaml").removesuffix(".yml").strip("./").replace("/", ".")


def _details(problem: Diagnostic, way: str) -> str:
    """The place, what is related, and what to do, in lines."""
    path = from_top(problem.path, way)
    lines = [f"{path}:{problem.span.line}:{problem.span.column}: {problem.message}"]
    for each in problem.related:
        lines.append(
            f"{from_top(each.path, way)}:{each.span.line}:{each.span.column}: {each.message}"
        )
    if problem.help:
        lines.append(problem.help)
    return "\n".join(harmless(line) for line in lines)
