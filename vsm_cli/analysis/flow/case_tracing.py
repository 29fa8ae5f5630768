"""The forward ways of an item, through a stream and along links into other streams."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace

# A case is not followed through more streams than this: nobody sees further, and in a workspace
# of hundreds of linked streams the search must end.
MOST_STREAMS = 10


class _Return(Struct, frozen=True):
    """A step that waits for a used stream, and which of its uses come after that one."""

    stream: Stream
    step: Step
    next_use: int


class _Position(NamedTuple):
    """Where an item is: at a step once all streams that the step waits for are through.

    `returns` are the steps that wait for this stream, the innermost first; a None among them:
    whoever waits for it. `passed` are the streams on the way here: none is entered twice,
    since an item that comes back to a stream is a new item there. `next_use` counts the
    step's `uses` that are through.
    """

    stream: Stream
    step: Step
    returns: "tuple[_Return | None, ...]"
    passed: tuple[str, ...]
    next_use: int = 0


class Ways:
    """Follows forward routes and links; a `uses` that waits leads into the used stream
    before the step begins, and back to the step when that stream ends."""

    def __init__(self, workspace: Workspace) -> None:
        self._streams = workspace.streams
        self._waiting: dict[str, list[_Return]] = {}
        for stream, step in workspace.steps():
            for number, use in enumerate(step.uses):
                if use.wait:
                    back = _Return(stream, step, number + 1)
                    self._waiting.setdefault(use.stream, []).append(back)

    def after(self, stream: Stream, step: Step, stops: Callable[[Step], bool]) -> list[Step]:
        """The steps on any way that leads on from a step, itself left out.

        No way is followed beyond a step for which `stops` is true.
        """
        start = _Position(stream, step, (None,), (stream.id,))
        found = self._follow(self._onward(start), stops)
        return [each for each in found if each is not step]

    def from_arrival(self, stream: Stream, step: Step, stops: Callable[[Step], bool]) -> list[Step]:
        """The steps on any way that begins by arriving at a step, itself included."""
        return self._follow([_Position(stream, step, (None,), (stream.id,))], stops)

    def _follow(self, positions: Iterable[_Position], stops: Callable[[Step], bool]) -> list[Step]:
        found: dict[Step, None] = {}
        seen: set[tuple[object, ...]] = set()
        todo = list(positions)
        while todo:
            position = todo.pop()
            key = (position.step, position.returns, position.next_use)
            if key in seen:
                continue
            seen.add(key)
            awaited = self._awaited(position)
            if awaited:
                todo.extend(awaited)
                continue
            found[position.step] = None
            if not stops(position.step):
                todo.extend(self._onward(position))
        return list(found)

    def _awaited(self, position: _Position) -> list[_Position]:
        """Where the item is first, if the step still waits for a stream."""
        stream, step, returns, passed, next_use = position
        for number, use in enumerate(step.uses[next_use:], next_use + 1):
            if use.wait and self._open(use.stream, passed):
                inside = self._enter(use, (_Return(stream, step, number), *returns), passed)
                if inside:
                    return inside
        return []

    def _onward(self, position: _Position) -> Iterator[_Position]:
        stream, step, returns, passed, _ = position
        for route in flow_of(stream).forward[step.id]:
            if route.target == END:
                yield from self._leave(position)
            else:
                yield _Position(stream, stream.steps[route.target], returns, passed)
        for link in step.starts:
            if self._open(link.stream, passed):
                yield from self._enter(link, (), passed)

    @staticmethod
    def _open(stream: str, passed: tuple[str, ...]) -> bool:
        return stream not in passed and len(passed) < MOST_STREAMS

    def _enter(
        self, link: Link | Use, returns: tuple[_Return | None, ...], passed: tuple[str, ...]
    ) -> list[_Position]:
        other = self._streams[link.stream]
        entries = [link.at] if link.at else flow_of(other).entries
        return [
            _Position(other, other.steps[entry], returns, (*passed, other.id)) for entry in entries
        ]

    def _leave(self, position: _Position) -> Iterator[_Position]:
        """At the end of a stream: back at the step that waits for it."""
        if not position.returns:
            return
        back, *others = position.returns
        if back:
            yield _Position(back.stream, back.step, tuple(others), position.passed, back.next_use)
            return
        for caller in self._waiting.get(position.stream.id, ()):
            if self._open(caller.stream.id, position.passed):
                passed = (*position.passed, caller.stream.id)
                yield _Position(caller.stream, caller.step, (None,), passed, caller.next_use)


@remembered
def ways(workspace: Workspace) -> Ways:
    """The forward ways of a workspace, ready to be followed."""
    return Ways(workspace)
