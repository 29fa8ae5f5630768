"""File patterns of the configuration: `*` within a name, `**` across folders.

All ways through a pattern are followed at once: a regular expression would try one after the
other, and `**a**a**a` has more of them than anybody waits for. A set of places in the pattern is
a whole number with one bit for each.
"""

import re
from functools import lru_cache

_SIGN = re.compile(r"\*\*/|\*\*|.", re.S)


class _Glob:
    """What stands at each place of a pattern, as sets of places."""

    def __init__(self, pattern: str) -> None:
        self.chars: dict[str, int] = {}
        self.in_name = self.star = self.stars = self.folders = self.gates = 0
        place, before = 1, ""
        for sign in _SIGN.findall(pattern):
            if before.startswith("**") and sign == "**/":
                continue  # nothing more than before
            if before == "**" and sign in ("*", "**"):
                continue
            if sign == "*":
                self.star |= place
            elif sign == "**":
                self.stars |= place
            elif sign == "**/":
                # From the gate either past all of it, or into folders.
                self.gates |= place
                place <<= 1
                self.folders |= place
            elif sign == "?":
                self.in_name |= place
            else:
                self.chars[sign] = self.chars.get(sign, 0) | place
            place <<= 1
            before = sign
        self.end = place

    def entered(self, places: int) -> int:
        """With what is reached from there by taking nothing."""
        gates = places & self.gates
        places |= gates << 1 | gates << 2
        return places | (places & (self.star | self.stars)) << 1

    def after(self, places: int, char: str) -> int:
        """Where one character of a path leads."""
        taken = self.chars.get(char, 0) | (self.folders if char == "/" else self.in_name)
        kept = self.stars | self.folders | (0 if char == "/" else self.star)
        return self.entered((places & taken) << 1 | places & kept)


_compiled = lru_cache(maxsize=256)(_Glob)


def matches(pattern: str, path: str) -> bool:
    """Whether a path (relative to the root, with `/`) is meant; `drafts` and `drafts/**` mean the
    folder and all below it."""
    glob = _compiled(pattern.rstrip("/").removesuffix("/**").removeprefix("./"))
    places = glob.entered(1)
    for char in path:
        if char == "/" and places & glob.end:
            return True
        places = glob.after(places, char)
        if not places:
            return False
    return bool(places & glob.end)
