"""The Chinese names of keys: the one table of them, and YAML nodes with each key in English.

What a word means depends on where it stands: `团队` is `teams` in a document and `team` in a
role, and an id is never a key. So the table says for each kind of mapping which keys it has, and
what stands below them. It is looked at only where a text has keys that are not ASCII.
"""

import unicodedata
from functools import lru_cache
from operator import is_
from typing import Any, NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

# As reports and pictures call them; of several the first is what vsm itself writes.
NAMES = {
    "title": "标题", "name": "名称", "description": "说明", "tags": "标签", "urls": "链接",
    "calendar": "日历", "day": "日", "week": "周",
    "teams": "团队", "roles": "角色", "systems": "系统", "data": "数据", "paths": "路径",
    "practices": "实践", "step-kinds": "环节类型", "streams": "价值流", "journeys": "客户旅程",
    "patterns": "样板", "like": "仿照", "logs": "日志", "measured": "实测",
    "language": "语言", "lint": "检查", "render": "绘图",
    "owner": "责任人 负责人", "participants": "参与者",
    "size": "人数", "available": "可用", "hours": "每周工时", "parent": "上级", "external": "外部",
    "team": "团队", "master": "主系统", "tangible": "实物",
    "from": "从", "to": "到", "via": "方式", "mode": "模式", "latency": "延迟",
    "layer": "层次", "type": "类型", "customer": "客户", "trigger": "触发", "value": "价值",
    "responded-at": "响应于", "delivered-at": "交付于", "demand": "需求量",
    "impact": "影响", "sensitivity": "敏感度", "target": "目标", "stated": "标称",
    "mapped": "映射", "state": "状态", "on": "日期", "basis": "依据", "by": "参与人",
    "ideas": "改进", "steps": "步骤", "activity": "价值链活动", "kind": "环节类型",
    "process": "处理时间", "wait": "等待", "lead": "前置时间", "queue": "排队", "every": "每隔",
    "complete-accurate": "完整准确率", "people": "人手", "automated": "自动",
    "inputs": "输入", "outputs": "输出", "touchpoint": "触点", "work": "增值",
    "uses": "依赖", "starts": "启动", "stream": "价值流", "at": "起点", "share": "占比",
    "within": "时限", "covered": "覆盖", "changes": "变化", "without": "缺少时",
    "accepts": "验收", "criteria": "准则", "required-by": "依据要求",
    "entry": "入口", "was": "原为", "next": "下一步", "stage": "阶段", "closed-loop": "闭环",
    "response": "响应", "perceived": "客户感知时长", "activity-ratio": "活动率",
    "value-adding-ratio": "增值率", "rolled": "贯通完整准确率", "own": "自身",
    "satisfaction": "满意度", "expects": "期望",
    "due": "期限", "status": "进展", "cost": "投入", "set": "设为",
    "zh": "中文名", "aliases": "别名",
    "source": "来源", "case": "案例列", "time": "时间列", "start": "开始列", "end": "结束列",
    "where": "条件", "timezone": "时区", "waiting": "等待客户", "done": "已完成",
}  # fmt: skip
# Where a key is called otherwise than elsewhere.
_OTHERWISE = {
    ("JourneyStep", "by"): "发起人", ("Stream", "without"): "去掉", ("Log", "activity"): "活动列",
    ("Log", "owner"): "处理人列",
}  # fmt: skip


class Below(NamedTuple):
    """What stands at a key: one or several mappings of a kind; with `ids`, a mapping from ids to
    such mappings."""

    kind: str
    ids: bool = False


class Keys(NamedTuple):
    """The keys of one kind of mapping: by their Chinese names, and what stands below them."""

    english: dict[str, str]
    below: dict[str, Below]

    def chinese(self) -> dict[str, list[str]]:
        """The Chinese names of each key, the usual one first."""
        found: dict[str, list[str]] = {}
        for name, key in self.english.items():
            found.setdefault(key, []).append(name)
        return found


