"""Improvement ideas as written."""

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import ElementShape


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
