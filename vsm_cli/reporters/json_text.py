"""Values into JSON text that every reader takes."""

import json

from vsm_cli.characters import substituted
from vsm_cli.ci_commands import without_commands


def json_text(value: object, *, indent: int | None = 2) -> str:
    """JSON with the keys in the order given and Chinese as it is written, ended by a line break;
    without `indent` on one line.

    What a terminal or a CI system would obey and what cannot be seen stays escaped. Raises
    ValueError for a number that JSON does not know (infinite, not a number).
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(
        value, ensure_ascii=False, indent=indent, allow_nan=False, separators=separators
    )
    return without_commands(substituted(text, _escaped), bracket="\\u005b") + "\n"


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1]
