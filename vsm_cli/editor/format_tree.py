"""What the format allows at a place: keys with their meaning, fixed words, what an id means."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from vsm_cli.catalogue import vocabulary
from vsm_cli.catalogue.catalogue_records import Word
from vsm_cli.language import current
from vsm_cli.loading.field_types import names_of
from vsm_cli.loading.json_schema import json_schema
from vsm_cli.source.key_names import KEYS
from vsm_cli.source.places import Key
from vsm_cli.today import today

_DOCUMENT = "Document"
_WORDS = {
    tuple(names_of(words)): words
    for name, words in vars(vocabulary).items()
    if name.isupper() and isinstance(words, tuple) and words and isinstance(words[0], Word)
}


class FormatKey(NamedTuple):
    """A key that may stand somewhere: in English, in Chinese if it has a name there, what it means,
    and whether its value is a mapping, a list, or written on the same line."""

    key: str
    chinese: str | None
    meaning: str
    holds: str
    required: bool


class FormatPlace:
    """What may stand at one place of a document. `kind` is that of the mapping there (`Step`), and
    `by_id` says whether it is a mapping from ids to such."""

    def __init__(self, options: Sequence[dict[str, Any]], kind: str | None) -> None:
        self._options = options
        self.kind = kind

    @property
    def meaning(self) -> str:
        """What the mapping itself is."""
        return next(
            (str(each["description"]) for each in self._options if "description" in each), ""
        )

    @property
    def by_id(self) -> str | None:
        """The kind of mapping that stands under each id here."""
        for each in self._options:
            inner = each.get("additionalProperties")
            if isinstance(inner, dict):
                return FormatPlace(*_options(inner, None)).kind or ""
        return None

    @property
    def keys(self) -> list[FormatKey]:
        """The keys that may stand here, required ones first, in the order of the format."""
        found: dict[str, FormatKey] = {}
        names = KEYS[self.kind].chinese() if self.kind in KEYS else {}
        english = {each for chinese in names.values() for each in chinese}
        for option in self._options:
            needed = _required(option)
            for key, value in option.get("properties", {}).items():
                if key not in english:
                    options, _ = _options(value, None)
                    chinese = names.get(key, [None])[0]
                    said = FormatKey(
                        key, chinese, value.get("description", ""), _holds(options), key in needed
                    )
                    found.setdefault(key, said)
        return sorted(found.values(), key=lambda each: not each.required)

    def words(self, *, chinese: bool) -> list[tuple[str, str]]:
        """The fixed words that may stand here, each with another name for it."""
        found: dict[str, str] = {}
        for option in self._options:
            if option.get("type") == "boolean":
                found |= {"true": "", "false": ""}
            values = tuple(option.get("enum", ()))
            if values in _WORDS:
                for word in _WORDS[values]:
                    name = word.zh if chinese and word.zh else word.id
                    found[name] = word.name if name == word.zh else word.zh
            elif "string" in str(option.get("type")) or not _is_more(values):
                found |= {str(each): "" for each in values}
        return list(found.items())

    def examples(self) -> list[str]:
        """Values of the kind that stands here, where there are countless others."""
        known = _schema(current())["$defs"]
        found: list[str] = []
        for option in self._options:
            if option is known["Rate"]:
                found += ["40/week", "10/day", "120/month"]
            elif option in known["Duration"]["anyOf"] and "pattern" in option:
                found += ["15m", "1h", "4h", "1d", "3d"]
            elif option is known["Range"]:
                found += ["1h-4h", "1d-3d"]
            elif "%" in option.get("pattern", "") and option.get("type") == "string":
                found += ["95%", "80%", "30%"]
            elif option.get("pattern", "").startswith("^[0-9]{4}-"):  # a date
                found.append(today().isoformat())
        return list(dict.fromkeys(found))


def format_at(path: Sequence[Key]) -> FormatPlace:
    """What may stand at the end of a path of keys, English or Chinese, from the top."""
    options, kind = [_schema(current())], _DOCUMENT
    found = FormatPlace(options, kind)
    for part in path:
        below: list[dict[str, Any]] = []
        kind_below: str | None = None
        for option in found._options:
            for inner in _below(option, part):
                more, named = _options(inner, None)
                below += more
                kind_below = kind_below or named
        found = FormatPlace(below, kind_below)
    return found


def meaning_of(path: Sequence[Key]) -> str:
    """What a key at the end of a path means; "" where it is none of the format's."""
    if not path or isinstance(path[-1], int):
        return ""
    for option in format_at(path[:-1])._options:
        value = option.get("properties", {}).get(path[-1])
        if value:
            return str(value.get("description", ""))
    return ""


@cache
def _schema(_language: str) -> dict[str, Any]:
    return json_schema()


def _below(option: dict[str, Any], part: Key) -> Iterator[dict[str, Any]]:
    if isinstance(part, int):
        if isinstance(inner := option.get("items"), dict):
            yield inner
        elif option.get("type") == "object":  # one that may stand alone where a list may
            yield option
        return
    if part in option.get("properties", {}):
        yield option["properties"][part]
        return
    for pattern, inner in option.get("patternProperties", {}).items():
        if inner and re.search(pattern, part):
            yield inner
    if isinstance(inner := option.get("additionalProperties"), dict):
        yield inner


def _options(schema: dict[str, Any], kind: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """The forms that a value may have, references followed, and the kind of mapping among them."""
    if "$ref" in schema:
        target: Any = _schema(current())
        for part in schema["$ref"].split("/")[1:]:
            target = target[part]
        name = schema["$ref"].rpartition("/")[2]
        named = name.removesuffix("Shape") if name.endswith("Shape") else kind
        return _options(target, named)
    if "anyOf" not in schema:
        return [schema], kind if schema.get("type") == "object" else None
    found: list[dict[str, Any]] = []
    first: str | None = None
    for each in schema["anyOf"]:
        options, named = _options(each, None)
        found += options
        first = first or named
        for option in options:
            if option.get("type") == "array" and isinstance(option.get("items"), dict):
                first = first or _options(option["items"], None)[1]
    return found, first or kind


def _required(option: dict[str, Any]) -> set[str]:
    either = (each for group in option.get("allOf", ()) for each in group.get("anyOf", ()))
    return {*option.get("required", ()), *(each["required"][0] for each in either)}


def _holds(options: list[dict[str, Any]]) -> str:
    """`value` on the same line, `mapping` or `list` below; of several what is shortest."""
    kinds = {str(each.get("type", "string")) for each in options} - {"null"}
    if kinds and kinds <= {"object"}:
        return "mapping"
    if kinds == {"array", "object"}:
        return "list"
    return "value"


def _is_more(values: tuple[str, ...]) -> bool:
    """Whether these are further ways to write what is listed already."""
    return any(each in values for each in ("yes", "partially"))
