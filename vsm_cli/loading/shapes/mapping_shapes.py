"""What a stream says of its mapping, as written: when and by whom, and totals printed elsewhere."""

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import Shape


class StatedShape(Shape):
    """Totals printed elsewhere. They are compared with what follows from the steps. A range says
    least and most: `8-10d`."""

    process: k.StatedTime | None = None
    """Process time, along the longest branches."""
    wait: k.StatedTime | None = None
    """Wait time: lead time less process time."""
    lead: k.StatedTime | None = None
    """Lead time, to the end of the stream."""
    perceived: k.StatedTime | None = None
    """Until the customer no longer waits (`delivered-at`)."""
    response: k.StatedTime | None = None
    """Until the customer has a first answer (`responded-at`)."""
    activity_ratio: k.StatedShare | None = None
    """Process time as a share of lead time."""
    value_adding_ratio: k.StatedShare | None = None
    """Process time that adds value as a share of lead time."""
    rolled: k.StatedShare | None = None
    """Rolled %C&A: how much goes through without a fault."""


class MappedShape(Shape):
    """When, by whom and how a stream was mapped."""

    state: k.State | None = None
    """Whether the stream is shown as it is, as it will be, or as it ideally were. Default:
    current."""
    on: k.Day | None = None
    """The day of the mapping."""
    basis: k.Basis | None = None
    """Where the figures come from; estimated ones are shown with ≈."""
    by: k.Text | None = None
    """Who mapped it."""
