"""Links as written: streams that a step starts, and those that it relies on."""

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import ElementShape, Ideas, Shape


class LinkShape(ElementShape):
    """A step starts another stream."""

    stream: k.Text | None = None
    """The stream that is started."""
    at: k.Text | None = None
    """The step of that stream where the work comes in. Default: its entry steps."""
    data: k.Texts | None = None
    """What the other stream is told."""
    owner: k.Text | None = None
    """Who sees to it that the other stream starts."""
    share: k.Share | None = None
    """How many of the items start it. Default: all."""
    wait: k.Spread | None = None
    """How long it takes until the other stream begins."""
    via: k.Text | None = None
    """What connects the people: a meeting, a call, a handover."""
    ideas: Ideas | None = None
    """Improvement ideas."""


class WithoutShape(Shape):
    """A step where what it relies on is missing, wrong or behind. What is not said is unchanged."""

    process: k.Spread | None = None
    """Process time then."""
    wait: k.Spread | None = None
    """Wait before the step then; after the stream has delivered, where the step waits for that."""
    lead: k.Spread | None = None
    """Lead time then."""
    complete_accurate: k.Share | None = None
    """How much of what the step then hands on is complete and accurate."""
    people: k.People | None = None
    """How many people then work on one item at once."""


class UseShape(ElementShape):
    """A step relies on a supporting stream."""

    stream: k.Text | None = None
    """The stream that the step relies on."""
    wait: k.Bool | None = None
    """Whether the step waits until that stream has delivered."""
    data: k.Texts | None = None
    """What the step gets from that stream, or tells it."""
    within: k.Duration | None = None
    """How soon the step needs it."""
    covered: k.Share | None = None
    """For how many items there is something at all, right or wrong. Default: all."""
    changes: k.Rate | None = None
    """How often what it describes changes, for each article or record. Default: never."""
    without: WithoutShape | None = None
    """The step when what it needs is missing, wrong or behind."""
    at: k.Text | None = None
    """The step of that stream where the request comes in. Default: its entry steps."""
    owner: k.Text | None = None
    """Who sees to it that the other stream is asked."""
    via: k.Text | None = None
    """What connects the people: a meeting, a call, a handover."""
    ideas: Ideas | None = None
    """Improvement ideas."""
