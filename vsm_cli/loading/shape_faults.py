"""The line to write where something has the wrong shape: a list for a mapping, a text for a
list of paths, a key one level too high.

Only an error needs this.
"""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from vsm_cli.language import Later, current, message
from vsm_cli.loading.amounts import amount_of
from vsm_cli.loading.ids import slug_of
from vsm_cli.loading.value_parsing import PERCENT, shown

Path = tuple[str | int, ...]

_WRITE = message("write {line}")
_ID_FOR_DASH = message("write the id of each in place of its dash: {line}")
_LIST = message("paths are a list and have no ids: write {line}")
_OWNERS = message("one answers for it: write owner: {first} and participants: [{rest}]")
_BY_ID = {"teams", "roles", "systems", "data", "practices", "step-kinds", "streams", "journeys",
          "steps", "patterns", "logs", "measured"}  # fmt: skip
_ARROW = re.compile(r"\s*(?:->|-->|=>|→|>|\bto\b|到)\s*")
_BETWEEN = re.compile(r"\s*[,;，；、]\s*")
_PERCENTILE = re.compile(r"p\d{1,2}(\.\d+)?")
_INSTEAD = message("write {line} in place of {old}")
_INSTEAD_IF = message(
    "write {line} in place of {old}, if {share} of all are to be ready within {lead}"
)
_IN_TIME = {"sla", "slo", "in-time", "on-time", "达标率", "及时率"}
_QUALITY = {"合格率", "准确率", "完整准确率", "accuracy", "quality", "ca", "first-time-right",
            "complete-accurate"}  # fmt: skip
_MAPPED = ("state", "on", "basis", "by")
_PROMISED = ("response", "perceived", "lead", "own", "process", "wait")


class Line(NamedTuple):
    """A help line, a template for `fields`, and the keys that count as written then."""

    help: str
    fields: dict[str, object]
    meant: tuple[str, ...] = ()

    def said(self) -> dict[str, object]:
        """The fields, with what is to be written in the keys of the reader's language."""
        lines = {name: Later(partial(in_language, str(self.fields[name])))
                 for name in ("line", "old") if name in self.fields}  # fmt: skip
        return self.fields | lines


_KEY = re.compile(r"(^|[{,] ?)([a-z-]+):")


def in_language(line: str) -> str:
    """A line of YAML with the names that its keys have in the language in force. What stands
    under ids stays, but for names, since an id may be the word for a key."""
    if current() == "en":
        return line
    from vsm_cli.source.key_names import NAMES

    section, brace, inside = line.partition(": {")
    if section in _BY_ID:
        return f"{NAMES[section]}{brace}" + inside.replace("{name: ", f"{{{NAMES['name']}: ")
    return _KEY.sub(lambda key: f"{key[1]}{NAMES.get(key[2], key[2]).split()[0]}:", line)


def help_of(kind: str, path: Path, value: Any) -> Line | None:
    """What to write in place of a value of the wrong type; `kind` is pydantic's word for it."""
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if kind == "string_type" and isinstance(value, list):
        return _one_text(key, path, value)
    if kind not in ("dict_type", "model_type", "list_type"):
        return None
    if key in _BY_ID and path[-1] == key:
        return _by_id(key, value)
    if key == "paths" and isinstance(value, str):
        return _path(value, alone=path[-1] == key)
    if key == "urls":
        return _urls(value)
    line = _inner_key(key, value) if isinstance(value, str) else None
    return _write(f"{key}: {{{line}}}") if line else None


def misplaced(path: Path, there: Any) -> Line | None:
    """Where the last key of a path belongs, which is known one level further up or down, or means
    another one there; `there` is the mapping that it stands in."""
    key, words = str(path[-1]), [part for part in path[:-1] if isinstance(part, str)]
    value = there[key]
    if words == ["paths"] and isinstance(path[-2], str):
        # The ways in a mapping, each by a name or from one system to the other.
        ends = f"from: {key}, to: {value}"
        if isinstance(value, dict):
            ends = ", ".join(f"{end}: {shown(value.get(end, '…'))}" for end in ("from", "to"))
        return Line(_LIST, {"line": f"paths: [{{{ends}}}]"}, ("from", "to"))
    if words[::2] in (["streams"], ["patterns"]) and len(words) == 2:
        return _of_stream(key, shown(value))
    if words and words[-1] == "target" and isinstance(value, str):
        return _of_target(key, value, there.get("lead"))
    return None


