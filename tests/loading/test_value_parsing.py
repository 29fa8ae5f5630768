"""Every kind of value, in all the forms that people write."""

# ruff: noqa: E501 -- a table is read by its rows

import math
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading import problems
from vsm_cli.catalogue import vocabulary
from vsm_cli.loading import load_texts
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.values import Calendar, Spread
from vsm_cli.model.workspace import Workspace

HOUR = 3600.0
DAY = 24 * HOUR


def workspace(text: str) -> Workspace:
    text = "vsm: 1\n" + text
    assert problems(text) == []
    return load_texts({"w.yaml": text}).workspace


def step(keys: str, calendar: str = "") -> Step:
    head = f"calendar: {calendar}\n" if calendar else ""
    found = workspace(f"{head}streams: {{s: {{steps: {{a: {{{keys}}}}}}}}}\n")
    return found.streams["s"].steps["a"]


def stream(keys: str, calendar: str = "") -> Stream:
    head = f"calendar: {calendar}\n" if calendar else ""
    return workspace(f"{head}streams: {{s: {{{keys}, steps: {{a: }}}}}}\n").streams["s"]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90s", 90), ("15m", 900), ("15min", 900), ("2h", 7200), ("1d", DAY), ("1w", 7 * DAY),
        ("1h 30m", 5400), ("1h30m", 5400), ("1w 2d 3h 4m 5s", 9 * DAY + 3 * HOUR + 245),
        ("0.5d", DAY / 2), ("1.5 h", 5400), ("0", 0), ("0.0", 0), ("'0'", 0), ("0m", 0),
        ("' 15m '", 900), ("PT15M", 900), ("PT1H30M", 5400), ("P1D", DAY), ("P1W", 7 * DAY),
        ("P1DT2H", DAY + 7200), ("PT0.5H", 1800), ("P1M", 365 * DAY / 12), ("P1Y", 365 * DAY),
        ("PT5S", 5), ("15分钟", 900), ("15分", 900), ("30秒", 30), ("2小时", 7200), ("3天", 3 * DAY),
        ("1周", 7 * DAY), ("1小时30分钟", 5400), ("2 小时", 7200), ("１５ｍ", 900),
        ("１.５h", 5400), ("１５分钟", 900),
        ("5 mins", 300), ("2 hours", 7200), ("48 hrs", 48 * HOUR), ("1 day", DAY), ("2H", 7200),
        ("2 working days", 2 * DAY), ("1 month", 365 * DAY / 12), ("0.5 year", 365 * DAY / 2),
        ("'1 day, 2 hours'", DAY + 7200), ("1 hour and 30 minutes", 5400), ("half an hour", 1800),
        ("a week", 7 * DAY), ("two weeks", 14 * DAY), ("1 quarter", 365 * DAY / 4), ("1y", 365 * DAY),
        ("半小时", 1800), ("半天", DAY / 2), ("两小时", 7200), ("1天半", 1.5 * DAY), ("2个小时", 7200),
        ("3个工作日", 3 * DAY), ("1个月", 365 * DAY / 12), ("一个半小时", 5400), ("半个月", 365 * DAY / 24),
        ("两个星期", 14 * DAY), ("十五分钟", 900), ("二十天", 20 * DAY), ("三刻钟", 2700), ("半年", 365 * DAY / 2),
    ],
)  # fmt: skip
def test_durations(written: str, seconds: float) -> None:
    assert step(f"wait: {written}").wait == Spread(pytest.approx(seconds))


@pytest.mark.parametrize(
    "written",
    ["5", "1.5", "-5m", "-5", "m", "5 x", "5M", "1h30", "P", "PT", "P1", "'1,5h'", "''", "true", "[]",
     "1:30", "3月", "2～4小时半小时", "-1-2d", "2-", "1d 2", "about 2 days", "TBD", "待定", "5m.", ".", "1e3", "P1..5D", "1e3s", "99999999w", "9" * 5000 + "d"],
)  # fmt: skip
def test_what_is_no_duration(written: str) -> None:
    text = f"vsm: 1\nstreams: {{s: {{steps: {{a: {{wait: {written}}}}}}}}}\n"
    (found,) = problems(text)
    assert (found.code, found.element) == ("VSM003", "streams.s.steps.a")
    assert len(found.message) < 200


def test_a_bare_number_is_told_its_unit() -> None:
    (found,) = problems("vsm: 1\nstreams: {s: {steps: {a: {wait: 15}}}}\n")
    assert "15m" in (found.help or "")


