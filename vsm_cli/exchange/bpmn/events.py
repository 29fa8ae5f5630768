"""Events: what they say, and what of it our form cannot say."""

from xml.etree.ElementTree import Element

from vsm_cli.exchange.bpmn.elements import DiagramElements, said_name, telling
from vsm_cli.exchange.bpmn.xml_reading import children_of, kind_of, text_of, words_of
from vsm_cli.language import message, tr
from vsm_cli.loading.amounts import TOO_LONG, amount_of

_BOUNDARY = message(
    "events at the border of an activity are left out; nothing leads to what follows them"
)
_UNDONE = message("undoing earlier work is left out; the flow goes on")
_THROWN = message("leaves its sub-process by an exception, which is left out; work ends here")
_KINDS = ("message", "timer", "signal", "conditional", "escalation", "error", "cancel",
          "compensate", "terminate", "link")  # fmt: skip
_PASSED = {"compensate", "cancel"}
_EXCEPTIONS = {"error", "escalation", "cancel"}


class BpmnEvent:
    """An event with its definitions, those that it refers to as well."""

    def __init__(self, elements: DiagramElements, element: Element) -> None:
        self._elements = elements
        self._element = element
        referred = (elements.find(text_of(r)) for r in children_of(element, "eventDefinitionRef"))
        found = [*element, *(each for each in referred if each is not None)]
        self._definitions = {
            kind_of(each).removesuffix("EventDefinition"): each
            for each in found
            if kind_of(each).removesuffix("EventDefinition") in _KINDS
        }

    @property
    def link(self) -> str:
        """The name of the link that it is one end of, if it is."""
        if "link" not in self._definitions:
            return ""
        return words_of(self._definitions["link"]) or said_name(self._element) or "link"

    @property
    def is_passed(self) -> bool:
        """Whether work goes through it without anything that we could say."""
        return bool(self._definitions.keys() & _PASSED)

    @property
    def is_exception(self) -> bool:
        return bool(self._definitions.keys() & _EXCEPTIONS)

    @property
    def name(self) -> str:
        """Its own name, or that of what it throws or catches."""
        return said_name(self._element) or self._named_by_definition()

    @property
    def telling(self) -> str:
        """What sets the process off, with when that is where a timer says so."""
        name = telling(self.name)
        timer = self._timer()
        return f"{name} ({timer})" if name and timer and timer != name else name

    @property
    def wait(self) -> str:
        """How long a timer waits; empty where that is no duration, or no timer."""
        for text in (self._timer(), said_name(self._element)) if self.is_timer else ():
            if amount_of(text) not in (None, TOO_LONG):
                return text
        return ""

    @property
    def terminates(self) -> bool:
        """Whether it ends all that still runs in its process."""
        return "terminate" in self._definitions

    @property
    def is_timer(self) -> bool:
        return "timer" in self._definitions

    def say_losses(self, *, is_inner: bool) -> None:
        kind, lose = kind_of(self._element), self._elements.lose
        if kind == "boundaryEvent":
            lose(self._element, tr(_BOUNDARY))
        elif self.is_passed and not (kind == "endEvent" and self.is_exception):
            lose(self._element, tr(_UNDONE))
        elif kind == "endEvent" and is_inner and self.is_exception:
            lose(self._element, tr(_THROWN))

    def _timer(self) -> str:
        timer = self._definitions.get("timer")
        if timer is None:
            return ""
        return " ".join(text_of(each) for each in timer if kind_of(each).startswith("time"))

    def _named_by_definition(self) -> str:
        for kind, definition in self._definitions.items():
            if kind == "timer":
                return self._timer()
            if kind == "conditional":
                return text_of(definition).replace("\n", " ")
            named = self._elements.referred(definition, f"{kind}Ref")
            if named is not None and words_of(named):
                return words_of(named)
        return ""
