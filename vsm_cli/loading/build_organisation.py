"""The calendar, teams, roles, systems, data, paths, practices and step kinds of the model."""

from collections.abc import Iterator
from typing import Any

from vsm_cli.language import message
from vsm_cli.loading.collect import Collected, RawElement
from vsm_cli.loading.draft import Draft, texts
from vsm_cli.loading.references import Practices, References, canonical
from vsm_cli.loading.shapes import CalendarShape, PathShape
from vsm_cli.loading.spreads import seconds
from vsm_cli.model.elements import (
    DataObject,
    PracticeDefinition,
    Role,
    StepKind,
    System,
    SystemPath,
    Team,
)
from vsm_cli.model.values import ELAPSED, HOUR_S, Calendar

_CALENDAR = message("a working {unit} cannot be {problem}")
_PARENTS = message("{team} is above itself: its parents go round in a circle")


def calendar_of(at: Draft[CalendarShape]) -> Calendar:
    """The calendar that a `calendar` key gives; a half left out keeps the default."""
    day, week = at.shape.day, at.shape.week
    day_hours, week_days = ELAPSED

    def refuse(unit: str, problem: str) -> None:
        at.report(_CALENDAR, at.place.key(unit), unit=unit, problem=problem)

    if day is not None:
        if day.days or day.weeks or day.months:
            refuse("day", message("said in days"))
        elif not 0 < day.fixed_s <= 24 * HOUR_S:
            refuse("day", message("0 or over 24 hours"))
        else:
            day_hours = day.fixed_s / HOUR_S
    if week is not None:
        days = week.days + week.fixed_s / (day_hours * HOUR_S)
        if week.weeks or week.months:
            refuse("week", message("said in weeks"))
        elif not 0 < days <= 7:
            refuse("week", message("0 or over 7 days"))
        else:
            week_days = days
    return Calendar(day_hours, week_days)


class OrganisationBuilder:
    def __init__(self, collected: Collected, references: References, calendar: Calendar) -> None:
        self._sections = collected.sections
        self._paths = collected.paths
        self._references = references
        self._calendar = calendar
        self._in_circle: set[str] = set()

    def _elements(self, section: str) -> Iterator[tuple[str, Draft[Any]]]:
        """The elements of a section, with their ids."""
        for id_, entry in self._sections.get(section, {}).items():
            address = f"{section.replace('_', '-')}.{id_}"
            yield id_, Draft(self._references, entry, address, self._calendar)

    def teams(self) -> dict[str, Team]:
        teams = {}
        for id_, at in self._elements("teams"):
            parent = at.one("team", "parent")
            if parent is not None and self._is_circle(id_, parent):
                at.report(_PARENTS, at.place.value("parent"), team=id_)
                # One place is enough to say it, and to break the circle.
                self._in_circle.add(id_)
                parent = None
                at.missing.add("parent")
            teams[id_] = Team(
                size=at.shape.size,
                available=at.shape.available,
                hours_s=seconds(at.shape.hours, at.calendar),
                parent=parent,
                external=bool(at.shape.external),
                **at.common(id_),
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
        teams = self._sections.get("teams", {})
        return {
            id_: Role(team=at.one("team", "team"), **at.common(id_))
            for id_, at in self._elements("roles")
            if id_ not in teams
        }

    def systems(self) -> dict[str, System]:
        return {
            id_: System(owner=at.one("owner", "owner"), **at.common(id_))
            for id_, at in self._elements("systems")
        }

    def data(self) -> dict[str, DataObject]:
        return {
            id_: DataObject(
                master=at.one("system", "master"),
                owner=at.one("owner", "owner"),
                tangible=bool(at.shape.tangible),
                **at.common(id_),
            )
            for id_, at in self._elements("data")
        }

    def practices(self) -> dict[str, PracticeDefinition]:
        return {
            id_: PracticeDefinition(
                zh=at.shape.zh,
                aliases=texts(at.shape.aliases),
                owner=at.one("owner", "owner"),
                **at.common(id_),
            )
            for id_, at in self._elements("practices")
        }

    def step_kinds(self, practices: Practices) -> dict[str, StepKind]:
        kinds = {}
        for id_, at in self._elements("step_kinds"):
            needed: list[str] = []
            for name in texts(at.shape.practices):
                place = at.place.value("practices", name)
                binding = practices.bind(name, place)
                if not binding.practices:
                    at.undefined("practice", name, "practices", place)
                needed.extend(binding.practices)
            kinds[id_] = StepKind(
                zh=at.shape.zh, practices=tuple(dict.fromkeys(needed)), **at.common(id_)
            )
        return kinds

    def paths(self) -> tuple[SystemPath, ...]:
        """An end that could not be read is "", and `from` or `to` stands in `unread`."""
        return tuple(self._path(entry) for entry in self._paths)

    def _path(self, entry: RawElement[PathShape]) -> SystemPath:
        shape = entry.shape
        address = f"paths.{canonical(shape.from_ or '?')}->{canonical(shape.to or '?')}"
        at = Draft(self._references, entry, address, self._calendar)
        source, target = _end(at, "from", shape.from_), _end(at, "to", shape.to)
        return SystemPath(
            source=source,
            target=target,
            data=at.many("data", "data"),
            via=shape.via,
            mode="manual" if shape.mode == "manual" else "automatic",
            owner=at.one("owner", "owner"),
            latency_s=seconds(shape.latency, at.calendar),
            process=at.spread("process"),
            ideas=at.ideas(),
            **at.common(f"{source}->{target}"),
        )


def _end(at: Draft[PathShape], key: str, written: str | None) -> str:
    if written is None:
        at.lacks(key)
        at.missing.add(key)
        return ""
    return at.named("system", written, key) or ""
