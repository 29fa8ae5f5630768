"""Names compared as people mean them."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from vsm_cli.catalogue.catalogue_records import Word

_DROPPED = str.maketrans({" ": None, "-": None, "_": None, "\u3000": None, "/": None, "\t": None})
_ALIKE = str.maketrans({"和": "与", "及": "与"})


@lru_cache(maxsize=4096)
def normalised(name: str) -> str:
    """A name without case, width, spaces, hyphens, underscores and slashes; 与 和 及 alike."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("&", "and")
    return folded.translate(_DROPPED).translate(_ALIKE)


def index_words(words: Iterable[Word]) -> dict[str, str]:
    """From every normalised name of a word to its id."""
    return {
        normalised(name): word.id
        for word in words
        for name in (*word.aliases, word.zh, word.name, word.id)
        if name
    }
