"""A catalogue of Backstage into teams, systems and the paths between them.

Each element says under `x-backstage` which entity it is, so that a later run knows it again,
whatever people have made of it by then.
"""

from typing import Any

from vsm_cli.exchange.backstage.entity import Entity, Ref, entities
from vsm_cli.exchange.fitting import MARK
from vsm_cli.exchange.imported import Imported, ImportNote
from vsm_cli.exchange.tables.named import free_id, id_from
from vsm_cli.language import message, names, tr

_READ = message("teams: {teams}, systems: {systems}, paths: {paths}")
_NO_PLACE = message("a {kind} has no place in definitions of value streams")
_TARGETS = message("names other files of the catalogue: import these, too: {files}")
_NOT_HERE = message("{name} is not defined in this file: it is taken by its name")
_NO_REF = message("{key}: {text} is no reference to an entity")
_TWICE = message("defined twice; the first one counts")
_SEVERAL = message("belongs to several groups; {first} counts")
_GIVEN_ID = message("its id is {id}")
_LEFT_OUT = message("left out, as definitions have no key for it: {keys}")
_TEAMS = ("group", "user")
_SYSTEMS = ("system", "component", "resource", "api")
# Keys that lead from a system to those that it asks for something, by the kind that is meant.
_ASKS = {"dependsOn": "component", "consumesApis": "api"}
_READ_KEYS = frozenset(("owner", "parent", "memberOf", "profile", *_ASKS))


def read_catalogue(data: bytes, name: str) -> Imported:
    """Teams with those above them, systems with their owners, and paths from a system to those that
    it depends on or whose API it uses. Raises VsmError for what cannot be read."""
    return _Catalogue(data, name).read()


class _Catalogue:
    def __init__(self, data: bytes, file: str) -> None:
        self._notes: list[ImportNote] = []
        self._known: dict[Ref, Entity] = {}
        self._ids: dict[Ref, str] = {}
        self._sections: dict[str, dict[str, dict[str, Any]]] = {"teams": {}, "systems": {}}
        for entity in entities(data, file, self._notes):
            if entity.ref in self._known:
                self._lost(entity, tr(_TWICE))
            else:
                self._known[entity.ref] = entity

    def read(self) -> Imported:
        kept = [each for each in self._known.values() if self._has_place(each)]
        for entity in kept:
            self._define(entity.ref, entity.name, entity)
        paths = []
        for entity in kept:
            element = self._sections[_section(entity.ref)][self._ids[entity.ref]]
            element |= self._about(entity)
            if entity.ref.kind in _SYSTEMS:
                paths += self._paths(entity)
        sections: dict[str, Any] = {**self._sections, "paths": paths}
        counts = {section: len(entries) for section, entries in sections.items()}
        left_out = {key for each in kept for key in each.spec} - _READ_KEYS
        notes = [ImportNote("", tr(_READ, **counts)), *self._notes]
        if left_out:
            notes.append(ImportNote("", tr(_LEFT_OUT, keys=names(sorted(left_out)))))
        return Imported({key: each for key, each in sections.items() if each}, tuple(notes))

    def _lost(self, entity: Entity, text: str) -> None:
        self._notes.append(ImportNote(str(entity.ref), text, is_lost=True))

    def _has_place(self, entity: Entity) -> bool:
        if entity.ref.kind in (*_TEAMS, *_SYSTEMS):
            return True
        if entity.ref.kind == "location":
            targets = entity.spec.get("targets") or [entity.spec.get("target")]
            files = [str(each) for each in targets if each] if isinstance(targets, list) else []
            self._lost(entity, tr(_TARGETS, files=names(files or ["–"])))
        else:
            self._lost(entity, tr(_NO_PLACE, kind=entity.ref.kind))
        return False

    def _define(self, ref: Ref, name: str, entity: Entity | None) -> str:
        """The id of an element, made of its name in the catalogue; of several with the same one,
        the later ones have their kind in it."""
        taken = self._sections[_section(ref)]
        written = ref.name if ref.namespace == "default" else f"{ref.namespace}-{ref.name}"
        wanted = id_from(written, ref.kind)
        id_ = free_id(wanted, ref.kind, ())
        if id_ in taken:
            id_ = free_id(f"{wanted}-{ref.kind}", ref.kind, taken)
        if id_ != wanted:
            self._notes.append(ImportNote(str(ref), tr(_GIVEN_ID, id=id_)))
        self._ids[ref] = id_
        taken[id_] = {**({"name": name} if name != id_ else {}), MARK: str(ref)}
        if entity is None:
            self._notes.append(ImportNote(str(ref), tr(_NOT_HERE, name=name)))
        return id_

    def _id(self, ref: Ref) -> str:
        return self._ids.get(ref) or self._define(ref, ref.name, None)

    def _about(self, entity: Entity) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if text := entity.metadata.get("description"):
            found["description"] = " ".join(str(text).split())
        above = "owner" if entity.ref.kind in _SYSTEMS else None
        if entity.ref.kind in _TEAMS:
            above = "parent" if entity.ref.kind == "group" else "memberOf"
        if above and (refs := self._refs(entity, above, "group")):
            if len(refs) > 1:
                self._lost(entity, tr(_SEVERAL, first=str(refs[0])))
            found["owner" if above == "owner" else "parent"] = self._id(refs[0])
        return found

    def _paths(self, entity: Entity) -> list[dict[str, Any]]:
        source = self._ids[entity.ref]
        targets = {
            self._id(ref): key
            for key, kind in _ASKS.items()
            for ref in self._refs(entity, key, kind)
            if ref.kind in _SYSTEMS
        }
        return [
            {"from": source, "to": target, MARK: key}
            for target, key in targets.items()
            if target != source
        ]

    def _refs(self, entity: Entity, key: str, kind: str) -> list[Ref]:
        written = entity.spec.get(key)
        each = written if isinstance(written, list) else [written] if written else []
        refs = entity.refs(key, kind)
        if len(refs) < len(each):
            text = "; ".join(map(str, each))
            self._lost(entity, tr(_NO_REF, key=key, text=text[:100]))
        expected = _TEAMS if kind == "group" else _SYSTEMS
        return [ref for ref in refs if ref.kind in expected]


def _section(ref: Ref) -> str:
    return "teams" if ref.kind in _TEAMS else "systems"
