"""Where documents name elements: what a word at a place is the id of."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from vsm_cli.loading.value_parsing import PERCENT
from vsm_cli.source.key_names import KEYS
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile, read_text

# What an id at a key of a kind of mapping is the id of. An `owner` is a team or role, a `doer` may
# be the customer too, a `base` is a pattern or stream; steps are those of a stream.
REFERENCES: Mapping[tuple[str, str], str] = {
    **{(kind, "owner"): "owner" for kind in (
        "Stream", "System", "Data", "Path", "Practice", "Journey", "Link", "Use", "Idea"
    )},
    ("Step", "owner"): "doer", ("Step", "participants"): "doer", ("Step", "people"): "doer",
    ("Without", "people"): "doer",
    ("Team", "parent"): "team", ("Role", "team"): "team",
    ("Data", "master"): "system", ("Path", "from"): "system", ("Path", "to"): "system",
    ("Step", "systems"): "system",
    ("Path", "data"): "data", ("Step", "inputs"): "data", ("Step", "outputs"): "data",
    ("Step", "accepts"): "data", ("Link", "data"): "data", ("Use", "data"): "data",
    ("Step", "starts"): "stream", ("Step", "uses"): "stream",
    ("Link", "stream"): "stream", ("Use", "stream"): "stream", ("JourneyStep", "stream"): "stream",
    ("Log", "stream"): "stream", ("Measured", "stream"): "stream",
    ("Stream", "like"): "base", ("Stream", "without"): "step",
    ("Stream", "responded-at"): "step", ("Stream", "delivered-at"): "step",
    ("Step", "next"): "step", ("Link", "at"): "step", ("Use", "at"): "step",
    ("Log", "steps"): "step", ("Measured", "steps"): "step", ("Log", "teams"): "owner",
    ("Step", "practices"): "practice", ("StepKind", "practices"): "practice",
    ("Step", "kind"): "kind",
}  # fmt: skip
SECTIONS = {
    "teams": "owner", "roles": "owner", "systems": "system", "data": "data", "streams": "stream",
    "patterns": "stream", "practices": "practice", "step-kinds": "kind", "journeys": "journey",
    "logs": "log", "measured": "log",
}  # fmt: skip
# Where a mapping says by its keys what elsewhere stands as a value.
_ONLY_KEYS = {("Step", "people"), ("Without", "people"), ("Log", "steps"), ("Measured", "steps")}
_BY_KEYS = {("Step", "accepts"), ("Step", "next"), *_ONLY_KEYS}
# What the rules of a workspace look at, and where they say values of its keys.
_LOOKED_AT = {
    "stream": "Stream", "step": "Step", "link": "Link", "path": "Path", "system": "System",
    "team": "Team", "role": "Role", "data": "Data", "journey": "Journey",
}  # fmt: skip
_CONDITIONS = (("where", "is"), ("where", "is-not"), ("must", "be"), ("must", "not-be"))
_PAIRS = {"routes": ("step", "->"), "handoffs": ("owner", "->"), "returns": ("owner", "<->")}
_PARTS = re.compile(r"[^.]+")


class Mention(NamedTuple):
    """A word that is an id, as it is written: of what `kind`, at which place, for a step of which
    stream. `defines` is true where the element stands below it. In a longer text it begins behind
    so many letters (`after`)."""

    kind: str
    written: str
    place: Place
    stream: str = ""
    defines: bool = False
    after: int = 0


_recent: WeakKeyDictionary[SourceFile, tuple[Mention, ...]] = WeakKeyDictionary()
_defined: WeakKeyDictionary[SourceFile, tuple[Mention, ...]] = WeakKeyDictionary()
_MOST_KEPT = 50
"""The words of so many files are kept: those of thousands would take more room than the files."""


def mentions_in(source: SourceFile) -> tuple[Mention, ...]:
    """All words of a file that are ids."""
    found = _recent.get(source)
    if found is None:
        found = tuple(_in_documents(as_written(source)))
        if len(_recent) >= _MOST_KEPT:
            _recent.clear()
        _recent[source] = found
    return found


def definitions_in(source: SourceFile) -> tuple[Mention, ...]:
    """Those of them that define an element, or say what a stream is like."""
    found = _defined.get(source)
    if found is None:
        every = _in_documents(as_written(source))
        found = tuple(each for each in every if each.defines or each.kind == "base")
        _defined[source] = found
    return found


def may_name(source: SourceFile, id_: str) -> bool:
    """Whether an id may stand in a file, with hyphens or blanks, in any case."""
    if not source.text.isascii():
        return True  # it may be written in other signs that mean the same
    pattern = r"[-\s]+".join(map(re.escape, id_.split("-")))
    return re.search(pattern, source.text, re.IGNORECASE) is not None


def as_written(source: SourceFile) -> SourceFile:
    """A file without what its streams take from what they are like."""
    takes = any(
        isinstance(entry, dict) and "like" in entry
        for document in source.documents
        if isinstance(document.data, dict)
        for entry in _mapping(document.data.get("streams")).values()
    )
    return read_text(source.text, source.path) if takes else source


def _in_documents(source: SourceFile) -> Iterator[Mention]:
    for number, document in enumerate(source.documents):
        if not isinstance(document.data, dict) or "vsm" not in document.data:
            continue
        top = Place(source.path, number, ())
        yield from _in_rules(document.data, top)
        for section, entries in document.data.items():
            if section == "paths":
                yield from _several("Path", entries, top.key(section), "")
            kind = SECTIONS.get(section)
            shape = "Measured" if section == "measured" else None
            if kind is None or not isinstance(entries, dict):
                continue
            shape = shape or KEYS["Document"].below[section].kind
            for id_, entry in entries.items():
                yield Mention(kind, id_, top.key(section, id_), defines=True)
                stream = id_ if kind == "stream" else ""
                yield from _inside(shape, entry, top.key(section, id_), stream)


def _inside(shape: str, entry: Any, at: Place, stream: str) -> Iterator[Mention]:
    """What is named in a mapping of some shape, which is part of a stream, or of no stream."""
    if not isinstance(entry, dict):
        return
    named = entry.get("stream")
    if shape in ("Link", "Use", "Log", "Measured") and isinstance(named, str):
        other = named
    else:
        other = stream
    for key, value in entry.items():
        if kind := REFERENCES.get((shape, key)):
            of = other if key == "at" or shape in ("Log", "Measured") else stream
            if (shape, key) in _ONLY_KEYS and not isinstance(value, dict):
                continue  # such as a number of people
            by_keys = (shape, key) in _BY_KEYS
            shares = (shape, key) == ("Step", "starts")
            yield from _named(kind, value, at.key(key), of, by_keys=by_keys, shares=shares)
        elif shape == "Measured" and key in _PAIRS and isinstance(value, dict):
            kind, arrow = _PAIRS[key]
            for pair in value:
                yield from _pair(kind, pair, arrow, at.key(key, pair), other)
        elif shape == "Idea" and key == "set" and isinstance(value, dict):
            for text in value:
                yield from _setting(str(text), at.key(key, text), stream)
        below = KEYS[shape].below.get(key) if shape in KEYS else None
        if below and below.kind == "Step" and isinstance(value, dict):
            for id_, step in value.items():
                yield Mention("step", id_, at.key(key, id_), stream, defines=True)
                yield from _inside("Step", step, at.key(key, id_), stream)
        elif below:
            yield from _several(below.kind, value, at.key(key), stream)


def _in_rules(data: dict[str, Any], top: Place) -> Iterator[Mention]:
    """The ids that rules of the workspace's own ask for. A step cannot be told from another."""
    for code, rule in _mapping(_mapping(data.get("lint")).get("rules")).items():
        shape = _LOOKED_AT.get(str(_mapping(rule).get("every")), "")
        for part, condition in _CONDITIONS:
            asked = _mapping(_mapping(_mapping(rule).get(part)).get(condition))
            for key, value in asked.items():
                of, _, last = str(key).rpartition(".")
                kind = REFERENCES.get(("Stream" if of == "stream" else shape, last))
                if kind and kind != "step":
                    at = top.key("lint", "rules", code, part, condition, key)
                    yield from _named(kind, value, at, "", by_keys=False, shares=False)


