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
# What people write above a column of steps besides the keys and the words that are known for them.
_STEP_WORDS = {
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
# And above one of streams.
_STREAM_WORDS = {
    ID: "id stream-id key 标识 价值流标识",
    NAME: "name stream stream-name value-stream 名称 价值流 价值流名称 流程 流程名称",
    "owner": "team stream-owner 部门 责任部门 负责部门",
    "demand": "items-per-year demand-per-year 每年件数",
    "description": "comment note",
}
_WORDS = {"Step": _STEP_WORDS, "Stream": _STREAM_WORDS}
# What only one of the two kinds of table has.
_OF_STEPS = frozenset((*TIMES, "complete-accurate", "next", "systems", "practices", STREAM, NUMBER))
_NAMES_OF_STREAMS = ("stream-id", "stream-name", "价值流标识")
_OF_STREAMS = frozenset(("layer", "type", "customer", "trigger", "value", "demand"))
_UNIT = r"[\s,;/]*[(\[（【]?\s*(?:in\s+)?([^()\[\]（）【】]*?)\s*[)\]）】]?\s*"


class TableColumn(Struct, frozen=True):
    """What stands in a column. `unit` is that of bare numbers; `percent`: they are percentages."""

    index: int
    key: str
    heading: str
    unit: Amount | None = None
    percent: bool = False


def columns_of(row: Sequence[Cell], kind: str = "Step") -> list[TableColumn]:
    """The columns of a row of headings whose meaning is known, in a table of steps or of streams;
    of several with the same meaning, the first."""
    found: dict[str, TableColumn] = {}
    for index, cell in enumerate(row):
        heading = text_of(cell) if isinstance(cell, str) else ""
        column = _column(index, heading, kind) if heading and len(heading) < 100 else None
        if column:
            found.setdefault(column.key, column)
    activity = found.get("activity")
    if activity and NAME not in found and ID not in found:
        # "Activity" is how many call a step.
        found[NAME] = TableColumn(activity.index, NAME, activity.heading)
        del found["activity"]
    return list(found.values())


def is_heading(columns: Sequence[TableColumn]) -> bool:
    """Whether these are the headings of a table of steps."""
    keys = {column.key for column in columns}
    return bool(keys & {NAME, ID}) and (len(keys) > 1 or keys == {NAME})


def are_of_streams(row: Sequence[Cell]) -> bool:
    """Whether these are the headings of a table of streams: it says of a name what only streams
    have, and nothing that only steps have. Tables of ours have figures
    besides, which are called alike."""
    keys = {column.key for column in columns_of(row, "Stream")}
    steps = {column.key for column in columns_of(row)} - {STREAM}
    ours = any(_plain(cell) in _NAMES_OF_STREAMS for cell in row if isinstance(cell, str))
    return bool(keys & {NAME, ID} and keys & _OF_STREAMS) and (ours or not steps & _OF_STEPS)


def _column(index: int, heading: str, kind: str) -> TableColumn | None:
    keys = _keys(kind)
    if key := keys.get(_plain(heading)):
        return TableColumn(index, key, heading, percent="%" in heading or "％" in heading)
    text = unicodedata.normalize("NFKC", heading).strip()
    for found in re.finditer(r"[(\[（【/,\s]", text):
        word, rest = text[: found.start()], text[found.start() :]
        key = keys.get(_plain(word))
        said = re.fullmatch(_UNIT, rest)
        if key is None or said is None:
            continue
        unit = amount_of(f"1 {said[1].casefold()}") if said[1] else None
        if unit is TOO_LONG:
            unit = None
        if "%" in heading or "%" in said[1] or unit or keys.get(_plain(said[1])) == key:
            return TableColumn(index, key, heading, unit if key in TIMES else None, "%" in text)
        if rest.lstrip()[:1] in "([":  # a remark
            return TableColumn(index, key, heading)
    return None


@cache
def _keys(kind: str) -> dict[str, str]:
    """The keys of a kind of element by the words for them."""
    found: dict[str, str] = {}
    meanings = [(key, words.split()) for key, words in _WORDS[kind].items()]
    for key, words in [*meanings, *words_for(kind).items()]:
        for word in words:
            found.setdefault(_plain(word), key)
    return found


def _plain(heading: str) -> str:
    """A heading without case, spaces and signs."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[^\w#]+", "-", text).strip("-_").replace("_", "-")
