"""A document as written: its sections."""

from typing import Annotated, Any

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.organisation_shapes import (
    DataShape,
    PathShape,
    RoleShape,
    SystemShape,
    TeamShape,
)
from vsm_cli.loading.shapes.shape_base import ELEMENT, CalendarShape, ElementShape
from vsm_cli.loading.shapes.stream_shapes import StreamShape


class DocumentShape(ElementShape):
    """One document of a workspace. Any document may hold any section."""

    vsm: Annotated[Any, k.FieldType(lambda value: value, {"const": 1})]
    """The version of the format, 1. A document without it is not read."""
    title: k.Text | None = None
    """The name of the workspace."""
    calendar: Annotated[CalendarShape, ELEMENT] | None = None
    """Working hours, for the whole workspace: in one of its documents."""
    teams: dict[str, Annotated[TeamShape, ELEMENT]] | None = None
    """Teams by id. Teams and roles are owners and share their ids."""
    roles: dict[str, Annotated[RoleShape, ELEMENT]] | None = None
    """Roles by id."""
    systems: dict[str, Annotated[SystemShape, ELEMENT]] | None = None
    """Systems by id."""
    data: dict[str, Annotated[DataShape, ELEMENT]] | None = None
    """What moves between steps and systems, by id."""
    paths: Annotated[list[Annotated[PathShape, ELEMENT]], k.OneOrMany()] | None = None
    """The defined ways from one system to another."""
    practices: dict[str, Annotated[Any, k.RareShape("practice_shapes.PracticeShape")]] | None = None
    """Your own practices by id; the id of an ITIL 4 practice adds to that one."""
    step_kinds: dict[str, Annotated[Any, k.RareShape("practice_shapes.StepKindShape")]] | None = (
        None
    )
    """Your own kinds of step by id."""
    streams: dict[str, Annotated[StreamShape, ELEMENT]] | None = None
    """Value streams by id."""
    patterns: dict[str, Annotated[StreamShape, ELEMENT]] | None = None
    """What many streams have in common, by id, written like a stream. They are `like` it; by itself
    it is never checked, drawn or counted."""
    journeys: dict[str, Annotated[Any, k.RareShape("journey_shapes.JourneyShape")]] | None = None
    """Customer journeys by id."""
    logs: dict[str, Annotated[Any, k.RareShape("log_shapes.LogShape")]] | None = None
    """Event logs by id, and what in them is what: `vsm measure` reads them."""
    measured: dict[str, Annotated[Any, k.RareShape("log_shapes.MeasuredShape")]] | None = None
    """What `vsm measure --write` found in logs, by their ids."""
    language: k.Language | None = None
    """The language of messages; only in the vsm.yaml of a root."""
    lint: Any = None
    """Which rules run and how; only in the vsm.yaml of a root."""
    render: Any = None
    """How diagrams are drawn; only in the vsm.yaml of a root."""
