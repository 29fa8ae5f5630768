"""The values of an element as a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from vsm_cli.language import message, tr
from vsm_cli.loading.element_values import WrittenValue
from vsm_cli.reporters.blocks import Block, Heading, Paragraph, Table, cells, columns

_TITLE = message("{element}: where its values come from")
_KEY, _VALUE = message("Key"), message("Value")
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
            each.key,
            in_flow(each.value),
            f"{each.path}:{each.line}" if each.path else "–",
            each.source or tr(_DEFAULT if each.origin == "default" else _OWN),
        )
        for each in values
    ]
    yield Table(columns((_KEY, _VALUE, _PLACE, _ORIGIN)), rows)


def in_flow(value: Any) -> str:
    """A value on one line, as YAML has it."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{key}: {in_flow(item)}".rstrip() for key, item in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(in_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
