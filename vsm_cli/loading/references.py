"""Names into elements: owners, systems, data, streams, practices, step kinds."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from vsm_cli.catalogue import FORMER_NAMES, PRACTICES, STEP_KINDS, normalised
from vsm_cli.catalogue.catalogue_records import FormerName
from vsm_cli.diagnostics import Finding
from vsm_cli.model.elements import PracticeDefinition, StepKind
from vsm_cli.model.streams import PracticeBinding, PracticeMatch
from vsm_cli.model.values import ELAPSED
from vsm_cli.source.places import Place

if TYPE_CHECKING:
    from vsm_cli.loading.undefined_names import UndefinedNames


def canonical(id_: str) -> str:
    return id_ if id_.isascii() else unicodedata.normalize("NFC", id_)


Question = tuple[str, str, str]
"""What is looked up: the kind, for a step its stream, and the id."""


class References:
    """Knows every name, and says which are not defined.

    `known` maps each kind of reference to the ids defined, and `steps` each stream to those of
    its steps; a kind in `unsure`, or the steps of a stream in `unsure_streams`, may be more that
    could not be read, so that nothing is said. `asked`, where it is a mapping, takes down what is
    looked up, by kind, stream and id, and whether it is there. `calendar` is the workspace's.
    """

    def __init__(
        self,
        known: Mapping[str, Collection[str]],
        steps: Mapping[str, Collection[str]],
        unsure: Collection[str],
        unsure_streams: Collection[str],
        findings: list[Finding],
    ) -> None:
        self.findings = findings
        self.asked: dict[Question, bool] | None = None
        self.calendar = ELAPSED
        self._known = known
        self._steps = steps
        self._unsure = unsure
        self._unsure_streams = unsure_streams
        self._undefined: UndefinedNames | None = None

    def meant(self, kind: str, written: str, stream: str = "") -> str:
        """The id that is known with hyphens where somebody wrote blanks; else what was written."""
        if " " not in written:
            return written
        known = self._steps[stream] if kind == "step" else self._known[kind]
        if written in known:
            return written
        if self.asked is not None:
            self.asked[kind, stream, written] = False
        id_ = "-".join(written.split())
        return next((each for each in (id_, id_.lower()) if each in known), written)

    def has(self, kind: str, id_: str, stream: str = "") -> bool:
        """Whether an id of a kind is defined; a step in its stream."""
        there = id_ in (self._steps[stream] if kind == "step" else self._known[kind])
        if self.asked is not None:
            self.asked[kind, stream, id_] = there
        return there

    def all_there(self, questions: Iterable[Question]) -> bool:
        """Whether all of these are defined."""
        for kind, stream, id_ in questions:
            if id_ not in (self._steps.get(stream, ()) if kind == "step" else self._known[kind]):
                return False
        return True

    def undefined(
        self,
        kind: str,
        id_: str,
        place: Place,
        element: str,
        *,
        several: bool = False,
        also: str | None = None,
        stream: str = "",
    ) -> None:
        """Say that a reference leads nowhere, with the name that was probably meant.

        `several` names, or the one `also` given, may stand there; `stream` is that of a step.
        """
        if self.asked is not None:
            self.asked[kind, stream, id_] = False
        if kind in self._unsure or stream in self._unsure_streams:
            return
        if self._undefined is None:
            from vsm_cli.loading.undefined_names import UndefinedNames

            self._undefined = UndefinedNames(self._known, self._steps)
        found = self._undefined.tell(
            kind, id_, place, element, several=several, also=also, stream=stream
        )
        if found is not None:
            self.findings.append(found)

    def finish(self) -> None:
        """Say which names are still to be defined, now that all are known."""
        if self._undefined is not None:
            self.findings.extend(self._undefined.missing())


class Practices:
    """The practices by every name in use.

    A definition in the workspace wins over the catalogue and its former names; a former name
    wins over an alias, so that its verdict is told.
    """

    def __init__(self, own: Mapping[str, PracticeDefinition]) -> None:
        self._own = _own_names(own)

    def bind(self, written: str, place: Place) -> PracticeBinding:
        """What a step means by a practice's name."""
        name = normalised(written)
        found = self._own.get(name) or _catalogue_names().get(name)
        if found is None:
            return PracticeBinding(written=written, place=place, match="unknown")
        match, practices, candidates = found
        if match == "official" and canonical(written) == practices[0]:
            match = "id"
        return PracticeBinding(
            written=written, place=place, match=match, practices=practices, candidates=candidates
        )


_Found = tuple[PracticeMatch, tuple[str, ...], tuple[str, ...]]


def _own_names(own: Mapping[str, PracticeDefinition]) -> dict[str, _Found]:
    result: dict[str, _Found] = {}
    for practice in own.values():
        for alias in practice.aliases:
            result[normalised(alias)] = ("alias", (practice.id,), ())
    for practice in own.values():
        known = PRACTICES.get(practice.id)
        official = (practice.id, practice.name, practice.zh, *(known[1:3] if known else ()))
        for name in official:
            if name:
                result[normalised(name)] = ("official", (practice.id,), ())
    return result


@lru_cache(maxsize=1)
def _catalogue_names() -> dict[str, _Found]:
    result: dict[str, _Found] = {}
    for practice in PRACTICES.values():
        for name in practice.rough:
            result[normalised(name)] = ("rough", (practice.id,), ())
    for practice in PRACTICES.values():
        for name in practice.aliases:
            result[normalised(name)] = ("alias", (practice.id,), ())
    for former in FORMER_NAMES:
        for name in (former.name, former.zh):
            result[normalised(name)] = _former(former)
    for practice in PRACTICES.values():
        for name in (practice.id, practice.name, practice.zh):
            result[normalised(name)] = ("official", (practice.id,), ())
    return result


def _former(former: FormerName) -> _Found:
    return former.verdict, former.practices, former.candidates


def kind_names(own: Mapping[str, StepKind]) -> dict[str, str]:
    """From every name of a step kind to its id; the workspace's own win."""
    result = {}
    for kind in STEP_KINDS.values():
        for name in (kind.name, kind.zh, kind.id):
            result[normalised(name)] = kind.id
    for own_kind in own.values():
        for text in (own_kind.name, own_kind.zh, own_kind.id):
            if text:
                result[normalised(text)] = own_kind.id
    return result
