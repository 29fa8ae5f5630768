"""Link two streams so that the other is told something, and somebody sees to it."""

from collections.abc import Iterator, Sequence

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.links.stream_links import Unlinked, unlinked_streams
from vsm_cli.language import message, names, tr
from vsm_cli.loading.value_parsing import PERCENT
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Link, Step, Use
from vsm_cli.model.workspace import Workspace
from vsm_cli.refactoring.offer import Changes, NotHereError, Offer, Scene
from vsm_cli.source.entries import TextEntries
from vsm_cli.source.places import Key

NAME = "link-streams"

_SAY = message("Complete the link from {step} to {other}: {said}")
_LINK = message("Link {step} with {other}, which begins with {data}")
_NONE = message("at {address}, no link is missing, and none lacks data or an owner")
_BEFORE = ("accepts", "outputs", "inputs", "systems", "practices", "owner", "name")


def offers(scene: Scene, address: str) -> Iterator[Offer]:
    """One for each link of a step that lacks something, and for each stream that begins with what
    it outputs though nothing joins them."""
    element = scene.element(address)
    workspace = scene.workspace
    found = False
    steps = [step for _, step in workspace.steps() if step is element or element in _links(step)]
    for step in steps:
        for link in _links(step):
            if element.address in (step.address, link.address) and (
                said := _lacking(workspace, step, link)
            ):
                found = True
                yield _completed(scene, step, link, said, address)
    for unlinked in unlinked_streams(workspace) if isinstance(element, Step) else ():
        if element in unlinked.sending:
            found = True
            yield _linked(scene, element, unlinked, address)
    if not found:
        raise NotHereError(tr(_NONE, address=address))


def elements(scene: Scene) -> Iterator[str]:
    """The links that lack something, and the steps where one is missing."""
    workspace = scene.workspace
    for _, step in workspace.steps():
        yield from (each.address for each in _links(step) if _lacking(workspace, step, each))
    for unlinked in unlinked_streams(workspace):
        yield unlinked.sending[0].address


def _links(step: Step) -> list[Link | Use]:
    return [*step.starts, *(use for use in step.uses if use.wait)]


def _lacking(workspace: Workspace, step: Step, link: Link | Use) -> dict[str, str]:
    """What is to be said at a link: its data and its owner, as far as it says neither itself."""
    said = {}
    if link.lacks("data") and (data := _data_for(workspace, step, link)):
        said["data"] = data
    if link.lacks("owner") and (owner := _owner_for(workspace, step)):
        said["owner"] = owner
    return said


def _data_for(workspace: Workspace, step: Step, link: Link | Use) -> str | None:
    """What the step outputs and the other begins with, else the first that it outputs."""
    other = workspace.streams[link.stream]
    ends = [link.at] if link.at else list(flow_of(other).entries)
    wanted = {data for end in ends for data in other.steps[end].inputs or ()}
    outputs = step.outputs or ()
    return next((data for data in outputs if data in wanted), outputs[0] if outputs else None)


def _owner_for(workspace: Workspace, step: Step) -> str | None:
    """Who hands on is the one to see that it arrives."""
    owners = (step.owner, workspace.streams[step.stream].owner)
    return next((each for each in owners if each and each != CUSTOMER), None)


def _completed(
    scene: Scene, step: Step, link: Link | Use, said: dict[str, str], address: str
) -> Offer:
    other = scene.workspace.streams[link.stream].label
    labels = [scene.workspace.data[said["data"]].label] if "data" in said else []
    labels += [scene.workspace.owner_label(said["owner"])] if "owner" in said else []
    title = tr(_SAY, step=step.label, other=other, said=names(labels))

    def changes() -> Changes:
        place = scene.own(link.place)
        entries = scene.entries(place)
        path = place.path
        if entries.shape(path) == "text":
            # `starts: x` says no more than the stream, and `starts: x 50%` its share.
            share = _share(entries, path) if isinstance(link, Link) else {}
            yield place.file, [entries.replace(path, {"stream": link.stream, **share, **said})]
        else:
            yield place.file, entries.put(path, said)

    return Offer(NAME, address, title, changes, link.stream, link.at or "")


def _share(entries: TextEntries, path: Sequence[Key]) -> dict[str, str]:
    """The share that stands behind the stream."""
    _, _, last = (entries.scalar(path) or "").strip().rpartition(" ")
    return {"share": last} if PERCENT.fullmatch(last) else {}


def _linked(scene: Scene, step: Step, unlinked: Unlinked, address: str) -> Offer:
    workspace = scene.workspace
    entry = unlinked.entry
    other = workspace.streams[entry.stream]
    data = [each for each in unlinked.data if each in (step.outputs or ())]
    labels = names(workspace.data[each].label for each in data)
    title = tr(_LINK, step=step.label, other=other.label, data=labels)
    link: dict[str, object] = {"stream": other.id}
    if len(flow_of(other).entries) > 1:
        link["at"] = entry.id
    link["data"] = data[0] if len(data) == 1 else data
    if owner := _owner_for(workspace, step):
        link["owner"] = owner

    def changes() -> Changes:
        place = scene.in_stream(step)
        entries = scene.entries(place)
        if entries.has((*place.path, "starts")):
            yield place.file, entries.append((*place.path, "starts"), link)
        else:
            yield place.file, entries.put(place.path, {"starts": link}, _BEFORE)

    return Offer(NAME, address, title, changes, other.id, entry.id)