def line_to_write(keys: str) -> tuple[str, str | None]:
    """The problem of one wrong value of a stream or its step, and its help."""
    head = keys.partition(": ")[0]
    inner = (
        keys if head in ("demand", "impact", "mapped", "target") else f"steps: {{a: {{{keys}}}}}"
    )
    (found,) = problems(f"vsm: 1\nstreams: {{s: {{{inner}}}}}\n")
    assert found.code == "VSM003"
    return found.message, found.help


@pytest.mark.parametrize(
    ("keys", "help_line"),
    [
        ("wait: about 2 days", "write wait: 2 days"), ("wait: 约3天", "write wait: 3天"),
        ("wait: '1,5h'", "write wait: 1.5h"), ("wait: 1h30", "write wait: 1h 30m"),
        ("wait: '1:30'", "write wait: 1h 30m"), ("wait: 5M", "write wait: 5m"),
        ("every: 1-2w", "write every: 2w, or the shorter end"),
        ("wait: TBD", "leave wait out: what is not written counts as not known"),
        ("process: 待定", "leave process out: what is not written counts as not known"),
        ("complete-accurate: '?'", "leave complete-accurate out: what is not written counts as not known"),
        ("complete-accurate: about 80%", "write complete-accurate: 80%"),
        ("demand: 120", "write 120/month, 120/week, 120/day or 120/year"),
        ("demand: about 120 each month", "write demand: 120/month"),
        ("demand: '1,200/month'", "write demand: 1200/month"), ("demand: 40 weekly", "write demand: 40/week"),
        ("queue: 5件", "write queue: 5"), ("people: 2 people", "write people: 2"),
        ("impact: high", "write 5 for the most, 3 for the middle, 1 for the least"),
        ("mapped: {on: 2026/3/13}", "write on: 2026-03-13"),
        ("mapped: {on: 2026年3月13日}", "write on: 2026-03-13"),
        ("automated: sometimes", "write automated: true or automated: false"),
        ("target: {lead: {}}", "write for example lead: 5d or lead: {p95: 8d}"),
    ],
)  # fmt: skip
def test_a_wrong_value_shows_the_line_to_write(keys: str, help_line: str) -> None:
    assert line_to_write(keys)[1] == help_line


@pytest.mark.parametrize(
    ("said", "means"), [("yes", True), ("No", False), ("是", True), ("否", False)]
)
def test_yes_and_no(said: str, means: bool) -> None:
    assert step(f"automated: {said}").automated is means


@pytest.mark.parametrize("said", ["partly", "Partially", "semi-automatic", "部分", "半自动"])
def test_what_a_system_does_in_part_is_work_of_people(said: str) -> None:
    found = step(f"automated: {said}")
    assert not found.automated
    assert "automated" not in found.unread
    (other,) = problems(f"vsm: 1\nteams: {{t: {{external: {said}}}}}\n")
    assert other.code == "VSM003"


def test_digits_of_input_methods_are_numbers() -> None:
    assert step("queue: ３").queue == 3


def log_normal(p1: float, x1: float, p2: float, x2: float) -> float:
    """exp(μ + σ²/2) of the log-normal distribution through two percentiles."""
    z1, z2 = (NormalDist().inv_cdf(p / 100) for p in (p1, p2))
    sigma = math.log(x2 / x1) / (z2 - z1)
    return math.exp(math.log(x1) - sigma * z1 + sigma**2 / 2)