def _of_stream(key: str, value: str) -> Line | None:
    if key in _MAPPED:
        return Line(_WRITE, {"line": f"mapped: {{{key}: {value}}}"}, ("mapped",))
    if key in _PROMISED:
        return Line(_WRITE, {"line": f"target: {{{key}: {value}}}"}, ("target",))
    if _PERCENTILE.fullmatch(key):
        return Line(_WRITE, {"line": f"target: {{lead: {{{key}: {value}}}}}"}, ("target",))
    return None


def _of_target(key: str, value: str, lead: object) -> Line | None:
    """What is promised in other words: a percentile, a quality, how many are in time."""
    if _PERCENTILE.fullmatch(key) and amount_of(value):
        line = f"lead: {{{key}: {value}}}"
    elif key in _IN_TIME and isinstance(lead, str) and PERCENT.fullmatch(value):
        percentile = f"p{value.rstrip('%％').strip()}"
        if not _PERCENTILE.fullmatch(percentile):
            return None
        # It may as well say how long a system is up: only a person knows.
        line = f"lead: {{{percentile}: {lead}}}"
        return Line(
            _INSTEAD_IF, {"line": line, "old": f"lead: {lead}", "share": value, "lead": lead}
        )
    elif key in _QUALITY:
        return Line(_WRITE, {"line": f"rolled: {value}"}, ("rolled",))
    else:
        return None
    if isinstance(lead, str):
        return Line(_INSTEAD, {"line": line, "old": f"lead: {lead}"})
    return Line(_WRITE, {"line": line}, ("lead",))


def _write(line: str) -> Line:
    return Line(_WRITE, {"line": line})


def _one_text(key: str, path: Path, items: list[Any]) -> Line | None:
    """A list where one text belongs: of owners the first answers, the others take part."""
    texts = [item for item in items if isinstance(item, str)]
    if not texts or len(texts) != len(items):
        return None
    if len(texts) == 1 or key != "owner":
        return _write(f"{key}: {', '.join(texts)}")
    if path[2:3] != ("steps",):
        return _write(f"owner: {texts[0]}")
    return Line(_OWNERS, {"first": texts[0], "rest": ", ".join(texts[1:])})


def _by_id(key: str, value: Any) -> Line | None:
    """A list or text where each thing stands by its id."""
    if isinstance(value, str):
        value = [part for part in _BETWEEN.split(value) if part]
    if not isinstance(value, list) or not value:
        return None
    ids = [_id_of(item) for item in value]
    if all(isinstance(item, str) for item in value):
        named = zip(ids, value, strict=True)
        return _write(f"{key}: {{{', '.join(_entry(id_, name) for id_, name in named)}}}")
    if not all(ids):
        return None
    return Line(_ID_FOR_DASH, {"line": f"{key}: {{{_several(f'{id_}: {{…}}' for id_ in ids)}}}"})


def _id_of(item: Any) -> str:
    """The id that an item of a list has, or would have: its own, that of its one key, its name."""
    if isinstance(item, str):
        return slug_of(item)
    if isinstance(item, dict):
        found = next((item[key] for key in ("id", "key", "name") if key in item), "")
        return slug_of(str(found)) or (str(next(iter(item))) if len(item) == 1 else "")
    return ""


def _entry(id_: str, name: str) -> str:
    return f"{id_}: " if id_ == name else f"{id_}: {{name: {name}}}"


def _several(parts: Iterable[str]) -> str:
    found = list(parts)
    return ", ".join([*found[:6], "…"] if len(found) > 6 else found)


def _path(value: str, *, alone: bool) -> Line | None:
    """`zabbix -> servicenow` as a path."""
    ends = [end for end in _ARROW.split(value.strip()) if end]
    if len(ends) != 2:
        return _write("paths: [{from: SYSTEM, to: SYSTEM}]")
    line = f"{{from: {ends[0]}, to: {ends[1]}}}"
    return _write(f"paths: [{line}]" if alone else line)


def _urls(value: Any) -> Line | None:
    urls = [value] if isinstance(value, str) else value
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        return None
    titled = {_title_of(url): url for url in urls}
    if len(titled) < len(urls):
        titled = {f"page {number}": url for number, url in enumerate(urls, 1)}
    return _write(f"urls: {{{', '.join(f'{title}: {url}' for title, url in titled.items())}}}")


def _title_of(url: str) -> str:
    """The host of an address, as long as nobody has a better title."""
    return re.sub(r"^\w+://(www\.)?", "", url).split("/")[0].split(":")[0] or "page"


def _inner_key(key: str, value: str) -> str | None:
    """The key inside that a bare value was meant for."""
    if key in ("target", "stated") and amount_of(value):
        return f"lead: {value}"
    if key == "calendar" and amount_of(value):
        return f"day: {value}"
    if key == "mapped":
        return f"on: {value}" if re.match(r"\d{4}-", value) else f"state: {value}"
    return None
