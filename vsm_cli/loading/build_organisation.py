"""Teams, roles, systems, data, paths, practices and step kinds of the model."""

from typing import Any

from vsm_cli.diagnostics import Finding
from vsm_cli.language import message
from vsm_cli.loading.collect import Collected, Entry
from vsm_cli.loading.references import Practices, References, canonical
from vsm_cli.loading.shapes import IdeaShape, PathShape
from vsm_cli.loading.spreads import seconds, spread_of
from vsm_cli.loading.validation import EVERYTHING
from vsm_cli.model.elements import (
    DataObject,
    Idea,
    PracticeDefinition,
    Role,
    StepKind,
    System,
    SystemPath,
    Team,
)
from vsm_cli.model.values import Calendar
from vsm_cli.source.places import Place

_MISSING = message("{key} is missing here")
_PARENTS = message("{team} is above itself: its parents go round in a circle")


def common(
    id_: str, address: str, entry: Entry[Any], missing: set[str] | None = None
) -> dict[str, Any]:
    """The arguments that every element has; `missing` are keys whose reference leads nowhere."""
    shape = entry.shape
    unread = entry.unread_keys
    if missing:
        unread |= missing
    if EVERYTHING in unread:
        fields = type(shape).model_fields.values()
        unread = frozenset(field.alias for field in fields if field.alias)
    return {
        "id": id_,
        "address": address,
        "place": entry.place,
        "name": shape.name,
        "description": shape.description,
        "tags": texts(shape.tags),
        "urls": shape.urls or {},
        "unread": unread,
    }


def texts(written: list[str] | None) -> tuple[str, ...]:
    """The items of a list that could be read, each once."""
    if not written:
        return ()
    if len(written) == 1 and written[0] is not None:
        return (written[0],)
    return tuple(dict.fromkeys(item for item in written if item is not None))


def ideas_of(written: list[IdeaShape] | None) -> tuple[Idea, ...]:
    return tuple(
        Idea(name=idea.name or "", owner=idea.owner, urls=idea.urls or {})
        for idea in written or ()
        if idea is not None
    )


def many(
    references: References,
    kind: str,
    written: list[str] | None,
    place: Place,
    key: str,
    element: str,
    missing: set[str],
) -> tuple[str, ...]:
    """The ids of the references under `key`; where one leads nowhere, the key counts as present."""
    found = []
    for name in texts(written):
        id_ = references.one(kind, name, place, (key, name), element, several=True)
        if id_ is None:
            missing.add(key)
        elif id_ not in found:
            found.append(id_)
    return tuple(found)


