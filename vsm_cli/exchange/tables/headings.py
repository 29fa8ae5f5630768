"""Headings of a table into keys of the format, with the unit that they name."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from vsm_cli.exchange.tables.sheet import Cell, text_of
from vsm_cli.loading.amounts import TOO_LONG, Amount, amount_of
from vsm_cli.loading.unknown_keys import words_for

# Columns that are no key of a step: which stream a row is of, its id, and what the table itself
# calls the row, by which others may refer to it.
STREAM, ID, NAME, NUMBER = "stream", "id", "name", "number"
TIMES = ("process", "wait", "lead", "every", "expects")
# What people write above a column besides the keys and the words that are known for them. Of the
# last one, only where no other column is the name: it is a key, too.
_WORDS = {
    STREAM: "stream value-stream vsm-stream 价值流 价值流名称 流程 流程名称",
    ID: "id step-id key 标识",
    NAME: "step name step-name process-step task task-name"
    " 步骤 步骤名称 名称 环节 环节名称 工序 任务",
    NUMBER: "no nr number # step-no seq sequence 序号 编号 步骤编号",
    "owner": "team department dept who performed-by lane role actor group"
    " 部门 责任部门 负责部门 岗位 角色 处理人 执行人",
    "participants": "supporting also-involved involved 协作部门",
    "process": "p-t process-time processing-time handling-time c-t ct p t 处理时长 加工时间",
    "wait": "wt w-t waiting-time 排队时间 等待时长",
    "lead": "l-t lead-time 周期 总时间",
    "complete-accurate": "c-a ca complete-and-accurate complete-accurate pca 完整准确 一次通过率",
    "systems": "it-system it-systems application 使用系统 it系统 信息系统",
    "inputs": "data-in 输入数据",
    "outputs": "data-out 输出数据",
    "next": "next-step next-steps successor successors followed-by goes-to 后续步骤 下一环节",
    "accepts": "acceptance",
    "activity": "value-chain-activity",
    "kind": "step-kind 种类",
    "people": "人员",
    "description": "comment note",
}
_UNIT = r"[\s,;/]*[(\[（【]?\s*(?:in\s+)?([^()\[\]（）【】]*?)\s*[)\]）】]?\s*"


class Column(Struct, frozen=True):
    """What stands in a column. `unit` is that of bare numbers; `percent`: they are percentages."""

    index: int
    key: str
    heading: str
    unit: Amount | None = None
    percent: bool = False


def columns_of(row: Sequence[Cell]) -> list[Column]:
    """The columns of a row of headings whose meaning is known; of several with the same meaning,
    the first."""
    found: dict[str, Column] = {}
    for index, cell in enumerate(row):
        heading = text_of(cell) if isinstance(cell, str) else ""
        column = _column(index, heading) if heading and len(heading) < 100 else None
        if column:
            found.setdefault(column.key, column)
    activity = found.get("activity")
    if activity and NAME not in found and ID not in found:
        # "Activity" is how many call a step.
        found[NAME] = Column(activity.index, NAME, activity.heading)
        del found["activity"]
    return list(found.values())


def is_heading(columns: Sequence[Column]) -> bool:
    """Whether these are the headings of a table of steps."""
    keys = {column.key for column in columns}
    return bool(keys & {NAME, ID}) and (len(keys) > 1 or keys == {NAME})


def _column(index: int, heading: str) -> Column | None:
    if key := _keys().get(_plain(heading)):
        return Column(index, key, heading, percent="%" in heading or "％" in heading)
    text = unicodedata.normalize("NFKC", heading).strip()
    for found in re.finditer(r"[(\[（【/,\s]", text):
        word, rest = text[: found.start()], text[found.start() :]
        key = _keys().get(_plain(word))
        said = re.fullmatch(_UNIT, rest)
        if key is None or said is None:
            continue
        unit = amount_of(f"1 {said[1].casefold()}") if said[1] else None
        if unit is TOO_LONG:
            unit = None
        if "%" in heading or "%" in said[1] or unit or _keys().get(_plain(said[1])) == key:
            return Column(index, key, heading, unit if key in TIMES else None, "%" in text)
        if rest.lstrip()[:1] in "([":  # a remark
            return Column(index, key, heading)
    return None


@cache
def _keys() -> dict[str, str]:
    """Keys by the words for them."""
    found: dict[str, str] = {}
    meanings = [(key, words.split()) for key, words in _WORDS.items()]
    for key, words in [*meanings, *((key, words) for key, words in words_for("Step").items())]:
        for word in words:
            found.setdefault(_plain(word), key)
    return found


def _plain(heading: str) -> str:
    """A heading without case, spaces and signs."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[^\w#]+", "-", text).strip("-_").replace("_", "-")