def _several(shape: str, value: Any, at: Place, stream: str) -> Iterator[Mention]:
    for number, each in enumerate(value if isinstance(value, list) else [value]):
        yield from _inside(shape, each, at.key(number) if isinstance(value, list) else at, stream)


def _named(
    kind: str, value: Any, at: Place, stream: str, *, by_keys: bool, shares: bool
) -> Iterator[Mention]:
    """The ids that stand at a key: one, several in a list, or as keys of a mapping."""
    if isinstance(value, str):
        id_, _, share = value.rpartition(" ")
        written = id_.strip() if shares and id_ and PERCENT.fullmatch(share) else str(value)
        yield Mention(kind, written, at._replace(on_key=False), stream)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _named(kind, each, at.key(number), stream, by_keys=by_keys, shares=shares)
    elif isinstance(value, dict) and by_keys:
        for key in value:
            yield Mention(kind, key, at.key(key), stream)
    elif isinstance(value, dict) and kind == "owner":  # a log's names and whose they are
        for key, each in value.items():
            if isinstance(each, str):
                yield Mention(kind, str(each), at.value(key), stream)


def _pair(kind: str, text: str, arrow: str, at: Place, stream: str) -> Iterator[Mention]:
    first, is_pair, second = text.partition(arrow)
    if is_pair:
        yield Mention(kind, first, at, stream)
        yield Mention(kind, second, at, stream, after=len(first) + len(arrow))


def _setting(text: str, at: Place, stream: str) -> Iterator[Mention]:
    """The ids in a place that an idea would set, such as `streams.x.steps.y.wait`."""
    parts = [(found[0], found.start()) for found in _PARTS.finditer(text)]
    section = parts[0][0] if parts else ""
    if section in SECTIONS and len(parts) > 1:
        yield Mention(SECTIONS[section], parts[1][0], at, after=parts[1][1])
        stream = parts[1][0]
        parts = parts[2:]
    if len(parts) > 1 and parts[0][0] in ("steps", "步骤"):
        yield Mention("step", parts[1][0], at, stream, after=parts[1][1])
        parts = parts[2:]
    if len(parts) > 1 and parts[0][0] in ("starts", "uses"):
        yield Mention("stream", parts[1][0], at, after=parts[1][1])


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
