"""Values into JSON text that every reader takes."""

import json
import re
from math import isfinite

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(value: object) -> str:
    """JSON with the keys in the order given and Chinese as it is written, ended by a line break.

    Lone surrogates, which no encoding takes, stay escaped; numbers that JSON does not know
    (infinite, not a number) are null.
    """
    text = json.dumps(_finite(value), ensure_ascii=False, indent=2, allow_nan=False)
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return value
