"""What supporting streams cost, against figures of workspaces in which they do better."""

from math import exp, isclose

import pytest

from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.pillars import Pillar, pillar_uses, pillars
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

WITHOUT = "{process: 60m, wait: 4h, people: 2}"


def workspace(
    *, covered: str = "80%", changes: str = "4/year", lead: str = "30d", rate: str = "90%"
) -> Workspace:
    """Case 7 with a wait: two steps of one stream and one of another rely on `k`."""
    use = f"{{stream: k, covered: {covered}, changes: {changes}, without: {WITHOUT}}}"
    loaded = load_texts(
        {
            "w.yaml": f"""
vsm: 1
teams: {{t: {{size: 2}}}}
streams:
  s:
    demand: 100/month
    steps:
      d: {{owner: t, process: 20m, wait: 10m, uses: {use}}}
      e: {{owner: t, process: 1h, wait: 1h, uses: {use}, next: {{d: 20%, end: 80%}}}}
  o:
    calendar: {{day: 8h, week: 5d}}
    demand: 10/week
    steps: {{a: {{owner: t, process: 5m, wait: 0, uses: {use}}}}}
  k: {{steps: {{w: {{process: 1h, lead: {lead}, complete-accurate: {rate}}}}}}}
"""
        }
    )
    assert not loaded.findings, loaded.findings
    return loaded.workspace


def figures(found: Workspace, stream: str) -> StreamFigures:
    return stream_figures(found, found.streams[stream])


def pillar(found: Workspace) -> Pillar:
    (one,) = pillars(found)
    return one


BETTER = {
    "cost": {"covered": "100%", "changes": "0/year", "rate": "100%"},
    "half_lead": {"lead": "15d"},
    "half_faults": {"rate": "95%"},
    "half_gaps": {"covered": "90%"},
}


@pytest.mark.parametrize("choice", BETTER)
def test_a_price_is_what_a_workspace_with_a_better_pillar_takes_less(choice: str) -> None:
    now, better = workspace(), workspace(**BETTER[choice])
    found = pillar(now)
    work = wait = 0.0
    for stream, prices in found.by_stream:
        price = getattr(prices, choice)
        before, after = figures(now, stream.id), figures(better, stream.id)
        assert isclose(price.lead_time_s, (before.lead_time_s or 0) - (after.lead_time_s or 0))
        spent = (before.effort_per_year_s or 0) - (after.effort_per_year_s or 0)
        assert price.lead_time_s > 0
        assert isclose(price.effort_s_per_year, spent)
        waited = (before.perceived_wait_time_s or 0) - (after.perceived_wait_time_s or 0)
        assert isclose(price.customer_wait_s_per_year, waited * (before.demand_per_year or 0))
        work += spent
        wait += waited * (before.demand_per_year or 0) * stream.calendar.elapsed_factor
        assert not price.is_bound
    assert isclose(found.effort_s_per_year(lambda each: getattr(each, choice)) or 0, work)
    assert isclose(found.customer_wait_s_per_year(lambda each: getattr(each, choice)) or 0, wait)


def test_each_step_is_told_with_the_chance_that_what_it_needs_is_there() -> None:
    found = workspace()
    there = 0.8 * 0.9 * exp(-4 * 30 / 365)
    uses = [*pillar_uses(found, found.streams["s"]), *pillar_uses(found, found.streams["o"])]
    assert [(use.stream.id, use.step.id) for use in uses] == [("s", "d"), ("s", "e"), ("o", "a")]
    assert all(isclose(use.there.chance, there) for use in uses)
    # One step alone costs less than both of the stream together.
    (both,) = (prices for stream, prices in pillar(found).by_stream if stream.id == "s")
    assert uses[0].prices.cost.lead_time_s < both.cost.lead_time_s


def test_a_pillar_that_never_fails_costs_nothing() -> None:
    found = workspace(**BETTER["cost"])
    for _, prices in pillar(found).by_stream:
        assert all(price[:3] == (0, 0, 0) for price in prices)


def test_what_is_not_known_is_a_bound_or_not_told() -> None:
    loaded = load_texts(
        {
            "w.yaml": """
vsm: 1
streams:
  s: {steps: {d: {process: 20m, wait: 0, uses: {stream: k, covered: 50%, without: {process: 1h}}}}}
  k: {steps: {w: {process: 1h}}}
"""
        }
    )
    (use,) = pillar(loaded.workspace).uses
    assert use.there.is_bound
    assert use.prices.cost.is_bound
    assert use.prices.cost.lead_time_s == 20 * 60
    assert use.prices.cost.effort_s_per_year is None
    assert pillar(loaded.workspace).effort_s_per_year(lambda each: each.cost) is None


def test_a_use_without_what_it_is_like_without_is_no_pillar() -> None:
    text = "vsm: 1\nstreams: {s: {steps: {d: {uses: k}}}, k: {steps: {w: {process: 1h}}}}"
    assert pillars(load_texts({"w.yaml": text}).workspace) == ()


def test_what_costs_hands_alone_costs_no_wait() -> None:
    """Not a last bit of one, which would show as −0."""
    text = """
vsm: 1
streams:
  s:
    demand: 100/month
    steps:
      a:
        process: 1h
        wait: 1d
        uses: {stream: k, covered: 80%, changes: 4/year, without: {process: 3h}}
  k: {steps: {w: {process: 1h, wait: 30d, complete-accurate: 90%}}}
"""
    for _, prices in pillar(load_texts({"w.yaml": text}).workspace).by_stream:
        assert {each.customer_wait_s_per_year for each in prices} == {0.0}
