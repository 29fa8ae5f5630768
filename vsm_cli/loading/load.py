"""The entry: files into a workspace with references resolved, and findings for the rest."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from vsm_cli.catalogue import PRACTICES, STEP_KINDS
from vsm_cli.diagnostics import Finding
from vsm_cli.language import message, names
from vsm_cli.loading.build_organisation import OrganisationBuilder, calendar_of
from vsm_cli.loading.build_steps import StepBuilder
from vsm_cli.loading.build_streams import StreamBuilder
from vsm_cli.loading.collect import Collected, RawElement, collect
from vsm_cli.loading.draft import Draft
from vsm_cli.loading.patterns import merge
from vsm_cli.loading.references import Practices, References, kind_names
from vsm_cli.loading.shapes import StepShape, StreamShape
from vsm_cli.loading.validation import EVERYTHING, validate
from vsm_cli.model.elements import CUSTOMER, Pattern, Setting
from vsm_cli.model.journeys import Journey
from vsm_cli.model.values import ELAPSED, Calendar
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.places import Origins
from vsm_cli.source.reading import SourceFile, read_text

if TYPE_CHECKING:
    from vsm_cli.loading.earlier import Earlier

Entries = Sequence[RawElement[Any]]
Part = TypeVar("Part")
_WAITS = message("{streams} wait for one another, so that no waiting time can be found")


class Loaded(Struct):
    """A workspace as far as it could be read.

    `findings` are those of reading (VSM001–VSM007); `files` all sources of ours by name.
    `root` holds what only the root's vsm.yaml may say: its `language`, `lint` and `render`.
    """

    workspace: Workspace
    findings: list[Finding]
    files: dict[str, SourceFile] = field(default_factory=dict)
    root: Mapping[str, Any] = field(default_factory=dict)

    @property
    def faulty(self) -> int:
        """How many problems reading found."""
        return len(self.findings) + sum(len(source.faults) for source in self.files.values())


def load_texts(texts: Mapping[str, str], root: str = ROOT_FILE) -> Loaded:
    """Load a workspace from texts by file name, as if they stood in one folder."""
    return load_files([read_text(text, name) for name, text in texts.items()], root)


def load_files(
    files: Iterable[SourceFile], root_file: str | None = None, earlier: "Earlier | None" = None
) -> Loaded:
    """Load a workspace from its files, in the order given. Never raises for what is in them.

    What is as it was in an `earlier` load stays the same object.
    """
    files = list(files)
    merged = merge(files)
    validating = earlier.validate if earlier else validate
    collected = collect(merged.files, root_file, merged.partial, validating)
    collected.findings.extend(merged.findings)
    workspace = _build(collected, merged.origins, earlier)
    workspace = replace(workspace, supposing=_supposing(files, root_file))
    return Loaded(
        workspace,
        collected.findings,
        {source.path: source for source in collected.ours},
        collected.root,
    )


def _supposing(
    files: list[SourceFile], root_file: str | None
) -> Callable[[Sequence[Setting]], Workspace]:
    made: list[Callable[[Sequence[Setting]], Workspace]] = []

    def suppose(settings: Sequence[Setting]) -> Workspace:
        if not made:
            from vsm_cli.loading.supposing import Supposing  # few commands suppose anything

            made.append(Supposing(load_files, files, root_file))
        return made[0](settings)

    return suppose


def _build(collected: Collected, origins: Origins, earlier: "Earlier | None") -> Workspace:
    findings = collected.findings
    sections = collected.sections
    steps = {
        id_: _steps(id_, entry, collected) for id_, entry in sections.get("streams", {}).items()
    }
    references = References(
        _known(collected), steps, _unsure(collected), _streams_with_unread_steps(sections), findings
    )
    calendar = ELAPSED
    if collected.calendar is not None:
        calendar = calendar_of(Draft(references, collected.calendar, "calendar"))
    references.calendar = calendar
    organisation = OrganisationBuilder(collected, references, calendar)
    own_practices = organisation.practices()
    practices = Practices(own_practices)
    own_kinds = organisation.step_kinds(practices)
    step_builder = StepBuilder(references, practices, kind_names(own_kinds))
    builder = StreamBuilder(references, step_builder, steps, calendar)
    if earlier:
        earlier.rest_on(calendar, sections.get("practices", {}), sections.get("step_kinds", {}))

    def part(name: str, entries: Entries, build: Callable[[], Part]) -> Part:
        return earlier.part(name, entries, references, build) if earlier else build()

    def section(*names: str) -> list[RawElement[Any]]:
        return [entry for name in names for entry in sections.get(name, {}).values()]

    streams = {
        id_: part(f"streams.{id_}", (entry,), partial(builder.build, id_, entry))
        for id_, entry in sections.get("streams", {}).items()
    }
    workspace = Workspace(
        title=collected.title,
        calendar=calendar,
        complete=collected.complete,
        teams=part("teams", section("teams"), organisation.teams),
        roles=part("roles", section("roles", "teams"), organisation.roles),
        systems=part("systems", section("systems"), organisation.systems),
        data=part("data", section("data"), organisation.data),
        paths=part("paths", collected.paths, organisation.paths),
        own_practices=own_practices,
        own_step_kinds=own_kinds,
        streams=streams,
        journeys=_journeys(sections.get("journeys", {}), references, calendar),
        **_logs(sections, references, steps),
        patterns=_patterns(sections.get("patterns", {}), origins),
        origins=origins,
        unread=frozenset(name.replace("_", "-") for name in collected.unread_sections),
    )
    references.finish()
    findings.extend(_waits_in_circles(workspace))
    return workspace


def _journeys(
    entries: Mapping[str, RawElement[Any]], references: References, calendar: Calendar
) -> dict[str, Journey]:
    if not entries:
        return {}
    from vsm_cli.loading.build_journeys import journey

    return {id_: journey(id_, entry, references, calendar) for id_, entry in entries.items()}


def _logs(
    sections: dict[str, dict[str, RawElement[Any]]],
    references: References,
    steps: Mapping[str, Mapping[str, RawElement[StepShape]]],
) -> dict[str, Any]:
    """Logs and what they measured; few workspaces have any."""
    logs, measured = sections.get("logs"), sections.get("measured")
    if not logs and not measured:
        return {}
    from vsm_cli.loading.build_logs import LogBuilder

    builder = LogBuilder(references, steps)
    return {
        "logs": {id_: builder.log(id_, entry) for id_, entry in (logs or {}).items()},
        "measured": {id_: builder.measured(id_, entry) for id_, entry in (measured or {}).items()},
    }


def _patterns(
    entries: Mapping[str, RawElement[StreamShape]], origins: Origins
) -> dict[str, Pattern]:
    return {
        id_: Pattern(
            id=id_, address=f"patterns.{id_}", place=entry.place, name=entry.shape.name,
            used=id_ in origins.used,
        )
        for id_, entry in entries.items()
    }  # fmt: skip


def _steps(
    stream: str, entry: RawElement[Any], collected: Collected
) -> dict[str, RawElement[StepShape]]:
    """The steps of a stream by id, each with its place."""
    entries: dict[str, RawElement[Any]] = {}
    prefix = f"streams.{stream}.steps"
    for id_, shape in (entry.shape.steps or {}).items():
        place = entry.place.key("steps", id_)
        collected.add(entries, id_, RawElement(shape, place, entry.unread), prefix)
    collected.check_cases(entries, prefix)
    return entries


def _known(collected: Collected) -> dict[str, Any]:
    sections = collected.sections
    teams, roles = sections.get("teams", {}), sections.get("roles", {})
    owners = {**teams, **roles}
    return {
        "owner": owners,
        "doer": {**owners, CUSTOMER: None},
        "team": teams,
        "system": sections.get("systems", {}),
        "data": sections.get("data", {}),
        "stream": sections.get("streams", {}),
        "kind": {*STEP_KINDS, *sections.get("step_kinds", {})},
        "practice": [*PRACTICES, *sections.get("practices", {})],
    }


def _unsure(collected: Collected) -> set[str]:
    """The kinds of reference that may lead to something that could not be read."""
    if not collected.complete:
        return {"owner", "doer", "team", "system", "data", "stream", "step", "kind", "practice"}
    by_section = {"teams": ("team", "owner", "doer"), "roles": ("owner", "doer"),
                  "systems": ("system",), "data": ("data",), "streams": ("stream",),
                  "practices": ("practice",), "step_kinds": ("kind",)}  # fmt: skip
    return {kind for name in collected.unread_sections for kind in by_section.get(name, ())}


def _streams_with_unread_steps(sections: dict[str, dict[str, RawElement[Any]]]) -> set[str]:
    entries = sections.get("streams", {}).items()
    return {id_ for id_, entry in entries if entry.unread_keys & {"steps", EVERYTHING}}


def _waits_in_circles(workspace: Workspace) -> Iterator[Finding]:
    """Steps whose only time is that of a stream they wait for must not wait in a circle."""
    waits: dict[str, dict[str, Any]] = {}
    for stream, step in workspace.steps():
        timed = (step.wait, step.lead, step.queue, step.every_s)
        if all(time is None for time in timed):
            for use in step.uses:
                if use.wait:
                    waits.setdefault(stream.id, {}).setdefault(use.stream, use)
    done: set[str] = set()
    for start in waits:
        circle = _circle(waits, start)
        if circle and start not in done:
            done.update(circle)
            use = waits[start][circle[1 % len(circle)]]
            yield Finding(
                code="VSM003", place=use.place, element=use.address, message=_WAITS,
                fields={"streams": names(circle)}, subject="wait",
            )  # fmt: skip


def _circle(waits: dict[str, dict[str, Any]], start: str) -> list[str]:
    """The streams on a way from `start` back to itself; empty where there is none."""
    came_from: dict[str, str] = {}
    todo = [start]
    while todo:
        current = todo.pop(0)
        for following in waits.get(current, ()):
            if following == start:
                way = [current]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if following not in came_from:
                came_from[following] = current
                todo.append(following)
    return []
