"""Values into JSON text that every reader takes."""

import json
import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(value: object) -> str:
    """JSON with the keys in the order given and Chinese as it is written, ended by a line break.

    Lone surrogates, which no encoding takes, stay escaped. Raises ValueError for a number that
    JSON does not know (infinite, not a number).
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
