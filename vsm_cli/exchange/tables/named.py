"""What cells name (owners, systems, data, streams) as elements with ids."""

import re
import unicodedata
from collections.abc import Container

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
    _ids: dict[str, str] = field(default_factory=dict)

    def id_of(self, text: str) -> str:
        """The id of what a cell calls by its id, its name, or both: `Jira Cloud [jira]`."""
        name, id_ = parts(text)
        key = folded(name)
        if key in self._known and id_ is None:
            return self._known[key]
        id_ = id_ or free_id(id_from(name, self.word), self.word, ())
        id_ = self._ids.setdefault(folded(id_), id_)  # no two may differ by case alone
        self._known.setdefault(key, id_)
        self._known.setdefault(folded(id_), id_)
        if not self.names.get(id_) or self.names[id_] == id_:
            self.names[id_] = name
        return id_

    def definitions(self) -> dict[str, dict[str, str]]:
        """The section that defines them; a name that is the id is not said again."""
        return {id_: {} if name == id_ else {"name": name} for id_, name in self.names.items()}


def parts(text: str) -> tuple[str, str | None]:
    """The name and the id of `Jira Cloud [jira]`; without an id, None."""
    found = re.fullmatch(r"(.+?)\s*\[([^\[\]]+)\]", text)
    if found and is_id(found[2]) and folded(found[2]) not in RESERVED:
        return found[1], unicodedata.normalize("NFC", found[2])
    return text, None


def id_from(name: str, word: str) -> str:
    """An id made of a name."""
    return slug_of(unicodedata.normalize("NFKC", name))[:_LONGEST].strip("-_") or word


def free_id(wanted: str, word: str, taken: Container[str]) -> str:
    """An id like the wanted one that is neither reserved nor taken; `taken` holds ids in lower
    case, since no two may differ by case alone."""
    if folded(wanted) in RESERVED:
        wanted = f"{wanted}-{word}"
    if folded(wanted) not in taken:
        return wanted
    return next(
        each for each in (f"{wanted}-{i}" for i in range(2, 1 << 20)) if folded(each) not in taken
    )


def folded(text: str) -> str:
    """A text without case and width."""
    return unicodedata.normalize("NFKC", text).casefold()
