"""What changed in one stream: its steps, the routes between them, and itself."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from vsm_cli.analysis.comparison.changes import Change, Kind, changed, kind_of
from vsm_cli.analysis.comparison.durations import at_once
from vsm_cli.analysis.comparison.identity import Group, Node, connected
from vsm_cli.analysis.comparison.key_changes import Detail, Nature, NextWay
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Stream

# Stands for the place from which work comes into a stream: its ways on are the entries.
START = ""
_STRUCTURE, _ROUTES = 0, 1

Ways = tuple[NextWay | str, ...]


class StreamDiff(Struct):
    """The changes of one stream, by what each of them decides.

    `structure` holds them by the ids of steps that are on one side only, or were merged or
    split; `mechanism` and `durations` by the ids of other steps; `routes` by the steps whose ways
    on it decides. `durations` also has those of steps that were merged or split, which are then
    `groups`: how long these take beside what follows from those before. `meaning` is the
    change of what the figures of the stream mean, `demand` that of its demand; `more` are changes
    that decide nothing. `landings` says for each merged step what it has become.
    """

    before: Stream
    after: Stream
    structure: dict[str, Change] = field(default_factory=dict)
    mechanism: dict[str, Change] = field(default_factory=dict)
    durations: dict[str, Change] = field(default_factory=dict)
    routes: dict[str, Change] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    landings: dict[str, str] = field(default_factory=dict)
    meaning: Change | None = None
    demand: Change | None = None
    more: list[Change] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        """Each once, the stream's own first."""
        of_steps = (self.structure, self.routes, self.mechanism, self.durations)
        found = [each for each in (self.meaning, self.demand) if each]
        found += [change for of_kind in of_steps for change in of_kind.values()]
        return list(dict.fromkeys((*found, *self.more)))


def stream_diff(before: Stream, after: Stream, groups: Iterable[Group]) -> StreamDiff:
    """What changed from one state of a stream to the other. `groups` say which steps are the
    same; these have the same ids in both."""
    diff = StreamDiff(before, after)
    for change in changed("streams", before, after, stream=after.id):
        if change.nature == "definition":
            diff.meaning = change
        elif change.nature == "action":
            diff.demand = change
        else:
            diff.more.append(change)
    apart = []
    for group in groups:
        if group.is_same:
            _change_step(diff, group.after[0])
        else:
            apart.append(group)
    _decide_ways(diff, apart)
    for group in apart:
        if group.before and group.after:
            _change_durations(diff, group)
    return diff


def _change_step(diff: StreamDiff, id_: str) -> None:
    old, new = diff.before.steps[id_], diff.after.steps[id_]
    for change in changed("streams", old, new, stream=diff.after.id, step=True):
        if change.nature == "mechanism":
            diff.mechanism[id_] = change
        elif change.nature == "action":
            diff.durations[id_] = change
        else:
            diff.more.append(change)


def _change_durations(diff: StreamDiff, group: Group) -> None:
    """How long steps that were merged or split take, beside what follows from those before."""
    earlier = [diff.before.steps[id_] for id_ in group.before]
    later = [diff.after.steps[id_] for id_ in group.after]
    made = at_once(earlier, diff.after, group.after)
    for old, new in zip(made, later, strict=True):
        of_both = changed("streams", old, new, stream=diff.after.id, step=True)
        for change in of_both:
            if change.nature == "action":
                diff.durations[new.id] = change
                diff.groups |= dict.fromkeys(group.before + group.after, group)


def _decide_ways(diff: StreamDiff, groups: list[Group]) -> None:
    """Put together what has to change at once: steps that come or go with the routes to and
    from them, and routes that were turned round each other. Routes to merged steps need not: they
    lead to what these have become."""
    diff.landings = {
        id_: group.after[0] for group in groups if group.is_merger for id_ in group.before
    }
    turned = dict(_turned(diff, groups))
    places = {
        id_: str(at)
        for at, group in enumerate(groups)
        if not group.is_merger
        for id_ in group.before + group.after
    }
    nodes: list[Node] = [(_STRUCTURE, str(at)) for at in range(len(groups))]
    nodes += [(_ROUTES, id_) for id_ in turned]
    for together in connected(nodes, _ties(diff, groups, turned, places)):
        members = [groups[int(at)] for kind, at in together if kind == _STRUCTURE]
        members.sort(key=groups.index)
        routes = [id_ for id_ in turned if (_ROUTES, id_) in together]
        change = _structural(diff, members) if members else _rerouted(diff, routes, turned)
        diff.routes |= dict.fromkeys(routes, change)
        for group in members:
            diff.structure |= dict.fromkeys(group.before + group.after, change)


def _turned(diff: StreamDiff, groups: list[Group]) -> Iterator[tuple[str, tuple[Ways, Ways]]]:
    """The ways on that differ, of steps on both sides and into the stream."""
    apart = {id_ for group in groups for id_ in group.before + group.after}
    for id_ in (START, *diff.after.steps):
        if id_ not in apart:
            old, new = ways(diff.before, id_, diff.landings), ways(diff.after, id_, {})
            if sorted(old, key=str) != sorted(new, key=str):
                yield id_, (old, new)


