"""A time is shown back in the units that people used, whatever a day is."""

import pytest

from vsm_cli.api import analyse_texts


@pytest.mark.parametrize("calendar", ["{day: 24h, week: 7d}", "{day: 8h, week: 5d}"])
@pytest.mark.parametrize("promised", ["10天", "10d", "10 days"])
def test_ten_days_stay_days(calendar: str, promised: str) -> None:
    text = f"""\
vsm: 1
calendar: {calendar}
teams: {{t: }}
streams:
  s:
    owner: t
    target: {{lead: {promised}}}
    steps:
      x: {{owner: t, process: 1d, wait: 11天}}
"""
    found = analyse_texts({"w.yaml": text}).diagnostics
    (missed,) = [each for each in found if each.code == "VSM803"]
    assert missed.message == "the lead time of s (t) is 12d, and 10d is promised"
