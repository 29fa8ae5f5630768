"""The shapes of the format: one definition for validation, JSON Schema and format reference.

Keys are written with hyphens; a key left empty counts as not given. What a reference leads
to is not checked here.
"""

from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic import WrapValidator as Wrap
from pydantic_core import CoreSchema, core_schema

from vsm_cli.loading import kinds as k
from vsm_cli.loading.values import shown, wrong


def _hyphened(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=_hyphened, defer_build=True)


class ElementShape(Shape):
    """What every element may have."""

    name: k.Text | None = None
    description: k.Text | None = None
    tags: k.Texts | None = None
    urls: Annotated[dict[str, str] | None, Field(description="Title: address.")] = None


# `id:` with nothing behind it is an element without keys.
_ELEMENT = k.Mapping()


class IdeaShape(ElementShape):
    """An improvement idea (kaizen burst)."""

    owner: k.Text | None = None


Ideas = Annotated[list[Annotated[IdeaShape, k.Mapping("name")]], k.OneOrMany()]


class CalendarShape(Shape):
    """How many working hours a day and how many days a week have."""

    day: k.Duration | None = None
    week: k.Duration | None = None


class TeamShape(ElementShape):
    size: k.Number | None = None
    available: k.Share | None = None
    parent: k.Text | None = None
    external: k.Bool | None = None


class RoleShape(ElementShape):
    team: k.Text | None = None


class SystemShape(ElementShape):
    owner: k.Text | None = None


class DataShape(ElementShape):
    """What moves between steps and systems."""

    master: k.Text | None = None
    tangible: k.Bool | None = None
    owner: k.Text | None = None


class PathShape(ElementShape):
    """A defined way from one system to another."""

    from_: k.Text | None = None
    to: k.Text | None = None
    data: k.Texts | None = None
    via: k.Text | None = None
    mode: k.Mode | None = None
    owner: k.Text | None = None
    latency: k.Duration | None = None
    process: k.Spread | None = None
    ideas: Ideas | None = None


class PracticeShape(ElementShape):
    zh: k.Text | None = None
    aliases: k.Texts | None = None
    owner: k.Text | None = None


class StepKindShape(ElementShape):
    """A kind of step and the practices that it needs."""

    zh: k.Text | None = None
    practices: k.Texts | None = None


class LinkShape(ElementShape):
    """A step starts another stream."""

    stream: k.Text | None = None
    at: k.Text | None = None
    data: k.Texts | None = None
    owner: k.Text | None = None
    share: k.Share | None = None
    wait: k.Spread | None = None
    via: k.Text | None = None
    ideas: Ideas | None = None


class UseShape(ElementShape):
    """A step relies on a supporting stream."""

    stream: k.Text | None = None
    wait: k.Bool | None = None
    data: k.Texts | None = None
    within: k.Duration | None = None
    at: k.Text | None = None
    owner: k.Text | None = None
    via: k.Text | None = None
    ideas: Ideas | None = None


class AcceptShape(Shape):
    criteria: k.Text | None = None
    required_by: k.Text | None = None


class RouteShape(Shape):
    share: k.Share | None = None
    wait: k.Spread | None = None
    written: Annotated[str | None, Field(exclude=True)] = None


class Next(NamedTuple):
    """Where a step leads: to one, exactly one of several (choice), or all of several."""

    split: Literal["one", "choice", "all"]
    routes: dict[str, RouteShape]


