"""The shapes of the format: one definition for validation, JSON Schema and format reference.

Keys are written with hyphens; a key left empty counts as not given. What a reference leads
to is not checked here.
"""

from vsm_cli.loading.shapes.base import CalendarShape, ElementShape, IdeaShape, Shape
from vsm_cli.loading.shapes.document import DocumentShape, LintShape, RenderShape
from vsm_cli.loading.shapes.organisation import PathShape
from vsm_cli.loading.shapes.own_rules import MustShape, OwnRuleShape, WhereShape
from vsm_cli.loading.shapes.steps import (
    Accepts,
    AcceptShape,
    LinkShape,
    Next,
    NextSteps,
    RouteShape,
    StepShape,
    UseShape,
)
from vsm_cli.loading.shapes.streams import (
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
    "JourneyShape",
    "JourneyStepShape",
    "LinkShape",
    "LintShape",
    "MustShape",
    "Next",
    "NextSteps",
    "OwnRuleShape",
    "PathShape",
    "RenderShape",
    "RouteShape",
    "Shape",
    "StatedShape",
    "StepShape",
    "StreamShape",
    "TargetShape",
    "UseShape",
    "WhereShape",
]
