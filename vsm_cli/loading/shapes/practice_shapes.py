"""Practices and kinds of step as written. Few files have any: `document_shape` imports this for the
first one."""

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import ElementShape


class PracticeShape(ElementShape):
    """A practice of your own, or more about one of ITIL 4."""

    zh: k.Text | None = None
    """The Chinese name."""
    aliases: k.Texts | None = None
    """Other names in use."""
    owner: k.Text | None = None
    """The team or role that answers for it."""


class StepKindShape(ElementShape):
    """A kind of step and the practices that it needs."""

    zh: k.Text | None = None
    """The Chinese name."""
    practices: k.Texts | None = None
    """The practices that the steps of this kind need between them."""
