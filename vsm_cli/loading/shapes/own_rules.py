"""Rules that a workspace declares for itself, under `lint: rules:` of a root's vsm.yaml."""

from typing import Annotated, Literal

from vsm_cli.loading import kinds as k
from vsm_cli.loading.shapes.base import Shape

Wanted = dict[str, Annotated[list[k.Text | k.Bool], k.OneOrMany()]]


class WhereShape(Shape):
    """Which elements a rule looks at: those for which all of this is so. Keys are those of the
    element, or `stream.KEY` for the stream of a step or link."""

    has: k.Texts | None = None
    """Keys that are written."""
    has_not: k.Texts | None = None
    """Keys that are not written."""
    is_: Wanted | None = None
    """Keys with values, one of which the element has there."""
    is_not: Wanted | None = None
    """Keys with values, none of which the element has there."""


class MustShape(Shape):
    """What has to be so for each of these elements."""

    have: k.Texts | None = None
    """Keys that have to be written."""
    not_have: k.Texts | None = None
    """Keys that may not be written."""
    be: Wanted | None = None
    """Keys with the values that are allowed there. Whether the key is written, `have` asks."""
    not_be: Wanted | None = None
    """Keys with values that are not allowed there."""


class OwnRuleShape(Shape):
    """A rule of your own, by its code: capital letters and a number, such as `ACME101`."""

    name: k.Text
    """Words in small letters with hyphens between them, as it is called beside its code."""
    every: Literal[
        "stream", "step", "link", "path", "system", "team", "role", "data", "journey"
    ]  # fmt: skip
    """The kind of element that the rule looks at; a link is an item of `starts`."""
    where: Annotated[WhereShape, k.Mapping()] | None = None
    """Which of them. Default: all."""
    must: Annotated[MustShape, k.Mapping()]
    """What has to be so for each of them."""
    message: k.Text | None = None
    """What is said: `{id}` and `{name}` are those of the element, `{stream}` the id of the
    stream that a step or link is part of. Default: what is missing or wrong."""
    help: k.Text | None = None
    """What would put it right."""
    why: k.Text | None = None
    """Why the rule is there; `vsm explain` shows it."""
    level: Literal["error", "warning", "note"] | None = None
    """How serious it is. Default: warning. A note is shown in the preset `strict` only."""