def _ties(
    diff: StreamDiff,
    groups: list[Group],
    turned: Mapping[str, tuple[Ways, Ways]],
    places: Mapping[str, str],
) -> Iterator[tuple[Node, Node]]:
    for id_, (old, new) in turned.items():
        for target in _targets(old) | _targets(new):
            if target in places:
                yield (_ROUTES, id_), (_STRUCTURE, places[target])
            elif (
                target in turned and _is_mechanism(*turned[id_]) and _is_mechanism(*turned[target])
            ):
                yield (_ROUTES, id_), (_ROUTES, target)
    for at, group in enumerate(groups):
        for stream, ids in ((diff.before, group.before), (diff.after, group.after)):
            for target in set[str]().union(*(_targets(ways(stream, id_, {})) for id_ in ids)):
                if target in places:
                    yield (_STRUCTURE, str(at)), (_STRUCTURE, places[target])


def ways(stream: Stream, id_: str, landings: Mapping[str, str]) -> Ways:
    """The ways on from a step, or into the stream; side by side they are plain ids, or say which
    share takes this branch besides."""
    if id_ == START:
        shares = entry_shares(stream, landings)
        only = len(shares) == 1
        return tuple(NextWay(step, None if only else share, None) for step, share in shares.items())
    step = stream.steps[id_]
    routes = landed(step.routes, landings)
    only = len(routes) == 1
    fork = step.forks and not only
    return tuple(
        route.target
        if fork and route.share is None and route.wait is None
        else NextWay(
            route.target,
            None if only else route.share,
            route.wait.mean_s if route.wait else None,
            beside=fork,
        )
        for route in routes
    )


def entry_shares(stream: Stream, landings: Mapping[str, str]) -> dict[str, float | None]:
    """The shares with which work comes in, by step; None: split unknown."""
    found: dict[str, float | None] = {}
    for id_, share in flow_of(stream).entries.items():
        step = landings.get(id_, id_)
        found[step] = _sum(found[step], share) if step in found else share
    return found


def landed(routes: tuple[Route, ...], landings: Mapping[str, str]) -> tuple[Route, ...]:
    """Routes that lead to what their targets have become; where several lead to the same one
    then, they are one, with the wait of the first."""
    if not any(route.target in landings for route in routes):
        return routes
    found: dict[str, Route] = {}
    for route in routes:
        target = landings.get(route.target, route.target)
        there = found.get(target)
        share = _sum(there.share, route.share) if there else route.share
        found[target] = replace(there or route, target=target, share=share)
    return tuple(found.values())


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else min(1.0, one + other)


def _targets(of: Ways) -> set[str]:
    return {way if isinstance(way, str) else way.target for way in of} - {END}


def _all_targets(of: Ways) -> list[str]:
    return sorted(way if isinstance(way, str) else way.target for way in of)


def _is_mechanism(old: Ways, new: Ways) -> bool:
    """Whether work takes other ways now, or the same ones in other shares only."""
    return _all_targets(old) != _all_targets(new) or _side_by_side(old) != _side_by_side(new)


def _side_by_side(of: Ways) -> bool:
    return any(isinstance(way, str) or way.beside for way in of)


def _rerouted(diff: StreamDiff, ids: list[str], turned: Mapping[str, tuple[Ways, Ways]]) -> Change:
    pairs = [turned[id_] for id_ in ids]
    kind: Kind = "rerouted"
    if any(_side_by_side(new) and not _side_by_side(old) for old, new in pairs):
        kind = "parallel"
    nature: Nature = "mechanism" if any(_is_mechanism(*pair) for pair in pairs) else "action"
    steps = tuple(id_ for id_ in ids if id_ != START)
    return Change(
        kind=kind,
        nature=nature,
        section="streams",
        stream=diff.after.id,
        is_step=bool(steps),
        before=steps or (diff.before.id,),
        after=steps or (diff.after.id,),
        details=tuple(Detail(_key(id_, ids), *turned[id_]) for id_ in ids),
    )


def _key(id_: str, ids: list[str]) -> str:
    if id_ == START:
        return "entry"
    return "next" if len(ids) == 1 else f"{id_}.next"


def _structural(diff: StreamDiff, groups: list[Group]) -> Change:
    kinds = {kind_of(group) for group in groups}
    kind: Kind = "rearranged"
    if len(kinds) == 1:
        (kind,) = kinds
    elif kinds == {"added", "removed"}:
        kind = "replaced"
    return Change(
        kind=kind,
        nature="mechanism",
        section="streams",
        stream=diff.after.id,
        is_step=True,
        before=tuple(id_ for group in groups for id_ in group.before),
        after=tuple(id_ for group in groups for id_ in group.after),
    )
