"""The shapes of the format: one definition for validation, JSON Schema and format reference.

Keys are written with hyphens; a key left empty counts as not given. What a reference leads
to is not checked here. The shapes of the configuration stand apart in `settings`: few files
have any, and every start would pay for them.
"""

from vsm_cli.loading.shapes.document_shape import DocumentShape
from vsm_cli.loading.shapes.organisation_shapes import PathShape
from vsm_cli.loading.shapes.shape_base import (
    CalendarShape,
    ElementShape,
    IdeaShape,
    IdentifiedShape,
    Shape,
)
from vsm_cli.loading.shapes.step_shapes import (
    Accepts,
    AcceptShape,
    LinkShape,
    Next,
    NextSteps,
    RouteShape,
    StepShape,
    UseShape,
    WithoutShape,
)
from vsm_cli.loading.shapes.stream_shapes import (
    JourneyShape,
    JourneyStepShape,
    StatedShape,
    StreamShape,
    TargetShape,
)

__all__ = [
    "AcceptShape",
    "Accepts",
    "CalendarShape",
    "DocumentShape",
    "ElementShape",
    "IdeaShape",
    "IdentifiedShape",
    "JourneyShape",
    "JourneyStepShape",
    "LinkShape",
    "Next",
    "NextSteps",
    "PathShape",
    "RouteShape",
    "Shape",
    "StatedShape",
    "StepShape",
    "StreamShape",
    "TargetShape",
    "UseShape",
    "WithoutShape",
]
