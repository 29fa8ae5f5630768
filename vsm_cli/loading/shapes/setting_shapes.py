"""The configuration in a root's vsm.yaml, with the rules that a workspace declares for itself."""

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import ELEMENT, Shape
from vsm_cli.model.settings import Preset

Wanted = dict[str, Annotated[list[k.Text | k.StrictBool], k.OneOrMany()]]


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


RuleNames = Annotated[
    list[str], k.OneOrMany(), Field(description="Rules by code, name, prefix or preset.")
]
Patterns = Annotated[list[str], k.OneOrMany()]
PresetName = Annotated[Preset, WithJsonSchema({"enum": list(Preset), "type": "string"})]


class LintShape(Shape):
    """Which rules run and how; only in the vsm.yaml of a root."""

    extends: Annotated[list[k.Text], k.OneOrMany()] | None = None
    """Configurations to start from: files of this checkout, from this one's folder, or installed
    packages that bring a `vsm.yaml`. What is said here goes before what they say."""
    fail_on: Literal["error", "warning", "note", "never"] | None = None
    """The lowest level that makes the exit code of `vsm check` 1. Default: error."""
    baseline: k.Text | None = None
    """The file of `vsm baseline`, from this one's folder: what it accepts is left out."""
    since: k.Text | None = None
    """A Git revision: only problems that it does not have."""

    preset: PresetName | None = None
    """The rules to start from. Default: recommended."""
    select: RuleNames | None = None
    """Rules to add to the preset."""
    ignore: RuleNames | None = None
    """Rules to leave out."""
    levels: dict[str, Literal["error", "warning", "note", "off"]] | None = None
    """Another level for some rules; `off` leaves them out."""
    per_file: dict[str, RuleNames] | None = None
    """Rules to leave out in some files, by pattern."""
    exclude: Patterns | None = None
    """Files and folders that are not read, as patterns."""
    settings: dict[str, dict[str, Any]] | None = None
    """Settings of rules, by rule."""
    require_reason: k.Bool | None = None
    """Suppression comments must say why."""
    rules: dict[str, Annotated[OwnRuleShape, ELEMENT]] | None = None
    """Rules of your own, by code."""


class RenderShape(Shape):
    """How diagrams are drawn; only in the vsm.yaml of a root."""

    engine: k.Engine | None = None
    """`bundled` comes with vsm; `system` is the installed Graphviz. Default: bundled."""

    seconds: k.Seconds | None = None
    """How many seconds the engine may take for one picture. Default: 10."""

    layout: k.Layout | None = None
    """How stream maps stand on the page: `lanes` of owners, `row` for boxes in rows that wrap,
    `auto` for lanes up to 8 columns. Default: auto."""
