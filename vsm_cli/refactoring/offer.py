"""What can be done at an element, and what a refactoring has at hand to say so."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

from vsm_cli.diagnostics import Edit
from vsm_cli.language import fill, message, tr
from vsm_cli.loading.references import canonical
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.entries import TextEdit, TextEntries
from vsm_cli.source.entry_finding import KeptError
from vsm_cli.source.key_names import english_path
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile

_NOTHING = message("there is no {address} here")
_UNREADABLE = message("{file} cannot be read as a whole")
_TAKEN = message("{step} is taken from {source}, and would change for all that are like it")


class NotHereError(Exception):
    """A refactoring cannot be done at an element; the text says why."""


Changes = Iterable[tuple[str, Iterable[TextEdit]]]
"""Names of files, and what to change in them."""


class Offer(Struct, frozen=True, dict=True):
    """One thing that can be done: which refactoring, at which element, as people read it, and with
    what (`choice`, such as the owner; empty where there is nothing to choose). `detail` tells it
    from others with the same choice.

    What it changes is made when it is asked for.
    """

    name: str
    element: str
    title: str
    changes: Callable[[], Changes]
    choice: str = ""
    detail: str = ""

    @property
    def edits(self) -> Mapping[str, tuple[Edit, ...]]:
        """The changes of each file by its name; none where it is refused."""
        return self._made[0]

    @property
    def refused(self) -> str | None:
        """What the text would lose that somebody wrote, where there is such a thing."""
        return self._made[1]

    @cached_property
    def _made(self) -> tuple[dict[str, tuple[Edit, ...]], str | None]:
        edits: dict[str, list[Edit]] = {}
        try:
            for file, found in self.changes():
                new = [Edit(span=edit.span, text=edit.text) for edit in found]
                edits.setdefault(file, []).extend(new)
        except KeptError as error:
            return {}, fill(error.template, error.fields)
        return {file: tuple(each) for file, each in edits.items()}, None


def apart(offers: Iterable[Offer]) -> list[Offer]:
    """The offers of one refactoring at an element, each with a choice of its own: where several
    have the same, the details stand behind it, and numbers where that is not enough."""
    found = list(offers)
    alike = Counter(each.choice for each in found)
    taken: set[str] = set()
    for number, each in enumerate(found):
        detailed = alike[each.choice] > 1 and each.detail
        stem = f"{each.choice}.{each.detail}" if detailed else each.choice
        names = chain([stem], (f"{stem}.{again}" for again in count(2)))
        choice = next(name for name in names if name not in taken)
        taken.add(choice)
        found[number] = replace(each, choice=choice)
    return found


class Scene:
    """A workspace with its texts, for those who would change them."""

    def __init__(self, workspace: Workspace, files: Mapping[str, SourceFile]) -> None:
        self.workspace = workspace
        self.files = files
        self._entries: dict[tuple[str, int], TextEntries] = {}

    def element(self, address: str) -> Element:
        """The element with an address, in which keys may be Chinese. Raises NotHereError."""
        path = english_path(tuple(canonical(part) for part in address.strip().split(".")))
        wanted = ".".join(path)
        found = self._among(wanted, path)
        if found is None:
            raise NotHereError(tr(_NOTHING, address=address))
        return found

    def step(self, address: str) -> Step:
        """The step with an address. Raises NotHereError."""
        found = self.element(address)
        if not isinstance(found, Step):
            raise NotHereError(tr(message("{address} is no step"), address=address))
        return found

    def addresses_at(self, file: str, line: int, column: int) -> list[str]:
        """The elements that stand at a line and column of a file, from the inside out."""
        source = self.files.get(file)
        if source is None or not source.readable or source.lines[line - 1][:3] in ("---", "..."):
            return []
        begun = [n for n, root in enumerate(source.roots) if root.start_mark.line < line]
        if not begun:
            return []
        place = Place(file, begun[-1], ())
        place = place.key(*self.entries(place).path_at(line, column))
        return list(self._addresses(place))

    def _addresses(self, place: Place) -> Iterator[str]:
        path = tuple(map(str, place.path))
        if not path:
            return
        if path[0] == "paths":
            whole = place._replace(path=place.path[:2])
            yield from (each.address for each in self.workspace.paths if each.place == whole)
        elif path[0] in ("streams", "patterns") and path[2:3] == ("steps",) and len(path) > 3:
            if len(path) > 4 and path[4] in ("starts", "uses"):
                steps = (step for _, step in self.workspace.steps())
                links = (link for step in steps for link in (*step.starts, *step.uses))
                yield from (link.address for link in links if self._holds(link.place, place))
            yield ".".join(path[:4])
        elif path[0] in ("streams", "systems", "journeys") and len(path) > 1:
            yield ".".join(path[:2])

    def _holds(self, outer: Place, inner: Place) -> bool:
        own = self.own(outer)
        path = own.path
        if isinstance(path[-1], int) and not any(isinstance(each, int) for each in inner.path):
            path = path[:-1]  # alone, where a list may stand
        return own[:2] == inner[:2] and inner.path[: len(path)] == path

    def own(self, place: Place) -> Place:
        """Where that is written: streams may take it from what they are like."""
        return self.workspace.origins.of(place)

    def in_stream(self, step: Step) -> Place:
        """The place of a step that is the stream's own. Raises KeptError."""
        place = self.own(step.place)
        if place != step.place:
            raise KeptError(_TAKEN, step=step.id, source=".".join(map(str, place.path[:2])))
        return place

    def entries(self, place: Place) -> TextEntries:
        """The entries of the document that a place is in. Raises KeptError."""
        source = self.files.get(place.file)
        if source is None or not source.readable:
            raise KeptError(_UNREADABLE, file=place.file)
        key = place.file, place.document
        if key not in self._entries:
            self._entries[key] = TextEntries(source, place.document)
        return self._entries[key]

    def _among(self, wanted: str, path: tuple[str, ...]) -> Element | None:
        workspace = self.workspace
        if path[0] == "paths":
            return _first(each for each in workspace.paths if each.address == wanted)
        if path[0] in ("teams", "roles", "systems", "data", "journeys") and len(path) == 2:
            found: Element | None = getattr(workspace, path[0]).get(path[1])
            return found
        if path[0] == "patterns":
            steps = (step for _, step in workspace.steps())
            return next((each for each in steps if self.own(each.place).path == path), None)
        stream = workspace.streams.get(path[1]) if path[0] == "streams" and path[1:] else None
        if stream is None or len(path) == 2:
            return stream
        step = stream.steps.get(path[3]) if path[2] == "steps" and len(path) > 3 else None
        if step is None or len(path) == 4:
            return step
        links = (*step.starts, *step.uses)
        return _first(each for each in links if each.address == wanted)


def _first(alike: Iterable[Element]) -> Element | None:
    """Of paths or links with the same ends, one that nobody answers for, else the first."""
    found = list(alike)
    return next((each for each in found if each.lacks("owner")), found[0] if found else None)
