"""Keys that the format does not have: which one was meant, by its meaning or by its spelling.

What was meant counts as present, so that nothing else is said about it.
"""

from functools import partial
from typing import NamedTuple

from vsm_cli.diagnostics import Finding, Replacement
from vsm_cli.language import Later, either, listed, message
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.source import full_width
from vsm_cli.source.key_names import KEYS, below
from vsm_cli.source.places import Place

Path = tuple[str | int, ...]

_UNKNOWN = message("{key} is not a key of {where}")
_DID_YOU_MEAN = message("did you mean {nearest}?")
_ALLOWED = message("its keys are {keys}; a key of your own begins with x-")
_WRITE = message("write {text}")

# What people write for a key; where several keys of a mapping have the word, each may be meant.
_WORDS = {
    "title": "题目",
    "name": "名字",
    "description": "描述 备注 comments notes remark",
    "tags": "labels",
    "urls": "links url",
    "calendar": "工作日历 working-hours",
    "teams": "部门 小组 team departments groups",
    "roles": "岗位 role",
    "systems": "工具 tools tool system applications",
    "data": "数据项 artefacts information",
    "paths": "接口 规范路径 interfaces integrations",
    "practices": "practice 管理实践",
    "streams": "流程 value-streams processes",
    "journeys": "旅程",
    "patterns": "templates",
    "logs": "event-logs",
    "like": "extends inherits",
    "owner": "责任 负责 负责方 责任部门 责任方 所有者 责任者 responsible accountable assignee",
    "participants": "协作 参与 participant collaborators",
    "size": "headcount",
    "team": "所属团队",
    "master": "source-of-truth",
    "from": "source",
    "to": "target",
    "latency": "delay",
    "layer": "category",
    "type": "category",
    "customer": "用户 user",
    "trigger": "触发点",
    "value": "outcome",
    "demand": "数量 volume",
    "target": "sla 承诺 goals targets",
    "stated": "承诺",
    "ideas": "建议 kaizen improvements",
    "steps": "环节 活动 activities stages",
    "satisfaction": "csat xla",
    "process": "工时 作业时间 pt cycle-time touch-time work-time",
    "wait": "等待时间 waiting waiting-time queue-time wait-time",
    "lead": "lt lead-time elapsed",
    "queue": "wip inventory",
    "every": "batch frequency 频率 频次",
    "complete-accurate": "合格率 准确率 accuracy quality ca first-time-right",
    "people": "fte",
    "automated": "automatic",
    "inputs": "input",
    "outputs": "output",
    "touchpoint": "渠道 channel",
    "work": "value-adding",
    "uses": "relies-on",
    "starts": "triggers",
    "accepts": "approval approves",
    "next": "then 后续",
}
_COMMON = ("name", "description", "tags", "urls", "was")
_WORDS_IN = {("Step", "owner"): "team teams", ("Step", "next"): "to"}


class Unknown(NamedTuple):
    """What is said about an unknown key, and the keys that may have been meant."""

    finding: Finding
    meant: tuple[str, ...]


def unknown_key(path: Path, place: Place, element: str, where: partial[str]) -> Unknown:
    """`path` leads to the key in its document, `place` is that of the document."""
    key, at = str(path[-1]), place.key(*path)
    names = _names_at(path)
    fields: dict[str, object] = {"key": key, "where": Later(where)}
    help_line: str | None = _DID_YOU_MEAN
    counts = meant = _meant(key, path, names)
    if slip := full_width.cause(key):
        help_line, fields = slip[0], fields | slip[1]
        # The nearest key to `name：服务台` would lose the value, but it is what was meant.
        meant = _named(key, names)
        counts = meant or _named(key.partition("：")[0], names)
    elif not meant:
        help_line = _ALLOWED if names else None
        fields["keys"] = Later(partial(_all, names, key))
    shown = [_as_people_write(each, key, names) for each in meant]
    fields["nearest"] = either(shown)
    fix = None
    if len(shown) == 1:
        fix = Replacement(
            place=at, old=key, text=shown[0], description=_WRITE, fields={"text": shown[0]},
            safe=False,
        )  # fmt: skip
    finding = Finding(
        code="VSM002", place=at, element=element, message=_UNKNOWN, fields=fields,
        help=help_line, subject=key, fix=fix,
    )  # fmt: skip
    return Unknown(finding, counts)


def keys_at(path: Path) -> list[str]:
    """The keys that may stand where `path` ends."""
    return list(_names_at(path))


def _names_at(path: Path) -> dict[str, list[str]]:
    """The keys that may stand where `path` ends, with the Chinese names of each."""
    kind = _kind(path)
    return KEYS[kind].chinese() if kind else {}


def _kind(path: Path) -> str | None:
    at = below(tuple(part for part in path[:-1] if isinstance(part, str)))
    return at.kind if at and not at.ids else None


def _named(key: str, names: dict[str, list[str]]) -> tuple[str, ...]:
    """The key that is left without the signs of an input method around it."""
    plain = full_width.meant(key)
    return tuple(each for each, chinese in names.items() if plain in (each, *chinese))


def _meant(key: str, path: Path, names: dict[str, list[str]]) -> tuple[str, ...]:
    """The keys that a word stands for: by its meaning, else by its spelling."""
    folded = key.casefold().replace("_", "-").replace(" ", "-")
    # The Chinese name of a key that stands elsewhere is a word for it.
    others = {each for keys in KEYS.values() for name, each in keys.english.items() if name == key}
    by_word: dict[str, list[str]] = {}
    for each, words in _words(names, _kind(path)).items():
        for word in words:
            by_word.setdefault(word, []).append(each)
    for word in (folded, *sorted(others)):
        if word in by_word:
            return tuple(by_word[word])
    near = nearest(key, (word for word in by_word if len(word) > 3 or not word.isascii()))
    return tuple(by_word[near]) if near else ()


def words_for(kind: str) -> dict[str, list[str]]:
    """The keys of a kind of mapping, each with its names and all that people write for it."""
    return _words(KEYS[kind].chinese(), kind)


def _words(names: dict[str, list[str]], kind: str | None) -> dict[str, list[str]]:
    return {
        key: [
            key,
            *chinese,
            *f"{_WORDS.get(key, '')} {_WORDS_IN.get((kind or '', key), '')}".split(),
        ]
        for key, chinese in names.items()
    }


def _as_people_write(key: str, instead_of: str, names: dict[str, list[str]]) -> str:
    """A key in the language of what was written."""
    chinese = any("\u4e00" <= char <= "\u9fff" for char in instead_of)
    return names[key][0] if chinese and key in names else key


def _all(names: dict[str, list[str]], key: str) -> str:
    # What any element may have comes last.
    ordered = sorted(names, key=lambda each: each in _COMMON)
    return listed(_as_people_write(each, key, names) for each in ordered)