class _Described:
    def __init__(self, schema: k.Schema) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(
        self, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> k.Schema:
        return self.schema


class _NextKind(_Described):
    def __get_pydantic_core_schema__(
        self, _source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        routes = handler.generate_schema(dict[str, RouteShape])
        return core_schema.no_info_wrap_validator_function(_next, routes)


def _accepts(value: Any, check: Any) -> Any:
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list):
        if not all(isinstance(item, str) for item in value if item is not k.DROPPED):
            wrong("accepts")
        value = dict.fromkeys(item for item in value if item is not k.DROPPED)
    if not isinstance(value, dict):
        wrong("accepts")
    return check(
        {data: {"criteria": how} if isinstance(how, str) else how for data, how in value.items()}
    )


def _next(value: Any, check: Any) -> Next:
    if isinstance(value, str):
        return Next("one", {value: RouteShape()})
    if isinstance(value, list):
        names = [item for item in value if item is not k.DROPPED]
        if not all(isinstance(item, str) for item in names):
            wrong("next")
        return Next("all" if names else "one", {name: RouteShape() for name in names or ["end"]})
    if not isinstance(value, dict) or not value:
        wrong("next")
    return Next("choice", check({step: _route(how) for step, how in value.items()}))


def _route(how: Any) -> Any:
    if how is None or isinstance(how, str):
        return {"share": how, "written": how}
    if isinstance(how, dict):
        return {**how, "written": how["share"]} if isinstance(how.get("share"), str) else how
    return {"share": shown(how)}


Accepts = Annotated[
    dict[str, Annotated[AcceptShape, _ELEMENT]],
    Wrap(_accepts),
    _Described(k.ACCEPTS_SCHEMA),
]
NextSteps = Annotated[Next, _NextKind(k.NEXT_SCHEMA)]
Links = Annotated[list[Annotated[LinkShape, k.Mapping("stream")]], k.OneOrMany()]
Uses = Annotated[list[Annotated[UseShape, k.Mapping("stream")]], k.OneOrMany()]


class StepShape(ElementShape):
    """One step of a stream."""

    owner: Annotated[k.Text | None, Field(description="One role or team, or `customer`.")] = None
    participants: k.Texts | None = None
    practices: k.Texts | None = None
    activity: k.Activity | None = None
    kind: k.Text | None = None
    systems: k.Texts | None = None
    process: k.Spread | None = None
    wait: k.Spread | None = None
    lead: k.Spread | None = None
    queue: k.Number | None = None
    every: k.Duration | None = None
    complete_accurate: k.Share | None = None
    people: k.Number | None = None
    automated: k.Bool | None = None
    inputs: k.Texts | None = None
    outputs: k.Texts | None = None
    touchpoint: k.Text | None = None
    work: k.Work | None = None
    uses: Uses | None = None
    starts: Links | None = None
    accepts: Accepts | None = None
    entry: k.Entry | None = None
    was: k.Texts | None = None
    ideas: Ideas | None = None
    next: NextSteps | None = None


class TargetShape(Shape):
    """What is promised for one item."""

    response: k.TargetTime | None = None
    perceived: k.TargetTime | None = None
    lead: k.TargetTime | None = None
    process: k.TargetTime | None = None
    wait: k.TargetTime | None = None
    activity_ratio: k.Share | None = None
    rolled: k.Share | None = None


class StatedShape(Shape):
    """Totals printed elsewhere."""

    process: k.StatedTime | None = None
    wait: k.StatedTime | None = None
    lead: k.StatedTime | None = None
    perceived: k.StatedTime | None = None
    response: k.StatedTime | None = None
    activity_ratio: k.StatedShare | None = None
    rolled: k.StatedShare | None = None


class MappedShape(Shape):
    state: k.State | None = None
    on: k.Day | None = None
    basis: k.Basis | None = None
    by: k.Text | None = None


class StreamShape(ElementShape):
    """A value stream: from a trigger, through steps, to a value."""

    layer: k.Layer | None = None
    type: k.Text | None = None
    owner: k.Text | None = None
    customer: k.Text | None = None
    trigger: k.Text | None = None
    value: k.Text | None = None
    responded_at: k.Text | None = None
    delivered_at: k.Text | None = None
    demand: k.Rate | None = None
    impact: k.OneToFive | None = None
    sensitivity: k.OneToFive | None = None
    target: Annotated[TargetShape, _ELEMENT] | None = None
    stated: Annotated[StatedShape, _ELEMENT] | None = None
    mapped: Annotated[MappedShape, _ELEMENT] | None = None
    calendar: Annotated[CalendarShape, _ELEMENT] | None = None
    ideas: Ideas | None = None
    steps: dict[str, Annotated[StepShape, _ELEMENT]] | None = None


class JourneyStepShape(ElementShape):
    stage: k.Stage | None = None
    stream: k.Texts | None = None
    wait: k.Spread | None = None
    share: k.Share | None = None
    by: k.Actor | None = None


class JourneyShape(ElementShape):
    """The way of a customer through several streams."""

    customer: k.Text | None = None
    owner: k.Text | None = None
    closed_loop: k.Bool | None = None
    steps: Annotated[list[Annotated[JourneyStepShape, _ELEMENT]], k.OneOrMany()] | None = None


RuleNames = Annotated[
    list[str], k.OneOrMany(), Field(description="Rules by code, name, prefix or preset.")
]
Patterns = Annotated[list[str], k.OneOrMany()]


class LintShape(Shape):
    """Which rules run and how; only in the vsm.yaml of a root."""

    preset: Literal["errors", "recommended", "strict"] | None = None
    select: RuleNames | None = None
    ignore: RuleNames | None = None
    levels: dict[str, Literal["error", "warning", "note"]] | None = None
    per_file: dict[str, RuleNames] | None = None
    exclude: Patterns | None = None
    settings: dict[str, dict[str, Any]] | None = None
    require_reason: k.Bool | None = None


class RenderShape(Shape):
    """How diagrams are drawn; only in the vsm.yaml of a root."""

    engine: k.Engine | None = None


class DocumentShape(ElementShape):
    """One document of a workspace. Any document may hold any section."""

    vsm: Annotated[Any, k.Kind(lambda value: value, {"const": 1})]
    title: k.Text | None = None
    calendar: Annotated[CalendarShape, _ELEMENT] | None = None
    teams: dict[str, Annotated[TeamShape, _ELEMENT]] | None = None
    roles: dict[str, Annotated[RoleShape, _ELEMENT]] | None = None
    systems: dict[str, Annotated[SystemShape, _ELEMENT]] | None = None
    data: dict[str, Annotated[DataShape, _ELEMENT]] | None = None
    paths: Annotated[list[Annotated[PathShape, _ELEMENT]], k.OneOrMany()] | None = None
    practices: dict[str, Annotated[PracticeShape, _ELEMENT]] | None = None
    step_kinds: dict[str, Annotated[StepKindShape, _ELEMENT]] | None = None
    streams: dict[str, Annotated[StreamShape, _ELEMENT]] | None = None
    journeys: dict[str, Annotated[JourneyShape, _ELEMENT]] | None = None
    language: k.Language | None = None
    lint: dict[str, Any] | None = None
    render: dict[str, Any] | None = None
