"""File patterns of the configuration: `*` within a name, `**` across folders."""

import re
from functools import lru_cache


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = []
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", pattern.removeprefix("./")):
        parts.append(
            {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part) or re.escape(part)
        )
    return re.compile("".join(parts))


def matches(pattern: str, path: str) -> bool:
    """Whether a path (relative to the root, with `/`) is meant; `drafts` and `drafts/**` mean the
    folder and all below it."""
    regex = _compiled(pattern.rstrip("/").removesuffix("/**"))
    return regex.fullmatch(path) is not None or any(
        regex.fullmatch(path[:at]) for at, char in enumerate(path) if char == "/"
    )
