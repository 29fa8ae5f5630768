"""One rule of units for all times, in both languages, and where it must not be broken."""

import re
from datetime import date
from pathlib import Path

import pytest

from vsm_cli.language import spoken
from vsm_cli.model.values import ELAPSED, Calendar
from vsm_cli.wording.times import clock, day, elapsed, total, two_digits

WORKING, HALF = Calendar(8, 5), Calendar(7.5, 5)
M, H, D = 60, 3600, 86400
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("seconds", "calendar", "span", "estimate", "sum_", "sum_estimate"),
    [
        (0, ELAPSED, "0", "≈0", "0", "≈0"),
        (45, ELAPSED, "45s", "≈45s", "45s", "≈45s"),
        (0.5, ELAPSED, "0.5s", "≈0.5s", "0.5s", "≈0.5s"),
        (59.99, ELAPSED, "1m", "≈1m", "1m", "≈1m"),
        # From a minute on, no seconds.
        (90, ELAPSED, "1.5m", "≈1.5m", "1.5m", "≈1.5m"),
        (41 * M + 40, ELAPSED, "41.7m", "≈42m", "41.7m", "≈42m"),
        (3599, ELAPSED, "1h", "≈1h", "1h", "≈1h"),
        (7140, ELAPSED, "1h 59m", "≈2h", "1h 59m", "≈2h"),
        (5 * H + 37 * M, ELAPSED, "5h 37m", "≈5.6h", "5h 37m", "≈5.6h"),
        (2 * H + 15 * M, ELAPSED, "2h 15m", "≈2.3h", "2h 15m", "≈2.3h"),
        (D - 1, ELAPSED, "1d", "≈1d", "1d", "≈1d"),
        (2.2 * D, ELAPSED, "2d 5h", "≈2.2d", "2d 5h", "≈2.2d"),
        (2.5 * D, ELAPSED, "2.5d", "≈2.5d", "2.5d", "≈2.5d"),
        (1.99 * D, ELAPSED, "2d", "≈2d", "2d", "≈2d"),
        # Whole weeks are days like others, on any calendar.
        (7 * D, ELAPSED, "7d", "≈7d", "7d", "≈7d"),
        (40 * H, WORKING, "5d", "≈5d", "5d", "≈5d"),
        (8 * H, WORKING, "1d", "≈1d", "1d", "≈1d"),
        (7 * H + 29 * M, HALF, "7h 29m", "≈1d", "7h 29m", "≈1d"),
        (12 * H, WORKING, "1.5d", "≈1.5d", "1.5d", "≈1.5d"),
        (147 * D, ELAPSED, "147d", "≈150d", "147d", "≈150d"),
        # Years only of spans, and only from two on.
        (729 * D, ELAPSED, "729d", "≈730d", "729d", "≈730d"),
        (730 * D, ELAPSED, "2 years", "≈2 years", "730d", "≈730d"),
        (912.5 * D, ELAPSED, "2.5 years", "≈2.5 years", "912.5d", "≈910d"),
        (519 * 8 * H, WORKING, "519d", "≈520d", "519d", "≈520d"),
        (520 * 8 * H, WORKING, "2 years", "≈2 years", "520d", "≈520d"),
        (46213.4 * D, ELAPSED, "127 years", "≈130 years", "46,213d", "≈46,000d"),
        (-900, ELAPSED, "-15m", "≈-15m", "-15m", "≈-15m"),
    ],
)  # fmt: skip
def test_one_rule_of_units(
    seconds: float, calendar: Calendar, span: str, estimate: str, sum_: str, sum_estimate: str
) -> None:
    assert clock(seconds, calendar) == span
    assert clock(seconds, calendar, "≈") == estimate
    assert total(seconds, calendar) == sum_
    assert total(seconds, calendar, "≈") == sum_estimate
    # A bound is proved: rounding it might make it wrong.
    assert clock(seconds, calendar, "≥") == f"≥{span}"
    assert total(seconds, calendar, "≤") == f"≤{sum_}"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0"),
        (45, "45秒"),
        (7140, "1小时59分钟"),
        (900, "15分钟"),
        (86400 * 3, "3天"),
        (86400 * 2.5, "2.5天"),
        (86400 * 2.2, "2天5小时"),
        (604800, "7天"),
        (-900, "-15分钟"),
        (912.5 * D, "2.5 年"),
    ],
)
def test_in_chinese(seconds: float, text: str) -> None:
    with spoken("zh"):
        assert elapsed(seconds) == text


def test_what_is_not_known_has_neither_unit_nor_sign() -> None:
    assert clock(None, ELAPSED, "≥") == elapsed(None, "≈") == total(None, WORKING, "≤") == "–"


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0, 0), (41.7, 42), (0.123, 0.12), (145, 150), (99.6, 100), (1.25, 1.3), (46213, 46000)],
)
def test_two_digits(value: float, rounded: float) -> None:
    assert two_digits(value) == rounded


def test_dates() -> None:
    assert day(date(2026, 3, 3)) == "2026-03-03"
    with spoken("zh"):
        assert day(date(2026, 3, 13)) == "2026年3月13日"


# What people wrote is shown as they wrote it; pages and definitions speak of weeks as well.
_WEEKS = re.compile(r"(?<![\w.#])\d[\d.,]*(?:w|周)(?!\w)")
_SPACED = re.compile(r"[≈≥≤] \d")


def test_no_output_shows_weeks_or_sets_signs_apart() -> None:
    outputs = [
        *ROOT.glob("docs/pictures/**/*.svg"),
        *ROOT.glob("samples/**/*.svg"),
        *ROOT.glob("tests/reporters/expected/report.*"),
        *ROOT.glob("tests/rules/*/*.expected"),
    ]
    assert len(outputs) > 100
    for path in outputs:
        text = path.read_text("utf-8")
        assert not _WEEKS.findall(text), path
        assert not _SPACED.findall(text), path


# A unit written behind a field, or a sign written before one.
_BY_ITSELF = re.compile(r'message\([^)]*\{\w+\} ?[smhdw]\b|f"[≈≥≤] ?\{|"[≈≥≤] \{')


def test_nothing_else_writes_units_or_signs() -> None:
    found = {
        path.relative_to(ROOT / "vsm_cli").as_posix(): _BY_ITSELF.findall(path.read_text("utf-8"))
        for path in (ROOT / "vsm_cli").rglob("*.py")
        if path.parent.name != "wording"
    }
    written = {path: texts for path, texts in found.items() if texts}
    # How to write a time in a definition or a table, and how long Git was waited for, below all
    # words.
    known = {"loading/value_problems.py", "exchange/tables/cells.py", "source/git.py"}
    assert written.keys() == known, written
