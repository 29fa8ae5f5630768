"""`--format junit` against the schema that Jenkins checks such files with."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from xmlschema import XMLSchema10

from tests.reporters.checks import SAID_TWICE, hostile, on_any_text, on_every_result
from tests.reporters.expecting import assert_expected
from tests.reporters.problems import SEVERAL
from vsm_cli.characters import harmless
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.junit import junit

SCHEMA = Path(__file__).parent / "schemas" / "junit-10.xsd"


@cache
def schema() -> XMLSchema10:
    return XMLSchema10(SCHEMA)


def suites(result: Report) -> ET.Element:
    root = ET.fromstring(junit(result).encode())
    schema().validate(root)
    return root


def names(root: ET.Element) -> list[str]:
    return [case.attrib["name"] for case in root.iter("testcase")]


def test_expected() -> None:
    assert_expected("check.junit.xml", junit(SEVERAL))


@on_every_result
def test_suites(result_of: Callable[[], Report]) -> None:
    result = result_of()
    root = suites(result)
    assert len(names(root)) == len(set(names(root))), "one of several is lost"
    assert len(root.findall(".//failure")) == len(result.diagnostics)
    assert len(root.findall(".//skipped")) == len(result.suppressed) + len(result.baselined)
    assert {suite.attrib["name"] for suite in root} >= {harmless(path) for path in result.paths}
    for suite in root:
        passed = [case for case in suite if len(case) == 0]
        failed = suite.findall("testcase/failure")
        assert bool(passed) is not bool(failed), "a clean file passes, once"
        assert (int(suite.attrib["tests"]), int(suite.attrib["failures"])) == (
            len(suite),
            len(failed),
        )
    assert int(root.attrib["tests"]) == len(names(root))
    assert int(root.attrib["failures"]) == len(result.diagnostics)


def test_the_same_on_the_same_element_is_counted() -> None:
    restore = "streams/restore.yaml"
    case = f"{restore} VSM102 step-without-owner streams.restore.steps.repair"
    assert names(suites(SAID_TWICE)) == [
        "baselined.yaml",
        "baselined.yaml VSM102 step-without-owner streams.restore.steps.repair",
        "clean.yaml",
        case,
        f"{case} (2)",
        f"{case} (3)",
    ]


def test_a_file_with_nothing_but_suppressed_problems_passes() -> None:
    result = hostile("later")
    result.workspaces[0].diagnostics = []
    (suite,) = suites(result)
    passed, skipped = suite
    assert (passed.attrib["name"], len(passed)) == ("in later.yaml", 0)
    assert skipped.find("skipped") is not None
    assert suite.attrib["skipped"] == "1"


@on_any_text
def test_any_text(text: str) -> None:
    root = suites(hostile(text))
    failure = root.find(".//failure")
    assert failure is not None
    shown = harmless(text)
    assert failure.attrib["message"] == shown
    assert failure.text == (f"in {shown}.yaml:4:7: {shown}\nin {shown}.yml:1:1: {shown}\n{shown}")
