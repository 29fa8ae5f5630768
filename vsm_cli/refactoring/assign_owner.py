"""Say who answers for a step, stream, system, path or journey."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER, Element, System, SystemPath
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.refactoring.offer import Changes, NotHereError, Offer, Scene

NAME = "assign-owner"

_TITLE = message("Make {owner} the owner of {element}")
_OWNED = message("{owner} answers for {element} already")
_UNREAD = message("the owner of {element} is written, and could not be read")
_NOBODY = message("there are no teams and roles to choose from")
_NONE = message("nobody answers for {address}, as it is no step, stream, system, path or journey")


def offers(scene: Scene, address: str) -> Iterator[Offer]:
    """One for each team and role, those first who stand beside the work."""
    element = scene.element(address)
    if not isinstance(element, Step | Stream | System | SystemPath | Journey):
        raise NotHereError(tr(_NONE, address=address))
    if element.owner:
        raise NotHereError(tr(_OWNED, owner=element.owner, element=element.id))
    if not element.lacks("owner"):
        raise NotHereError(tr(_UNREAD, element=element.id))
    candidates = _candidates(scene.workspace, element)
    if not candidates:
        raise NotHereError(tr(_NOBODY))
    for owner in candidates:
        yield Offer(
            NAME,
            address,
            tr(_TITLE, owner=scene.workspace.owner_label(owner), element=element.label),
            partial(_changes, scene, element, owner),
            owner,
        )


def elements(scene: Scene) -> Iterator[str]:
    """All that nobody answers for."""
    workspace = scene.workspace
    streams = workspace.streams.values()
    steps = (step for _, step in workspace.steps())
    rest = (workspace.systems.values(), workspace.paths, workspace.journeys.values())
    for element in chain(streams, steps, *rest):
        if element.lacks("owner") and _candidates(workspace, element):
            yield element.address


def _changes(scene: Scene, element: Element, owner: str) -> Changes:
    place = scene.own(element.place)
    after = None if isinstance(element, SystemPath) else ("name",)
    yield place.file, scene.entries(place).put(place.path, {"owner": owner}, after)


def _candidates(workspace: Workspace, element: Element) -> list[str]:
    """All owners: who hands in and takes over, then those of the organisation, then others."""
    known = [*workspace.teams, *workspace.roles]
    near: list[str | None] = []
    if isinstance(element, Step):
        stream = workspace.streams[element.stream]
        flow = flow_of(stream)
        around = [source for source, _ in flow.incoming[element.id]]
        around += [route.target for route in element.routes if route.target in stream.steps]
        near = [*(stream.steps[each].owner for each in around), stream.owner]
    elif isinstance(element, System):
        users = [step for _, step in workspace.steps() if element.id in step.systems]
        near = [step.owner for step in users]
    elif isinstance(element, SystemPath):
        ends = (workspace.systems.get(end or "") for end in (element.source, element.target))
        near = [end.owner for end in ends if end]
    elif isinstance(element, Stream):
        near = [step.owner for step in element.steps.values()]
    first = dict.fromkeys(each for each in near if each and each != CUSTOMER)
    rest = sorted(known, key=workspace.is_outside)
    return list(dict.fromkeys((*first, *rest)))