class OrganisationBuilder:
    def __init__(self, collected: Collected, references: References, calendar: Calendar) -> None:
        self._sections = collected.sections
        self._collected = collected
        self._references = references
        self._calendar = calendar
        self._findings = collected.findings
        self._in_circle: set[str] = set()

    def _one(
        self, kind: str, entry: Entry[Any], key: str, address: str, missing: set[str]
    ) -> str | None:
        written = getattr(entry.shape, key)
        if written is None:
            return None
        id_ = self._references.one(kind, written, entry.place, (key,), address)
        if id_ is None:
            missing.add(key)
        return id_

    def teams(self) -> dict[str, Team]:
        teams = {}
        for id_, entry in self._sections.get("teams", {}).items():
            missing: set[str] = set()
            parent = self._one("team", entry, "parent", f"teams.{id_}", missing)
            if parent is not None and self._is_circle(id_, parent):
                self._findings.append(
                    Finding(code="VSM003", place=entry.place.value("parent"),
                            element=f"teams.{id_}", message=_PARENTS, fields={"team": id_})
                )  # fmt: skip
                # One place is enough to say it, and to break the circle.
                self._in_circle.add(id_)
                parent = None
                missing.add("parent")
            teams[id_] = Team(
                **common(id_, f"teams.{id_}", entry, missing),
                size=entry.shape.size,
                available=entry.shape.available,
                parent=parent,
                external=bool(entry.shape.external),
            )
        return teams

    def _is_circle(self, start: str, parent: str) -> bool:
        teams = self._sections["teams"]
        seen: set[str] = set()
        current: str | None = parent
        while current in teams and current not in seen and current not in self._in_circle:
            if current == start:
                return True
            seen.add(current)
            written = teams[current].shape.parent
            current = None if written is None else canonical(written)
        return False

    def roles(self) -> dict[str, Role]:
        roles = {}
        for id_, entry in self._sections.get("roles", {}).items():
            if id_ in self._sections.get("teams", {}):
                continue
            missing: set[str] = set()
            team = self._one("team", entry, "team", f"roles.{id_}", missing)
            roles[id_] = Role(**common(id_, f"roles.{id_}", entry, missing), team=team)
        return roles

    def systems(self) -> dict[str, System]:
        systems = {}
        for id_, entry in self._sections.get("systems", {}).items():
            missing: set[str] = set()
            owner = self._one("owner", entry, "owner", f"systems.{id_}", missing)
            systems[id_] = System(**common(id_, f"systems.{id_}", entry, missing), owner=owner)
        return systems

    def data(self) -> dict[str, DataObject]:
        objects = {}
        for id_, entry in self._sections.get("data", {}).items():
            missing: set[str] = set()
            objects[id_] = DataObject(
                master=self._one("system", entry, "master", f"data.{id_}", missing),
                owner=self._one("owner", entry, "owner", f"data.{id_}", missing),
                tangible=bool(entry.shape.tangible),
                **common(id_, f"data.{id_}", entry, missing),
            )
        return objects

    def practices(self) -> dict[str, PracticeDefinition]:
        practices = {}
        for id_, entry in self._sections.get("practices", {}).items():
            missing: set[str] = set()
            practices[id_] = PracticeDefinition(
                zh=entry.shape.zh,
                aliases=texts(entry.shape.aliases),
                owner=self._one("owner", entry, "owner", f"practices.{id_}", missing),
                **common(id_, f"practices.{id_}", entry, missing),
            )
        return practices

    def step_kinds(self, practices: Practices, known: list[str]) -> dict[str, StepKind]:
        kinds = {}
        for id_, entry in self._sections.get("step_kinds", {}).items():
            missing: set[str] = set()
            needed: list[str] = []
            for name in texts(entry.shape.practices):
                place = entry.place.value("practices", name)
                binding = practices.bind(name, place)
                if not binding.practices:
                    self._references.undefined("practice", name, place, f"step-kinds.{id_}", known)
                    missing.add("practices")
                needed.extend(binding.practices)
            kinds[id_] = StepKind(
                **common(id_, f"step-kinds.{id_}", entry, missing),
                zh=entry.shape.zh,
                practices=tuple(dict.fromkeys(needed)),
            )
        return kinds

    def paths(self) -> tuple[SystemPath, ...]:
        """An end that could not be read is "", and `from` or `to` stands in `unread`."""
        return tuple(self._path(entry) for entry in self._collected.paths)

    def _path(self, entry: Entry[PathShape]) -> SystemPath:
        shape, place = entry.shape, entry.place
        address = f"paths.{canonical(shape.from_ or '?')}->{canonical(shape.to or '?')}"
        missing: set[str] = set()
        ends = {}
        for key, written in (("from", shape.from_), ("to", shape.to)):
            if written is None and key not in entry.unread_keys:
                self._findings.append(
                    Finding(code="VSM003", place=place, element=address, message=_MISSING,
                            fields={"key": key}, subject=key)
                )  # fmt: skip
            ends[key] = self._references.one("system", written, place, (key,), address) or ""
            if not ends[key]:
                missing.add(key)
        calendar = self._calendar
        return SystemPath(
            source=ends["from"],
            target=ends["to"],
            data=many(self._references, "data", shape.data, place, "data", address, missing),
            via=shape.via,
            mode="manual" if shape.mode == "manual" else "automatic",
            owner=self._one("owner", entry, "owner", address, missing),
            latency_s=seconds(shape.latency, calendar),
            process=spread_of(shape.process, calendar, place, "process", address, self._findings),
            ideas=ideas_of(shape.ideas),
            **common(f"{ends['from']}->{ends['to']}", address, entry, missing),
        )
