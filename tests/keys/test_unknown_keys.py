"""A key that the format does not have: the key that was meant is told, and counts as present."""

import pytest

from tests.reading import told
from vsm_cli.api import analyse_texts
from vsm_cli.diagnostics import Diagnostic

RIGHT = """\
vsm: 1
teams:
  desk: {name: Desk}
systems:
  jira: {owner: desk}
  zabbix: {owner: desk}
paths:
  - {from: jira, to: zabbix, owner: desk}
streams:
  answer:
    layer: core
    owner: desk
    customer: staff
    trigger: A call
    value: It works
    target: {lead: 1d}
    steps:
      take:
        owner: desk
        practices: service-desk
        systems: [jira]
        process: 5m
        complete-accurate: 90%
        next: solve
      solve:
        owner: desk
        practices: service-desk
        systems: zabbix
        process: 5m
        next: end
"""


def all_of(text: str) -> list[Diagnostic]:
    return analyse_texts({"w.yaml": text}).diagnostics


def test_the_right_one_has_no_problem() -> None:
    assert all_of(RIGHT) == []


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("    owner: desk\n    customer", "    ownr: desk\n    customer", "owner"),
        ("    owner: desk\n    customer", "    负责: desk\n    customer", "责任人"),
        ("owner: desk\n        practices", "team: desk\n        practices", "owner"),
        ("owner: desk\n        practices", "团队: desk\n        practices", "责任人"),
        ("owner: desk\n        practices", "Owner: desk\n        practices", "owner"),
        ("teams:", "部门:", "团队"),
        ("teams:", "departments:", "teams"),
        ("systems:\n", "工具:\n", "系统"),
        ("paths:", "interfaces:", "paths"),
        ("streams:", "流程:", "价值流"),
        ("steps:", "环节:", "步骤"),
        ("process: 5m\n        complete", "cycle-time: 5m\n        complete", "process"),
        ("process: 5m\n        complete", "工时: 5m\n        complete", "处理时间"),
        ("complete-accurate", "quality", "complete-accurate"),
        ("complete-accurate", "complete_accurate", "complete-accurate"),
        ("process: 5m\n        complete", "频率: 1周\n        complete", "每隔"),
        ("process: 5m\n        complete", "频次: 1周\n        complete", "每隔"),
        ("from: jira", "source: jira", "from"),
        ("to: zabbix", "target: zabbix", "to"),
        ("customer: staff", "用户: staff", "客户"),
        ("next: solve", "then: solve", "next"),
        ("next: solve", "to: solve", "next"),
        ("target: {lead: 1d}", "targets: {lead: 1d}", "target"),
        ("target: {lead: 1d}", "target: {elapsed: 1d}", "lead"),
        ("target: {lead: 1d}", "承诺: {lead: 1d}", "目标 or 标称"),
        ("layer: core", "category: core", "layer or type"),
    ],
)
def test_the_key_that_was_meant(old: str, new: str, meant: str) -> None:
    assert RIGHT.count(old) >= 1
    problems = all_of(RIGHT.replace(old, new, 1))
    assert [each.code for each in problems] == ["VSM002"]
    assert problems[0].help == f"did you mean {meant}?"


def test_where_none_is_near_the_keys_that_may_stand_there_are_told() -> None:
    (problem,) = all_of(RIGHT.replace("to: zabbix,", "to: zabbix, qqq: 1,"))
    keys = (
        "from, to, data, via, mode, owner, latency, process, ideas, name, description, tags, urls"
    )
    assert problem.help == f"its keys are {keys}; a key of your own begins with x-"
    (problem,) = all_of(RIGHT.replace("to: zabbix,", "to: zabbix, 甲乙丙: 1,"))
    assert str(problem.help).startswith("its keys are 从, 到, 数据, 方式")


def test_a_key_that_took_its_value_in_counts() -> None:
    steps = "    steps: {take: {责任人：desk, practices: service-desk, process: 5m}}\n"
    text = RIGHT[: RIGHT.index("    steps:")] + steps
    assert [each.code for each in all_of(text)] == ["VSM002"]


def test_a_key_that_is_there_stays_read() -> None:
    report = analyse_texts({"w.yaml": RIGHT.replace("next: solve", "next: solve\n        then: x")})
    assert [each.code for each in report.diagnostics] == ["VSM002"]
    step = report.workspaces[0].workspace.streams["answer"].steps["take"]
    assert step.split == "one"
    assert step.unread == {"then"}


def test_keys_below_a_route_and_an_acceptance() -> None:
    text = RIGHT.replace(
        "next: solve", "accepts: {d: {criterion: x}}, 下一步: {solve: {占: 5%}, 结束: }"
    )
    text = text.replace("}}, 下", "}}\n        下")
    assert ("VSM002", "criterion") in told(text)
    assert ("VSM002", "占") in told(text)


def test_both_names_in_one_mapping() -> None:
    text = RIGHT.replace(
        "    owner: desk\n    customer", "    owner: desk\n    责任人: x\n    customer"
    )
    (problem,) = all_of(text)
    assert problem.code == "VSM004"
    assert problem.message == "责任人 is given twice here: owner is the same key"
    again = text.replace("owner: desk\n    责任人", "负责人: desk\n    责任人")
    assert [each.code for each in all_of(again)] == ["VSM004"]


def test_a_merged_key_gives_way_whatever_its_name() -> None:
    text = RIGHT.replace(
        "    owner: desk\n    customer", "    <<: {责任人: x}\n    owner: desk\n    customer"
    )
    assert all_of(text) == []


def test_a_wrong_value_quotes_the_key_as_written() -> None:
    (problem,) = all_of(RIGHT.replace("process: 5m\n        c", "处理时间: [5m]\n        c"))
    assert problem.code == "VSM003"
    (problem,) = all_of(RIGHT.replace("    owner: desk\n    c", "    责任人: {a: b}\n    c"))
    assert problem.message.startswith("责任人 is a text")
    assert problem.element == "streams.answer"


@pytest.mark.parametrize("reserved", ["end", "customer", "结束", "客户"])
def test_reserved_ids(reserved: str) -> None:
    assert told(f"vsm: 1\nteams: {{{reserved}: {{name: x}}}}\n") == [("VSM003", reserved)]


def test_the_customer_and_the_end_in_chinese() -> None:
    def of(customer: str, end: str) -> object:
        text = RIGHT.replace("next: solve", f"next: {{solve: 50%, {end}: }}")
        people = f"participants: {customer}\n        people: {{{customer}: 2}}"
        text = text.replace("systems: zabbix", people).replace("next: end", f"next: [{end}]")
        report = analyse_texts({"w.yaml": text})
        assert report.diagnostics == []
        steps = report.workspaces[0].workspace.streams["answer"].steps
        routes = [route.target for step in steps.values() for route in step.routes]
        return routes, steps["solve"].participants, steps["solve"].hands

    assert of("customer", "end") == of("客户", "结束")
    assert of("客户", "结束") == (["solve", "end", "end"], ("customer",), {"customer": 2})
