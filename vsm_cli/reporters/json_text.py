"""Values into JSON text that every reader takes."""

import json
import re

# What no encoding takes, what a terminal would obey and what turns the writing direction.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def json_text(value: object) -> str:
    """JSON with the keys in the order given and Chinese as it is written, ended by a line break.

    Lone surrogates, control characters and bidi overrides stay escaped. Raises ValueError for a
    number that JSON does not know (infinite, not a number).
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
