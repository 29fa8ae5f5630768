"""Who takes in, outputs, accepts and carries each data object."""

from collections.abc import Mapping

from msgspec import Struct

from vsm_cli.analysis.memo import remembered
from vsm_cli.model.streams import Link, Step, Use
from vsm_cli.model.workspace import Workspace


class DataUses(Struct, frozen=True):
    """The steps and links that name one data object, in written order.

    `links` are `starts` and `uses`, whether they wait or not.
    """

    takers: list[Step]
    makers: list[Step]
    acceptors: list[Step]
    links: list[Link | Use]

    @property
    def steps(self) -> dict[Step, None]:
        """Every step that has to do with it, each once."""
        return dict.fromkeys((*self.takers, *self.makers, *self.acceptors))


@remembered
def data_uses(workspace: Workspace) -> Mapping[str, DataUses]:
    """The uses of every data object that is defined, by its id."""
    found = {data: DataUses([], [], [], []) for data in workspace.data}
    for _, step in workspace.steps():
        for data in step.inputs or ():
            found[data].takers.append(step)
        for data in step.outputs or ():
            found[data].makers.append(step)
        for acceptance in step.accepts:
            found[acceptance.data].acceptors.append(step)
        links: list[Link | Use] = [*step.starts, *step.uses]
        for link in links:
            for data in link.data:
                found[data].links.append(link)
    return found


@remembered
def may_hide_links(workspace: Workspace) -> bool:
    """Whether streams, steps or links, or the data of links, may stand in a place that could
    not be read."""
    if not workspace.complete or workspace.unread & {"streams", "data"}:
        return True
    if any("steps" in stream.unread for stream in workspace.streams.values()):
        return True
    return any(
        step.unread & {"starts", "uses"}
        or any("data" in link.unread for link in step.starts)
        or any("data" in use.unread for use in step.uses)
        for _, step in workspace.steps()
    )


@remembered
def may_hide_uses(workspace: Workspace) -> bool:
    """Whether data may be taken in, accepted or carried in a place that could not be read."""
    return may_hide_links(workspace) or any(
        step.unread & {"inputs", "accepts"} for _, step in workspace.steps()
    )
