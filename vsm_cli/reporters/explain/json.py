"""The values of an element as data, with a version."""

from collections.abc import Sequence

from vsm_cli.loading.element_values import WrittenValue
from vsm_cli.reporters.json_text import json_text

VERSION = 1


def as_json(element: str, values: Sequence[WrittenValue]) -> str:
    """Values as written; `source` is what one is taken from, null where it is the element's own."""
    return json_text(
        {
            "version": VERSION,
            "element": element,
            "values": [
                {
                    "key": each.key,
                    "value": each.value,
                    "origin": each.origin,
                    "source": each.source,
                    "path": each.path,
                    "line": each.line,
                }
                for each in values
            ],
        }
    )
