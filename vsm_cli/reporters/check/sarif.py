"""`sarif`: SARIF 2.1.0, as GitHub code scanning, Azure DevOps and Jenkins read it.

Paragraphs (§) are those of the standard, SARIF 2.1.0 errata 01 of OASIS.
"""

from typing import Any

from vsm_cli import __version__
from vsm_cli.characters import address, harmless
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.lint.check_report import Report
from vsm_cli.lint.rule import Rule
from vsm_cli.reporters.check.addresses import HOME, from_top, rule_page
from vsm_cli.reporters.json_text import json_text
from vsm_cli.source.places import Span

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# Our own key: other names say how the value was made, and consumers compare by that.
_FINGERPRINT = "vsmFingerprint/v1"
_IN_BASELINE = {"kind": "external", "justification": "accepted by the baseline"}


def sarif(report: Report, *, way: str = "") -> str:
    """All problems, those that comments or a baseline silence too, with the manuals of
    the rules. `way`: see `from_top`."""
    rules = report.rules
    driver = {
        "name": "vsm",
        "semanticVersion": __version__,
        "informationUri": HOME,
        "rules": [_rule(rule) for rule in rules],
    }
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    results = [
        *(_result(problem, indexes, way) for problem in report.diagnostics),
        *(_result(problem, indexes, way, _in_source(problem)) for problem in report.suppressed),
        *(_result(problem, indexes, way, _IN_BASELINE) for problem in report.baselined),
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    page = rule_page(rule.code, rule.name)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.finds},
        "fullDescription": {"text": rule.text.partition("\n\n")[0].replace("\n", " ")},
        "help": {"text": rule.text, "markdown": rule.text},
        **({"helpUri": page} if page else {}),
        "defaultConfiguration": {"level": rule.level.value},
    }


def _result(
    problem: Diagnostic, indexes: dict[str, int], way: str, *suppressions: dict[str, str]
) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": problem.code}
    if problem.code in indexes:
        result["ruleIndex"] = indexes[problem.code]
    text = "\n".join(_text(part) for part in (problem.message, problem.help) if part)
    location: dict[str, Any] = {
        "physicalLocation": _place(from_top(problem.path, way), problem.span)
    }
    if problem.element:
        location["logicalLocations"] = [{"fullyQualifiedName": harmless(problem.element)}]
    result |= {"level": problem.level.value, "message": {"text": text}, "locations": [location]}
    if problem.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(from_top(place.path, way), place.span),
                "message": {"text": _text(place.message)},
            }
            for number, place in enumerate(problem.related, 1)
        ]
    result["partialFingerprints"] = {_FINGERPRINT: problem.fingerprint}
    # Where one result of a run has the list, all must have it; the empty one says "in force"
    # (§3.27.23).
    result["suppressions"] = suppressions
    return result


def _in_source(problem: Diagnostic) -> dict[str, str]:
    if problem.suppression is None or not problem.suppression.reason:
        return {"kind": "inSource"}
    return {"kind": "inSource", "justification": harmless(problem.suppression.reason)}


def _place(path: str, span: Span) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": address(path)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def _text(text: str) -> str:
    """A plain text message: braces stand for placeholders unless doubled (§3.11.5), and what a
    person wrote must not turn into a link (§3.11.6)."""
    return harmless(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
