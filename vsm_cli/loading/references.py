"""Names into elements: owners, systems, data, streams, practices, step kinds."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache

from vsm_cli.catalogue import FORMER_NAMES, PRACTICES, STEP_KINDS, normalised
from vsm_cli.catalogue.catalogue_records import FormerName
from vsm_cli.diagnostics import Finding, Replacement
from vsm_cli.language import message
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.model.elements import PracticeDefinition, StepKind
from vsm_cli.model.streams import PracticeBinding, PracticeMatch
from vsm_cli.source.places import Place

_UNDEFINED = {
    "owner": message("{id} is neither a team nor a role that is defined"),
    "doer": message("{id} is neither a team nor a role that is defined"),
    "team": message("{id} is not a team that is defined"),
    "system": message("{id} is not a system that is defined"),
    "data": message("{id} is not a data object that is defined"),
    "stream": message("{id} is not a stream that is defined"),
    "step": message("{id} is not a step of {stream}"),
    "kind": message("{id} is not a step kind that is defined"),
    "practice": message("{id} is not a practice that is known"),
}
_DEFINE = {
    "owner": message("define it under teams or roles"),
    "doer": message("define it under teams or roles"),
    "team": message("define it under teams"),
    "system": message("define it under systems"),
    "data": message("define it under data"),
    "stream": message("define it under streams"),
    "step": message("name a step of the stream, or end"),
    "kind": message("define it under step-kinds"),
    "practice": message("define it under practices"),
}
_NEAREST = message("did you mean {nearest}?")
_WRITE = message("write {nearest}")
MOST_SUGGESTED = 100
# How people write several names as one text.
_BETWEEN = re.compile(r"[,;/&+，；、]|\s(?:and|和|与|及)\s")
_WORD = re.compile(r"[^\W_]+")


def canonical(id_: str) -> str:
    return id_ if id_.isascii() else unicodedata.normalize("NFC", id_)


class References:
    """Knows every name, and says which are not defined.

    `known` maps each kind of reference to the ids defined, and `steps` each stream to those of
    its steps; a kind in `unsure`, or the steps of a stream in `unsure_streams`, may be more that
    could not be read, so that nothing is said.
    """

    def __init__(
        self,
        known: Mapping[str, Collection[str]],
        steps: Mapping[str, Collection[str]],
        unsure: Collection[str],
        unsure_streams: Collection[str],
        findings: list[Finding],
    ) -> None:
        self.known = known
        self.steps = steps
        self.findings = findings
        self._unsure = unsure
        self._unsure_streams = unsure_streams
        self._nearest: dict[tuple[str, str], str | None] = {}

    def undefined(
        self,
        kind: str,
        id_: str,
        place: Place,
        element: str,
        *,
        several: bool = False,
        also: str | None = None,
        **fields: object,
    ) -> None:
        """Say that a reference leads nowhere, with the nearest name.

        `several` names, or the one `also` given, may stand there; `stream` is that of a step.
        """
        stream = fields.get("stream")
        if kind in self._unsure or stream in self._unsure_streams:
            return
        from vsm_cli.source import full_width

        known = self.steps[str(stream)] if kind == "step" else self.known[kind]
        if also:
            known = [*known, also]
        slip = full_width.cause(id_)
        near = self._nearest_to(kind, id_, known)
        help_line = _NEAREST if near else _DEFINE[kind]
        if slip:
            help_line, fields = slip[0], {**fields, **slip[1]}
            near = full_width.meant(id_) if full_width.meant(id_) in known else None
        fix = None if near is None or _loses(id_, near) else _misspelt(place, id_, near)
        listed = self._each_of(kind, id_, known) if several else ()
        if listed:
            text = f"[{', '.join(listed)}]"
            fix = _misspelt(place, id_, text, listed)
            if not slip:
                near, help_line = text, _NEAREST
        shown = id_ if len(id_) <= 80 else id_[:77] + "…"
        self.findings.append(
            Finding(
                code="VSM005",
                place=place,
                element=element,
                message=_UNDEFINED[kind],
                fields={"id": shown, "nearest": near, **fields},
                help=help_line,
                subject=id_,
                fix=fix,
            )
        )

    def _each_of(self, kind: str, text: str, known: Collection[str]) -> tuple[str, ...]:
        """The ids that a text with several of them means; none unless each part is one."""
        parts = [canonical(part.strip()) for part in _BETWEEN.split(text) if part.strip()]
        if len(parts) < 2:
            return ()
        found = [part if part in known else self._nearest_to(kind, part, known) for part in parts]
        pairs = zip(parts, found, strict=True)
        meant = [near for part, near in pairs if near and not _loses(part, near)]
        return tuple(meant) if len(meant) == len(parts) else ()

    def _nearest_to(self, kind: str, id_: str, known: Collection[str]) -> str | None:
        """The nearest name, once for each wrong one; a person with hundreds of wrong names has
        another problem than a slip, and comparing them all would take minutes."""
        if kind == "step":
            return nearest(id_, known)
        if (kind, id_) not in self._nearest and len(self._nearest) < MOST_SUGGESTED:
            self._nearest[kind, id_] = nearest(id_, known)
        return self._nearest.get((kind, id_))


def _loses(written: str, near: str) -> bool:
    """Whether the nearest name has fewer words than what it would replace."""
    return len(_WORD.findall(written)) > len(_WORD.findall(near))


def _misspelt(place: Place, written: str, near: str, items: tuple[str, ...] = ()) -> Replacement:
    return Replacement(
        place=place,
        old=written,
        text=near,
        description=_WRITE,
        fields={"nearest": near},
        safe=False,
        items=items,
    )


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
