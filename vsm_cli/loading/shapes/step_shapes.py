"""Steps as written: their routes and acceptances."""

import re
from typing import Annotated, Any, Literal

from msgspec import Struct
from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic import WrapValidator as Wrap
from pydantic_core import CoreSchema, core_schema

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import ELEMENT, Ideas, IdentifiedShape, Shape
from vsm_cli.loading.value_parsing import PERCENT, shown, wrong


class AcceptShape(Shape):
    """What an acceptance looks at."""

    criteria: k.Text | None = None
    """What it must fulfil."""
    required_by: k.Text | None = None
    """The regulation or control that demands this acceptance, even if it repeats another."""


class RouteShape(Shape):
    """One way out of a step."""

    share: k.Share | None = None
    """How many of the items take this route."""
    wait: k.Spread | None = None
    """The wait before the next step on this route, in place of that step's own."""
    # No key of the format, so that nobody can write it.
    written: Annotated[str | None, Field(alias="<share as written>")] = None


class Next(Struct, frozen=True):
    """Where a step leads: to one, exactly one of several (choice), or all of several.

    Each route is where it stands below `next`, and what it says: the last key is its target.
    """

    split: Literal["one", "choice", "all"]
    routes: list[tuple[tuple[str | int, ...], RouteShape]]


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
        routes = handler.generate_schema(list[dict[str, RouteShape]])
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
    if isinstance(value, str | list) and (choice := _shares_in_texts(value)):
        wrong("next-shares", choice=choice)
    if isinstance(value, str):
        return Next("one", [((value,), RouteShape())])
    if isinstance(value, list):
        return _side_by_side(value, check)
    if not isinstance(value, dict) or not value:
        wrong("next")
    (routes,) = check([{step: _route(how) for step, how in value.items()}])
    return Next("choice", [((step,), route) for step, route in routes.items()])


def _shares_in_texts(value: Any) -> str | None:
    """The choice that `[a 70%, b 30%]` or `a 70%, b 30%` means, as it is to be written."""
    items = re.split("[,;，；、]", value) if isinstance(value, str) else value
    parts = [item.strip().rpartition(" ") for item in items if isinstance(item, str)]
    if len(parts) < len(items) or len(parts) < 2:
        return None
    if not all(step and PERCENT.fullmatch(share) for step, _, share in parts):
        return None
    return ", ".join(f"{step.strip()}: {share}" for step, _, share in parts)


def _side_by_side(items: list[Any], check: Any) -> Next:
    """A list: each item an id, or one id with the share of the items that go there besides."""
    if not items:
        return Next("one", [(("end",), RouteShape())])
    branches = [{item: None} if isinstance(item, str) else item for item in items]
    if not all(isinstance(branch, dict) and branch for branch in branches):
        wrong("next")
    for branch in branches:
        if len(branch) > 1:
            wrong("branch", apart=", ".join(f"{{{_said(*each)}}}" for each in branch.items()))
    routes = check([{step: _route(how) for step, how in branch.items()} for branch in branches])
    found: dict[str, tuple[tuple[str | int, ...], RouteShape]] = {}
    for number, branch in enumerate(routes):
        ((step, route),) = branch.items()
        keys = (step,) if isinstance(items[number], str) else (number, step)
        if found.setdefault(step, (keys, route))[1] != route:
            wrong("branch-twice", value=step)
    if len(found) == 1 and route.share not in (None, 1.0):
        wrong("branch-alone", branch=_said(step, route.written))
    return Next("all", list(found.values()))


def _said(step: str, how: Any) -> str:
    return f"{step}: {'' if how is None else shown(how)}"


def _route(how: Any) -> Any:
    if how is None or isinstance(how, str):
        return {"share": how, "<share as written>": how}
    if isinstance(how, dict) and isinstance(how.get("share"), str):
        return {**how, "<share as written>": how["share"]}
    if isinstance(how, dict):
        return how
    return {"share": shown(how)}


Accepts = Annotated[
    dict[str, Annotated[AcceptShape, ELEMENT]],
    Wrap(_accepts),
    _Described(k.ACCEPTS_SCHEMA),
]
NextSteps = Annotated[Next, _NextKind(k.NEXT_SCHEMA)]
_LINK = k.RareShape("link_shapes.LinkShape", "stream", share=True)
_USE = k.RareShape("link_shapes.UseShape", "stream")
Links = Annotated[list[Annotated[Any, _LINK]], k.OneOrMany()]
Uses = Annotated[list[Annotated[Any, _USE]], k.OneOrMany()]


class StepShape(IdentifiedShape):
    """One step of a stream."""

    owner: k.Text | None = None
    """The one role or team that is accountable, or `customer`."""
    participants: k.Texts | None = None
    """Roles and teams that take part."""
    practices: k.Texts | None = None
    """The practices that it rests on, by id, English or Chinese name, or alias."""
    activity: k.Activity | None = None
    """The activity of the service value chain."""
    kind: k.Text | None = None
    """The kind of step, which tells the practices that it needs."""
    systems: k.Texts | None = None
    """The systems in which the work is done."""
    process: k.Spread | None = None
    """Process time: hands on the work, for one item."""
    wait: k.Spread | None = None
    """Wait time before the step starts."""
    lead: k.Spread | None = None
    """Lead time of the step, wait and process together, where only that is known."""
    queue: k.Number | None = None
    """Items ahead of a new one, those in work included."""
    every: k.Duration | None = None
    """The step runs only this often: a board, a release window."""
    complete_accurate: k.Share | None = None
    """%C&A: how much of what this step hands on can be used as it is."""
    people: k.People | None = None
    """How many people work on one item at once: a number, or the hands of each owner, who takes
    part: `{network: 1, dba: 1}`."""
    automated: k.Automated | None = None
    """Done by a system: no effort and no load; somebody still owns it. What is `partly` so is
    still people's work, as without the key."""
    inputs: k.Texts | None = None
    """Data that it takes in; `[]` says that nothing comes in."""
    outputs: k.Texts | None = None
    """Data that it hands on; `[]` says that nothing is handed on."""
    touchpoint: k.Text | None = None
    """The customer takes part, through this channel."""
    satisfaction: k.Satisfaction | None = None
    """How satisfied customers are, as measured: `72%`, `3.6/5`, `{score: 3.6/5, answers: 120, on:
    2026-05-12}` or `{nps: 20}`."""
    expects: k.Duration | None = None
    """How long the customer thinks is normal, since the last word or step of their own."""
    sensitivity: k.OneToFive | None = None
    """How strongly it moves customer satisfaction, 1 (little) to 5. Default: as the stream's."""
    work: k.Work | None = None
    """Whether the work adds value for the customer."""
    uses: Uses | None = None
    """Supporting streams that it relies on."""
    starts: Links | None = None
    """Other streams that it starts."""
    accepts: Accepts | None = None
    """Data that it accepts or refuses, with the criteria."""
    entry: k.Entry | None = None
    """Work comes in here, or this share of it. Default: the first step."""
    ideas: Ideas | None = None
    """Improvement ideas (kaizen bursts)."""
    next: NextSteps | None = None
    """Where work goes from here. Default: the step written below; after the last one, the end."""
