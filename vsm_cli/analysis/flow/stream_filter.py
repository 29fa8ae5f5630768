"""Which streams somebody asks for: by id, by team, by tag."""

from collections.abc import Iterator
from typing import NamedTuple

from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace


class StreamChoice(NamedTuple):
    """Streams by id, by the teams that answer for them or for one of their steps (or a team
    inside these), and by their own tags or those of their steps. Of several values of a kind
    one must fit, and each kind that is given; an empty choice is everything."""

    streams: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def takes(self, workspace: Workspace, stream: Stream) -> bool:
        return (
            (not self.streams or stream.id in self.streams)
            and (not self.teams or not set(self.teams).isdisjoint(_teams(workspace, stream)))
            and (not self.tags or not set(self.tags).isdisjoint(tags_of(stream)))
        )


def chosen(workspace: Workspace, choice: StreamChoice) -> frozenset[str]:
    """The ids of the streams that a choice takes."""
    return frozenset(s.id for s in workspace.streams.values() if choice.takes(workspace, s))


def tags_of(stream: Stream) -> Iterator[str]:
    """The tags of a stream and of its steps."""
    elements: tuple[Element, ...] = (stream, *stream.steps.values())
    return (tag for element in elements for tag in element.tags)


def _teams(workspace: Workspace, stream: Stream) -> Iterator[str]:
    for owner in (stream.owner, *(step.owner for step in stream.steps.values())):
        yield from workspace.teams_of(owner)