def _keys(kind: str, keys: str, **below: str) -> tuple[str, Keys]:
    """A kind of mapping with its keys. `below` names the kind of mapping at a key; with a `*`,
    that of what stands there under ids."""
    english = {
        name: key
        for key in keys.split()
        for name in (_OTHERWISE.get((kind, key)) or NAMES[key]).split()
    }
    inside = {
        key.replace("_", "-"): Below(name.removesuffix("*"), name.endswith("*"))
        for key, name in below.items()
    }
    return kind, Keys(english, inside)


_ELEMENT = "name description tags urls "
_WITH_ID = _ELEMENT + "was "
_TIMES = "response perceived lead process wait activity-ratio rolled "
KEYS = dict(
    (
        _keys(
            "Document",
            _ELEMENT + "title calendar teams roles systems data paths practices step-kinds streams"
            " patterns journeys logs measured language lint render",
            calendar="Calendar", teams="Team*", roles="Role*", systems="System*", data="Data*",
            paths="Path", practices="Practice*", step_kinds="StepKind*", streams="Stream*",
            patterns="Stream*", journeys="Journey*", logs="Log*",
        ),
        _keys("Calendar", "day week"),
        _keys("Team", _WITH_ID + "size available hours parent external"),
        _keys("Role", _WITH_ID + "team"),
        _keys("System", _WITH_ID + "owner"),
        _keys("Data", _WITH_ID + "master tangible owner"),
        _keys(
            "Path", _ELEMENT + "from to data via mode owner latency process ideas", ideas="Idea"
        ),
        _keys("Practice", _ELEMENT + "zh aliases owner"),
        _keys("StepKind", _ELEMENT + "zh practices"),
        _keys(
            "Stream",
            _WITH_ID + "layer type owner customer trigger value responded-at delivered-at demand"
            " impact sensitivity satisfaction target stated mapped calendar ideas steps"
            " like without",
            target="Target", stated="Stated", mapped="Mapped", calendar="Calendar", ideas="Idea",
            steps="Step*",
        ),
        _keys("Target", _TIMES + "own"),
        _keys("Stated", _TIMES + "value-adding-ratio"),
        _keys("Mapped", "state on basis by"),
        _keys("Idea", _ELEMENT + "owner status due cost set"),
        _keys(
            "Step",
            _WITH_ID + "owner participants practices activity kind systems process wait lead queue"
            " every complete-accurate people automated inputs outputs touchpoint satisfaction"
            " expects sensitivity work uses starts accepts entry ideas next",
            uses="Use", starts="Link", accepts="Accept*", ideas="Idea", next="Route*",
        ),
        _keys("Link", _ELEMENT + "stream at data owner share wait via ideas", ideas="Idea"),
        _keys(
            "Use",
            _ELEMENT + "stream wait data within at owner via ideas covered changes without",
            ideas="Idea", without="Without",
        ),
        _keys("Without", "process wait lead complete-accurate people"),
        _keys("Accept", "criteria required-by"),
        _keys("Route", "share wait"),
        _keys("Journey", _WITH_ID + "customer owner closed-loop steps", steps="JourneyStep"),
        _keys(
            "JourneyStep",
            _ELEMENT + "stage stream wait share by satisfaction expects sensitivity",
        ),
        _keys(
            "Log",
            _ELEMENT + "stream source case time start end activity owner where timezone steps"
            " waiting done teams",
        ),
    )
)  # fmt: skip
DOCUMENT = Below("Document")


class WrittenKey(str):
    """A key in English that was written in Chinese."""

    written: str
    __slots__ = ("written",)

    def __new__(cls, key: str, written: str) -> "WrittenKey":
        made = super().__new__(cls, key)
        made.written = written
        return made


def written(key: object) -> str:
    """A key as it was written."""
    return key.written if isinstance(key, WrittenKey) else str(key)


