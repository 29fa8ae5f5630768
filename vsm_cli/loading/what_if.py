"""What-if without editing files: `streams.restore.steps.detect.wait=1h` laid over what is read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vsm_cli.characters import whole
from vsm_cli.diagnostics import Finding
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.loading.patterns import merged_stream
from vsm_cli.loading.references import canonical
from vsm_cli.loading.value_parsing import PERCENT
from vsm_cli.model.elements import Setting
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile, read_text

_FORM = message("{text}: write a place and a value, as in streams.ID.steps.ID.wait=1h")
_VALUE = message("{text}: the value is not YAML")
_NOWHERE = message("{text}: there is no {part} in {where}")
_DID_YOU_MEAN = message("; did you mean {nearest}?")
_REFUSED = message("{text}: {problem}")

Keys = tuple[str | int, ...]
_IN_LISTS = ("paths", "starts", "uses")
"""Keys at which several stand in a list, each known by its ends: `FROM->TO`, or the stream."""


def parse(text: str) -> Setting:
    """Read `place=value`; the value is YAML. Raises VsmError."""
    from vsm_cli.loading.settings import setting  # it knows the keys in Chinese, too

    place, equals, value = whole(text).partition("=")  # what is not UTF-8 comes as halves of pairs
    text = f"--set {whole(text)}"
    path = setting(place, None).path
    if not equals or len(path) < 2 or not all(path):
        raise VsmError(tr(_FORM, text=text))
    source = read_text(value.strip() or "null", "--set", path)
    if source.faults or len(source.documents) != 1:
        raise VsmError(tr(_VALUE, text=text))
    return Setting(text, path, source.documents[0].data)


def assign(files: Sequence[SourceFile], assignments: Sequence[Setting]) -> list[Place]:
    """Put the values into the documents that define their elements, first definition first.

    Gives the place of each. Raises VsmError where there is no such element.
    """
    return [_assign(files, assignment) for assignment in assignments]


def _assign(files: Sequence[SourceFile], assignment: Setting) -> Place:
    section, id_, *_ = assignment.path
    known: list[str] = []
    merged = merged_stream(files, id_) if _in_stream(assignment) else None
    for source in files:
        for index, document in enumerate(source.documents):
            inside = document.data.get(section) if _is_ours(document.data) else None
            there = _ends_in(inside) if section == "paths" and inside is not None else inside
            if not isinstance(there, dict):
                continue
            if id_ in there or (len(assignment.path) == 2 and section != "paths"):
                document.data, place = _assigned(document.data, assignment, merged)
                return Place(source.path, index, place)
            known.extend(there)
    raise _nowhere(assignment, id_, section, known)


def _in_stream(assignment: Setting) -> bool:
    return assignment.path[0] == "streams" and len(assignment.path) > 2


def _assigned(
    data: dict[str, Any], assignment: Setting, merged: dict[str, Any] | None
) -> tuple[dict[str, Any], Keys]:
    """The data of a document with the value, and where it stands. What the value becomes a part
    of may be taken from what the stream is like: then the stream has it as its own, whole."""
    section, id_, *_ = path = assignment.path
    if not merged or "like" not in data[section][id_]:
        return _with(data, path, assignment)
    node: Any
    node, place = _with({section: {id_: merged}}, path, assignment)
    whole = path[:5] if path[2] == "steps" and len(path) > 4 else path[:3]
    for key in whole:
        node = node[key]
    own = data[section][id_]
    if len(whole) == 5:
        step = (own.get("steps") or {}).get(path[3]) or {}
        node = {**(own.get("steps") or {}), path[3]: {**step, path[4]: node}}
    return {**data, section: {**data[section], id_: {**own, path[2]: node}}}, place


def _is_ours(data: Any) -> bool:
    return isinstance(data, dict) and "vsm" in data


def _with(
    data: dict[str, Any], path: tuple[str, ...], assignment: Setting
) -> tuple[dict[str, Any], Keys]:
    """The data with the value at `path`, and the keys that lead there; what aliases share
    elsewhere stays as it is."""
    key, *rest = path
    if not rest:
        return {**data, key: assignment.value}, (key,)
    inner = data.get(key)
    before = assignment.path[: len(assignment.path) - len(path)]
    if (
        key in _IN_LISTS
        and inner is not None
        and (index := _ends_in(inner).get(rest[0])) is not None
    ):
        items = inner if isinstance(inner, list) else [inner]
        changed, keys = (
            _with(_as_mapping(items[index]), tuple(rest[1:]), assignment)
            if rest[1:]
            else (assignment.value, ())
        )
        items = [*items[:index], changed, *items[index + 1 :]]
        return {**data, key: items}, (key, index, *keys)
    if key in _IN_LISTS and len(rest) > 1:
        known = {} if inner is None else _ends_in(inner)
        raise _nowhere(assignment, rest[0], ".".join((*before, key)), known)
    if inner is None and (key in data or not _holds_ids(before)):
        inner = {}
    if not isinstance(inner, dict):
        raise _nowhere(assignment, key, ".".join(before), data)
    inside, keys = _with(inner, tuple(rest), assignment)
    return {**data, key: inside}, (key, *keys)


def _ends_in(items: Any) -> dict[str, int]:
    """The ends of what stands in such a list, or alone in its place, each with its number."""
    found: dict[str, int] = {}
    for index, item in enumerate(items if isinstance(items, list) else [items]):
        each = _as_mapping(item)
        ends = (each.get(key) for key in ("from", "to"))
        end = each["stream"] if "stream" in each else "->".join(str(end) for end in ends if end)
        found.setdefault(canonical(str(end)), index)
    return found


def _as_mapping(item: Any) -> dict[str, Any]:
    """An item of such a list; a link may be written short, with its share behind the stream."""
    if isinstance(item, dict):
        return item
    id_, _, share = str(item).rpartition(" ")
    if id_ and PERCENT.fullmatch(share):
        return {"stream": id_.strip(), "share": share}
    return {"stream": str(item)}


def _holds_ids(path: tuple[str, ...]) -> bool:
    """Whether ids stand below `path`; a new key may be set anywhere, a new element nowhere."""
    return len(path) == 1 or (path[0] in ("streams", "patterns") and path[2:] == ("steps",))


def _nowhere(assignment: Setting, part: str, where: str, known: Any) -> VsmError:
    near = nearest(part, known)
    hint = tr(_DID_YOU_MEAN, nearest=near) if near else ""
    return VsmError(tr(_NOWHERE, text=assignment.text, part=part, where=where) + hint)


def refuse_faulty(
    places: Sequence[Place],
    assignments: Sequence[Setting],
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
