"""How shares, counts and rates are said."""

import pytest

from vsm_cli.language import spoken
from vsm_cli.wording.figures import number, percent, rate


@pytest.mark.parametrize(
    ("share", "digits", "sign", "text"),
    [
        (0.039, 1, None, "3.9%"),
        (1.0, 1, None, "100%"),
        (0.423, 1, "≈", "≈42%"),
        (0.0394, 1, "≈", "≈3.9%"),
        (0.022, 0, "≈", "≈2%"),
        (0.996, 1, "≈", "≈100%"),
        (0.855, 1, "≤", "≤85.5%"),
        (None, 1, "≥", "–"),
    ],
)
def test_shares(share: float | None, digits: int, sign: str | None, text: str) -> None:
    assert percent(share, digits, sign) == text


@pytest.mark.parametrize(
    ("value", "sign", "text"),
    [
        (1.25, None, "1.2"),
        (40, None, "40"),
        (1440, "≈", "≈1,400"),
        (9.44, "≥", "≥9.4"),
        (None, "≈", "–"),
    ],
)
def test_counts(value: float | None, sign: str | None, text: str) -> None:
    assert number(value, sign=sign) == text


@pytest.mark.parametrize(
    ("per_year", "text"),
    [(5, "5/year"), (12, "1/month"), (64, "5.3/month"), (8060, "672/month"), (None, "–")],
)
def test_rates(per_year: float | None, text: str) -> None:
    assert rate(per_year) == text


def test_in_chinese() -> None:
    with spoken("zh"):
        assert rate(64) == "5.3 件/月"
        assert percent(0.423, sign="≈") == "≈42%"
