"""What is wrong with a configuration, in words, with what could be meant instead."""

from typing import Any

from pydantic import BaseModel, ValidationError

from vsm_cli.language import listed, message, tr
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.loading.value_parsing import shown

_UNKNOWN = message("unknown key; allowed are {keys}, and what begins with x-")
_MEANT = message("unknown key (did you mean {nearest}?)")
_NONE_OF = message("{value} is none of {words}")
_NEAR = message("{value} is none of {words} (did you mean {nearest}?)")


def fault_in_words(
    error: ValidationError, shape: type[BaseModel]
) -> tuple[tuple[str | int, ...], str]:
    """The keys that lead to the first fault, and what is wrong there."""
    fault = error.errors(include_url=False)[0]
    keys = tuple(fault["loc"])
    if fault["type"] == "extra_forbidden":
        return keys, _unknown(str(keys[-1]), shape if len(keys) == 1 else None)
    if fault["type"] in ("literal_error", "enum"):
        return keys, _no_word(fault["input"], str(fault.get("ctx", {}).get("expected", "")))
    return keys, fault["msg"]


def _unknown(key: str, shape: type[BaseModel] | None) -> str:
    if shape is None:
        return tr("unknown key")
    known = [field.alias or name for name, field in shape.model_fields.items()]
    near = nearest(key, known)
    return tr(_MEANT, nearest=near) if near else tr(_UNKNOWN, keys=listed(known))


def _no_word(value: Any, expected: str) -> str:
    # pydantic: "'error', 'warning' or 'note'"
    words = expected.split("'")[1::2]
    near = nearest(str(value), words)
    fields = {"value": shown(value), "words": listed(words)}
    return tr(_NEAR, nearest=near, **fields) if near else tr(_NONE_OF, **fields)
