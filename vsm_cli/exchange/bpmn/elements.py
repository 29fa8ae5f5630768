"""All elements of a file by their ids, and what there is to say about them."""

from collections.abc import Iterable
from unicodedata import normalize
from xml.etree.ElementTree import Element

from vsm_cli.exchange.bpmn.xml_reading import VSM, children_of, kind_of, text_of, words_of
from vsm_cli.exchange.imported import ImportNote
from vsm_cli.language import message, names, tr
from vsm_cli.loading.ids import is_id, slug_of
from vsm_cli.model.elements import CUSTOMER, END

_TWICE = message("the id is given twice: what refers to it is taken to mean the first element")
_NOT_READ = message("what only engines and drawing tools use is not read: {kinds}")
_NAMED = message("{name}: {text}")
_MOST_KINDS = 12
_NAME_LENGTH = 80
_ID_LENGTH = 60
_RESERVED = {CUSTOMER, END, "客户", "结束"}
_WORDLESS = {"start", "end", "开始", "结束"}


class DiagramElements:
    """The elements of a file: the first with an id counts, one without has none to refer to."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._place: dict[Element, int] = {}
        self._ids: dict[Element, str] = {}
        self._by_id: dict[str, Element] = {}
        self._notes: list[tuple[int, ImportNote]] = []
        self._passed_over: dict[str, None] = {}
        for place, element in enumerate(root.iter()):
            self._place[element] = place
            id_ = element.get("id")
            if not id_ or not kind_of(element):
                continue
            if self._by_id.setdefault(id_, element) is not element:
                self.lose(element, tr(_TWICE))

    @property
    def is_own(self) -> bool:
        """Whether `vsm export` wrote the file: then it has our order."""
        return self.root.get("exporter") == "vsm"

    def key(self, element: Element) -> str:
        """What an element is known by here: its id, unless it has none or another one has it."""
        id_ = element.get("id", "")
        if self._by_id.get(id_) is element:
            return id_
        return f"{id_} {self._place[element]}"

    def place(self, element: Element) -> int:
        """Where it stands in the file."""
        return self._place[element]

    def find(self, reference: str | None) -> Element | None:
        """What a reference names, with or without a prefix."""
        reference = (reference or "").strip()
        found = self._by_id.get(reference)
        return found if found is not None else self._by_id.get(reference.rpartition(":")[2])

    def referred(self, element: Element, attribute: str) -> Element | None:
        """What an element refers to, by an attribute or a child."""
        if attribute in element.attrib:
            return self.find(element.get(attribute))
        return next((self.find(text_of(each)) for each in children_of(element, attribute)), None)

    def lose(self, element: Element, text: str) -> None:
        """Say what could not be carried over."""
        self._note(element, text, is_lost=True)

    def say(self, element: Element, text: str) -> None:
        """Say how something came to be."""
        self._note(element, text, is_lost=False)

    def _note(self, element: Element, text: str, *, is_lost: bool) -> None:
        where = words_of(element, "id") or kind_of(element) or element.tag
        if (name := said_name(element)) and name != where:
            text = tr(_NAMED, name=name[:_NAME_LENGTH], text=text)
        self._notes.append((self._place[element], ImportNote(where, text, is_lost)))

    def pass_over(self, kinds: Iterable[str]) -> None:
        """What needs no word for each element: nobody sees it in a diagram."""
        self._passed_over.update(dict.fromkeys(kinds))

    def notes(self) -> tuple[ImportNote, ...]:
        """All that was said, in the order of the file."""
        if self._passed_over:
            kinds = list(self._passed_over)
            said = [*kinds[:_MOST_KINDS], "…"] if len(kinds) > _MOST_KINDS else kinds
            self.say(self.root, tr(_NOT_READ, kinds=names(said)))
            self._passed_over.clear()
        return tuple(note for _, note in sorted(self._notes, key=lambda each: each[0]))


class DiagramIds:
    """Ids of ours for one kind of element: no two differ by case only, and none is reserved."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._given: dict[str, int] = {}

    def give(self, element: Element, name: str = "") -> str:
        """The id that `vsm export` wrote, else one made of the name, else of the element's own."""
        wishes = [element.get(f"{VSM}id", ""), *map(_shortened, (name, element.get("id", "")))]
        wish = next(filter(is_id, (normalize("NFC", each) for each in wishes)), None)
        wish = wish or kind_of(element).lower()
        wish = f"{wish}-1" if wish in _RESERVED else wish
        number = self._given.get(wish, 0) + 1
        while (id_ := wish if number == 1 else f"{wish}-{number}").casefold() in self._taken:
            number += 1
        self._given[wish] = number
        self._taken.add(id_.casefold())
        return id_


def _shortened(text: str) -> str:
    slug = slug_of(normalize("NFC", text))
    if len(slug) <= _ID_LENGTH:
        return slug
    return slug[:_ID_LENGTH].rpartition("-")[0] or slug[:_ID_LENGTH]


def said_name(element: Element) -> str:
    """The name that a person gave: not one that `vsm export` made up."""
    return "" if element.get(f"{VSM}made") else words_of(element)


def telling(name: str) -> str:
    """The name of an event, if it says more than that something starts or ends."""
    return "" if name.casefold() in _WORDLESS else name


def documentation(element: Element) -> str:
    return "\n".join(filter(None, map(text_of, children_of(element, "documentation"))))
