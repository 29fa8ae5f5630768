"""Streams that are like others: what they do not write themselves is taken from there.

The merge is made once, in what was written, before anything is validated; so all that follows
sees a stream as if it were written out. Where each value stands in the text is kept beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct, field

from vsm_cli.diagnostics import Finding
from vsm_cli.language import message, names
from vsm_cli.source.places import Origins, Place
from vsm_cli.source.reading import Document, SourceFile

# What is a stream's own matter, and what is a step's.
NOT_TAKEN = frozenset(
    ("name", "was", "demand", "stated", "mapped", "ideas", "satisfaction", "queue", "like",
     "without")
)  # fmt: skip
NOT_TAKEN_OF_STEPS = NOT_TAKEN - {"name", "like", "without"}
_SECTIONS = ("streams", "patterns")

_CIRCLE = message("{streams} are like one another, in a circle")
_NOT_LIKE = message("`without` leaves out steps of what a stream is like, and this is like none")

Keys = tuple[str, ...]
Entry = dict[str, Any]


class _Definition(Struct, frozen=True):
    entry: Entry
    place: Place

    @property
    def address(self) -> str:
        return ".".join(map(str, self.place.path))


class _Resolved(NamedTuple):
    """A stream or pattern with all that it takes, and where each key of it and of its steps
    stands. `whole` is False where something of it cannot be known."""

    entry: Entry
    origins: dict[Keys, Place]
    whole: bool = True


class Merged(Struct):
    """Files in which every stream has what it is like; what was wrong with that; and the places
    of those streams that miss what they should have taken."""

    files: list[SourceFile]
    origins: Origins = field(default_factory=Origins)
    findings: list[Finding] = field(default_factory=list)
    partial: set[Place] = field(default_factory=set)


def merge(files: Sequence[SourceFile]) -> Merged:
    """Give each stream what it is like. The files that are given stay as they are."""
    result = Merged(list(files))
    if not any(_names_another(entry) for entry, _ in _entries(files)):
        return result
    resolver = _Resolver(files, result)
    changed: dict[tuple[str, int], dict[str, Any]] = {}
    for entry, place in _entries(files):
        if not _names_another(entry):
            continue
        found = resolver.resolve(_Definition(entry, place))
        if not found.whole:
            result.partial.add(place)
        if place.path[0] == "streams":
            changed.setdefault(place[:2], {})[str(place.path[1])] = found.entry
            for keys, origin in found.origins.items():
                if origin != place.key(*keys):
                    result.origins.add(place.key(*keys), origin)
    result.files = [_with(source, changed) for source in files]
    return result


def merged_stream(files: Sequence[SourceFile], id_: str) -> Entry | None:
    """A stream with all that it takes; None where there is no such stream."""
    resolver = _Resolver(files, Merged([]))
    found = resolver.definition(id_, "streams")
    return resolver.resolve(found).entry if found else None


def _with(source: SourceFile, changed: dict[tuple[str, int], dict[str, Any]]) -> SourceFile:
    documents = [
        Document({**each.data, "streams": {**each.data["streams"], **streams}})
        if (streams := changed.get((source.path, index)))
        else each
        for index, each in enumerate(source.documents)
    ]
    return source if documents == source.documents else source.with_documents(documents)


def _entries(files: Sequence[SourceFile]) -> Iterator[tuple[Entry, Place]]:
    """Every stream and pattern that is a mapping, with its place."""
    for source in files:
        for index, document in enumerate(source.documents):
            data = document.data
            if not isinstance(data, dict) or "vsm" not in data:
                continue
            for section in _SECTIONS:
                entries = data.get(section)
                for id_, entry in entries.items() if isinstance(entries, dict) else ():
                    if isinstance(entry, dict):
                        yield entry, Place(source.path, index, (section, id_))


def _names_another(entry: Entry) -> bool:
    return entry.get("like") is not None or entry.get("without") is not None


class _Resolver:
    def __init__(self, files: Sequence[SourceFile], result: Merged) -> None:
        self._result = result
        self._complete = all(source.readable for source in files)
        self._by_id: dict[str, dict[str, _Definition]] = {section: {} for section in _SECTIONS}
        for entry, place in _entries(files):
            section, id_ = str(place.path[0]), str(place.path[1])
            self._by_id[section].setdefault(id_, _Definition(entry, place))
        self._known: dict[Place, _Resolved] = {}
        self._open: list[_Definition] = []

    def definition(self, id_: str, *sections: str) -> _Definition | None:
        found = (self._by_id[section].get(id_) for section in sections or _SECTIONS)
        return next((each for each in found if each), None)

    def resolve(self, at: _Definition) -> _Resolved:
        known = self._known.get(at.place)
        if known is None:
            self._open.append(at)
            known = self._known[at.place] = self._resolved(at)
            self._open.pop()
        return known

    def _resolved(self, at: _Definition) -> _Resolved:
        like = at.entry.get("like")
        if like is None:
            if at.entry.get("without") is not None:
                self._report(at, _NOT_LIKE, "without")
            return _alone(at)
        base = self.definition(like) if isinstance(like, str) else None
        if base is None:
            if isinstance(like, str) and self._complete:
                self._undefined("base", like, at, "like", {**self._by_id["streams"],
                                                           **self._by_id["patterns"]})  # fmt: skip
            return _alone(at)._replace(whole=False)
        self._result.origins.used.add(str(like))
        if base in self._open:
            circle = self._open[self._open.index(base) :]
            self._report(
                at, _CIRCLE, "like", streams=names([str(each.place.path[1]) for each in circle])
            )
            return _alone(at)._replace(whole=False)
        taken = self.resolve(base)
        return self._without(at, _laid_over(taken, at))

    def _without(self, at: _Definition, merged: _Resolved) -> _Resolved:
        """Leave out what is to be left out, as far as that can be done."""
        from vsm_cli.loading.left_out import CannotLeaveOutError, leave_out

        written = at.entry.get("without")
        steps = merged.entry.get("steps")
        for index, step in enumerate(written if isinstance(written, list) else [written]):
            if not isinstance(step, str) or not isinstance(steps, dict):
                continue
            if step not in steps:
                if merged.whole:
                    self._undefined("step", step, at, "without", steps, index)
                continue
            try:
                left = leave_out(merged.entry, step)
            except CannotLeaveOutError as error:
                self._report(at, error.template, "without", index, **error.fields)
                continue
            merged = merged._replace(entry=left, origins=_past(merged, step, left))
            steps = left["steps"]
        return merged

    def _report(self, at: _Definition, template: str, *keys: str | int, **fields: object) -> None:
        self._result.findings.append(
            Finding(code="VSM003", place=at.place.value(*keys), element=at.address,
                    message=template, fields=fields, subject=str(fields.get("step", keys[0])))
        )  # fmt: skip

    def _undefined(
        self, kind: str, id_: str, at: _Definition, key: str, known: Mapping[str, Any],
        *index: int,
    ) -> None:  # fmt: skip
        from vsm_cli.loading.undefined_names import UndefinedNames

        stream = str(at.place.path[1])
        undefined = UndefinedNames({kind: known}, {stream: known})
        place = at.place.value(key, *index)
        found = undefined.tell(
            kind, id_, place, at.address, several=False, also=None,
            stream=stream if kind == "step" else "",
        )  # fmt: skip
        self._result.findings += [found] if found else undefined.missing()


def _alone(at: _Definition) -> _Resolved:
    """An entry with nothing taken from elsewhere."""
    origins: dict[Keys, Place] = {(key,): at.place.key(key) for key in at.entry}
    steps = at.entry.get("steps")
    for id_, step in steps.items() if isinstance(steps, dict) else ():
        origins["steps", id_] = at.place.key("steps", id_)
        for key in _said(step):
            origins["steps", id_, key] = at.place.key("steps", id_, key)
    return _Resolved(at.entry, origins)


def _said(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _laid_over(base: _Resolved, at: _Definition) -> _Resolved:
    """What stands in a stream, over what it takes."""
    own = _alone(at).origins
    entry = _over(at.entry, base.entry, NOT_TAKEN)
    origins = {}
    steps, own_steps = base.entry.get("steps"), at.entry.get("steps")
    if isinstance(steps, dict) and (own_steps is None or isinstance(own_steps, dict)):
        ids = dict.fromkeys((*steps, *_said(own_steps)))
        entry["steps"] = {
            id_: _over(_said(own_steps).get(id_), steps.get(id_), NOT_TAKEN_OF_STEPS) for id_ in ids
        }
    for keys in _key_paths(entry):
        found = own.get(keys) or base.origins.get(keys)
        if found:
            origins[keys] = found
    return _Resolved(entry, origins, base.whole)


def _over(own: Any, base: Any, never: frozenset[str]) -> Any:
    """One mapping laid over another, key by key; an empty key takes one away."""
    if not isinstance(own, dict | None) or not isinstance(base, dict | None):
        return own
    result = {key: value for key, value in (base or {}).items() if key not in never}
    for key, value in (own or {}).items():
        taken = result.pop(key, None)  # so that the key is quoted as it is written here
        if value is not None or taken is None:
            result[key] = value
    return result


def _past(merged: _Resolved, step: str, left: Entry) -> dict[Keys, Place]:
    """Where things stand without a step, whose `next` others may have now."""
    origins = {k: place for k, place in merged.origins.items() if k[:2] != ("steps", step)}
    passed_on = merged.origins.get(("steps", step, "next"))
    for id_, other in left["steps"].items():
        if passed_on and "next" in other and "next" not in _said(merged.entry["steps"][id_]):
            origins["steps", id_, "next"] = passed_on
    return origins


def _key_paths(entry: Entry) -> Iterator[Keys]:
    for key in entry:
        yield (key,)
    for id_, step in _said(entry.get("steps")).items():
        yield ("steps", id_)
        for key in _said(step):
            yield ("steps", id_, key)