def english_path(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A path of keys from the top of a document, each key in English."""
    return _followed(parts)[0]


def below(parts: tuple[str, ...]) -> Below | None:
    """What stands at the end of a path of keys from the top of a document."""
    return _followed(parts)[1]


def english_data(value: Any, path: tuple[str, ...]) -> Any:
    """Data that would stand at the end of a path, with each key in English."""
    return _data_in_english(value, below(path))


def in_chinese(document: dict[str, Any]) -> dict[str, Any]:
    """A document of English keys with each key in Chinese, as reports call it."""
    found: dict[str, Any] = _data_in_chinese(document, DOCUMENT)
    return found


def _data_in_chinese(value: Any, at: Below | None) -> Any:
    if at is None:
        return value
    if isinstance(value, list):
        return [_data_in_chinese(item, at) for item in value]
    if not isinstance(value, dict):
        return value
    if at.ids:
        return {id_: _data_in_chinese(each, Below(at.kind)) for id_, each in value.items()}
    keys = KEYS[at.kind]
    names = {key: usual for key, (usual, *_) in keys.chinese().items()}
    return {
        names.get(key, key): _data_in_chinese(each, keys.below.get(key))
        for key, each in value.items()
    }


def _data_in_english(value: Any, at: Below | None) -> Any:
    if at is None:
        return value
    if isinstance(value, list):
        return [_data_in_english(item, at) for item in value]
    if not isinstance(value, dict):
        return value
    if at.ids:
        return {id_: _data_in_english(each, Below(at.kind)) for id_, each in value.items()}
    keys = KEYS[at.kind]
    named = ((keys.english.get(key, key), each) for key, each in value.items())
    return {key: _data_in_english(each, keys.below.get(str(key))) for key, each in named}


# Kinds of which there are several in a list: in a path, one of them stands by its ends.
_IN_LISTS = frozenset(("Path", "Link", "Use"))


def _followed(parts: tuple[str, ...]) -> tuple[tuple[str, ...], Below | None]:
    at: Below | None = DOCUMENT
    path = []
    for part in parts:
        key = part
        if at is not None and at.ids:
            at = Below(at.kind)
        elif at is not None:
            keys = KEYS[at.kind]
            key = keys.english.get(part, part)
            if at.kind in _IN_LISTS and key not in keys.english.values():
                path.append(part)
                continue
            at = keys.below.get(key)
        path.append(key)
    return tuple(path), at


class InEnglish:
    """Gives nodes their keys in English; the nodes keep their places in the text, and what has
    none to change is left as it is."""

    def __init__(self) -> None:
        # A node that aliases lead to may stand in several kinds of place.
        self._known: dict[tuple[int, Below], Node] = {}

    def node(self, node: Node, at: Below = DOCUMENT) -> Node:
        if isinstance(node, ScalarNode):
            return node
        known = self._known.get((id(node), at))
        if known is None:
            if isinstance(node, MappingNode):
                known = self._mapping(node, at)
            else:
                items = [self.node(item, at) for item in node.value]
                same = all(map(is_, items, node.value))
                known = node if same else _with(node, items)
            self._known[id(node), at] = known
        return known

    def _mapping(self, node: MappingNode, at: Below) -> Node:
        pairs = []
        same = True
        for key, value in node.value:
            name, inside = self._pair(key, at)
            found = self.node(value, inside) if inside else value
            same = same and name is key and found is value
            pairs.append((name, found))
        return node if same else _with(node, pairs)

    def _pair(self, key: Node, at: Below) -> tuple[Node, Below | None]:
        """A key in English, and what stands below it."""
        if not isinstance(key, ScalarNode):
            return key, None
        if key.value == "<<" and not key.style:
            return key, at
        if at.ids:
            return key, Below(at.kind)
        if not key.value.isascii() and (english := _english(at.kind, key.value)):
            key = _with(key, english)
        return key, KEYS[at.kind].below.get(key.value)


@lru_cache(maxsize=1024)
def _english(kind: str, written: str) -> WrittenKey | None:
    key = KEYS[kind].english.get(unicodedata.normalize("NFC", written))
    return WrittenKey(key, written) if key else None


def _with(node: Node, value: object) -> Node:
    """The same node, with its place in the text, but with another value."""
    look: Any = node.style if isinstance(node, ScalarNode) else getattr(node, "flow_style", None)
    made: Node = type(node)(node.ctag, value, node.start_mark, node.end_mark, look)
    return made
