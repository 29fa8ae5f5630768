"""Characters that people's texts may hold and no output may obey: one table for every medium.

A terminal, a browser, a CI system or a file system takes some characters for orders, or shows
nothing where one stands. Each medium has its own way to write them, but all ask the same table.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

REPLACEMENT = "\ufffd"
_SPACES = frozenset("\t\n\v\f\r\x85\u2028\u2029")

# Cannot be seen: soft hyphens, spaces without width, marks of direction, byte order marks, tags.
_INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\U000e0000-\U000e0fff"
# Controls, breaks of lines, what turns the writing direction, annotations, and what is no
# character: halves of pairs, and code points that are none in any plane.
_OBEYED = "\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef" + (
    "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
)
# Compiled by `re` when one is first asked for, which few runs do.
_UNSAFE = f"[{_INVISIBLE}{_OBEYED}]"
_UNSEEN = f"[{_INVISIBLE}]"
_SURROGATE = "[\ud800-\udfff]"

# A name of a file has 255 bytes on most systems; endings and temporary names need some.
_NAME_BYTES_MOST = 180
_DIGEST = 12
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)


def whole(text: str) -> str:
    """A text without halves of pairs: two that belong together become their character, others
    U+FFFD. Only escapes in YAML (`\\ud83d\\ude80`) and names of files bring them."""
    if text.isascii() or not re.search(_SURROGATE, text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def harmless(text: str) -> str:
    """Text of which a terminal shows every character and obeys none.

    Line breaks and tabs become a space, all else of the table its escaped code, such as `\\x1b`
    or `\\u202e`.
    """
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, lambda found: _code(found[0]), text)


def _code(char: str) -> str:
    if char in _SPACES:
        return " "
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def drawable(text: str) -> str:
    """Text as pictures take it: without what cannot be seen, the rest of the table as U+FFFD."""
    return re.sub(_UNSAFE, REPLACEMENT, re.sub(_UNSEEN, "", whole(text)))


def substituted(text: str, by: Callable[[str], str]) -> str:
    """Text with each character of the table but the line break written in another way."""
    return re.sub(_UNSAFE, lambda found: found[0] if found[0] == "\n" else by(found[0]), text)


def safe_id(*parts: str) -> str:
    """An id for DOT, SVG and HTML, unique for its parts: joined by dots, which no id of ours
    holds. See `safe_name`."""
    return ".".join(safe_name(part, ".") for part in parts)


@lru_cache(maxsize=10_000)  # a picture says the same ids over and over
def safe_name(text: str, mark: str, keep: str = "-_") -> str:
    """A text as a part of an id: what is neither letter, mark, digit nor in `keep` is written as
    its code point between two of `mark`, so that different texts stay different."""
    return "".join(c if c in keep or _is_word(c) else f"{mark}{ord(c):x}{mark}" for c in text)


def _is_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")


def address(path: str) -> str:
    """A path as a relative reference of the web; a name that is not UTF-8 keeps its bytes."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path, errors="replace")


def file_name(id_: str) -> str:
    """The name of a file for an id, without its ending: one that every file system takes, the
    same each time, and different for different ids even where it is cut."""
    name = safe_name(id_, "~") or "~"
    if _DEVICES.fullmatch(name):
        return f"{name}~"
    encoded = name.encode()
    if len(encoded) <= _NAME_BYTES_MOST:
        return name
    return f"{encoded[:_NAME_BYTES_MOST].decode(errors='ignore')}~{digest(id_)}"


def digest(text: str) -> str:
    """A short sign that differs where texts do."""
    from hashlib import sha256  # brings OpenSSL; most runs need none

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
