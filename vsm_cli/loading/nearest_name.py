"""The name that was probably meant: by what it means, then by how it is spelt, else none.

A suggestion that is wrong costs more trust than none.
"""

import re
from collections.abc import Iterable, Mapping

from vsm_cli.catalogue.name_lookup import normalised

_WORD = re.compile(r"[^\W_]+")


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known name that differs from what was written by a slip of the keyboard, or None."""
    from difflib import get_close_matches

    # In an order of their own: sets have another one in each run.
    by_fold = {name.casefold(): name for name in sorted(known)}
    folded = written.casefold()
    if folded in by_fold:
        return by_fold[folded]
    for name in by_fold:
        if _plain(name) == _plain(folded):
            return by_fold[name]
    most = _slips(folded)
    close = get_close_matches(folded[:200], by_fold, n=3, cutoff=0.5) if most else []
    return next((by_fold[name] for name in close if _distance(folded, name) <= most), None)


def meant(written: str, known: Mapping[str, Iterable[str]]) -> str | None:
    """The id that one of its names, or its words alone, lead to, else the one spelt most alike.

    `known` maps each id to its further names.
    """
    names = {normalised(name): id_ for id_, more in known.items() for name in (*more, id_)}
    if found := names.get(normalised(written)):
        return found
    words = _words(written)
    having = {
        id_ for id_, more in known.items() if any(words <= _words(name) for name in (id_, *more))
    }
    if words and len(having) == 1:
        return having.pop()
    spelt = nearest(written, [name for id_, more in known.items() for name in (id_, *more)])
    return names.get(normalised(spelt)) if spelt else None


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if word.isascii() and len(word) > 2}


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").replace(" ", "")


def _slips(written: str) -> int:
    """How many letters may be wrong. One sign of Chinese is a word: 财务部 is not 法务部."""
    if not written.isascii():
        return len(written) // 4
    return 0 if len(written) < 3 else 1 if len(written) < 6 else 2 if len(written) < 12 else 3


def _distance(one: str, other: str) -> int:
    """How many letters to write, leave out, change or swap with the next (Damerau and
    Levenshtein, each place touched once)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            best = min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (letter != against))
            if before and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, above = above, row
    return above[-1]
