"""Define the path between two systems that data passes and nobody has defined."""

from collections.abc import Iterator

from vsm_cli.analysis.data.missing_paths import Pair, missing_paths
from vsm_cli.analysis.data.support_ways import missing_support
from vsm_cli.analysis.data.transfers import transfers
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.workspace import Workspace
from vsm_cli.refactoring.offer import Changes, NotHereError, Offer, Scene
from vsm_cli.source.entry_text import OnLines
from vsm_cli.source.key_names import english_path

NAME = "define-path"

_TITLE = message("Define the path from {source} to {target}")
_TITLE_DATA = message("Define the path from {source} to {target} for {data}")
_NONE = message("no path is missing at {address}")
_BEFORE = ("data", "systems", "roles", "teams", "calendar", "title", "vsm")


class _Gap:
    """What is known of a missing path: what it is to carry, and at which elements it is missed."""

    def __init__(self) -> None:
        self.data: dict[str, None] = {}
        self.at: dict[str, None] = {}
        self.owners: list[str] = []


def offers(scene: Scene, address: str) -> Iterator[Offer]:
    """One for each missing path at a step or link; `paths.FROM->TO` names one itself."""
    wanted = ".".join(english_path(tuple(address.strip().split("."))))
    found = False
    for pair, gap in _gaps(scene.workspace).items():
        own = f"paths.{'->'.join(pair)}"
        if wanted == own or wanted in gap.at:
            found = True
            yield _offer(scene, pair, gap, address, "" if wanted == own else "->".join(pair))
    if not found:
        raise NotHereError(tr(_NONE, address=address))


def elements(scene: Scene) -> Iterator[str]:
    """The missing paths themselves."""
    return (f"paths.{'->'.join(pair)}" for pair in _gaps(scene.workspace))


def _gaps(workspace: Workspace) -> dict[Pair, _Gap]:
    gaps: dict[Pair, _Gap] = {}
    for pair, places in missing_paths(transfers(workspace)).items():
        gap = gaps.setdefault(pair, _Gap())
        for each in places:
            gap.data |= dict.fromkeys(each.data)
            gap.at |= dict.fromkeys((each.source.address, each.target.address))
            link = getattr(each.connection, "address", None)
            gap.at |= {link: None} if link else {}
            gap.owners += _ours(each.source.owner, each.target.owner)
    for pair, uses in missing_support(workspace):
        gap = gaps.setdefault(pair, _Gap())
        for use in uses:
            gap.data |= {use.data: None}
            gap.at |= dict.fromkeys((use.step.address, use.use.address))
            gap.owners += _ours(use.step.owner)
    return gaps


def _ours(*owners: str | None) -> list[str]:
    return [owner for owner in owners if owner and owner != CUSTOMER]


def _offer(scene: Scene, pair: Pair, gap: _Gap, address: str, choice: str) -> Offer:
    systems = scene.workspace.systems
    source, target = (systems[end].label if end in systems else end for end in pair)
    objects = scene.workspace.data
    data = names(objects[each].label if each in objects else each for each in gap.data)
    template = _TITLE_DATA if gap.data else _TITLE
    title = tr(template, source=source, target=target, data=data)
    return Offer(NAME, address, title, lambda: _changes(scene, pair, gap), choice)


def _changes(scene: Scene, pair: Pair, gap: _Gap) -> Changes:
    workspace = scene.workspace
    source, target = pair
    path: dict[str, object] = {"from": source, "to": target}
    data = list(gap.data)
    if data:
        path["data"] = data[0] if len(data) == 1 else data
    # Who keeps the system that the data leaves is the one to see to it.
    systems = (workspace.systems.get(end) for end in pair)
    owners = [system.owner for system in systems if system and system.owner] + gap.owners
    if owners:
        path["owner"] = owners[0]
    known = [each for each in workspace.paths if each.source == source] or workspace.paths
    if known:
        place = known[-1].place
        yield place.file, scene.entries(place).append(("paths",), path)
    elif scene.entries(place := workspace.systems[source].place).has(("paths",)):
        yield place.file, scene.entries(place).append(("paths",), path)
    else:
        values = {"paths": OnLines([path])}
        yield place.file, scene.entries(place).put((), values, _BEFORE)
