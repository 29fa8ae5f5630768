"""Imported definitions into a workspace that has some already: what is there is used as it is, and
never defined a second time."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from vsm_cli.exchange.imported import ImportNote
from vsm_cli.exchange.tables.named import folded, free_id
from vsm_cli.language import message, names, tr
from vsm_cli.model.workspace import Workspace

# What an element of ours says about where it came from: the same there is the same here.
MARK = "x-backstage"
_USED = message("defined here already, and used as they are: {ids}")
_TWICE = message("streams that are here already, and with this a second time: {ids}")
_LEFT = message("streams that are here already are left as they are: {ids}")
_OTHER_OWNER = message("its owner is {there} there, and {here} here")
_GONE = message("{element} is there no longer")
_SECTIONS = ("teams", "systems", "data")
_MARKED = ("teams", "systems")
# Where ids of a section stand, besides in the section itself.
_NAMED_BY = {
    "owner": "teams", "participants": "teams", "parent": "teams", "people": "teams",
    "systems": "systems", "from": "systems", "to": "systems",
    "inputs": "data", "outputs": "data", "accepts": "data", "data": "data",
}  # fmt: skip
Definitions = dict[str, Any]
Renamed = dict[str, dict[str, str]]
# By sections: what elements, by their ids, say of where they came from.
Marks = dict[str, dict[str, str]]


class Fitted(Struct):
    """What is left to define, and what there is to say about the rest. `paths` are the ends of all
    imported paths, by the ids that systems have here."""

    definitions: Definitions
    notes: list[ImportNote]
    paths: set[tuple[str, str]]


def marks_of(documents: Iterable[Definitions]) -> Marks:
    """What stands in documents of ours, which may hold anything."""
    found: Marks = {section: {} for section in _MARKED}
    for document in documents:
        for section, marks in found.items():
            for id_, entry in _entries(document, section).items():
                if isinstance(entry, dict) and isinstance(entry.get(MARK), str):
                    marks[id_] = entry[MARK]
    return found


def _entries(document: Definitions, section: str) -> dict[str, Any]:
    entries = document.get(section)
    return entries if isinstance(entries, dict) else {}


def fitted(
    definitions: Definitions,
    workspace: Workspace,
    marks: Marks,
    *,
    update: bool = False,
) -> Fitted:
    """Leave out what the workspace has; `marks` is what its elements say of where they came from:
    of two that came from elsewhere, one is never taken for the other. With `update`, streams and
    paths that are there are left out, too."""
    renamed: Renamed = {section: {} for section in _SECTIONS}
    kept: Definitions = {}
    known = {
        "teams": {**workspace.roles, **workspace.teams},
        "systems": workspace.systems,
        "data": workspace.data,
    }
    used, owners = [], []
    for section in _SECTIONS:
        here = known[section]
        by_name = {each.label.casefold(): id_ for id_, each in here.items()}
        came_from = marks.get(section, {})
        by_mark = {mark: id_ for id_, mark in came_from.items()}
        imported = definitions.get(section, {})
        taken = {folded(each) for each in (*here, *imported)}
        for id_, entry in imported.items():
            mark = entry.get(MARK, "")
            named = by_name.get(str(entry.get("name") or id_).casefold(), id_)
            same = next(
                (
                    each
                    for each in (by_mark.get(mark, id_), id_, named)
                    if each in here and (not mark or came_from.get(each, mark) == mark)
                ),
                None,
            )
            if same is None:
                free = id_
                if id_ in here:  # something else, that came from elsewhere
                    free = renamed[section][id_] = free_id(id_, section, taken)
                    taken.add(folded(free))
                kept.setdefault(section, {})[free] = entry
                continue
            renamed[section][id_] = same
            used.append(same)
            if "owner" in entry:
                owners.append((same, entry["owner"], getattr(here[same], "owner", None)))
    for section, content in definitions.items():
        if section not in _SECTIONS:
            kept[section] = content
    kept = {section: _section(content, renamed) for section, content in kept.items()}
    notes = [ImportNote("", tr(_USED, ids=names(used)))] if used else []
    paths = {(path["from"], path["to"]) for path in kept.get("paths", [])}
    if update:
        notes += [
            ImportNote(id_, tr(_OTHER_OWNER, there=there, here=here or "–"))
            for id_, written, here in owners
            if (there := renamed["teams"].get(written, written)) != here
        ]
        there = {(path.source, path.target) for path in workspace.paths}
        kept["paths"] = [
            path for path in kept.get("paths", []) if (path["from"], path["to"]) not in there
        ]
    doubled = [id_ for id_ in kept.get("streams", {}) if id_ in workspace.streams]
    if doubled:
        notes.append(
            ImportNote("", tr(_LEFT if update else _TWICE, ids=names(doubled)), is_lost=not update)
        )
    if update:
        kept["streams"] = {
            id_: each for id_, each in kept.get("streams", {}).items() if id_ not in doubled
        }
    return Fitted({section: content for section, content in kept.items() if content}, notes, paths)


def gone(
    definitions: Definitions, paths: set[tuple[str, str]], file: Definitions
) -> list[ImportNote]:
    """What a document of ours has from there that is there no longer; `paths` are those that are
    still there."""
    found = []
    for section in _MARKED:
        entries = definitions.get(section, {}).values()
        marks = {entry[MARK] for entry in entries if MARK in entry}
        for id_, mark in marks_of([file])[section].items():
            if mark not in marks:
                said = tr(_GONE, element=mark)
                found.append(ImportNote(f"{section}.{id_}", said))
    ours = file.get("paths")
    for path in ours if isinstance(ours, list) else ():
        if isinstance(path, dict) and MARK in path:
            ends = str(path.get("from")), str(path.get("to"))
            if ends not in paths:
                said = tr(_GONE, element=path[MARK])
                found.append(ImportNote(f"paths.{ends[0]}->{ends[1]}", said))
    return found


def _section(content: Any, renamed: Renamed) -> Any:
    if isinstance(content, list):
        return [_element(each, renamed) for each in content]
    return {id_: _element(each, renamed) for id_, each in content.items()}


def _element(entry: dict[str, Any], renamed: Renamed) -> dict[str, Any]:
    """An element that names others by their ids here."""
    return {
        key: _section(value, renamed)
        if key in ("steps", "starts")
        else _named(value, renamed[_NAMED_BY[key]])
        if key in _NAMED_BY
        else value
        for key, value in entry.items()
    }


def _named(value: Any, ids: dict[str, str]) -> Any:
    """One id, several, or ids with more about each."""
    if isinstance(value, list):
        return [_named(each, ids) for each in value]
    if isinstance(value, dict):
        return {ids.get(id_, id_): each for id_, each in value.items()}
    return ids.get(value, value) if isinstance(value, str) else value
