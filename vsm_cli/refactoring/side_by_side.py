"""Let two steps that follow each other run side by side."""

from collections.abc import Iterator

from vsm_cli.analysis.flow.stream_flow import Flow, flow_of
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Step, Stream
from vsm_cli.refactoring.offer import Changes, NotHereError, Offer, Scene
from vsm_cli.source.entries import TextEdit, TextEntries
from vsm_cli.source.entry_finding import KeptError
from vsm_cli.source.places import Key

NAME = "side-by-side"

_TITLE = message("Let {first} and {second} run side by side")
_CHOICE = message("work leaves {step} on several ways, or on none that is certain")
_ENDS = message("nothing follows {step}")
_BACK = message("work comes back to {step}, and would no longer pass the other")
_BEGINS = message("nothing comes before {step} that could hand on to both")
_OTHERS = message("work comes to {step} on several ways")
_SOMETIMES = message("not all that leaves {step} comes here")
_WAIT = message("the way from {step} has a wait of its own")
_NEEDS = message("{second} needs what {first} hands on: {data}")


def offers(scene: Scene, address: str) -> Iterator[Offer]:
    """The one with the step that follows."""
    first = scene.step(address)
    stream = scene.workspace.streams[first.stream]
    second = _follower(stream, first)
    title = tr(_TITLE, first=first.label, second=second.label)
    yield Offer(NAME, address, title, lambda: _changes(scene, stream, first, second), second.id)


def elements(scene: Scene) -> Iterator[str]:
    """The first of each two steps that could."""
    for stream, step in scene.workspace.steps():
        try:
            _follower(stream, step)
        except NotHereError:
            continue
        yield step.address


def _follower(stream: Stream, first: Step) -> Step:
    """The step that could run beside another. Raises NotHereError."""
    flow = flow_of(stream)
    target = _only_way(flow, first)
    if target == END:
        raise NotHereError(tr(_ENDS, step=first.id))
    second = stream.steps[target]
    _only_way(flow, second)
    for step in (first, second):
        if any(goal is step for _, _, goal in flow.rework_pairs()):
            raise NotHereError(tr(_BACK, step=step.id))
    if len(flow.incoming[second.id]) > 1 or second.id in flow.entries:
        raise NotHereError(tr(_OTHERS, step=second.id))
    if first.id in flow.entries or not flow.incoming[first.id]:
        raise NotHereError(tr(_BEGINS, step=first.id))
    if len(flow.incoming[first.id]) > 1:
        raise NotHereError(tr(_OTHERS, step=first.id))
    ((source, route),) = flow.incoming[first.id]
    if route.wait is not None:
        raise NotHereError(tr(_WAIT, step=source))
    if stream.steps[source].part_of(route) != 1:
        raise NotHereError(tr(_SOMETIMES, step=source))
    taken = {*(second.inputs or ()), *(each.data for each in second.accepts)}
    needed = [data for data in first.outputs or () if data in taken]
    if needed:
        raise NotHereError(tr(_NEEDS, second=second.id, first=first.id, data=names(needed)))
    return second


def _only_way(flow: Flow, step: Step) -> str:
    """Where all work goes from a step. Raises NotHereError."""
    if len(step.routes) != 1 or "next" in step.unread or flow.rework[step.id]:
        raise NotHereError(tr(_CHOICE, step=step.id))
    if step.routes[0].wait is not None:
        raise NotHereError(tr(_WAIT, step=step.id))
    return step.routes[0].target


def _changes(scene: Scene, stream: Stream, first: Step, second: Step) -> Changes:
    place = scene.in_stream(first)
    scene.in_stream(second)
    entries = scene.entries(place)
    ((source, _),) = flow_of(stream).incoming[first.id]
    before = scene.in_stream(stream.steps[source])
    yield place.file, _also_to(entries, before.path, first.id, second.id)
    goal = second.routes[0].target
    goal = entries.names.end(place.path) if goal == END else goal
    path = (*place.path, "next")
    if not entries.has(path):
        yield place.file, entries.put(place.path, {"next": goal})
    elif entries.shape(path) == "mapping":
        raise KeptError(_CHOICE, step=first.id)
    else:
        yield place.file, [entries.replace(path, goal)]


def _also_to(
    entries: TextEntries, step: tuple[Key, ...], first: str, second: str
) -> list[TextEdit]:
    """A step hands on to a second one besides."""
    path = (*step, "next")
    if not entries.has(path):
        return entries.put(step, {"next": [first, second]})
    match entries.shape(path):
        case "list":
            return entries.append(path, second)
        case "mapping":
            raise KeptError(_CHOICE, step=str(step[-1]))
    return [entries.replace(path, [first, second])]
