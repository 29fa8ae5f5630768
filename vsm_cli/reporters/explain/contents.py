"""The values of an element as a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from vsm_cli.language import message, of_both, tr
from vsm_cli.loading.element_values import WrittenValue
from vsm_cli.reporters.blocks import Block, Heading, Paragraph, Table, cells, columns
from vsm_cli.source.key_names import NAMES, written

_TITLE = message("{element}: where its values come from")
_KEY, _VALUE = message("Key"), message("Its value")
_PLACE, _ORIGIN = message("Place"), message("Comes from")
_OWN, _DEFAULT = message("itself"), message("default")
_NOTHING = message("Nothing is written here.")


def contents(element: str, values: Sequence[WrittenValue]) -> Iterator[Block]:
    yield Heading(tr(_TITLE, element=element), 1)
    if not values:
        yield Paragraph(tr(_NOTHING))
        return
    rows = [
        cells(
            _key_of(each),
            in_flow(each.value),
            f"{each.path}:{each.line}" if each.path else "–",
            each.source or tr(_DEFAULT if each.origin == "default" else _OWN),
        )
        for each in values
    ]
    yield Table(columns((_KEY, _VALUE, _PLACE, _ORIGIN)), rows)


def _key_of(value: WrittenValue) -> str:
    """A key as files may have it in the language in force."""
    return of_both(value.key, NAMES.get(value.key, "").split(" ")[0])


def in_flow(value: Any) -> str:
    """A value on one line, as YAML has it, with its keys as they were written."""
    if isinstance(value, dict):
        items = (f"{written(key)}: {in_flow(item)}".rstrip() for key, item in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
