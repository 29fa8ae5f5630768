"""Findings in streams that are like others: told once, where the text is that they are about."""

from collections import Counter
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from vsm_cli.diagnostics import Finding, Related
from vsm_cli.language import message
from vsm_cli.source.places import Origins, Place

_TAKES_IT = message("{stream} takes it from there")


def at_their_text(
    findings: Iterable[Finding], origins: Origins, owner_at: Callable[[str], str | None]
) -> list[Finding]:
    """The findings, each at the text that it is about. Those that several streams have because
    of one text are one finding of the pattern or stream where it stands, in the words of the first
    stream by id, with the streams as related places; `owner_at` says who owns an element."""
    result: list[Finding] = []
    at_home: dict[tuple[object, int], int] = {}
    taken: dict[tuple[object, int], list[Finding]] = {}
    counts: Counter[object] = Counter()
    for finding in findings:
        place = origins.of(finding.place)
        what = (finding.code, place, finding.subject)
        # What one stream has twice at a place is two problems, in every stream.
        within = (what, *finding.place[:2], finding.place.path[:2])
        counts[within] += 1
        key = (what, counts[within])
        if place == finding.place:
            at_home.setdefault(key, len(result))
            result.append(_with_origins(finding, origins))
        else:
            taken.setdefault(key, []).append(finding)
    for group, found in taken.items():
        found.sort(key=lambda each: each.element)
        number = at_home.get(group)
        if number is None:
            result.append(_told_at(origins.of(found[0].place), found, origins, owner_at))
        else:
            home = result[number]
            elements = tuple(each.element for each in found)
            related = (*home.related, *_streams(found))
            result[number] = replace(home, related=related, in_streams=elements)
    return result


def _told_at(
    place: Place, found: list[Finding], origins: Origins, owner_at: Callable[[str], str | None]
) -> Finding:
    first = _with_origins(found[0], origins)
    element = first.element
    if place.path[0] == "patterns":
        rest = element.split(".")[2:]
        element = ".".join(("patterns", str(place.path[1]), *rest))
    related = [each for each in first.related if each.place != place]
    shared = [each for each in found[0].related if origins.of(each.place) == place]
    return replace(
        first, place=place, element=element, owner=first.owner or owner_at(first.element),
        related=(*related, *_streams(found, shared)), in_streams=_elements(found, shared),
    )  # fmt: skip


def _with_origins(finding: Finding, origins: Origins) -> Finding:
    fix = finding.fix and replace(finding.fix, place=origins.of(finding.fix.place))
    related = tuple(replace(each, place=origins.of(each.place)) for each in finding.related)
    return replace(finding, fix=fix, related=related)


def _streams(found: Iterable[Finding], shared: Iterable[Related] = ()) -> list[Related]:
    """The streams that have a finding because of what they take, each once."""
    places = [*(each.place for each in found), *(each.place for each in shared)]
    streams = {place._replace(path=place.path[:2], on_key=True) for place in places}
    by_id = sorted(streams, key=lambda place: str(place.path[1]))
    return [Related(each, _TAKES_IT, {"stream": each.path[1]}) for each in by_id]


def _elements(found: Iterable[Finding], shared: Iterable[Related]) -> tuple[str, ...]:
    """The elements of streams that a finding is about."""
    keys = [each.place.path for each in shared]
    further = (".".join(map(str, path[: 4 if path[2:3] == ("steps",) else 2])) for path in keys)
    return tuple(dict.fromkeys((*(each.element for each in found), *further)))
