"""Accept once what is accepted twice: the earlier acceptance stays, with the criteria."""

from collections.abc import Iterator

from vsm_cli.analysis.flow.acceptances import Accepting, repeated_acceptances
from vsm_cli.language import message, tr
from vsm_cli.loading.references import canonical
from vsm_cli.refactoring.offer import Changes, NotHereError, Offer, Scene
from vsm_cli.source.entries import TextEdit, TextEntries
from vsm_cli.source.entry_finding import KeptError
from vsm_cli.source.places import Key

NAME = "merge-acceptances"

_TITLE = message("Accept {data} once, at {step}")
_NONE = message("{step} accepts nothing that was accepted before")
_SEVERAL_LINES = message("the criteria of {step} stand on several lines")
_BESIDE = message("{key} stands beside the criteria and would be lost")


def offers(scene: Scene, address: str) -> Iterator[Offer]:
    """One for each earlier step that accepts the same."""
    step = scene.step(address)
    found = False
    for group in repeated_acceptances(scene.workspace):
        for each in group.repetitions:
            for earlier in each.earlier if each.later.step is step else ():
                found = True
                yield _offer(scene, earlier, each.later, address)
    if not found:
        raise NotHereError(tr(_NONE, step=step.id))


def elements(scene: Scene) -> Iterator[str]:
    """The steps that accept again."""
    for group in repeated_acceptances(scene.workspace):
        yield from (each.later.step.address for each in group.repetitions)


def _offer(scene: Scene, earlier: Accepting, later: Accepting, address: str) -> Offer:
    data = scene.workspace.data[later.acceptance.data].label
    title = tr(_TITLE, data=data, step=earlier.step.label)
    choice = f"{earlier.stream.id}.{earlier.step.id}"
    return Offer(
        NAME, address, title, lambda: _changes(scene, earlier, later), choice, later.acceptance.data
    )


def _changes(scene: Scene, earlier: Accepting, later: Accepting) -> Changes:
    place = scene.own(later.step.place.key("accepts"))
    entries = scene.entries(place)
    yield place.file, _taken_out(entries, place.path, _written(later))
    criteria = later.acceptance.criteria
    if criteria and not earlier.acceptance.criteria:
        if "\n" in criteria:
            raise KeptError(_SEVERAL_LINES, step=later.step.id)
        place = scene.own(earlier.step.place.key("accepts"))
        yield (
            place.file,
            _with_criteria(scene.entries(place), place.path, _written(earlier), criteria),
        )


def _written(accepting: Accepting) -> str:
    """What the step calls the data: `signed form` may stand for `signed-form`."""
    return str(accepting.acceptance.place.path[-1])


def _taken_out(entries: TextEntries, path: tuple[Key, ...], data: str) -> list[TextEdit]:
    shape = entries.shape(path)
    if shape == "mapping" and entries.shape((*path, data)) == "mapping":
        for key in entries.keys((*path, data)):
            if key != "criteria":
                raise KeptError(_BESIDE, key=key or "-")
    if shape == "mapping" and len(entries.keys(path)) > 1:
        return entries.remove((*path, data))
    if shape == "list" and len(items := entries.items(path)) > 1:
        number = [canonical(each or "") for each in items].index(canonical(data))
        return entries.remove((*path, number))
    return entries.remove(path)


def _with_criteria(
    entries: TextEntries, path: tuple[Key, ...], data: str, criteria: str
) -> list[TextEdit]:
    match entries.shape(path):
        case "mapping":
            if entries.shape((*path, data)) == "mapping":
                return entries.put((*path, data), {"criteria": criteria})
            return [entries.replace((*path, data), criteria)]
        case "list":
            accepted = {str(each): None for each in entries.items(path)}
            return [entries.replace(path, accepted | {data: criteria})]
    return [entries.replace(path, {data: criteria})]
