"""Where elements stand on the page, and what a filter knows about them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from vsm_cli.characters import address as address_of
from vsm_cli.characters import safe_name
from vsm_cli.model.elements import Element, System, Team
from vsm_cli.model.streams import Step, Stream
from vsm_cli.reporters.report.overview import Overview

# The kinds of tokens: streams, teams, systems, levels.
STREAM, TEAM, SYSTEM, LEVEL = "s", "t", "y", "l"


class Option(NamedTuple):
    """What a filter offers. `value` stands in the address of a filtered page, `token` in the
    facets of everything that is left when it is chosen."""

    value: str
    label: str
    token: str


class Addresses:
    """The addresses of one workspace on the page.

    `number` counts the workspaces from 0; it keeps equal ids of several ones apart.
    """

    def __init__(self, number: int, overview: Overview, files: str | None) -> None:
        self._number = number
        self._overview = overview
        self._workspace = overview.workspace
        self._files = files
        self._elements: dict[str, Mapping[str, Element]] = {
            STREAM: self._workspace.streams,
            TEAM: self._workspace.teams,
            SYSTEM: self._workspace.systems,
        }
        self._token = {
            (kind, id_): f"{number}{kind}{place}"
            for kind, elements in self._elements.items()
            for place, id_ in enumerate(elements)
        }
        self._tokens = dict(self._of_streams())
        self._tokens.update(self._of_others())

    def anchor(self, address: str) -> str:
        """The id on the page of an element or section."""
        safe = safe_name(address, "~", keep="-_.")
        return f"{self._number + 1}~{safe}" if self._number else safe

    def link(self, address: str) -> str:
        """The way to the nearest thing around an address that has a place of its own on the
        page; empty where there is none."""
        workspace = self._workspace
        kind, _, rest = address.partition(".")
        known: Mapping[str, object] = {
            "streams": workspace.streams,
            "journeys": workspace.journeys,
            "teams": self._overview.teams,
        }.get(kind, {})
        while rest:
            stream, _, step = rest.partition(".steps.")
            if rest in known or (
                kind == "streams"
                and stream in workspace.streams
                and step in workspace.streams[stream].steps
            ):
                return "#" + quote(self.anchor(f"{kind}.{rest}"))
            rest = rest.rpartition(".")[0]
        return ""

    def file(self, path: str) -> str:
        """The way to a source file; empty where nothing may link to it."""
        return "" if self._files is None else address_of(self._files + path)

    def facets(self, address: str) -> str:
        """What a filter can ask of an element: tokens with spaces between."""
        return " ".join(self.tokens(address))

    def tokens(self, address: str) -> tuple[str, ...]:
        """The tokens of an element, or of the nearest one around it."""
        while address and address not in self._tokens:
            address = address.rpartition(".")[0]
        return self._tokens.get(address, ())

    def team_tokens(self, owner: str | None) -> tuple[str, ...]:
        """The tokens of an owner's team and of those above it."""
        return self._each(TEAM, self._workspace.teams_of(owner))

    def options(self, kind: str) -> list[Option]:
        """What a filter offers of one kind, in written order."""
        return [
            Option(self.anchor(id_), element.label, self._token[kind, id_])
            for id_, element in self._elements[kind].items()
        ]

    def _each(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._token[kind, id_] for id_ in ids if (kind, id_) in self._token)

    def _of_streams(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for stream in self._workspace.streams.values():
            found = self._each(STREAM, [stream.id])
            found += self.team_tokens(stream.owner)
            for step in stream.steps.values():
                own = self._of_step(stream, step)
                yield step.address, own
                found += own
            yield stream.address, tuple(dict.fromkeys(found))

    def _of_step(self, stream: Stream, step: Step) -> tuple[str, ...]:
        return (
            *self._each(STREAM, [stream.id]),
            *self.team_tokens(step.owner),
            *self._each(SYSTEM, step.systems),
        )

    def _of_others(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The elements that stand beside streams, with the streams that they have to do with."""
        workspace = self._workspace
        for journey in workspace.journeys.values():
            streams = [stream for step in journey.steps for stream in step.streams]
            found = self._each(STREAM, streams)
            yield journey.address, found + self.team_tokens(journey.owner)
        for team in workspace.teams.values():
            yield team.address, self.team_tokens(team.id) + self._where(team)
        for system in workspace.systems.values():
            own = self._each(SYSTEM, [system.id])
            yield system.address, own + self.team_tokens(system.owner) + self._where(system)
        for path in workspace.paths:
            ends = self._each(SYSTEM, [path.source, path.target])
            yield path.address, ends + self.team_tokens(path.owner)
        for data in workspace.data.values():
            masters = [data.master] if data.master else []
            yield (
                data.address,
                (
                    *self._each(SYSTEM, masters),
                    *self.team_tokens(data.owner),
                ),
            )

    def _where(self, element: Team | System) -> tuple[str, ...]:
        """The streams that a team or system has a part in."""
        token = self._token[TEAM if isinstance(element, Team) else SYSTEM, element.id]
        streams = self._workspace.streams.values()
        found = [stream.id for stream in streams if token in self._tokens[stream.address]]
        return self._each(STREAM, found)
