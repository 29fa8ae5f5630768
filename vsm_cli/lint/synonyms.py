"""What words mean, whichever of their names is written: ids, Chinese names, aliases."""

from functools import cache

from vsm_cli.catalogue import vocabulary
from vsm_cli.catalogue.name_lookup import index_words, normalised
from vsm_cli.loading.references import Practices, kind_names
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Place

# Keys whose words are fixed; a stream's type may be any other id too.
FIXED = {
    "layer": vocabulary.LAYERS,
    "activity": vocabulary.ACTIVITIES,
    "work": vocabulary.WORK,
    "mode": vocabulary.MODES,
    "state": vocabulary.STATES,
    "basis": vocabulary.BASES,
}
_NOWHERE = Place("", 0, ())


class Meanings:
    """Looks up words as the definitions of one workspace understand them."""

    def __init__(self, workspace: Workspace) -> None:
        self._practices = Practices(workspace.own_practices)
        self._kinds = kind_names(workspace.own_step_kinds)
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, key: str, word: str) -> frozenset[str]:
        """The ids that a word at a key stands for, or else the word itself as it is compared."""
        known = self._known.get((key, word))
        if known is None:
            known = self._known[key, word] = self._look_up(key, word)
        return known

    def _look_up(self, key: str, word: str) -> frozenset[str]:
        name = normalised(word)
        last = key.rpartition(".")[2]
        if last == "practices":
            return frozenset(self._practices.bind(word, _NOWHERE).practices or (name,))
        if last == "kind":
            return frozenset((self._kinds.get(name, name),))
        return frozenset((fixed(last).get(name, name),))


@cache
def fixed(key: str) -> dict[str, str]:
    """The ids of the fixed words that may stand at a key, by all their names."""
    return index_words(vocabulary.STREAM_TYPES if key == "type" else FIXED.get(key, ()))
