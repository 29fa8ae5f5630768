"""Steps of the model: their routes, links and acceptances."""

from collections.abc import Iterable, Iterator
from math import fsum
from typing import TYPE_CHECKING, Any, TypeVar

from vsm_cli.catalogue.name_lookup import normalised
from vsm_cli.language import message
from vsm_cli.loading.collect import RESERVED, RawElement
from vsm_cli.loading.draft import Draft, texts
from vsm_cli.loading.references import Practices, References, canonical
from vsm_cli.loading.shapes import Next, StepShape
from vsm_cli.loading.spreads import seconds
from vsm_cli.model.elements import CUSTOMER, END
from vsm_cli.model.streams import Acceptance, Link, Route, Split, Step, Use, Without
from vsm_cli.model.values import ELAPSED, Calendar, Spread, Time

if TYPE_CHECKING:
    from vsm_cli.loading.shapes.link_shapes import UseShape, WithoutShape

LinkT = TypeVar("LinkT", Link, Use)
_LEAD = message("lead is {lead}, but wait and process add up to {sum}")
_TWICE = message("{key} is given twice here: {other} is the same step")
_NEGATIVE = message("lead is {lead}, which is less than the wait of {wait}")


class StepBuilder:
    """Builds the steps of one stream after another; `kinds` gives step kinds by their names."""

    def __init__(self, references: References, practices: Practices, kinds: dict[str, str]) -> None:
        self._references = references
        self._practices = practices
        self._kinds = kinds

    def build(
        self, stream: str, entries: dict[str, RawElement[StepShape]], calendar: Calendar
    ) -> dict[str, Step]:
        order = list(entries)
        followers = dict(zip(order, [*order[1:], END], strict=False))
        steps = {}
        for id_, entry in entries.items():
            address = f"streams.{stream}.steps.{id_}"
            at = Draft(self._references, entry, address, calendar)
            steps[id_] = self._step(stream, id_, at, followers[id_])
        return steps

    def _step(self, stream: str, id_: str, at: Draft[StepShape], follower: str) -> Step:
        shape = at.shape
        process, wait, lead = _times(at)
        owner = at.one("doer", "owner")
        people, hands = _people(at)
        takes_part = dict.fromkeys((*at.many("doer", "participants"), *hands))
        split, routes = _routes(at, stream, follower)
        uses, used_again = _once(_uses(at))
        starts, started_again = _once(_links(at))
        return Step(
            stream=stream,
            owner=owner,
            participants=tuple(each for each in takes_part if each != owner),
            practices=tuple(
                self._practices.bind(name, at.place.value("practices", name))
                for name in texts(shape.practices)
            ),
            activity=shape.activity,
            kind=self._kind(at),
            systems=at.many("system", "systems"),
            process=process,
            wait=wait,
            lead=lead,
            queue=shape.queue,
            every_s=seconds(shape.every, at.calendar),
            complete_accurate=shape.complete_accurate,
            people=people,
            hands=hands,
            automated=bool(shape.automated),
            inputs=None if shape.inputs is None else at.many("data", "inputs"),
            outputs=None if shape.outputs is None else at.many("data", "outputs"),
            touchpoint=shape.touchpoint,
            satisfaction=shape.satisfaction,
            expects_s=seconds(shape.expects, at.calendar),
            sensitivity=shape.sensitivity,
            work=shape.work,  # type: ignore[arg-type]
            uses=uses,
            starts=starts,
            repeated=(*used_again, *started_again),
            accepts=tuple(_accepts(at)),
            entry=shape.entry,
            ideas=at.ideas(),
            split=split,
            routes=routes,
            **at.common(id_),
        )

    def _kind(self, at: Draft[StepShape]) -> str | None:
        written = at.shape.kind
        if written is None:
            return None
        found = self._kinds.get(normalised(written))
        if found is None:
            at.undefined("kind", written, "kind", at.place.value("kind"))
        return found


def _people(at: "Draft[StepShape] | Draft[WithoutShape]") -> tuple[float | None, dict[str, float]]:
    """How many people of ours work on an item at once, and whose hands they are where it says."""
    written = at.shape.people
    if not isinstance(written, dict):
        return written, {}
    hands = {
        id_: count
        for name, count in written.items()
        if (id_ := at.named("doer", name, "people", name)) is not None
    }
    if not hands:
        return None, hands
    return fsum(count for id_, count in hands.items() if id_ != CUSTOMER), hands


def _times(
    at: "Draft[StepShape] | Draft[WithoutShape]",
) -> tuple[Spread | None, Spread | None, Spread | None]:
    """Process, wait and lead that agree with each other: a wait and a lead give the process."""
    process, wait, lead = at.spread("process"), at.spread("wait"), at.spread("lead")
    if lead is None or wait is None or "process" in at.missing:
        return process, wait, lead

    def contradiction(template: str, **times_s: float) -> None:
        fields: dict[str, Any] = {
            name: Time(time_s, at.calendar) for name, time_s in times_s.items()
        }
        at.missing.add("lead")
        at.report(template, at.place.key("lead"), "lead", **fields)

    if process is None:
        if lead.mean_s < wait.mean_s * (1 - 1e-9):
            contradiction(_NEGATIVE, lead=lead.mean_s, wait=wait.mean_s)
            at.missing.add("process")
            return None, wait, None
        return Spread(max(0.0, lead.mean_s - wait.mean_s)), wait, lead
    total = wait.mean_s + process.mean_s
    if abs(lead.mean_s - total) > 1e-6 * max(total, lead.mean_s):
        contradiction(_LEAD, lead=lead.mean_s, sum=total)
        return process, wait, None
    return process, wait, lead


