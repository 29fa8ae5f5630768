"""What every shape has, and the shapes that stand in several places."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from vsm_cli.loading import field_types as k


def _hyphened(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=_hyphened, defer_build=True)


class ElementShape(Shape):
    """What every element may have."""

    name: k.Text | None = None
    """What people call it. Without a name, the id is shown."""
    description: k.Text | None = None
    """More about it, in sentences."""
    tags: k.Texts | None = None
    """Words to group by."""
    urls: dict[str, str] | None = None
    """Where to read on: title and address."""


# `id:` with nothing behind it is an element without keys.
ELEMENT = k.Mapping()


class IdentifiedShape(ElementShape):
    """What elements have that a comparison can know again under another id."""

    was: k.Texts | None = None
    """The id or ids that it had, or of what it replaces: in a comparison it is the same one."""


class IdeaShape(ElementShape):
    """An improvement idea (kaizen burst)."""

    owner: k.Text | None = None
    """Who follows it up: a team or role."""
    status: k.IdeaState | None = None
    """How far it is. Default: open."""
    due: k.Day | None = None
    """The day by which it is to be done."""
    cost: k.Duration | None = None
    """The effort to bring it about, in working time of the workspace's calendar."""
    set_: k.Settings | None = None
    """What it would change, so that its effect is computed: places with values, as `--set` takes
    them; beside an element, keys of that one do: `{wait: 1d}`."""


Ideas = Annotated[list[Annotated[IdeaShape, k.Mapping("name")]], k.OneOrMany()]


class CalendarShape(Shape):
    """How many working hours a day and how many days a week have."""

    day: k.Duration | None = None
    """Working hours of a day, which `1d` then means. Default: 24h."""
    week: k.Duration | None = None
    """Working days of a week, which `1w` then means. Default: 7d."""