@pytest.mark.parametrize(
    ("written", "mean", "kind"),
    [
        ("{min: 5m, likely: 10m, max: 1h}", (300 + 4 * 600 + 3600) / 6, "pert"),
        ("{max: 1h, min: 5m, likely: 10m}", (300 + 4 * 600 + 3600) / 6, "pert"),
        ("{min: 0, likely: 0, max: 0}", 0, "pert"),
        ("{min: 1h, max: 4h}", 9000, "uniform"),
        ("{min: 1h, max: 1h}", 3600, "uniform"),
        ("{p50: 10m, p90: 1h}", log_normal(50, 600, 90, 3600), "log-normal"),
        ("{p95: 2h, p5: 1m}", log_normal(5, 60, 95, 7200), "log-normal"),
        ("{p99.9: 2h, p10: 1m}", log_normal(10, 60, 99.9, 7200), "log-normal"),
        ("{p50: 10m, p90: 10m}", 600, "log-normal"),
        ("{mean: 2h, sd: 30m}", 7200, "log-normal"),
        ("{mean: 2h, sd: 0}", 7200, "fixed"),
        ("1h-4h", 9000, "uniform"),
        ("1-2d", 1.5 * DAY, "uniform"),
        ("1～2天", 1.5 * DAY, "uniform"),
        ("2～4小时", 3 * HOUR, "uniform"),
        ("1天到3天", 2 * DAY, "uniform"),
        ("两到四个小时", 3 * HOUR, "uniform"),
        ("30 to 60 minutes", 2700, "uniform"),
        ("1 – 2 working days", 1.5 * DAY, "uniform"),
    ],
)
def test_spreads(written: str, mean: float, kind: str) -> None:
    wait = step(f"wait: {written}").wait
    assert wait is not None
    assert (wait.mean_s, wait.kind) == (pytest.approx(mean), kind)


def test_a_standard_deviation_is_that_of_what_is_drawn() -> None:
    """Var = (exp(σ²) − 1) · exp(2μ + σ²) of the log-normal distribution."""
    wait = step("wait: {mean: 2h, sd: 30m}").wait
    assert wait is not None
    mu, sigma = wait.parameters
    assert math.exp(mu + sigma**2 / 2) == pytest.approx(7200)
    assert math.sqrt(math.expm1(sigma**2) * math.exp(2 * mu + sigma**2)) == pytest.approx(1800)


@given(st.floats(1, 98), st.floats(0.1, 50), st.floats(60, 1e6), st.floats(1, 20))
def test_log_normal_goes_through_both_percentiles(
    low: float, apart: float, first: float, times: float
) -> None:
    low = round(low, 3)
    high = round(min(99.0, low + apart), 3)
    if high - low < 1:
        return
    one, two = round(first), round(first * times)
    found = load_texts(
        {"a.yaml": f"vsm: 1\nstreams: {{s: {{steps: {{a: {{wait: {{p{low:g}: {one}s, p{high:g}: "
                   f"{two}s}}}}}}}}}}\n"}
    ).workspace.streams["s"].steps["a"]  # fmt: skip
    if found.wait is None:
        assert "wait" in found.unread
        return
    mu, sigma = found.wait.parameters
    normal = NormalDist()
    for percentile, value in ((low, one), (high, two)):
        z = normal.inv_cdf(float(f"{percentile:g}") / 100)
        assert math.exp(mu + sigma * z) == pytest.approx(value, rel=1e-6)
    assert found.wait.mean_s == pytest.approx(math.exp(mu + sigma**2 / 2))


@pytest.mark.parametrize(
    ("written", "share"),
    [("30%", 0.3), ("0.3", 0.3), ("0", 0), ("1", 1), ("100%", 1), ("3.9%", 0.039), (".5", 0.5),
     ("'30 %'", 0.3), ("３０％", 0.3), ("0%", 0), ("0.5%", 0.005),
     ("九成", 0.9), ("八成五", 0.85), ("七成半", 0.75), ("9成", 0.9), ("6成5", 0.65)],
)  # fmt: skip
def test_shares(written: str, share: float) -> None:
    assert step(f"complete-accurate: {written}").complete_accurate == pytest.approx(share)


@pytest.mark.parametrize(
    "written",
    [
        "30",
        "101%",
        "-1%",
        "x",
        "'0.3'",
        "1.5",
        "[1]",
        ".nan",
        "true",
        "成",
        "九五成",
        "零成",
        "成五",
    ],
)
def test_what_is_no_share(written: str) -> None:
    text = f"vsm: 1\nstreams: {{s: {{steps: {{a: {{complete-accurate: {written}}}}}}}}}\n"
    assert [d.code for d in problems(text)] == ["VSM003"]


