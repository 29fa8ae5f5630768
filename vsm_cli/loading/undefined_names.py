"""What is said of names that lead nowhere: who was probably meant, or the line that defines them.

Only an error needs this. A name that is missing in several places of a file is one problem.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from vsm_cli.diagnostics import Finding, Related, Replacement
from vsm_cli.language import Later, Names, listed, message
from vsm_cli.loading.ids import is_id, label_of, slug_of
from vsm_cli.loading.nearest_name import meant, nearest
from vsm_cli.source import full_width
from vsm_cli.source.places import Place

_UNDEFINED = {
    "owner": message("{id} is neither a team nor a role that is defined"),
    "team": message("{id} is not a team that is defined"),
    "system": message("{id} is not a system that is defined"),
    "data": message("{id} is not a data object that is defined"),
    "stream": message("{id} is not a stream that is defined"),
    "step": message("{id} is not a step of {stream}"),
    "base": message("{id} is neither a pattern nor a stream that is defined"),
    "kind": message("{id} is not a step kind that is defined"),
    "practice": message("{id} is not a practice that is known"),
}
_DEFINE = {
    "owner": message("define it under teams or roles: {line}"),
    "team": message("define it under teams: {line}"),
    "system": message("define it under systems: {line}"),
    "data": message("define it under data: {line}"),
    "stream": message("define it under streams"),
    "base": message("define it under patterns"),
    "step": message("write a step of the stream, or end: {steps}"),
    "kind": message("define it under step-kinds"),
    "practice": message("define it under practices"),
}
# Where nothing of the kind is defined yet, all that is missing is one problem.
_NONE_YET = {
    "owner": message("{ids} are neither teams nor roles: none are defined yet"),
    "system": message("{ids} are not systems: none are defined yet"),
    "data": message("{ids} are not data objects: none are defined yet"),
}
_DEFINE_ALL = {
    "owner": message("write teams: {{{lines}}}; who is not a team stands under roles:"),
    "system": message("write systems: {{{lines}}}"),
    "data": message("write data: {{{lines}}}"),
}
_NO_ID = message("an id has letters, digits, - and _: write {slug}, and define it: {line}")
_NEAREST = message("did you mean {nearest}?")
_WRITE = message("write {nearest}")
_ALL_OR_ONE = message(
    "write next: {nearest} for all of them, side by side, or next: {{{choice}}} for one of them"
)
_ONE_ANSWERS = message("one answers for it: write owner: {first} and participants: [{rest}]")
_ALSO = message("{id} stands here")
MOST_SUGGESTED = 100
_MOST_RELATED = 9
# How people write several names as one text.
_BETWEEN = re.compile(r"[,;/&+，；、]|\s(?:and|和|与|及)\s")
_WORD = re.compile(r"[^\W_]+")

_Places = list[tuple[Place, str]]


class UndefinedNames:
    """Tells names that lead nowhere, of the kinds and streams that are `known`."""

    def __init__(
        self, known: Mapping[str, Collection[str]], steps: Mapping[str, Collection[str]]
    ) -> None:
        self._known, self._steps = known, steps
        self._nearest: dict[tuple[str, str], str | None] = {}
        # By file, kind and stream: the places and elements of each id, as met.
        self._missing: dict[tuple[str, str, str], dict[str, _Places]] = {}

    def tell(
        self, kind: str, id_: str, place: Place, element: str, *,
        several: bool, also: str | None, stream: str,
    ) -> Finding | None:  # fmt: skip
        """The problem of a name for which another was meant; others are told by `missing`."""
        known = self._steps[stream] if kind == "step" else self._known[kind]
        if also:
            known = [*known, also]
        group = "owner" if kind == "doer" else kind
        fields: dict[str, object] = {"id": shortened(id_), "stream": stream}
        items = self._each_of(kind, id_, known)
        near = self._nearest_to(kind, id_, known)
        help_line, fix = _NEAREST, None
        if items and several:
            near = f"[{', '.join(items)}]"
            fix = _misspelt(place, id_, near, items)
            if kind == "step":
                help_line = _ALL_OR_ONE
                fields["choice"] = ", ".join(f"{item}: " for item in items)
        elif items and group == "owner":
            help_line = _ONE_ANSWERS
            fields |= {"first": items[0], "rest": ", ".join(items[1:])}
        elif slip := full_width.cause(id_):
            help_line, fields = slip[0], {**fields, **slip[1]}
            cleaned = full_width.meant(id_)
            near = cleaned if cleaned in known else None
            fix = _misspelt(place, id_, cleaned) if near else None
        elif near is None:
            group_key = (place.file, group, stream)
            self._missing.setdefault(group_key, {}).setdefault(id_, []).append((place, element))
            return None
        elif not loses(id_, near):
            fix = _misspelt(place, id_, near)
        return Finding(
            code="VSM005", place=place, element=element, message=_UNDEFINED[group],
            fields={**fields, "nearest": near}, help=help_line, subject=id_, fix=fix,
        )  # fmt: skip

    def missing(self) -> Iterator[Finding]:
        """The names for which no other was meant: they are still to be defined."""
        for (_, kind, stream), ids in self._missing.items():
            if kind in _NONE_YET and not self._known[kind]:
                good = _by_id(ids)
                if len(good) > 1:
                    yield _all_of(kind, good)
                    ids = {id_: places for id_, places in ids.items() if not _defines(id_)}
            for id_, places in ids.items():
                yield self._one(kind, id_, places, stream)

    def _one(self, kind: str, id_: str, places: _Places, stream: str) -> Finding:
        (place, element), *others = places
        help_line, fix = _DEFINE[kind], None
        slug = _id_for(id_)
        line = Later(partial(_definition, slug, label_of(id_)))
        if kind != "step" and not is_id(id_) and slug:
            help_line = _NO_ID
            fix = _misspelt(place, id_, slug)
        steps = Later(partial(_some, list(self._steps[stream]))) if kind == "step" else ""
        return Finding(
            code="VSM005", place=place, element=element, message=_UNDEFINED[kind],
            fields={"id": shortened(id_), "stream": stream, "steps": steps,
                    "line": line, "slug": slug},
            help=help_line, subject=id_, fix=fix,
            related=tuple(
                Related(at, _ALSO, {"id": shortened(id_)}) for at, _ in others[:_MOST_RELATED]
            ),
        )  # fmt: skip

    def _each_of(self, kind: str, text: str, known: Collection[str]) -> tuple[str, ...]:
        """The ids that a text with several of them means; none unless each part is one."""
        parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        if len(parts) < 2:
            return ()
        found = [part if part in known else self._nearest_to(kind, part, known) for part in parts]
        pairs = zip(parts, found, strict=True)
        ids = [near for part, near in pairs if near and not loses(part, near)]
        return tuple(ids) if len(ids) == len(parts) else ()

    def _nearest_to(self, kind: str, id_: str, known: Collection[str]) -> str | None:
        """The nearest name, once for each wrong one; a person with hundreds of wrong names has
        another problem than a slip, and comparing them all would take minutes."""
        if kind == "step":
            return nearest(id_, known)
        if (kind, id_) not in self._nearest and len(self._nearest) < MOST_SUGGESTED:
            self._nearest[kind, id_] = meant(id_, _named(known))
        return self._nearest.get((kind, id_))


def _defines(name: str) -> bool:
    """Whether its definition is enough: it is an id, or one but for blanks."""
    return is_id("-".join(name.split()))


def _by_id(names: Mapping[str, _Places]) -> dict[str, _Places]:
    """The places of each name that a definition is enough for, by the first way it is written."""
    firsts: dict[str, str] = {}
    found: dict[str, _Places] = {}
    for name, places in names.items():
        if _defines(name):
            first = firsts.setdefault(_id_for(name), name)
            found[first] = [*found.get(first, ()), *places]
    return found


def _id_for(name: str) -> str:
    return name if is_id(name) else slug_of(name)


def _all_of(kind: str, ids: Mapping[str, _Places]) -> Finding:
    firsts = {id_: places[0] for id_, places in ids.items()}
    place, element = next(iter(firsts.values()))
    return Finding(
        code="VSM005", place=place, element=element, message=_NONE_YET[kind],
        fields={"ids": Names(tuple(map(shortened, ids))),
                "lines": ", ".join(f"{_id_for(id_)}: " for id_ in ids)},
        help=_DEFINE_ALL[kind], subject=next(iter(ids)),
        related=tuple(
            Related(at, _ALSO, {"id": shortened(id_)})
            for id_, (at, _) in list(firsts.items())[1 : _MOST_RELATED + 1]
        ),
    )  # fmt: skip


def _named(known: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Each id with the name that its element has, where that is known here."""
    if not isinstance(known, Mapping):
        return dict.fromkeys(known, ())
    found: dict[str, tuple[str, ...]] = {}
    for id_, entry in known.items():
        name: Any = getattr(getattr(entry, "shape", None), "name", None)
        found[id_] = (name,) if name else ()
    return found


def _definition(id_: str, label: str) -> str:
    from vsm_cli.loading.shape_faults import in_language

    return f"{id_}: " + in_language(f"{{name: {label}}}")


def _some(ids: list[str]) -> str:
    return listed([*ids[:12], "…"] if len(ids) > 12 else ids)


def shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "…"


def loses(written: str, near: str) -> bool:
    """Whether the nearest name has fewer words than what it would replace."""
    return len(_WORD.findall(written)) > len(_WORD.findall(near))


def _misspelt(place: Place, written: str, near: str, items: tuple[str, ...] = ()) -> Replacement:
    return Replacement(
        place=place, old=written, text=near, description=_WRITE, fields={"nearest": near},
        safe=False, items=items,
    )  # fmt: skip
