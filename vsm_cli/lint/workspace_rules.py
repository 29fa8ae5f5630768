"""Rules that a workspace declares for itself: shapes into rules."""

import json
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import Any, NamedTuple

from vsm_cli.catalogue.name_lookup import normalised
from vsm_cli.diagnostics import Level
from vsm_cli.errors import ConfigError
from vsm_cli.language import either, message, names, tr
from vsm_cli.lint.config import at_line
from vsm_cli.lint.plugins import with_rule
from vsm_cli.lint.raw_keys import WrittenKeys
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.lint.synonyms import FIXED, Meanings, fixed
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.loading.shapes.setting_shapes import MustShape, OwnRuleShape, WhereShape
from vsm_cli.loading.unknown_keys import keys_at
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.reading import SourceFile

# Where an element of each kind stands in a document.
_STANDS: dict[str, tuple[str | int, ...]] = {
    "stream": ("streams", "ID"), "step": ("streams", "ID", "steps", "ID"),
    "link": ("streams", "ID", "steps", "ID", "starts", 0), "path": ("paths", 0),
    "system": ("systems", "ID"), "team": ("teams", "ID"), "role": ("roles", "ID"),
    "data": ("data", "ID"), "journey": ("journeys", "ID"),
}  # fmt: skip
_IN_STREAM = ("step", "link")
_STREAM = "stream."

_NOTHING_MUST = message("must: say what must be so with have, not-have, be or not-be")
_NO_KEY = message("{at}: {key} is not a key of {kind}")
_NO_WORD = message("{at}: {key} is {words}, never {value}")
_DID_YOU_MEAN = message("{problem} (did you mean {nearest}?)")
_NO_FIELD = message("{at}: in braces may stand {fields}, not {field}; a brace is written twice")
_BRACE = message("{at}: a brace is not closed; a brace is written twice")

_MESSAGES = {
    "have": message("{id} has no {keys}"),
    "not-have": message("{id} has {keys}, which it must not have"),
    "be": message("{key} of {id} is {value}, not {allowed}"),
    "not-be": message("{key} of {id} is {value}, which it must not be"),
}


def with_declared(
    rules: tuple[Rule, ...],
    declared: Mapping[str, OwnRuleShape],
    files: Mapping[str, SourceFile],
    file: str,
) -> tuple[Rule, ...]:
    """These rules and those that a workspace declares. `files` hold its elements, `file` is its
    vsm.yaml. Raises ConfigError, which says what is wrong and where."""
    written = WrittenKeys(files)
    for code, shape in declared.items():
        try:
            rules = with_rule(rules, _rule(code, shape, written))
        except ConfigError as error:
            fault = ConfigError(str(error), ("rules", code))
            raise at_line(fault, file, files.get(file), "lint") from None
    return rules


def _rule(code: str, shape: OwnRuleShape, written: WrittenKeys) -> Rule:
    declared = _Declared(shape, written)
    messages = {"own": shape.message} if shape.message else _MESSAGES
    summary = (shape.why or "").strip() or shape.name.replace("-", " ")
    return Rule(
        code=code,
        name=shape.name,
        level=Level(shape.level or "warning"),
        summary=summary.partition("\n")[0],
        manual=f"{summary}\n\n## Declared\n\n```yaml\n{_as_yaml(code, shape)}\n```",
        messages=messages,
        helps={"help": shape.help} if shape.help else {},
        check=declared.check,
    )


def _as_yaml(code: str, shape: OwnRuleShape) -> str:
    """The declaration; values in JSON are YAML too."""
    given = shape.model_dump(by_alias=True, exclude_none=True, exclude={"why"})
    lines = (f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in given.items())
    return "\n".join([f"{code}:", *lines])


class _Fault(NamedTuple):
    """What is wrong with one element: the message, its fields, and the key at fault."""

    message: str
    key: str | None
    fields: dict[str, Any]


