"""What the picture of systems is about: who works where, and what passes on which path."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from vsm_cli.analysis.data.missing_paths import Pair, missing_paths, uncarried
from vsm_cli.analysis.data.transfers import Transfer, transfers
from vsm_cli.analysis.data.unused_definitions import unused_definitions
from vsm_cli.analysis.links.traffic import passages_per_year
from vsm_cli.characters import safe_id
from vsm_cli.diagrams.scope import PictureSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.model.elements import Element, System, SystemPath
from vsm_cli.model.streams import Step, Stream
from vsm_cli.wording.times import clock

PICTURE = "systems"


@dataclass(frozen=True, eq=False)
class SystemsSubject(PictureSubject):
    def id(self, *parts: str) -> str:
        return safe_id(PICTURE, *parts)

    @cached_property
    def transfers(self) -> tuple[Transfer, ...]:
        """What passes in the streams that count; streams by id."""
        passing = (t for t in transfers(self.workspace) if self.scope.counts(t.stream.id))
        return tuple(sorted(passing, key=lambda transfer: transfer.stream.id))

    @cached_property
    def workers(self) -> dict[str, list[tuple[Stream, Step]]]:
        """The steps that work in each system."""
        found: dict[str, list[tuple[Stream, Step]]] = {}
        for stream, step in sorted(self.workspace.steps(), key=lambda each: each[0].id):
            for system in step.systems if self.scope.counts(stream.id) else ():
                found.setdefault(system, []).append((stream, step))
        return found

    @cached_property
    def systems(self) -> list[System]:
        """The systems by id; of a choice of streams those that they work in or pass by."""
        shown = {system for path in self.paths for system in (path.source, path.target)}
        shown |= self.workers.keys()
        return [
            system
            for id, system in sorted(self.workspace.systems.items())
            if self.scope.only is None or id in shown
        ]

    @cached_property
    def passing(self) -> dict[SystemPath, list[Transfer]]:
        """What takes each path."""
        found: dict[SystemPath, list[Transfer]] = {}
        for transfer in self.transfers:
            for path in transfer.paths:
                found.setdefault(path, []).append(transfer)
        return found

    def volume(self, passing: Iterable[Transfer]) -> float:
        """How often something passes in a year, as far as that is known."""
        counts = (passages_per_year(self.workspace, each) for each in passing)
        return fsum(count for count in counts if count is not None)

    @cached_property
    def paths(self) -> list[SystemPath]:
        """The paths of which both ends are known; of a choice of streams those in use."""
        known = [path for path in self.workspace.paths if path.source and path.target]
        if self.scope.only is not None:
            known = [path for path in known if path in self.passing]
        return sorted(known, key=lambda p: (p.source, p.target, p.mode, p.via or "", p.data))

    @cached_property
    def unused(self) -> frozenset[Element]:
        """The systems and paths that nothing uses."""
        return frozenset(unused_definitions(self.workspace))

    @cached_property
    def missing(self) -> dict[Pair, dict[str, list[Transfer]]]:
        """Where a path is missing: by the data that has none ("" where it is not said)."""
        found: dict[Pair, dict[str, list[Transfer]]] = {}
        for pair, places in missing_paths(self.transfers).items():
            for transfer in places:
                for data in transfer.data or ("",):
                    found.setdefault(pair, {}).setdefault(data, []).append(transfer)
        for (path, data), places in uncarried(self.transfers).items():
            pair = (path.source, path.target)
            found.setdefault(pair, {}).setdefault(data, []).extend(places)
        return dict(sorted(found.items()))

    def mastered(self, system: System) -> list[str]:
        """The data whose master a system is, as people call it."""
        every = self.workspace.data.values()
        return sorted(clean(each.label) for each in every if each.master == system.id)

    def data_label(self, data: str) -> str:
        return clean(self.workspace.data[data].label)

    def time(self, seconds: float) -> str:
        """A time on the workspace's calendar."""
        return clock(seconds, self.workspace.calendar)
