"""What is written at once: an element with the keys that it needs."""

from collections.abc import Mapping
from typing import NamedTuple

from vsm_cli.language import message, tr
from vsm_cli.source.key_names import KEYS

_NAME = message("Name")
_WHO, _WHAT = message("who receives the value"), message("what sets it off")
_VALUE = message("what the customer has in the end")
# Of each kind of element, the id to begin with and the keys: with a value, or `?KIND` for an id of
# such a kind. What is text of ours is said in the language of the texts around.
_KEYS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "Team": ("team", (("name", _NAME), ("size", "4"))),
    "Role": ("role", (("name", _NAME), ("team", "?team"))),
    "System": ("system", (("name", _NAME), ("owner", "?owner"))),
    "Data": ("data", (("name", _NAME), ("master", "?system"))),
    "Journey": ("journey", (("name", _NAME), ("customer", _WHO), ("owner", "?owner"))),
    "Practice": ("practice", (("name", _NAME),)),
    "StepKind": ("kind", (("name", _NAME), ("practices", "?practice"))),
    "Stream": (
        "stream",
        (
            ("name", _NAME), ("layer", "core"), ("owner", "?owner"), ("customer", _WHO),
            ("trigger", _WHAT), ("value", _VALUE), ("demand", "40/week"), ("steps", ""),
        ),
    ),
    "Step": (
        "step",
        (
            ("name", _NAME), ("owner", "?owner"), ("practices", "?practice"), ("process", "15m"),
            ("wait", "4h"), ("complete-accurate", "95%"),
        ),
    ),
}  # fmt: skip


class Snippet(NamedTuple):
    """A text with places to fill in, as snippets of editors have them."""

    id: str
    text: str


def new_element(
    kind: str, taken: tuple[str, ...], ids: Mapping[str, list[str]], indent: int, *, chinese: bool
) -> Snippet | None:
    """A new element of a kind. `ids` are those that may be chosen, by what they are ids of; lines
    below the first are indented by so many blanks."""
    if kind not in _KEYS:
        return None
    first, keys = _KEYS[kind]
    id_ = _free(first, taken)
    names = KEYS[kind].chinese() if chinese else {}
    lines = [f"${{1:{id_}}}:"]
    for number, (key, value) in enumerate(keys, 2):
        name = names.get(key, [key])[0]
        lines.append(f"{' ' * (indent + 2)}{name}: {_filled(number, value, ids)}".rstrip())
    if keys[-1] == ("steps", ""):
        lines.append(" " * (indent + 4) + "$0")
    return Snippet(id_, "\n".join(lines))


def _filled(number: int, value: str, ids: Mapping[str, list[str]]) -> str:
    """A place to fill in: one of several ids, or with something to write over."""
    if not value:
        return ""
    if not value.startswith("?"):
        return f"${{{number}:{_plain(tr(value))}}}"
    known = [each for each in ids.get(value[1:], ()) if not set(each) & set(",|$}\\")]
    if not known:
        return f"${number}"
    return (
        f"${{{number}|{','.join(known[:20])}|}}" if len(known) > 1 else f"${{{number}:{known[0]}}}"
    )


def _free(word: str, taken: tuple[str, ...]) -> str:
    numbers = (f"{word}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbers if each not in taken)


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def without_places(text: str) -> str:
    """A snippet as a text, for editors that have none."""
    import re

    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", text)
    text = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", r"\1", text)
    return re.sub(r"\$\d+", "", text).replace("\\$", "$").replace("\\}", "}").rstrip(" ")