class _Declared:
    """One declared rule. Raises ConfigError for what cannot be meant."""

    def __init__(self, shape: OwnRuleShape, written: WrittenKeys) -> None:
        self._shape = shape
        self._where = shape.where or WhereShape()
        self._must = shape.must
        self._written = written
        if self._must == MustShape():
            raise ConfigError(tr(_NOTHING_MUST))
        parts: dict[str, Iterable[str]] = {}
        for name, part in (("where", self._where), ("must", self._must)):
            for key, value in part.model_dump(by_alias=True, exclude_none=True).items():
                parts[f"{name}.{key}"] = value
        for at, keys in parts.items():
            for key in keys:
                _check_key(at, key, shape.every)
                if isinstance(keys, dict):
                    _check_words(at, key, keys[key])
        self._keys = frozenset(key for keys in parts.values() for key in keys)
        for at, text in (("message", shape.message), ("help", shape.help)):
            _check_braces(at, text or "", shape.every)

    def check(self, workspace: Workspace) -> Iterator[Finding]:
        meanings = Meanings(workspace)
        for element, stream in _elements(workspace, self._shape.every):
            if self._is_unsure(element, stream) or not self._looks_at(element, stream, meanings):
                continue
            faults = [*self._faults(element, meanings)]
            # With a message of its own, each element is told once.
            for fault in faults[:1] if self._shape.message else faults:
                yield finding(
                    element,
                    place=element.place.key(*fault.key.split(".")) if fault.key else None,
                    message="own" if self._shape.message else fault.message,
                    help="help" if self._shape.help else None,
                    subject=f"{fault.message} {fault.key}",
                    owner=getattr(element, "owner", None) or (stream.owner if stream else None),
                    id=element.id,
                    name=element.label,
                    stream=stream.id if stream else "",
                    **fault.fields,
                )

    def _is_unsure(self, element: Element, stream: Stream | None) -> bool:
        """Whether a key that the rule looks at was written but could not be read."""
        if not element.unread and not (stream and stream.unread):
            return False
        return any(
            key.removeprefix(_STREAM).split(".")[0] in owner.unread
            for key in self._keys
            if (owner := _owner(element, stream, key))
        )

    def _looks_at(self, element: Element, stream: Stream | None, meanings: Meanings) -> bool:
        where = self._where

        def has(key: str) -> bool:
            return self._written.has(_owner(element, stream, key), key.removeprefix(_STREAM))

        def is_one(key: str, wanted: list[Any]) -> bool:
            owner = _owner(element, stream, key)
            found = self._written.values(owner, key.removeprefix(_STREAM))
            return any(_alike(meanings, key, value, wanted) for value in found)

        return (
            all(has(key) for key in where.has or ())
            and not any(has(key) for key in where.has_not or ())
            and all(is_one(key, wanted) for key, wanted in (where.is_ or {}).items())
            and not any(is_one(key, wanted) for key, wanted in (where.is_not or {}).items())
        )

    def _faults(self, element: Element, meanings: Meanings) -> Iterator[_Fault]:
        must, written = self._must, self._written
        missing = [key for key in must.have or () if not written.has(element, key)]
        if missing:
            yield _Fault("have", None, {"keys": either(missing)})
        for key in must.not_have or ():
            if written.has(element, key):
                yield _Fault("not-have", key, {"keys": key})
        for key, allowed in (must.be or {}).items():
            values = written.values(element, key)
            other = [value for value in values if not _alike(meanings, key, value, allowed)]
            if other:
                shown = either(map(_text, allowed))
                fields = {"key": key, "value": names(other), "allowed": shown}
                yield _Fault("be", key, fields)
        for key, refused in (must.not_be or {}).items():
            values = written.values(element, key)
            found = [value for value in values if _alike(meanings, key, value, refused)]
            if found:
                yield _Fault("not-be", key, {"key": key, "value": names(found)})


def _owner(element: Element, stream: Stream | None, key: str) -> Element:
    """The element that a key belongs to: `stream.KEY` to the stream of a step or link."""
    return stream if stream and key.startswith(_STREAM) else element


def _alike(meanings: Meanings, key: str, value: str, wanted: list[Any]) -> bool:
    """Whether a value means the same as one of those that a rule names."""
    meaning = meanings.of(key, value)
    return any(meaning & meanings.of(key, _text(each)) for each in wanted)


def _text(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _elements(workspace: Workspace, kind: str) -> Iterator[tuple[Element, Stream | None]]:
    """The elements of a kind, steps and links with the stream that they are part of."""
    if kind in _IN_STREAM:
        for stream, step in workspace.steps():
            for element in step.starts if kind == "link" else (step,):
                yield element, stream
        return
    found: Any = getattr(workspace, str(_STANDS[kind][0]))
    for element in found.values() if isinstance(found, Mapping) else found:
        yield element, None


def _check_key(at: str, key: str, kind: str) -> None:
    """Whether such a key can be written. Raises ConfigError."""
    inside = key.removeprefix(_STREAM)
    stands = _STANDS[kind]
    if inside != key and kind in _IN_STREAM and at.startswith("where."):
        stands = _STANDS["stream"]
        kind = "stream"
    else:
        inside = key
    path = stands
    for part in inside.split("."):
        path = (*path, part)
        known = [*keys_at(path), "id"] if path[:-1] == stands else keys_at(path)
        if part.startswith("x-"):
            return
        if part not in known:
            problem = tr(_NO_KEY, at=at, key=key, kind=kind)
            near = nearest(part, known)
            raise ConfigError(tr(_DID_YOU_MEAN, problem=problem, nearest=near) if near else problem)


def _check_words(at: str, key: str, wanted: list[Any]) -> None:
    """Whether the words that a rule names can stand at a key. Raises ConfigError."""
    known = FIXED.get(key.rpartition(".")[2])
    for word in map(_text, wanted):
        if known and normalised(word) not in fixed(key.rpartition(".")[2]):
            shown = either(each.id for each in known)
            raise ConfigError(tr(_NO_WORD, at=at, key=key, value=word, words=shown))


def _check_braces(at: str, text: str, kind: str) -> None:
    """Whether what stands in braces can be filled in. Raises ConfigError."""
    fields = ["id", "name", "stream"] if kind in _IN_STREAM else ["id", "name"]
    try:
        found = [field for _, *field in Formatter().parse(text) if field[0] is not None]
    except ValueError:
        raise ConfigError(tr(_BRACE, at=at)) from None
    for name, *form in found:
        if name not in fields or any(form):
            shown = f"{{{name}}}"
            known = either(f"{{{field}}}" for field in fields)
            raise ConfigError(tr(_NO_FIELD, at=at, fields=known, field=shown))
