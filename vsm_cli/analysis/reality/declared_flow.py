"""The flow of a stream as far as a log can see it: which step may follow which, and who whom."""

from collections.abc import Collection, Iterator

from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.model.elements import END
from vsm_cli.model.logs import EventLog, Measured, Pair
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace


class DeclaredFlow:
    """What a stream declares, seen through a log: steps that the log does not name are passed over
    as if they took no row."""

    def __init__(self, workspace: Workspace, stream: Stream, visible: Collection[str]) -> None:
        self._workspace = workspace
        self._stream = stream
        self.visible = frozenset(visible)
        self._beside = beside_each_other(stream)

    def after(self, step: Step) -> set[str]:
        """The visible steps that may come next, `end` among them."""
        found: set[str] = set()
        todo, seen = [step.id], {step.id}
        while todo:
            for route in self._stream.steps[todo.pop()].routes:
                if route.target == END or route.target in self.visible:
                    found.add(route.target)
                elif route.target not in seen:
                    seen.add(route.target)
                    todo.append(route.target)
        return found

    def explains(self, first: str, then: str) -> bool:
        """Whether a step may follow another in a log: by a route, or since both run side by
        side."""
        step = self._stream.steps.get(first)
        if step is None or then in self.after(step):
            return True
        if step.forks:
            return any((then, other) in self._beside for other in self._stream.steps)
        return (first, then) in self._beside

    def is_beside(self, step: str) -> bool:
        """Whether other steps run beside it, so that rows of theirs stand between its own."""
        return any(step in pair for pair in self._beside)

    def is_join(self, step: str) -> bool:
        """Whether branches come together there, so that it may have waited for the others before
        the log says that it began."""
        return any(
            route.target == step
            for other in self._stream.steps.values()
            if self.is_beside(other.id)
            for route in other.routes
        )

    def passes_over(self, step: Step) -> bool:
        """Whether a step that the log does not name may come next."""
        return any(r.target != END and r.target not in self.visible for r in step.routes)

    def leads_back(self, first: str, then: str) -> bool:
        """Whether `then` comes before `first`."""
        seen, todo = {then}, [then]
        while todo:
            for route in self._stream.steps[todo.pop()].routes:
                if route.target == first:
                    return True
                if route.target != END and route.target not in seen:
                    seen.add(route.target)
                    todo.append(route.target)
        return False

    def hands_over(self, first: str, then: str) -> bool:
        """Whether a route leads from work of one owner to work of another, or both do a step
        together."""
        return (self._team(first), self._team(then)) in self._pairs()

    def step_of(self, owner: str) -> Step | None:
        """The first step that an owner has a part in."""
        return next(
            (s for s in self._stream.steps.values() if self._team(owner) in self._of(s)), None
        )

    def _team(self, owner: str | None) -> str:
        return self._workspace.team_of(owner) or owner or ""

    def _of(self, step: Step) -> set[str]:
        return {self._team(owner) for owner in (step.owner, *step.participants) if owner}

    def _pairs(self) -> set[Pair]:
        steps = self._stream.steps
        found: set[Pair] = set()
        for step in steps.values():
            here = self._of(step)
            found |= {(one, other) for one in here for other in here}
            for following in self._followers(step):
                found |= {(one, other) for one in here for other in self._of(following)}
        for one, other in self._beside:
            found |= {(a, b) for a in self._of(steps[one]) for b in self._of(steps[other])}
        return found

    def _followers(self, step: Step) -> Iterator[Step]:
        """The steps that may have the case next. One that the log does not name, or that nobody
        owns, may also leave no trace of an owner."""
        seen, todo = {step.id}, [step]
        while todo:
            for route in todo.pop().routes:
                following = self._stream.steps.get(route.target)
                if following is not None and following.id not in seen:
                    seen.add(following.id)
                    yield following
                    if following.id not in self.visible or not self._of(following):
                        todo.append(following)


@remembered
def beside_each_other(stream: Stream) -> frozenset[Pair]:
    """The pairs of steps that may be done at the same time: on different branches of a fork."""
    found: set[Pair] = set()
    for fork in routing_of(stream).forks:
        branches = [branch.states & stream.steps.keys() for branch in fork.branches]
        for i, one in enumerate(branches):
            for other in branches[:i]:
                found |= {pair for a in one for b in other for pair in ((a, b), (b, a))}
    return frozenset(found)


def measured_streams(workspace: Workspace) -> Iterator[tuple[Measured, Stream, DeclaredFlow]]:
    """Each measured log with its stream, as far as the log sees it."""
    for measured in workspace.measured.values():
        stream = workspace.streams.get(measured.stream or "")
        if stream is not None:
            log = workspace.logs.get(measured.id)
            yield measured, stream, DeclaredFlow(workspace, stream, visible(measured, stream, log))


def visible(measured: Measured, stream: Stream, log: EventLog | None) -> Collection[str]:
    """The steps that a log can tell: those that it names, or else all that it could name."""
    if log is not None:
        return log.steps or stream.steps
    return {*measured.steps, *(step for pair in measured.routes for step in pair)}
