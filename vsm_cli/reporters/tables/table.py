"""A table before it becomes CSV or a sheet of a workbook."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, field

from vsm_cli.language import tr
from vsm_cli.loading.ids import slug_of
from vsm_cli.model.elements import Element

Value = str | float | int | bool | None
Kind = Literal["text", "number", "minutes", "share"]
_SEPARATORS = frozenset(";；,，、\n[]:：")


class ExportedHeading(Struct, frozen=True):
    """A heading as a template, what stands below it, and how wide it is in characters."""

    text: str
    kind: Kind = "text"
    width: int = 14

    @property
    def said(self) -> str:
        return tr(self.text)


class ExportedTable(Struct):
    """Rows below headings. `name` is a template; `notes` say what does not fit into it."""

    name: str
    headings: tuple[ExportedHeading, ...]
    rows: list[list[Value]]
    notes: list[str] = field(default_factory=list)


def called(element: Element | None, id_: str | None) -> str | None:
    """An element by its name, with its id where that does not follow from the name; by its id where
    the name holds what stands between names."""
    if element is None or not element.name:
        if id_ is None or slug_of(id_) == id_:
            return id_
        return f"{id_} [{id_}]"
    if _SEPARATORS & set(element.name):
        return element.id if slug_of(element.id) == element.id else f"{element.id} [{element.id}]"
    name = " ".join(element.name.split())
    return name if slug_of(name) == element.id else f"{name} [{element.id}]"


def listed(names: Iterable[str | None]) -> str | None:
    """Several names in one cell; a single one with a comma in it is shown to be one."""
    found = [name for name in names if name]
    if len(found) == 1 and set("，,、") & set(found[0]):
        return f"{found[0]};"
    return "; ".join(found) or None


def minutes(seconds: float | None) -> float | None:
    """Seconds as minutes: no calendar is needed to understand them."""
    return None if seconds is None else _short(seconds / 60)


def _short(number: float) -> float:
    """A number without the noise of computing it."""
    return round(number, 10)
