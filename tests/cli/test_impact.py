"""`vsm impact` as a person calls it."""

import json
import re
from functools import partial
from math import exp, isclose
from pathlib import Path

from tests.cli import running

vsm = partial(running.vsm, "impact", folder=Path(__file__).parents[2])


def test_which_customers_feel_it_when_knowledge_is_stale() -> None:
    result = vsm("knowledge-upkeep", "samples/bank")
    assert result.returncode == 0
    assert "Customers who feel it  branch staff" in result.stdout
    found = json.loads(vsm("knowledge-upkeep", "samples/bank", "--format", "json").stdout)
    assert found["customers"] == ["branch staff"]
    assert {"fault-repair", "service-request"} <= {each["stream"] for each in found["streams"]}
    assert all(each["items_per_year"] > 0 for each in found["steps"])


def test_chinese_ids_and_the_longer_form_where_an_id_has_two_meanings() -> None:
    result = vsm("知识管理", "samples/bank-zh")
    assert result.returncode == 0
    assert "网点员工" in result.stdout
    result = vsm("service-desk", "samples/bank")
    assert result.returncode == 2
    assert "teams.service-desk or practices.service-desk" in result.stderr
    assert vsm("teams.service-desk", "samples/bank").returncode == 0


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    result = vsm("itsmm", "samples/bank")
    assert result.returncode == 2
    assert "did you mean itsm?" in result.stderr


def test_an_element_may_be_named_as_people_call_it() -> None:
    result = vsm("configuration Management", "samples/bank")
    assert result.returncode == 0
    assert "Practice Service configuration management" in result.stdout
    assert vsm("配置管理", "samples/bank").stdout == result.stdout
    result = vsm("Knowlege upkeep", "samples/bank")
    assert result.returncode == 2
    assert "did you mean knowledge-upkeep?" in result.stderr


def test_customers_of_supporting_streams_feel_it_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "vsm: 1\nteams: {t: {}}\nstreams:\n"
        "  s: {layer: support, owner: t, customer: staff, steps: {a: {owner: t}}}\n"
    )
    found = json.loads(vsm("t", str(tmp_path), "--format", "json").stdout)
    assert found["customers"] == ["staff"]


STALE = """
vsm: 1
teams: {desk: {size: 4}, librarian: {name: Librarian}}
streams:
  restore:
    layer: core
    customer: branch
    demand: 100/month
    steps:
      diagnose:
        owner: desk
        process: 20m
        wait: 10m
        uses: {stream: knowledge, covered: 80%, changes: 4/year, without: {process: 60m, wait: 1h}}
  knowledge:
    layer: support
    owner: librarian
    steps: {write: {process: 1h, lead: 30d, complete-accurate: 90%}}
"""


def test_how_much_is_felt_of_a_stale_pillar(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(STALE)
    said = vsm("knowledge", str(tmp_path)).stdout
    # 48.2 % of 1200 items take 40 minutes more of work, and wait 50 minutes longer.
    assert re.search(r"diagnose \(restore\) +knowledge +52% +43.4m +385h +20.1d\n", said)
    assert re.search(r"knowledge \(Librarian\) +costs as it is +385h +20.1d\n", said)
    found = json.loads(vsm("knowledge", str(tmp_path), "--format", "json").stdout)["pillar"]
    lost = 1 - 0.72 * exp(-4 * 30 / 365)
    assert isclose(found["effort_s_per_year"], 1200 * lost * 40 * 60, rel_tol=1e-6)
    assert isclose(found["customer_wait_s_per_year"], 1200 * lost * 50 * 60, rel_tol=1e-6)
    given = lost - (1 - 0.72 * exp(-4 * 15 / 365))
    gives = found["halved_lead_gives"]["effort_s_per_year"]
    assert isclose(gives, 1200 * given * 40 * 60, rel_tol=1e-6)
    assert json.loads(vsm("restore", str(tmp_path), "--format", "json").stdout)["pillar"] is None


def test_the_report_tells_what_the_pillars_carry(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(STALE)
    said = running.vsm("report", str(tmp_path), "-f", "markdown", folder=tmp_path).stdout
    assert "## What the pillars carry" in said
    assert "half its lead time gives back | 74h | 3.9d" in said
    data = json.loads(running.vsm("report", str(tmp_path), "-f", "json", folder=tmp_path).stdout)
    (use,) = data["streams"]["restore"]["pillars"]
    assert (use["step"], use["stream"]) == ("diagnose", "knowledge")
    assert isclose(use["there"], 0.72 * exp(-4 * 30 / 365), rel_tol=1e-5)
    assert data["streams"]["knowledge"]["pillars"] == []
