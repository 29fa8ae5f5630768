"""Where an element stands, as people read it."""

from vsm_cli.language import message, tr
from vsm_cli.model.streams import Link, Use
from vsm_cli.model.workspace import Workspace

_AT = message("{step} ({stream})")
_FROM_TO = message("{source} to {target}")


def place_name(workspace: Workspace, address: str) -> str:
    """A place such as `streams.x.steps.y` by the names of the elements on the way: `y (x)`, for a
    link or use with where it leads, for a path with its ends."""
    section, id_, *rest = address.split(".")
    if section == "paths":
        ends = (workspace.systems.get(end) for end in id_.partition("->")[::2])
        source, target = (system.label if system else "–" for system in ends)
        return tr(_FROM_TO, source=source, target=target)
    stream = workspace.streams[id_]
    if not rest:
        return stream.label
    step = stream.steps[rest[1]]
    at = tr(_AT, step=step.label, stream=stream.label)
    if len(rest) < 4:
        return at
    return tr(_FROM_TO, source=at, target=workspace.streams[rest[3]].label)


def owner_at(workspace: Workspace, address: str) -> str | None:
    """Who answers for such a place: its own owner, else that of its step, else of its stream."""
    section, id_, *rest = address.split(".")
    if section == "paths":
        return next((path.owner for path in workspace.paths if path.address == address), None)
    stream = workspace.streams[id_]
    step = stream.steps[rest[1]] if rest else None
    ties: list[Link | Use] = [*step.starts, *step.uses] if step else []
    tie = next((tie for tie in ties if tie.address == address), None)
    return (tie and tie.owner) or (step and step.owner) or stream.owner
