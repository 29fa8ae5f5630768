"""Load against a ledger that is kept by hand, item by item and hand by hand."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.analysis.people.team_load import team_loads
from vsm_cli.loading import load_texts

OWNERS = ("a", "b", "c", "customer")
TEAMS = ("a", "b", "c")


@st.composite
def steps(draw: st.DrawFn) -> dict[str, Any]:
    owner = draw(st.sampled_from(OWNERS))
    step: dict[str, Any] = {
        "owner": owner,
        "process": draw(st.integers(0, 600)),
        "again": draw(st.sampled_from([0, 20, 50])),
        "automated": draw(st.booleans()),
        "participants": draw(st.lists(st.sampled_from(TEAMS), max_size=2, unique=True)),
    }
    if draw(st.booleans()):
        step["people"] = draw(st.integers(1, 4))
    elif draw(st.booleans()):
        step["people"] = draw(
            st.dictionaries(st.sampled_from(OWNERS), st.integers(1, 3), min_size=1, max_size=3)
        )
    return step


STREAMS = st.lists(
    st.tuples(st.integers(1, 500), st.lists(steps(), min_size=1, max_size=3)),
    min_size=1,
    max_size=3,
)


def text_of(streams: list[tuple[int, list[dict[str, Any]]]]) -> str:
    lines = ["vsm: 1", "calendar: {day: 8h, week: 5d}", "teams:"]
    lines += ["  a: {size: 1}", "  b: {size: 2, available: 50%}", "  c: {size: 3, hours: 20h}"]
    lines.append("streams:")
    for number, (demand, written) in enumerate(streams):
        lines += [f"  s{number}:", f"    demand: {demand}/week", "    steps:"]
        for at, step in enumerate(written):
            follower = f"t{at + 1}" if at + 1 < len(written) else "end"
            people = str(step.get("people", "")).replace("'", "")
            lines.append(
                f"      t{at}: {{owner: {step['owner']}, process: {step['process']}m,"
                f" automated: {str(step['automated']).lower()},"
                f" participants: [{', '.join(step['participants'])}],"
                + (f" people: {people}," if people else "")
                + f" next: {{t{at}: {step['again']}%, {follower}: }}}}"
            )
    return "\n".join(lines) + "\n"


def hands(step: dict[str, Any], team: str) -> tuple[int, int]:
    people, owner, others = step.get("people", 1), step["owner"], step["participants"]
    others = [other for other in others if other != owner]
    if isinstance(people, dict):
        return people.get(team, 0), people.get(team, 0)
    if owner == "customer":
        return 0, 0
    unsure = people > 1 and bool(others)
    if team == owner:
        return (1 if unsure else people), people
    return 0, people - 1 if unsure and team in others else 0


@given(STREAMS)
def test_a_ledger(streams: list[tuple[int, list[dict[str, Any]]]]) -> None:
    loaded = load_texts({"a.yaml": text_of(streams)})
    assert not loaded.findings
    found = team_loads(loaded.workspace)
    minutes = {"a": Fraction(2400), "b": Fraction(2400), "c": Fraction(3600)}
    for team in TEAMS:
        ledger = [Fraction(0), Fraction(0)]
        for demand, written in streams:
            for step in written:
                if not step["automated"]:
                    visits = 1 / (1 - Fraction(step["again"], 100))
                    work = demand * visits * step["process"]
                    for bound, count in enumerate(hands(step, team)):
                        ledger[bound] += work * count
        load = found[team]
        assert load.least == pytest.approx(float(ledger[0] / minutes[team]))
        assert load.most == pytest.approx(float(ledger[1] / minutes[team]))
        assert (load.load is None) == any(
            hands(step, team)[0] != hands(step, team)[1]
            for _, written in streams
            for step in written
            if not step["automated"] and step["process"]
        )
