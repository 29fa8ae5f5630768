"""Extract what streams have in common into a pattern that they are like."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from vsm_cli.diagnostics import Edit
from vsm_cli.language import message, tr
from vsm_cli.lint.text_edits import apply
from vsm_cli.loading.patterns import NOT_TAKEN, NOT_TAKEN_OF_STEPS, merge
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.refactoring.offer import Changes, NotHereError, Offer, Scene
from vsm_cli.source.entries import TextEntries
from vsm_cli.source.entry_finding import KeptError
from vsm_cli.source.entry_text import AsWritten, OnLines
from vsm_cli.source.places import Key, Place
from vsm_cli.source.reading import read_text
from vsm_cli.wording.element_names import some

NAME = "extract-pattern"

_TITLE = message("Extract what {streams} have in common into the pattern {pattern}")
_NO_STREAM = message("{address} is no stream, and none of its steps")
_ALONE = message("no other stream has most of the steps of {stream} with most of what they say")
_LIKE = message("{stream} is like {other} already")
_OTHER = message("{stream} would become another one")
_COMMENT = message("what {stream} has in common holds a comment that the pattern would not have")
# Fewer steps, or less of what they say, in common is chance.
_LEAST_STEPS, _LEAST_SHARE = 2, 0.5
_BEFORE = ("step-kinds", "practices", "paths", "data", "systems", "roles", "teams", "calendar",
           "title", "vsm")  # fmt: skip

Entry = Mapping[str, Any]


class _Member(NamedTuple):
    """A stream that takes part, as written."""

    id: str
    place: Place
    entry: Entry
    steps: dict[str, Entry]


class _Common(NamedTuple):
    """What all have: keys of the stream, and of each step in their order."""

    keys: tuple[str, ...]
    steps: dict[str, tuple[str, ...]]


def offers(scene: Scene, address: str) -> Iterator[Offer]:
    """The one for all streams that are like the one at the address."""
    element = scene.element(address)
    if not isinstance(element, Stream | Step):
        raise NotHereError(tr(_NO_STREAM, address=address))
    stream = element.stream if isinstance(element, Step) else element.id
    members, common = _alike(_members(scene), stream)
    pattern = _free_name(scene.workspace, members)
    title = tr(_TITLE, streams=some(each.id for each in members), pattern=pattern)
    yield Offer(NAME, address, title, lambda: _changes(scene, members, common, pattern), pattern)


def elements(scene: Scene) -> Iterator[str]:
    """The first of each group of streams that are alike."""
    seen: set[str] = set()
    known = _members(scene)
    for stream in scene.workspace.streams:
        if stream not in seen:
            try:
                members, _ = _alike(known, stream)
            except NotHereError:
                continue
            seen |= {each.id for each in members}
            yield f"streams.{stream}"


def _alike(known: Mapping[str, _Member], stream: str) -> tuple[list[_Member], _Common]:
    """The streams that could be like one pattern, in written order, and what they have in common.
    Raises NotHereError."""
    own = known.get(stream)
    if own is None or own.entry.get("like") is not None:
        other = own.entry.get("like") if own else "?"
        raise NotHereError(tr(_LIKE, stream=stream, other=other))
    found = [
        each for each in known.values()
        if each is own or (each.entry.get("like") is None and _is_alike(own, each))
    ]  # fmt: skip
    if len(found) > 1:
        common = _common(found)
        if len(common.steps) >= _LEAST_STEPS:
            return found, common
    raise NotHereError(tr(_ALONE, stream=stream))


def _members(scene: Scene) -> dict[str, _Member]:
    """The streams as written, by id."""
    found = {}
    for id_, stream in scene.workspace.streams.items():
        source = scene.files.get(stream.place.file)
        if source is not None and source.readable:
            entry = source.documents[stream.place.document].data["streams"][id_]
            if isinstance(entry, dict):
                steps = entry.get("steps")
                said = steps.items() if isinstance(steps, dict) else ()
                own: dict[str, Entry] = {s: each for s, each in said if isinstance(each, dict)}
                found[id_] = _Member(id_, stream.place, entry, own)
    return found


def _is_alike(one: _Member, other: _Member) -> bool:
    steps, others = one.steps, other.steps
    common = [each for each in steps if each in others]
    if len(common) < max(_LEAST_STEPS, _LEAST_SHARE * max(len(steps), len(others))):
        return False
    same = sum(len(_same((steps[each], others[each]), NOT_TAKEN_OF_STEPS)) for each in common)
    most = sum(max(len(steps[each]), len(others[each])) for each in common)
    return same >= _LEAST_SHARE * most


def _common(members: Sequence[_Member]) -> _Common:
    """What all have. Steps of a pattern come first, so that they have to do so in each."""
    orders = [list(each.entry.get("steps") or ()) for each in members]
    first = [
        each[0] for each in takewhile(lambda each: len(set(each)) == 1, zip(*orders, strict=False))
    ]
    steps = {}
    for step in first:
        entries = [each.steps.get(step) for each in members]
        if not all(entries):
            break
        steps[step] = _same([each for each in entries if each], NOT_TAKEN_OF_STEPS)
    while steps and not steps[list(steps)[-1]]:
        steps.popitem()
    keys = _same([each.entry for each in members], NOT_TAKEN | {"steps"})
    return _Common(keys, steps)


def _same(entries: Sequence[Entry], never: frozenset[str]) -> tuple[str, ...]:
    """The keys at which the same stands in all."""
    first, *others = entries
    same = {key: value for key, value in first.items() if key not in never}
    for each in others:
        same = {key: value for key, value in same.items() if key in each and each[key] == value}
    return tuple(same)


def _free_name(workspace: Workspace, members: Sequence[_Member]) -> str:
    """What the ids have in common, else that of the first, as one that nothing has yet."""
    ids = [each.id for each in members]
    stem = max((_beginning(ids), _beginning([each[::-1] for each in ids])[::-1]), key=len) or ids[0]
    taken = {*workspace.streams, *workspace.patterns}
    numbers = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (stem, f"{stem}-pattern", *numbers) if each not in taken)


def _beginning(texts: list[str]) -> str:
    """What all begin with, without signs at its ends."""
    alike = takewhile(lambda each: len(set(each)) == 1, zip(*texts, strict=False))
    return "".join(each[0] for each in alike).strip("-_")


def _changes(
    scene: Scene, members: Sequence[_Member], common: _Common, pattern: str
) -> list[tuple[str, Any]]:
    first = members[0]
    entries = scene.entries(first.place)
    lines = _written(entries, first, common)
    found: list[tuple[str, Any]] = []
    values = {pattern: OnLines(AsWritten("\n".join(lines)))}
    if entries.has(("patterns",)):
        found.append((first.place.file, entries.put(("patterns",), values)))
    else:
        found.append((first.place.file, _section(entries, values)))
    for member in members:
        found += _shortened(scene, member, common, pattern, lines, moved=member is first)
    _keep_meaning(scene, members, found)
    return found


def _section(entries: TextEntries, values: dict[str, OnLines]) -> Any:
    ((name, lines),) = values.items()
    body = [f"{name}:", *(f"  {line}" if line else line for line in lines.value.text.split("\n"))]
    return entries.put((), {"patterns": OnLines(AsWritten("\n".join(body)))}, _BEFORE)


def _written(entries: TextEntries, member: _Member, common: _Common) -> list[str]:
    """The pattern in the words of its first stream."""
    path = member.place.path
    lines = [line for key in common.keys for line in entries.written((*path, key))]
    lines.append(f"{entries.key((*path, 'steps'))}:")
    for step, keys in common.steps.items():
        at = (*path, "steps", step)
        if len(keys) == len(member.steps[step]):
            lines += [f"  {line}" if line else line for line in entries.written(at)]
            continue
        lines.append(f"  {entries.key(at)}:" + ("" if keys else " {}"))
        inside = (line for key in keys for line in entries.written((*at, key)))
        lines += [f"    {line}" if line else line for line in inside]
    return lines


def _shortened(
    scene: Scene, member: _Member, common: _Common, pattern: str, lines: list[str], *, moved: bool
) -> Changes:
    """A stream without what it takes from now on."""
    entries = scene.entries(member.place)
    path, file = member.place.path, member.place.file
    gone: dict[tuple[Key, ...], list[str]] = {path: list(common.keys)}
    whole = [step for step, keys in common.steps.items() if len(keys) == len(member.steps[step])]
    if len(whole) == len(member.entry["steps"]):
        gone[path].append("steps")
    else:
        gone[(*path, "steps")] = whole
        for step, keys in common.steps.items():
            if step not in whole:
                gone[(*path, "steps", step)] = list(keys)
    if entries.in_brackets(path) and len(gone[path]) == len(member.entry):
        yield file, [entries.replace(path, {"like": pattern})]
        return
    known = {line.strip() for line in lines}
    yield file, entries.put_first(path, {"like": pattern})
    for holder, taken in gone.items():
        for key in taken:
            written = {line.strip() for line in entries.written((*holder, key))}
            if not moved and entries.has_comments((*holder, key)) and not written <= known:
                raise KeptError(_COMMENT, stream=member.id)
        if taken:
            yield file, entries.remove_all(holder, taken, moved=True)


def _keep_meaning(scene: Scene, members: Sequence[_Member], changes: list[tuple[str, Any]]) -> None:
    """Raises KeptError where a stream would not say the same as before."""
    files = dict(scene.files)
    for name in {name for name, _ in changes}:
        found = (edit for file, edits in changes if file == name for edit in edits)
        edits = [Edit(span=edit.span, text=edit.text) for edit in found]
        files[name] = read_text(apply(files[name].text, edits), name)
    after = {source.path: source for source in merge(list(files.values())).files}
    for member in members:
        documents = after[member.place.file].documents
        data = (
            documents[member.place.document].data if member.place.document < len(documents) else {}
        )
        now = data.get("streams", {}).get(member.id, {})
        said = {key: value for key, value in now.items() if key != "like"}
        if member.entry != said or list(member.entry["steps"]) != list(said["steps"]):
            raise KeptError(_OTHER, stream=member.id)
