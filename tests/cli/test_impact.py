"""`vsm impact` as a person calls it."""

import json
from functools import partial
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
