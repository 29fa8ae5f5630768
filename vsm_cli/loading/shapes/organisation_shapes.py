"""Teams, roles, systems, data and paths as written."""

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import ElementShape, Ideas, IdentifiedShape


class TeamShape(IdentifiedShape):
    """People who work together."""

    size: k.Number | None = None
    """How many people it has."""
    available: k.Share | None = None
    """How much of their time is for the work of these streams. Default: all of it."""
    hours: k.Duration | None = None
    """The working hours of one person in a week. Default: those of the calendar, at most 40 h
    where that is elapsed time."""
    parent: k.Text | None = None
    """The team that it is part of."""
    external: k.Bool | None = None
    """Outside the organisation: a supplier or partner."""


class RoleShape(IdentifiedShape):
    """What somebody is responsible for, filled by people of a team."""

    team: k.Text | None = None
    """The team whose people fill it; its work counts there."""


class SystemShape(IdentifiedShape):
    """A system in which work is done or data is kept."""

    owner: k.Text | None = None
    """The team or role that answers for it."""


class DataShape(IdentifiedShape):
    """What moves between steps and systems."""

    master: k.Text | None = None
    """The system whose copy counts when two differ."""
    tangible: k.Bool | None = None
    """A thing, not data: it needs no path between systems."""
    owner: k.Text | None = None
    """The team or role that answers for it."""


class PathShape(ElementShape):
    """A defined way from one system to another."""

    from_: k.Text | None = None
    """The system that the data comes from."""
    to: k.Text | None = None
    """The system that it goes to."""
    data: k.Texts | None = None
    """The data that it carries; without this key, any."""
    via: k.Text | None = None
    """How it gets there: webhook, nightly export, mail."""
    mode: k.Mode | None = None
    """Whether a person carries the data. Default: automatic."""
    owner: k.Text | None = None
    """The team or role that answers for it."""
    latency: k.Duration | None = None
    """How long the data is on its way."""
    process: k.Spread | None = None
    """Hands-on work for each item, where a person carries the data."""
    ideas: Ideas | None = None
    """Improvement ideas."""
