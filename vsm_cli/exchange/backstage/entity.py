"""The entities of a catalogue of Backstage: what each document says, and what it calls others."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from vsm_cli.errors import VsmError
from vsm_cli.exchange.imported import ImportNote
from vsm_cli.language import fill, message, tr
from vsm_cli.source.reading import read_text

_NOT_UTF_8 = message("{file} is not UTF-8")
_UNREADABLE = message("{file} cannot be read: line {line}: {reason}")
_BROKEN = message("nothing can be read from here on: {reason}")
_LINE = message("line {line}")
_DOCUMENT = message("document {number}")
_NO_ENTITY = message("this is no entity: it has no kind or no metadata.name")
_DEFAULT = "default"


class Ref(NamedTuple):
    """How entities are told apart; Backstage does so whatever the case."""

    kind: str
    namespace: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.namespace}/{self.name}"


class Entity(NamedTuple):
    """One document. `name` is that for people."""

    ref: Ref
    name: str
    metadata: dict[str, Any]
    spec: dict[str, Any]

    def refs(self, key: str, kind: str) -> list[Ref]:
        """What a key of the spec refers to, by default of a kind."""
        written = self.spec.get(key)
        each = written if isinstance(written, list) else [written]
        found = (reference(text, kind, self.ref.namespace) for text in each)
        return [ref for ref in found if ref is not None]


def reference(text: Any, kind: str, namespace: str = _DEFAULT) -> Ref | None:
    """`kind:namespace/name`, of which kind and namespace may be left out."""
    found = re.fullmatch(r"(?:([\w.-]+):)?(?:([\w.-]+)/)?([\w.-]+)", str(text)) if text else None
    if found is None:
        return None
    return Ref((found[1] or kind).lower(), (found[2] or namespace).lower(), found[3].lower())


def entities(data: bytes, file: str, notes: list[ImportNote]) -> Iterator[Entity]:
    """The entities of all documents; what is none goes to `notes`. Raises VsmError where nothing
    can be read."""
    try:
        source = read_text(data.decode("utf-8-sig"), file)
    except UnicodeDecodeError:
        raise VsmError(tr(_NOT_UTF_8, file=file)) from None
    for fault in source.faults:
        reason = fill(fault.message, fault.fields)
        if not source.documents:
            raise VsmError(tr(_UNREADABLE, file=file, line=fault.line, reason=reason))
        if not source.readable:
            place = tr(_LINE, line=fault.line)
            notes.append(ImportNote(place, tr(_BROKEN, reason=reason), is_lost=True))
    for number, document in enumerate(source.documents, 1):
        entity = _entity(document.data)
        if entity is not None:
            yield entity
        elif document.data:
            place = tr(_DOCUMENT, number=number)
            notes.append(ImportNote(place, tr(_NO_ENTITY), is_lost=True))


def _entity(data: Any) -> Entity | None:
    if not isinstance(data, dict):
        return None
    metadata, spec = data.get("metadata"), data.get("spec")
    if not isinstance(metadata, dict):
        return None
    ref = reference(metadata.get("name"), str(data.get("kind") or ""))
    if ref is None or not ref.kind:
        return None
    namespace = str(metadata.get("namespace") or _DEFAULT).lower()
    spec = spec if isinstance(spec, dict) else {}
    profile = spec.get("profile")
    shown = profile.get("displayName") if isinstance(profile, dict) else None
    name = metadata.get("title") or shown or metadata["name"]
    return Entity(ref._replace(namespace=namespace), " ".join(str(name).split()), metadata, spec)
