"""Gather what all documents of a workspace define: the first definition of an id counts."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from vsm_cli.diagnostics import Finding
from vsm_cli.language import message
from vsm_cli.loading.ids import is_id
from vsm_cli.loading.shapes import DocumentShape, PathShape
from vsm_cli.loading.validation import Unread, Validated, validate
from vsm_cli.loading.value_parsing import shown
from vsm_cli.model.elements import CUSTOMER, END
from vsm_cli.source.data import Number
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile

ShapeT = TypeVar("ShapeT")
# What each id means that no element may have.
RESERVED = {"end": END, "结束": END, "customer": CUSTOMER, "客户": CUSTOMER}

_VERSION = message("vsm: {value} is not a version of the format that this vsm reads; it reads 1")
_NO_VERSION = message("this document does not say `vsm: 1`, unlike another one in this file")
_QUOTED_VERSION = message("the version of the format is the number 1, not {value}")
_WRITE_ID = message("write {slug}")
_TWICE = message("{id} is defined twice; the first definition counts")
_CASE = message("{id} and {other} differ only by case")
_FIRST = message("{other} is defined here")
_CALENDAR_TWICE = message("the calendar of the workspace stands in one document only")
_ROOT_TWICE = message("{key} is given in an earlier document already, which counts")
_ROOT_ONLY = message("{key} may stand only in the vsm.yaml of a root")


class RawElement(Struct, Generic[ShapeT], frozen=True):
    """One element as written, with its place and the keys that could not be read."""

    shape: ShapeT
    place: Place
    unread: Unread

    @property
    def unread_keys(self) -> frozenset[str]:
        return self.unread.at(self.place.path)


SECTIONS = ("teams", "roles", "systems", "data", "practices", "step_kinds", "streams", "patterns",
            "journeys", "logs", "measured")  # fmt: skip


class Collected(Struct):
    """All entries of a workspace, by section (`step_kinds` for `step-kinds`) and id."""

    sections: dict[str, dict[str, RawElement[Any]]] = field(default_factory=dict)
    paths: list[RawElement[PathShape]] = field(default_factory=list)
    calendar: RawElement[Any] | None = None
    title: str | None = None
    unread_sections: set[str] = field(default_factory=set)
    complete: bool = True
    root: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    ours: list[SourceFile] = field(default_factory=list)
    partial: Collection[Place] = ()

    def report(self, code: str, place: Place, element: str, template: str, **fields: Any) -> None:
        self.findings.append(
            Finding(code=code, place=place, element=element, message=template, fields=fields)
        )

    def add(
        self, entries: dict[str, RawElement[Any]], id_: str, entry: RawElement[Any], prefix: str
    ) -> None:
        """Add an element to `entries` under its id, or say why it cannot be added."""
        address = f"{prefix}.{id_}"
        if id_ in RESERVED:
            self.findings.append(_id_finding("reserved", id_, entry, address))
            return
        if not is_id(id_):
            self.findings.append(_id_finding("id", id_, entry, address))
        if id_ in entries:
            self.findings.append(_twice(id_, entry, entries[id_], address))
            return
        entries[id_] = entry

    def check_cases(self, entries: Mapping[str, RawElement[Any]], prefix: str = "") -> None:
        """Report ids that differ only by case; without a prefix, sections share them."""
        if len({id_.casefold() for id_ in entries}) == len(entries):
            return
        seen: dict[str, str] = {}
        for id_, entry in entries.items():
            first = seen.setdefault(id_.casefold(), id_)
            if first != id_:
                address = f"{prefix or entry.place.path[0]}.{id_}"
                self.findings.append(_twice(id_, entry, entries[first], address, _CASE))


Validating = Callable[[dict[str, Any], Place], Validated]


def collect(
    files: Iterable[SourceFile],
    root: str | None,
    partial: Collection[Place] = (),
    validating: Validating = validate,
) -> Collected:
    """Validate every document of every file and put their elements together.

    `root` is the name of the root's vsm.yaml, the only place for language, lint and render.
    `partial` are places of streams that miss what they should have taken from another.
    """
    result = Collected(partial=partial)
    for source in files:
        _collect_file(source, result, source.path == root, validating)
    _check_cases(result)
    return result


def _collect_file(
    source: SourceFile, result: Collected, is_root: bool, validating: Validating
) -> None:
    versioned = False
    for index, document in enumerate(source.documents):
        data = document.data
        place = Place(source.path, index, ())
        if not isinstance(data, dict):
            if isinstance(data, str) and data.startswith("vsm："):
                result.findings.append(_full_width(place))
                versioned = True
            continue
        if "vsm" not in data:
            if versioned:
                result.report("VSM006", place, "", _NO_VERSION)
                result.complete = False
            continue
        version = data["vsm"]
        if isinstance(version, dict | list):
            continue
        versioned = True
        if not (isinstance(version, Number) and version == "1"):
            # Of `"1"`, `1.0` and `v1` nobody doubts what is meant: the rest can be read.
            meant = str(version).lstrip("vV").removesuffix(".0") == "1"
            said = f'"{version}"' if meant and not isinstance(version, Number) else shown(version)
            at = place.value("vsm")
            result.findings.append(
                Finding(code="VSM006", place=at, element="",
                        message=_QUOTED_VERSION if meant else _VERSION,
                        fields={"value": said}, help=message("write vsm: 1"))
            )  # fmt: skip
            if not meant:
                result.complete = False
                continue
        _take_over(result, validating(data, place), place, is_root)
    if source.ours:
        result.ours.append(source)
    if not source.readable:
        result.complete = False


def _full_width(place: Place) -> Finding:
    from vsm_cli.source import full_width

    help_line, fields = full_width.of_sign("：")
    return Finding(
        code="VSM001", place=place, element="",
        message=message("this is not a mapping: a key ends with a half-width colon"),
        fields=fields, help=help_line,
    )  # fmt: skip


def _take_over(result: Collected, validated: Validated, place: Place, is_root: bool) -> None:
    shape, unread, findings = validated
    partial = [stream for stream in result.partial if stream[:2] == place[:2]]
    if partial:
        unread = unread.copy()  # what was validated may be taken again when this is mended
        for stream in partial:
            _leave_open(unread, stream.path, shape)
    result.findings += findings
    result.title = result.title or shape.title
    if shape.calendar is not None:
        entry = RawElement(shape.calendar, place.key("calendar"), unread)
        if result.calendar is None:
            result.calendar = entry
        else:
            result.report("VSM004", entry.place, "calendar", _CALENDAR_TWICE)
    for key in ("language", "lint", "render"):
        value = getattr(shape, key)
        if value is None:
            continue
        if is_root and key not in result.root:
            result.root[key] = value
            continue
        code, template = ("VSM004", _ROOT_TWICE) if is_root else ("VSM002", _ROOT_ONLY)
        result.report(code, place.key(key), key, template, key=key)
    missing = unread.at(())
    for section in SECTIONS:
        written = section.replace("_", "-")
        if written in missing:
            result.unread_sections.add(section)
        for id_, element in (getattr(shape, section) or {}).items():
            entry = RawElement(element, place.key(written, id_), unread)
            result.add(result.sections.setdefault(section, {}), id_, entry, written)
    if "paths" in missing:
        result.unread_sections.add("paths")
    for index, path in enumerate(shape.paths or []):
        if path is None:
            result.unread_sections.add("paths")
        else:
            result.paths.append(RawElement(path, place.key("paths", index), unread))


def _leave_open(unread: Unread, path: tuple[str | int, ...], shape: DocumentShape) -> None:
    """Let everything count as present that a stream, and each of its steps, may have taken."""
    unread.add(path)
    stream = (getattr(shape, str(path[0])) or {}).get(path[1])
    for step in (stream.steps if stream else None) or {}:
        unread.add((*path, "steps", step))


def _id_finding(problem: str, id_: str, entry: RawElement[Any], address: str) -> Finding:
    from vsm_cli.diagnostics import Replacement
    from vsm_cli.loading.ids import slug_of
    from vsm_cli.loading.value_problems import PROBLEMS
    from vsm_cli.source import full_width

    help_line, fields = full_width.cause(id_) or (None, {})
    slug = slug_of(id_) if problem == "id" else ""
    fix = None
    if slug and not help_line:
        help_line, fields = _WRITE_ID, {"slug": slug}
        fix = Replacement(
            place=entry.place, old=id_, text=slug, description=_WRITE_ID, fields=fields, safe=False
        )
    return Finding(
        code="VSM003", place=entry.place, element=address, message=PROBLEMS[problem],
        fields={"value": shown(id_), **fields}, help=help_line, fix=fix,
    )  # fmt: skip


def _twice(
    id_: str, entry: RawElement[Any], first: RawElement[Any], address: str, template: str = _TWICE
) -> Finding:
    """An id that stands in the workspace already; `first` is where."""
    from vsm_cli.diagnostics import Related

    fields = {"id": id_, "other": first.place.path[-1]}
    related = Related(place=first.place, message=_FIRST, fields=fields)
    return Finding(
        code="VSM004", place=entry.place, element=address, message=template, fields=fields,
        related=(related,),
    )  # fmt: skip


def _check_cases(result: Collected) -> None:
    """Ids that differ only by case, and those that are given twice in sections that share them."""
    shared = (("teams", "roles"), ("streams", "patterns"))
    for first, second in shared:
        both: dict[str, RawElement[Any]] = dict(result.sections.get(first, {}))
        for id_, entry in result.sections.get(second, {}).items():
            if id_ in both:
                result.findings.append(_twice(id_, entry, both[id_], f"{second}.{id_}"))
            else:
                both[id_] = entry
        result.check_cases(both)
    for section in SECTIONS:
        if not any(section in pair for pair in shared):
            result.check_cases(result.sections.get(section, {}), section.replace("_", "-"))
