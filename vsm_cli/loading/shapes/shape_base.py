"""What every shape has, and the shapes that stand in several places."""

from typing import Annotated, Any

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


Ideas = Annotated[list[Annotated[Any, k.RareShape("idea_shapes.IdeaShape", "name")]], k.OneOrMany()]


class CalendarShape(Shape):
    """How many working hours a day and how many days a week have."""

    day: k.Duration | None = None
    """Working hours of a day, which `1d` then means. Default: 24h."""
    week: k.Duration | None = None
    """Working days of a week, which `1w` then means. Default: 7d."""
