"""A document as written: its sections."""

from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.organisation_shapes import (
    DataShape,
    PathShape,
    PracticeShape,
    RoleShape,
    StepKindShape,
    SystemShape,
    TeamShape,
)
from vsm_cli.loading.shapes.shape_base import ELEMENT, CalendarShape, ElementShape
from vsm_cli.loading.shapes.stream_shapes import JourneyShape, StreamShape


class _Later(k.Mapping):
    """A shape of `log_shapes`, by its name: it is imported when the first value comes by."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def _validate(self, value: Any) -> Any:
        from vsm_cli.loading.shapes import log_shapes

        self._shape = getattr(log_shapes, self.name)
        return super()._validate(value)

    def __get_pydantic_json_schema__(
        self, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"shape": self.name}, {"type": "null"}]}


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
    practices: dict[str, Annotated[PracticeShape, ELEMENT]] | None = None
    """Your own practices by id; the id of an ITIL 4 practice adds to that one."""
    step_kinds: dict[str, Annotated[StepKindShape, ELEMENT]] | None = None
    """Your own kinds of step by id."""
    streams: dict[str, Annotated[StreamShape, ELEMENT]] | None = None
    """Value streams by id."""
    patterns: dict[str, Annotated[StreamShape, ELEMENT]] | None = None
    """What many streams have in common, by id, written like a stream. They are `like` it; by itself
    it is never checked, drawn or counted."""
    journeys: dict[str, Annotated[JourneyShape, ELEMENT]] | None = None
    """Customer journeys by id."""
    logs: dict[str, Annotated[Any, _Later("LogShape")]] | None = None
    """Event logs by id, and what in them is what: `vsm measure` reads them."""
    measured: dict[str, Annotated[Any, _Later("MeasuredShape")]] | None = None
    """What `vsm measure --write` found in logs, by their ids."""
    language: k.Language | None = None
    """The language of messages; only in the vsm.yaml of a root."""
    lint: Any = None
    """Which rules run and how; only in the vsm.yaml of a root."""
    render: Any = None
    """How diagrams are drawn; only in the vsm.yaml of a root."""
