"""What cells name (owners, systems, data, streams) as elements with ids."""

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct, field

from vsm_cli.loading.ids import is_id, slug_of

CUSTOMER = ("customer", "客户")
END = ("end", "结束")
RESERVED = (*CUSTOMER, *END)
_LONGEST = 60


class Named(Struct):
    """Elements of one kind by their ids, with their names; `word` makes an id where a name has
    nothing that could stand in one."""

    word: str
    names: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def id_of(self, text: str) -> str:
        """The id of what a cell calls by its id, its name, or both: `Jira Cloud [jira]`."""
        name, id_ = parts(text)
        folded = _folded(name)
        if folded in self._known and id_ is None:
            return self._known[folded]
        id_ = id_ or _free(id_from(name, self.word), RESERVED, self.word)
        self._known.setdefault(folded, id_)
        self._known.setdefault(_folded(id_), id_)
        if not self.names.get(id_) or self.names[id_] == id_:
            self.names[id_] = name
        return id_

    def definitions(self) -> dict[str, dict[str, str]]:
        """The section that defines them; a name that is the id is not said again."""
        return {id_: {} if name == id_ else {"name": name} for id_, name in self.names.items()}


def parts(text: str) -> tuple[str, str | None]:
    """The name and the id of `Jira Cloud [jira]`; without an id, None."""
    found = re.fullmatch(r"(.+?)\s*\[([^\[\]]+)\]", text)
    if found and is_id(found[2]) and _folded(found[2]) not in RESERVED:
        return found[1], unicodedata.normalize("NFC", found[2])
    return text, None


def id_from(name: str, word: str) -> str:
    """An id made of a name."""
    return slug_of(unicodedata.normalize("NFKC", name))[:_LONGEST].strip("-_") or word


def free_id(wanted: str, word: str, taken: Iterable[str]) -> str:
    """An id like the wanted one that is neither reserved nor taken, whatever the case."""
    return _free(wanted, (*RESERVED, *map(_folded, taken)), word)


def _free(id_: str, taken: tuple[str, ...], word: str) -> str:
    if _folded(id_) in RESERVED:
        id_ = f"{id_}-{word}"
    if _folded(id_) not in taken:
        return id_
    return next(
        each for each in (f"{id_}-{i}" for i in range(2, 1 << 20)) if _folded(each) not in taken
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