@pytest.mark.parametrize(
    ("written", "calendar", "per_year"),
    [
        ("40/week", "", 40 * 365 / 7), ("40/week", "{day: 8h, week: 5d}", 40 * 52),
        ("120/month", "", 1440), ("120/month", "{day: 8h, week: 5d}", 1440),
        ("10/day", "", 3650), ("10/day", "{day: 8h, week: 5d}", 10 * 5 * 52),
        ("1/hour", "", 8760), ("1/hour", "{day: 8h, week: 5d}", 8 * 5 * 52),
        ("7/year", "", 7), ("7/year", "{day: 7.5h, week: 4d}", 7), ("120/月", "", 1440),
        ("40 / 周", "", 40 * 365 / 7), ("2/天", "", 730), ("2/日", "", 730), ("1/小时", "", 8760),
        ("10 per week", "", 10 * 365 / 7), ("10 a day", "", 3650), ("每周10", "", 10 * 365 / 7),
        ("10/quarter", "", 40), ("每月3000件", "", 36000), ("3000件/月", "", 36000), ("1.2万/年", "", 12000),
        ("40 tickets per week", "", 40 * 365 / 7), ("2 every working day", "{day: 8h, week: 5d}", 520),
        ("3/年", "", 3), ("0/week", "", 0), ("1.5/month", "", 18), ("４０/week", "", 40 * 365 / 7),
    ],
)  # fmt: skip
def test_rates(written: str, calendar: str, per_year: float) -> None:
    assert stream(f"demand: {written}", calendar).demand_per_year == pytest.approx(per_year)


@pytest.mark.parametrize(
    ("written", "calendar"),
    [
        ("{day: 8h, week: 5d}", Calendar(8, 5)), ("{day: 7.5h}", Calendar(7.5, 7)),
        ("{week: 5d}", Calendar(24, 5)), ("{day: 8h, week: 40h}", Calendar(8, 5)),
        ("{day: 480m, week: 4.5d}", Calendar(8, 4.5)), ("{day: 24h, week: 7d}", Calendar(24, 7)),
        ("{}", Calendar(24, 7)), ("{day: , week: 5天}", Calendar(24, 5)),
    ],
)  # fmt: skip
def test_calendars(written: str, calendar: Calendar) -> None:
    assert workspace(f"calendar: {written}\n").calendar == pytest.approx(calendar)
    own = stream(f"calendar: {written}", "{day: 6h, week: 3d}")
    assert own.calendar == pytest.approx(calendar), "a half left out keeps the default"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("1d", 8 * HOUR), ("1w", 40 * HOUR), ("2h", 2 * HOUR), ("P1Y", 52 * 40 * HOUR),
     ("P1M", 52 * 40 * HOUR / 12), ("P1W", 40 * HOUR)],
)  # fmt: skip
def test_working_time(written: str, seconds: float) -> None:
    assert step(f"wait: {written}", "{day: 8h, week: 5d}").wait == Spread(pytest.approx(seconds))


def test_a_stream_has_a_calendar_of_its_own() -> None:
    assert (
        stream("calendar: {day: 4h}, target: {lead: 1d}", "{day: 8h}").targets[0].limit == 4 * HOUR
    )


KINDS: list[tuple[str, str, Any]] = [
    ("streams: {{s: {{steps: {{a: {{activity: {}}}}}}}}}", "activity", vocabulary.ACTIVITIES),
    ("streams: {{s: {{steps: {{a: {{work: {}}}}}}}}}", "work", vocabulary.WORK),
    ("streams: {{s: {{layer: {}}}}}", "layer", vocabulary.LAYERS),
    ("streams: {{s: {{mapped: {{state: {}}}}}}}", "state", vocabulary.STATES),
    ("streams: {{s: {{mapped: {{basis: {}}}}}}}", "basis", vocabulary.BASES),
    ("streams: {{s: {{type: {}}}}}", "type", vocabulary.STREAM_TYPES),
    ("journeys: {{j: {{steps: [{{stage: {}}}]}}}}", "stage", vocabulary.STAGES),
]


@pytest.mark.parametrize(
    ("template", "key", "word", "name"),
    [
        (template, key, word, name)
        for template, key, known in KINDS
        for word in known
        for name in (word.id, word.name, word.zh, *word.aliases)
    ],
)
def test_fixed_words(template: str, key: str, word: Any, name: str) -> None:
    for written in (name, name.upper(), name.replace("-", "_"), name.replace("-", " ")):
        found = workspace(template.format(f'"{written}"') + "\n")
        said = {
            "activity": lambda w: w.streams["s"].steps["a"].activity,
            "work": lambda w: w.streams["s"].steps["a"].work,
            "layer": lambda w: w.streams["s"].layer,
            "state": lambda w: w.streams["s"].mapped.state,
            "basis": lambda w: w.streams["s"].mapped.basis,
            "type": lambda w: w.streams["s"].type,
            "stage": lambda w: w.journeys["j"].steps[0].stage,
        }[key](found)
        assert said == word.id


