"""The samples: clean where they are meant to be, and each planted defect at its line."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import vsm
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.api import Options, analyse

SAMPLES = Path(__file__).parents[1] / "samples"
STRICT = Options(preset="strict")
CLEAN = [
    "bank",
    "bank-to-be",
    "bank-zh",
    "bank-to-be-zh",
    "healthdata",
    "omg-incident",
    "published",
]


@pytest.mark.parametrize("name", CLEAN)
def test_clean_samples_say_nothing_at_strict(name: str) -> None:
    report = analyse([SAMPLES / name], STRICT)
    assert [(d.path, d.span.line, d.code) for d in report.diagnostics] == []
    assert report.notices == []
    assert all(d.suppression and d.suppression.reason for d in report.suppressed)


@pytest.mark.parametrize("name", ["bank-defects", "bank-defects-zh"])
def test_each_planted_defect_shows_once_and_nothing_else(name: str) -> None:
    folder = SAMPLES / name
    text = (folder / "vsm.yaml").read_text(encoding="utf-8")
    problems = set(re.findall(r"# expect (VSM\d+) (\S+):(\d+)", text))
    notes = set(re.findall(r"# expect-note (VSM\d+) (\S+):(\d+)", text))
    assert len(problems) > 8

    def found(options: Options) -> list[tuple[str, str, str, str]]:
        return [
            (
                d.code,
                Path(d.path).resolve().relative_to(folder).as_posix(),
                str(d.span.line),
                d.message,
            )
            for d in analyse([folder], options).diagnostics
        ]

    shown = found(Options())
    assert {each[:3] for each in shown} == problems
    assert len(shown) == len(set(shown))
    # At strict, notes on what the defects leave behind may join in; the planted ones must.
    assert {each[:3] for each in found(STRICT)} >= problems | notes


PRINTED = {
    # Folder: process time, lead time (s, as printed), activity ratio, rolled %C&A.
    "1-value-stream-mapping": (180 * 60, 9.5 * 8 * 3600, "3.9%", "30%"),
    "2-incident-response": (33 * 60, 84 * 60, "39%", None),
    "3-claim-handling": (None, 17 * 24 * 3600, "1.65%", None),
    "4-incident-with-review": (3.35 * 3600, 53.35 * 3600, "6.3%", None),
    "5-rework": (487.1 * 60, 2904.7 * 60, None, None),
    "6-create-deliver-support": (10 * 60, None, None, None),
}


@pytest.mark.parametrize("name", PRINTED)
def test_published_figures_come_out_to_the_last_printed_digit(name: str) -> None:
    process_s, lead_s, ratio, rolled = PRINTED[name]
    (checked,) = analyse([SAMPLES / "published" / name], Options(check=False)).workspaces
    (stream,) = checked.workspace.streams.values()
    figures = stream_figures(checked.workspace, stream)

    def printed(value: float | None, text: str) -> str:
        digits = len(text.rstrip("%").partition(".")[2])
        assert value is not None
        return f"{value * 100:.{digits}f}%"

    if process_s is not None:
        assert figures.process_time_s == pytest.approx(process_s, abs=3)
    if lead_s is not None:
        assert figures.lead_time_s == pytest.approx(lead_s, abs=3)
    if ratio is not None:
        assert printed(figures.activity_ratio, ratio) == ratio
    if rolled is not None:
        assert printed(figures.rolled_complete_accurate, rolled) == rolled
    if name.startswith("4"):
        assert figures.perceived_lead_time_s == pytest.approx(4.35 * 3600)
    if name.startswith("5"):
        visits = [round(step.visits or 0, 4) for step in figures.steps.values()]
        assert visits == [1, 1.4706, 1.4706, 1.25, 1]
    if name.startswith("6"):
        (step,) = figures.steps.values()
        assert step.wait_time_s == 40 * 60


def without_words(value: Any) -> Any:
    """What JSON says in figures, whatever its ids and names are."""
    if isinstance(value, dict):
        return [without_words(each) for each in value.values()]
    if isinstance(value, list):
        return [without_words(each) for each in value]
    return None if isinstance(value, str) else value


@pytest.mark.parametrize(
    "command",
    [
        ("report", "bank"),
        ("report", "bank-to-be"),
        ("simulate", "bank-to-be", "--runs", "200"),
    ],
    ids=" ".join,
)
def test_the_english_and_the_chinese_bank_are_twins(command: tuple[str, ...]) -> None:
    one, other = map(without_words, in_both(*command))
    assert one == other
    assert len(str(one)) > 1000


def test_the_english_and_the_chinese_bank_differ_alike_from_what_they_are_to_be() -> None:
    # Streams stand in the order of their ids, and parts name changes by their place in it.
    one, other = (
        sorted(str(without_words(each | {"parts": []})) for each in said["streams"].values())
        for said in in_both("diff", "bank", "bank-to-be")
    )
    assert one == other
    assert len(one) > 3


def in_both(*command: str) -> list[Any]:
    """The JSON of a command on the English samples, and on the Chinese ones."""
    chinese = [f"{word}-zh" if word.startswith("bank") else word for word in command]
    return [
        json.loads(vsm(*each, "-f", "json", folder=SAMPLES).stdout) for each in (command, chinese)
    ]
