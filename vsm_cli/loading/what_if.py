"""What-if without editing files: `streams.restore.steps.detect.wait=1h` laid over what is read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from vsm_cli.characters import whole
from vsm_cli.diagnostics import Finding
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.loading.patterns import merged_stream
from vsm_cli.loading.references import canonical
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile, read_text

_FORM = message("--set {text}: write a place and a value, as in streams.ID.steps.ID.wait=1h")
_VALUE = message("--set {text}: the value is not YAML")
_NOWHERE = message("--set {text}: there is no {part} in {where}")
_DID_YOU_MEAN = message("; did you mean {nearest}?")
_REFUSED = message("--set {text}: {problem}")


class Assignment(Struct, frozen=True):
    """A value for one key: `path` leads there from the top of the document that defines it."""

    text: str
    path: tuple[str, ...]
    value: Any


def parse(text: str) -> Assignment:
    """Read `place=value`; the value is YAML. Raises VsmError."""
    from vsm_cli.source.key_names import english_path

    text = whole(text)  # what is not UTF-8 comes as halves of pairs
    place, equals, value = text.partition("=")
    path = english_path(tuple(canonical(part) for part in place.strip().split(".")))
    if not equals or len(path) < 2 or not all(path):
        raise VsmError(tr(_FORM, text=text))
    source = read_text(value.strip() or "null", "--set", path)
    if source.faults or len(source.documents) != 1:
        raise VsmError(tr(_VALUE, text=text))
    return Assignment(text, path, source.documents[0].data)


def assign(files: Sequence[SourceFile], assignments: Sequence[Assignment]) -> list[Place]:
    """Put the values into the documents that define their elements, first definition first.

    Gives the place of each. Raises VsmError where there is no such element.
    """
    return [_assign(files, assignment) for assignment in assignments]


def _assign(files: Sequence[SourceFile], assignment: Assignment) -> Place:
    known: list[str] = []
    merged = merged_stream(files, assignment.path[1]) if _in_stream(assignment) else None
    for source in files:
        for index, document in enumerate(source.documents):
            section = document.data.get(assignment.path[0]) if _is_ours(document.data) else None
            if not isinstance(section, dict):
                continue
            if len(assignment.path) == 2 or assignment.path[1] in section:
                document.data = _assigned(document.data, assignment, merged)
                return Place(source.path, index, assignment.path)
            known.extend(section)
    raise _nowhere(assignment, assignment.path[1], assignment.path[0], known)


def _in_stream(assignment: Assignment) -> bool:
    return assignment.path[0] == "streams" and len(assignment.path) > 2


def _assigned(
    data: dict[str, Any], assignment: Assignment, merged: dict[str, Any] | None
) -> dict[str, Any]:
    """The data of a document with the value. What the value becomes a part of may be taken from
    what the stream is like: then the stream has it as its own, whole."""
    section, id_, *_ = path = assignment.path
    if not merged or "like" not in data[section][id_]:
        return _with(data, path, assignment)
    node: Any = _with({section: {id_: merged}}, path, assignment)
    whole = path[:5] if path[2] == "steps" and len(path) > 4 else path[:3]
    for key in whole:
        node = node[key]
    own = data[section][id_]
    if len(whole) == 5:
        step = (own.get("steps") or {}).get(path[3]) or {}
        node = {**(own.get("steps") or {}), path[3]: {**step, path[4]: node}}
    return {**data, section: {**data[section], id_: {**own, path[2]: node}}}


def _is_ours(data: Any) -> bool:
    return isinstance(data, dict) and "vsm" in data


def _with(data: dict[str, Any], path: tuple[str, ...], assignment: Assignment) -> dict[str, Any]:
    """The data with the value at `path`; what aliases share elsewhere stays as it is."""
    key, *rest = path
    if not rest:
        return {**data, key: assignment.value}
    inner = data.get(key)
    before = assignment.path[: len(assignment.path) - len(path)]
    if inner is None and (key in data or not _holds_ids(before)):
        inner = {}
    if not isinstance(inner, dict):
        raise _nowhere(assignment, key, ".".join(before), data)
    return {**data, key: _with(inner, tuple(rest), assignment)}


def _holds_ids(path: tuple[str, ...]) -> bool:
    """Whether ids stand below `path`; a new key may be set anywhere, a new element nowhere."""
    return len(path) == 1 or (path[0] in ("streams", "patterns") and path[2:] == ("steps",))


def _nowhere(assignment: Assignment, part: str, where: str, known: Any) -> VsmError:
    near = nearest(part, known)
    hint = tr(_DID_YOU_MEAN, nearest=near) if near else ""
    return VsmError(tr(_NOWHERE, text=assignment.text, part=part, where=where) + hint)


def refuse_faulty(
    places: Sequence[Place],
    assignments: Sequence[Assignment],
    findings: Sequence[Finding],
    in_words: Callable[[str, Mapping[str, object]], str],
) -> None:
    """Raise VsmError where reading found fault with a value that was set; `in_words` fills the
    template of a finding."""
    for place, assignment in zip(places, assignments, strict=True):
        for finding in findings:
            at = finding.place
            inside = at.path[: len(place.path)] == place.path
            # An unknown key may be one that was made on the way to the value.
            on_the_way = finding.code == "VSM002" and place.path[: len(at.path)] == at.path
            here = (at.file, at.document) == (place.file, place.document)
            if here and (inside or on_the_way):
                problem = in_words(finding.message, finding.fields)
                raise VsmError(tr(_REFUSED, text=assignment.text, problem=problem))
