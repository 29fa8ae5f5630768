"""The shapes of the format: one definition for validation, JSON Schema and format reference.

Keys are written with hyphens; a key left empty counts as not given. What a reference leads
to is not checked here. Shapes that few files have are not named here: they are imported when the
first one comes by, since every start would pay for them (`field_types.RareShape`).
"""

from vsm_cli.loading.shapes.document_shape import DocumentShape
from vsm_cli.loading.shapes.organisation_shapes import PathShape
from vsm_cli.loading.shapes.shape_base import (
    CalendarShape,
    ElementShape,
    IdentifiedShape,
    Shape,
)
from vsm_cli.loading.shapes.step_shapes import (
    Accepts,
    AcceptShape,
    Next,
    NextSteps,
    RouteShape,
    StepShape,
)
from vsm_cli.loading.shapes.stream_shapes import (
    StreamShape,
    TargetShape,
)

__all__ = [
    "AcceptShape",
    "Accepts",
    "CalendarShape",
    "DocumentShape",
    "ElementShape",
    "IdentifiedShape",
    "Next",
    "NextSteps",
    "PathShape",
    "RouteShape",
    "Shape",
    "StepShape",
    "StreamShape",
    "TargetShape",
]
