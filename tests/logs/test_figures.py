"""Figures of logs small enough to be counted by hand."""

from pathlib import Path

import pytest

from tests.logs.logs import measured, written

HOUR = 3600.0
Row = tuple[str, float, str, str]


def at(hour: float) -> str:
    day, hours = divmod(hour, 24)
    return f"2026-01-{int(day) + 1:02}T{int(hours):02}:{round(hours % 1 * 60):02}:00Z"


def many(rows: list[Row], cases: int = 5) -> list[tuple[str, str, str, str]]:
    """The rows of so many cases alike: fewer than 5 are left out."""
    return [
        (f"{name}{i}", at(hour), what, who) for i in range(cases) for name, hour, what, who in rows
    ]


def test_handoffs_and_returns_from_row_to_row(tmp_path: Path) -> None:
    rows = [
        ("a", at(0), "x", "Desk"), ("a", at(1), "x", "Desk"), ("a", at(3), "x", "Net"),
        ("a", at(4), "x", ""), ("a", at(6), "x", "Desk"), ("b", at(0), "x", "Net"),
    ]  # fmt: skip
    found = measured(written(tmp_path, rows))
    # Desk → Net → Desk: two changes, one of them back. The empty owner is still Net.
    assert (found.handoffs, found.returns) == (2, 1)
    assert found.handoff_time_share == pytest.approx((2 + 2) / 6)


def test_order_of_the_log_breaks_ties(tmp_path: Path) -> None:
    rows = [("a", at(0), "x", "A"), ("a", at(1), "x", "B"), ("a", at(1), "x", "A")]
    assert measured(written(tmp_path, rows)).returns == 1
    assert measured(written(tmp_path, [rows[0], rows[2], rows[1]])).returns == 0


def test_visits_are_runs_of_a_step(tmp_path: Path) -> None:
    rows = many(
        [
            ("c", 0, "accept", "Service desk"),
            ("c", 1, "accept", "Network team"),
            ("c", 2, "mend", "Network team"),
            ("c", 5, "accept", "Service desk"),
            ("c", 6, "mend", "Network team"),
            ("c", 8, "end", ""),
        ]
    )
    file = written(tmp_path, rows)
    found = measured(file, stream="repair", done=({"activity": ("end",)},)).measured
    assert found.steps["accept"].visits == 2
    lead = found.steps["accept"].lead
    assert lead is not None
    assert (lead.n, lead.mean_s) == (10, 1.5 * HOUR)
    assert {pair: each.n for pair, each in found.routes.items()} == {
        ("accept", "mend"): 10, ("mend", "accept"): 5, ("mend", "end"): 5,
    }  # fmt: skip
    assert found.routes["mend", "end"].share == 0.5
    assert found.lead is not None
    assert found.lead.mean_s == 8 * HOUR
    # A helper within a visit is no hand-off; all cases hand over and come back.
    assert {pair: each.n for pair, each in found.handoffs.items()} == {
        ("network", "desk"): 5, ("desk", "network"): 5,
    }  # fmt: skip
    assert found.returns["desk", "network"].n == 5


def test_waiting_belongs_to_the_visit_before(tmp_path: Path) -> None:
    rows = many(
        [("c", 0, "accept", "Service desk"), ("c", 1, "hold", ""), ("c", 5, "accept", ""),
         ("c", 6, "mend", "Network team"), ("c", 7, "end", "")]
    )  # fmt: skip
    found = measured(
        written(tmp_path, rows), stream="repair",
        waiting=({"activity": ("hold",)},), done=({"activity": ("end",)},),
    ).measured  # fmt: skip
    step = found.steps["accept"]
    assert step.visits == 1
    assert step.wait is not None
    assert step.lead is not None
    assert (step.wait.mean_s, step.lead.mean_s) == (4 * HOUR, 6 * HOUR)
    assert found.unmapped == 0


def test_open_cases_and_what_comes_after_the_end(tmp_path: Path) -> None:
    rows = many([("c", 0, "accept", ""), ("c", 2, "end", ""), ("c", 30, "end", "")], 10)
    rows += many([("open", 0, "accept", "")], 10)
    file = written(tmp_path, rows)
    found = measured(file, stream="repair", done=({"activity": ("end",)},)).measured
    assert (found.cases, found.open) == (20, 10)
    assert found.lead is not None
    # Half of them ended after two hours; of the others it is known that they last at least 30.
    assert (found.lead.n, found.lead.p50_s, found.lead.p85_s) == (10, 2 * HOUR, None)


def test_closed_by_a_rule(tmp_path: Path) -> None:
    rows = []
    for i in range(40):
        rows += [(f"c{i}", at(i % 5), "accept", ""), (f"c{i}", at(i % 5 + 2), "mend", "")]
        rows.append((f"c{i}", at(200 if i % 2 else i % 5 + 3 + i / 60), "end", ""))
    found = measured(written(tmp_path, rows), stream="repair", done=({"activity": ("end",)},))
    assert "20 cases were closed by a rule" in found.notes[0]
    assert found.measured.lead is not None
    assert found.measured.lead.p95_s is not None
    assert found.measured.lead.p95_s < 5 * HOUR


def test_start_and_end(tmp_path: Path) -> None:
    lines = ["case,from,to,activity,owner"]
    for i in range(6):
        lines += [
            f"c{i},{at(0)},{at(1)},accept,Service desk",
            f"c{i},{at(3)},{at(5)},mend,Network team",
        ]
    file = tmp_path / "log.csv"
    file.write_text("\n".join(lines))
    found = measured(file, stream="repair", time=None, start="from", end="to").measured
    step = found.steps["mend"]
    assert step.process is not None
    assert step.wait is not None
    assert step.lead is not None
    assert step.process.mean_s == 2 * HOUR
    assert step.wait.mean_s == 2 * HOUR
    assert step.lead.mean_s == 4 * HOUR


def test_rows_that_count_and_rows_of_no_step(tmp_path: Path) -> None:
    rows = many([("c", 0, "accept", ""), ("c", 1, "vendor", ""), ("c", 2, "mend", "")], 8)
    rows += many([("d", 0, "accept", "VIP")], 8)
    file = written(tmp_path, rows)
    found = measured(file, stream="repair").measured
    assert found.rows == 32
    assert found.unmapped == 0.25
    assert found.unmapped_values == ("vendor",)
    assert measured(file, stream="repair", where={"owner": ("VIP",)}).measured.rows == 8


def test_fewer_than_five_cases_are_left_out(tmp_path: Path) -> None:
    rows = many([("c", 0, "accept", ""), ("c", 1, "mend", "")], 4)
    found = measured(written(tmp_path, rows), stream="repair").measured
    assert not found.steps
    assert not found.routes
    assert found.lead is None


def test_names_without_an_owner_of_ours_are_others(tmp_path: Path) -> None:
    rows = many([("c", 0, "accept", "Anna"), ("c", 1, "mend", "NET")])
    found = measured(written(tmp_path, rows), stream="repair", teams={"NET": "network"}).measured
    assert list(found.handoffs) == [("other", "network")]
