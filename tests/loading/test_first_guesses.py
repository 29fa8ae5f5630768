"""Somebody's first file gets clean in two rounds by doing what the messages say, nothing else."""

import re

import pytest

from vsm_cli.api import analyse_texts
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.lint.text_edits import apply

PASSPORTS = {
    "office.yaml": """\
vsm: "1"
teams: [Front desk, Back office]
systems:
  register: {name: Register, owner: front-desk}
  printer: {name: Printer, owner: back-office}
""",
    "passport.yaml": """\
vsm: 1
streams:
  passport:
    name: Issue a passport
    owner: Front desk
    type: service-request
    customer: citizens
    trigger: A citizen applies
    value: The citizen holds the passport
    demand: 40 per week
    state: current
    target:
      lead: 3 weeks
      sla: 95%
    steps:
      apply here:
        owner: [front-desk, back-office]
        practices: Service desk
        process: 15 mins
        wait: 1-2d
        systems: register
        touchpoint: counter
        outputs: application
        next: check
      check:
        owner: back office
        practices: Information security management
        process: half an hour
        wait: TBD
        systems: register
        inputs: application
        accepts: application
        automated: partly
        next: {print: 90%, refused: 10%}
      print:
        owner: back-office
        practices: Service request management
        process: 2 hours
        wait: 3 working days
        priority: {high: 10%}
        systems: printer
        starts: complaint 2%
      hand over:
        owner: front-desk
        process: '5'
        wait: about 2 days
        systems: register
  complaint:
    owner: complaints
    trigger: Something is wrong with the passport
    value: It is put right
    customer: citizens
    steps:
      answer: {owner: complaints, practices: Service desk, process: 1h}
""",
}
RETURNS = {
    "退货.yaml": """\
vsm: 1
streams:
  退货:
    name: 退货退款
    layer: 核心
    owner: 售后部
    customer: 买家
    trigger: 买家申请退货
    value: 退款到账
    demand: 每月2000件
    target: {lead: 5天, 合格率: 95%}
    state: 现状
    steps:
      申请: {owner: 客户, touchpoint: 小程序, process: 5分钟, systems: 商城, outputs: 退货单}
      审核:
        owner: 售后部
        practices: 服务请求管理
        process: 10分钟
        wait: 2～4小时
        systems: 商城
        inputs: 退货单
        合格率: 90％
        next: 取件、 拒绝
      取件:
        owner: 物流部
        practices: 服务台
        process: 半小时
        wait: 1天半
        systems: 物流系统
        outputs: 退货
      拒绝:
        owner: 售后部
        practices: 服务台
        process: 十分钟
        wait: 待定
        next: 退款
      退款:
        owner: 财务部
        practices: 应急管理
        process: 两个小时
        wait: 1个工作日
        systems: 财务系统
""",
}

# Nobody and nothing is defined yet, and two teams look at the same thing.
BERTHS = {
    "berths.yaml": """\
vsm: 1
streams:
  berth:
    owner: Harbour master
    customer: ships
    trigger: A ship asks for a berth
    value: The ship lies safely
    demand: 200/month
    target: {lead: 6h}
    steps:
      ask: {owner: customer, process: 5m, systems: radio log, outputs: berth request}
      plan:
        owner: planning office
        practices: Service request management
        process: 20m
        wait: 1h-3h
        systems: berth plan
        inputs: berth request
        outputs: berth order
        automated: partly
        next: {inspect: 90%, ask: 10%}
      inspect:
        owner: harbour master
        practices: Service validation and testing
        process: 1h
        accepts: berth order
        next: {moor: 95%, plan: 5%}
      moor:
        owner: linesmen
        process: 1h
        wait: 30 mins
        accepts: berth order
        next: {end: 97%, plan: 3%}
""",
}


def errors(texts: dict[str, str]) -> list[Diagnostic]:
    found = analyse_texts(texts).diagnostics
    return [each for each in found if each.level is Level.ERROR]