def _routes(at: Draft[StepShape], stream: str, follower: str) -> tuple[Split, tuple[Route, ...]]:
    written, unread = at.shape.next, "next" in at.unread_keys
    if written is None:
        return ("choice", ()) if unread else ("one", (Route(target=follower, place=at.place),))
    rest = _rest(written) if written.split == "choice" else None
    routes = []
    by_target: dict[str, str] = {}
    for keys, shape in written.routes:
        said = str(keys[-1])
        target = canonical(said)
        route = at.below(shape, "next", *keys)
        target = at.references.meant("step", RESERVED.get(target, target), stream)
        # One id is said once; 结束 is another name of the end.
        if (first := by_target.setdefault(target, said)) != said:
            at.missing.add("next")
            at.report(_TWICE, route.place, said, code="VSM004", key=said, other=first)
            continue
        if target != END and not at.references.has("step", target, stream):
            at.undefined(
                "step", target, "next", route.place,
                stream=stream, also=END, several=written.split == "one",
            )  # fmt: skip
            continue
        wait = route.spread("wait")
        if route.unread_keys or route.missing:
            at.missing.add("next")
        share = rest if shape.share is None else shape.share
        routes.append(
            Route(
                target=target, place=route.place, share=share, written_share=shape.written,
                wait=wait,
            )
        )  # fmt: skip
    return ("choice", ()) if unread else (written.split, tuple(routes))


def _uses(step: Draft[StepShape]) -> Iterator[Use]:
    for stream, at in _linked(step, "uses"):
        yield Use(
            stream=stream,
            at=at.step(stream, "at"),
            wait=bool(at.shape.wait),
            data=at.many("data", "data"),
            within_s=seconds(at.shape.within, at.calendar),
            covered=at.shape.covered,
            changes_per_s=at.shape.changes.per_second(ELAPSED) if at.shape.changes else None,
            without=_without(at),
            owner=at.one("doer", "owner"),
            via=at.shape.via,
            ideas=at.ideas(),
            **at.common(stream),
        )


def _without(use: "Draft[UseShape]") -> Without | None:
    shape = use.shape.without
    if shape is None:
        return None
    at = use.below(shape, "without")
    at.address += ".without"
    process, wait, lead = _times(at)
    people, hands = _people(at)
    if at.unread_keys or at.missing:
        use.missing.add("without")
    return Without(
        process=process,
        wait=wait,
        lead=lead,
        complete_accurate=shape.complete_accurate,
        people=people,
        hands=hands,
    )


def _links(step: Draft[StepShape]) -> Iterator[Link]:
    for stream, at in _linked(step, "starts"):
        yield Link(
            stream=stream,
            at=at.step(stream, "at"),
            data=at.many("data", "data"),
            owner=at.one("doer", "owner"),
            share=at.shape.share,
            wait=at.spread("wait"),
            via=at.shape.via,
            ideas=at.ideas(),
            **at.common(stream),
        )


def _once(links: Iterable[LinkT]) -> tuple[tuple[LinkT, ...], tuple[LinkT, ...]]:
    """Links, and those among them that only say again what another one of the step says: the
    same stream, at the same place, with no other data."""
    kept: list[LinkT] = []
    again: list[LinkT] = []
    for link in links:
        repeats = any(
            (link.stream, link.at) == (each.stream, each.at)
            and set(link.data) <= set(each.data)
            and (isinstance(link, Link) or link.wait == each.wait)
            for each in kept
        )
        (again if repeats else kept).append(link)
    return tuple(kept), tuple(again)


def _linked(step: Draft[StepShape], key: str) -> Iterator[tuple[str, Draft[Any]]]:
    """The items under `uses` or `starts` whose stream is known, each with that stream."""
    for index, shape in enumerate(getattr(step.shape, key) or ()):
        stream = None
        if shape is not None:
            at = step.below(shape, key, index)
            if shape.stream is None:
                at.lacks("stream", f"{key}.{index}")
            stream = at.one("stream", "stream")
        if stream is None:
            step.missing.add(key)
            continue
        at.address += f".{key}.{stream}"
        yield stream, at


def _accepts(at: Draft[StepShape]) -> Iterator[Acceptance]:
    for name, how in (at.shape.accepts or {}).items():
        item = at.below(how, "accepts", name)
        if item.unread_keys:
            at.missing.add("accepts")
        data = at.references.meant("data", canonical(name))
        if at.references.has("data", data):
            yield Acceptance(
                data=data, place=item.place, criteria=how.criteria, required_by=how.required_by
            )
        else:
            at.undefined("data", data, "accepts", item.place)


def _rest(written: Next) -> float | None:
    """The share of the one route of a choice that has none; None where two or more have none."""
    given = [shape.share for _, shape in written.routes]
    if given.count(None) != 1:
        return None
    rest = 1.0 - sum(share for share in given if share is not None)
    # Tenths do not add up exactly in binary: 70 % and 20 % leave 10 %, not 10.000000000000003 %.
    return max(0.0, round(rest, 12))