def test_a_wrong_word_gets_a_suggestion_only_where_one_is_near() -> None:
    (near,) = problems("vsm: 1\nstreams: {s: {steps: {a: {activity: enagge}}}}\n")
    (far,) = problems("vsm: 1\nstreams: {s: {steps: {a: {activity: zzzz}}}}\n")
    assert near.help == "did you mean engage?"
    assert far.help is None
    assert "obtain-build" in far.message


@pytest.mark.parametrize(
    ("written", "value", "half"),
    [
        ("process: 180m", 180 * 60, 30), ("wait: 8d", 8 * DAY, DAY / 2),
        ("lead: 9.5d", 9.5 * DAY, DAY / 20), ("lead: 1d 4h", DAY + 4 * HOUR, HOUR / 2),
        ("lead: 3小时", 3 * HOUR, HOUR / 2), ("lead: PT15M", 900, 30),
        ("lead: P2M", 2 * 365 * DAY / 12, 365 * DAY / 24), ("lead: P1.5D", 1.5 * DAY, DAY / 20),
        ("lead: P1DT2H", DAY + 2 * HOUR, HOUR / 2), ("lead: ９.５ｄ", 9.5 * DAY, DAY / 20),
        ("lead: 半天", DAY / 2, DAY / 20), ("lead: 3 days", 3 * DAY, DAY / 2),
        ("activity-ratio: 3.9%", 0.039, 0.0005), ("rolled: 30%", 0.3, 0.005),
        ("rolled: 0.3", 0.3, 0.05), ("rolled: 0.30", 0.3, 0.005),
        ("rolled: ３.９％", 0.039, 0.0005),
    ],
)  # fmt: skip
def test_stated_totals_have_half_a_digit(written: str, value: float, half: float) -> None:
    (stated,) = stream(f"stated: {{{written}}}").stated
    assert (stated.value, stated.half_digit) == (pytest.approx(value), pytest.approx(half))
    assert stated.figure == written.split(":")[0]


def test_targets() -> None:
    found = stream(
        "target: {response: 15m, perceived: {p95: 2h, p50: 1h}, lead: 5d, rolled: 80%, "
        "activity-ratio: 5%, process: 1h, wait: 1d}"
    ).targets
    assert {(t.figure, t.percentile, t.limit) for t in found} == {
        ("response", None, 900), ("perceived", 95, 7200), ("perceived", 50, 3600),
        ("lead", None, 5 * DAY), ("rolled", None, 0.8), ("activity-ratio", None, 0.05),
        ("process", None, 3600), ("wait", None, DAY),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "process", "wait", "lead", "code"),
    [
        ("process: 1h, wait: 2h, lead: 3h", 1, 2, 3, None),
        ("wait: 2h, lead: 3h", 1, 2, 3, None),
        ("wait: 3h, lead: 3h", 0, 3, 3, None),
        ("lead: 3h", None, None, 3, None),
        ("process: 1h, lead: 3h", 1, None, 3, None),
        ("process: 1h, wait: 2h, lead: 4h", 1, 2, None, "VSM003"),
        ("wait: 4h, lead: 3h", None, 4, None, "VSM003"),
        ("process: 1h, wait: {min: 1h, max: 3h}, lead: 3h", 1, 2, 3, None),
    ],
)
def test_lead_beside_wait(
    keys: str, process: float | None, wait: float | None, lead: float | None, code: str | None
) -> None:
    text = f"vsm: 1\nstreams: {{s: {{steps: {{a: {{{keys}}}}}}}}}\n"
    found = load_texts({"a.yaml": text}).workspace.streams["s"].steps["a"]
    hours = [
        None if t is None else t.mean_s / HOUR for t in (found.process, found.wait, found.lead)
    ]
    assert hours == [process, wait, lead]
    assert [d.code for d in problems(text)] == ([code] if code else [])
    assert ("lead" in found.unread) == bool(code)


def test_times_of_a_path_that_are_out_of_order_count_as_given() -> None:
    text = (
        "vsm: 1\nsystems: {a: , b: }\npaths:\n  - {from: a, to: b, process: {min: 2h, max: 1h}}\n"
    )
    loaded = load_texts({"a.yaml": text})
    assert [finding.code for finding in loaded.findings] == ["VSM003"]
    assert loaded.workspace.paths[0].process is None
    assert loaded.workspace.paths[0].unread == {"process"}