def obeyed(texts: dict[str, str], told: list[Diagnostic]) -> dict[str, str]:
    """The texts after each message was done: its fix, or else the line in its help."""
    texts = dict(texts)
    additions = []
    for each in sorted(told, key=lambda d: (d.path, d.span), reverse=True):
        text = texts[each.path]
        additions += definitions(each)
        if each.fix:
            texts[each.path] = apply(text, each.fix.edits)
            continue
        lines = text.split("\n")
        place, number = each.span, each.span.line - 1
        line = lines[number]
        if found := re.match(r"write practices: under .* such as ([\w-]+)", each.help or ""):
            indent = " " * (place.column + 1)
            lines.insert(number + 1, f"{indent}practices: {found[1]}")
            texts[each.path] = "\n".join(lines)
            continue
        key = re.match(r"[^:]+", line[place.column - 1 :])
        new = line_in(each.help or "", key[0] if key else "")
        if " what each looks at (criteria:)" in (each.help or ""):
            for span in (each.span, *(related.span for related in each.related)):
                line = lines[span.line - 1]
                if "criteria" not in line:
                    head, _, what = line.partition("accepts: ")
                    said = f"{{{what}: {{criteria: what line {span.line} knows}}}}"
                    lines[span.line - 1] = f"{head}accepts: {said}"
            texts[each.path] = "\n".join(lines)
            continue
        if new is None:
            continue
        start = place.column - 1
        if line[:start].strip() == new.partition(":")[0] + ":":
            start = len(line) - len(line.lstrip())
        rest = line[start:]
        if new.startswith("rename "):
            new = new.removeprefix("rename ") + rest[place.end_column - place.column :]
        elif new == "leave out" and "{" not in line:
            new = ""
        elif "{" in line[:start]:
            new += re.sub(r"^[^,}]+", "", rest)
        lines[number] = line[:start] + new
        if " in place of lead" in (each.help or ""):
            lines[number] = re.sub(r"lead: [^{,]+, ", "", lines[number])
            if re.fullmatch(r" *lead: [^{]+", lines[number - 1]):
                del lines[number - 1]
        texts[each.path] = "\n".join(lines)
    for number, addition in enumerate(additions):
        texts[f"more-{len(texts)}-{number}.yaml"] = f"vsm: 1\n{addition}\n"
    return texts


def definitions(told: Diagnostic) -> list[str]:
    """What a message says to define, as a document of its own."""
    said = told.help or ""
    if found := re.match(r"write ((?:teams|systems|data): \{.*?\})(?:;|$)", said):
        return [found[1]] if told.code == "VSM005" else []
    if found := re.search(r"define it under paths: (\{from: [^,]+, to: [^,]+)", said):
        return [f"paths: [{found[1]}}}]"]
    if found := re.search(r"define it(?: under ([a-z]+).*?)?: (.*)$", said):
        section = found[1] or ("teams" if "team" in told.message else "data")
        return [f"{section}: {{{found[2]}}}"]
    return []


def line_in(said: str, key: str) -> str | None:
    """What to write from the place on to the end of the value; None where nothing changes there."""
    defines_all = re.match(r"write (teams|systems|data): .*(: , |: \})", said)
    if "define" in said or (defines_all and key not in ("teams", "systems", "data")):
        return None
    if found := re.search(r"write owner: (\S+) and participants: (\[.*\])", said):
        return f"owner: {found[1]}\n        participants: {found[2]}"
    if "begins with x-" in said:
        return f"rename x-{key}"
    if "or end" in said:
        return "rename end"
    if said.startswith("leave "):
        return "leave out"
    if found := re.match(r"write (.*?)(?: or |, or | for | in place of |$)", said):
        return found[1]
    return None


@pytest.mark.parametrize(
    "texts", [PASSPORTS, RETURNS, BERTHS], ids=["passports", "returns", "berths"]
)
def test_two_rounds(texts: dict[str, str]) -> None:
    rounds = 0
    while told := errors(texts):
        rounds += 1
        assert rounds <= 2, [(d.path, d.span.line, d.message, d.help) for d in told]
        assert all(each.help for each in told), "every message says what to write"
        texts = obeyed(texts, told)
    assert rounds


@pytest.mark.parametrize(
    "texts", [PASSPORTS, RETURNS, BERTHS], ids=["passports", "returns", "berths"]
)
def test_nothing_is_said_twice(texts: dict[str, str]) -> None:
    said = [each.message for each in errors(texts)]
    assert len(set(said)) == len(said)
