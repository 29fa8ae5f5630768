"""Steps of the model: their routes, links and acceptances."""

from functools import partial
from typing import Any

from vsm_cli.catalogue.name_lookup import normalised
from vsm_cli.diagnostics import Finding
from vsm_cli.language import Later, duration, message
from vsm_cli.loading.build_organisation import common, ideas_of, many, texts
from vsm_cli.loading.collect import Entry
from vsm_cli.loading.references import Practices, References, canonical
from vsm_cli.loading.shapes import LinkShape, Next, StepShape, UseShape
from vsm_cli.loading.spreads import seconds, spread_of
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Acceptance, Link, Route, Split, Step, Use
from vsm_cli.model.values import Calendar, Spread
from vsm_cli.source.places import Place

_MISSING = message("{key} is missing here")
_LEAD = message("lead is {lead}, but wait and process add up to {sum}")
_NEGATIVE = message("lead is {lead}, which is less than the wait of {wait}")


class StepBuilder:
    """Builds the steps of one stream. `steps` holds the ids of every stream's steps."""

    def __init__(
        self,
        references: References,
        practices: Practices,
        kinds: dict[str, str],
        steps: dict[str, list[str]],
        findings: list[Finding],
    ) -> None:
        self._references = references
        self._practices = practices
        self._kinds = kinds
        self._steps = steps
        self._findings = findings

    def build(
        self, stream: str, entries: dict[str, Entry[StepShape]], calendar: Calendar
    ) -> dict[str, Step]:
        order = list(entries)
        followers = dict(zip(order, [*order[1:], END], strict=False))
        return {
            id_: self._step(stream, id_, entry, followers[id_], calendar)
            for id_, entry in entries.items()
        }

    def _step(
        self, stream: str, id_: str, entry: Entry[StepShape], follower: str, calendar: Calendar
    ) -> Step:
        shape, place = entry.shape, entry.place
        address = f"streams.{stream}.steps.{id_}"
        missing: set[str] = set()
        findings = self._findings

        def several(kind: str, written: list[str] | None, key: str) -> tuple[str, ...]:
            if written is None:
                return ()
            return many(self._references, kind, written, place, key, address, missing)

        def spread(key: str, raw: Any) -> Spread | None:
            if raw is None:
                return None
            found = spread_of(raw, calendar, place, key, address, findings)
            if found is None:
                missing.add(key)
            return found

        process, wait, lead = self._times(
            spread("process", shape.process), spread("wait", shape.wait),
            spread("lead", shape.lead), calendar, place, address, missing,
        )  # fmt: skip
        split, routes = self._routes(
            stream, shape.next, follower, calendar, entry, address, missing
        )
        if "next" in entry.unread_keys:
            split, routes = "choice", ()
        return Step(
            stream=stream,
            owner=self._doer(shape.owner, place, address, missing),
            participants=several("doer", shape.participants, "participants"),
            practices=tuple(
                self._practices.bind(name, place.value("practices", name))
                for name in texts(shape.practices)
            ),
            activity=shape.activity,
            kind=self._kind(shape.kind, place, address, missing),
            systems=several("system", shape.systems, "systems"),
            process=process,
            wait=wait,
            lead=lead,
            queue=shape.queue,
            every_s=seconds(shape.every, calendar),
            complete_accurate=shape.complete_accurate,
            people=shape.people,
            automated=bool(shape.automated),
            inputs=None if shape.inputs is None else several("data", shape.inputs, "inputs"),
            outputs=None if shape.outputs is None else several("data", shape.outputs, "outputs"),
            touchpoint=shape.touchpoint,
            work=shape.work,  # type: ignore[arg-type]
            uses=self._uses(shape.uses, calendar, entry, address, missing),
            starts=self._links(shape.starts, calendar, entry, address, missing),
            accepts=self._accepts(entry, address, missing),
            entry=shape.entry,
            was=tuple(canonical(name) for name in texts(shape.was)),
            ideas=ideas_of(shape.ideas),
            split=split,
            routes=routes,
            **common(id_, address, entry, missing),
        )

    def _doer(
        self, written: str | None, place: Place, address: str, missing: set[str]
    ) -> str | None:
        """The owner of a step or link: a team, a role, or the customer."""
        if written is None:
            return None
        found = self._references.one("doer", written, place, ("owner",), address)
        if found is None:
            missing.add("owner")
        return found

    def _kind(
        self, written: str | None, place: Place, address: str, missing: set[str]
    ) -> str | None:
        if written is None:
            return None
        found = self._kinds.get(normalised(written))
        if found is None:
            missing.add("kind")
            known = set(self._kinds.values())
            self._references.undefined("kind", written, place.value("kind"), address, known)
        return found

    def _times(
        self, process: Spread | None, wait: Spread | None, lead: Spread | None, calendar: Calendar,
        place: Place, address: str, missing: set[str],
    ) -> tuple[Spread | None, Spread | None, Spread | None]:  # fmt: skip
        """Make lead agree with wait and process: with a wait alone, it gives the process."""
        if lead is None or wait is None or "process" in missing:
            return process, wait, lead
        day_hours, week_days = calendar

        def shown(value_s: float) -> Later:
            return Later(partial(duration, value_s, day_hours=day_hours, week_days=week_days))

        if process is None:
            if lead.mean_s < wait.mean_s * (1 - 1e-9):
                self._contradiction(
                    _NEGATIVE, place, address, lead=shown(lead.mean_s), wait=shown(wait.mean_s)
                )
                missing.update(("lead", "process"))
                return None, wait, None
            return Spread(max(0.0, lead.mean_s - wait.mean_s)), wait, lead
        total = wait.mean_s + process.mean_s
        if abs(lead.mean_s - total) > 1e-6 * max(total, lead.mean_s):
            self._contradiction(_LEAD, place, address, lead=shown(lead.mean_s), sum=shown(total))
            missing.add("lead")
            return process, wait, None
        return process, wait, lead

    def _contradiction(self, template: str, place: Place, address: str, **fields: object) -> None:
        self._findings.append(
            Finding(code="VSM003", place=place.key("lead"), element=address, message=template,
                    fields=fields, subject="lead")
        )  # fmt: skip

    def _routes(
        self, stream: str, written: Next | None, follower: str, calendar: Calendar,
        entry: Entry[StepShape], address: str, missing: set[str],
    ) -> tuple[Split, tuple[Route, ...]]:  # fmt: skip
        place = entry.place
        if written is None:
            return "one", (Route(target=follower, place=place),)
        routes = []
        known = self._steps[stream]
        rest = _rest(written)
        for name, shape in written.routes.items():
            target = canonical(name)
            at = place.key("next", name)
            if target != END and target not in known:
                missing.add("next")
                self._references.undefined(
                    "step", target, at, address, [*known, END], stream=stream
                )
                continue
            if entry.unread.at(at.path):
                missing.add("next")
            wait = spread_of(shape.wait, calendar, at, "wait", address, self._findings)
            if shape.wait is not None and wait is None:
                missing.add("next")
            share = rest if written.split == "choice" and shape.share is None else shape.share
            routes.append(
                Route(target=target, place=at, share=share, written_share=shape.written, wait=wait)
            )
        return written.split, tuple(routes)

    def _uses(
        self, written: list[UseShape] | None, calendar: Calendar, entry: Entry[StepShape],
        address: str, missing: set[str],
    ) -> tuple[Use, ...]:  # fmt: skip
        uses = []
        for index, shape in enumerate(written or ()):
            found = self._linked(shape, "uses", index, entry, address, missing)
            if found is None:
                continue
            stream, place, link_address = found
            own: set[str] = set()
            uses.append(
                Use(
                    stream=stream,
                    at=self._at(shape.at, stream, place, link_address, own),
                    wait=bool(shape.wait),
                    data=many(
                        self._references, "data", shape.data, place, "data", link_address, own
                    ),
                    within_s=seconds(shape.within, calendar),
                    owner=self._doer(shape.owner, place, link_address, own),
                    via=shape.via,
                    ideas=ideas_of(shape.ideas),
                    **common(stream, link_address, Entry(shape, place, entry.unread), own),
                )
            )
        return tuple(uses)

    def _links(
        self, written: list[LinkShape] | None, calendar: Calendar, entry: Entry[StepShape],
        address: str, missing: set[str],
    ) -> tuple[Link, ...]:  # fmt: skip
        links = []
        for index, shape in enumerate(written or ()):
            found = self._linked(shape, "starts", index, entry, address, missing)
            if found is None:
                continue
            stream, place, link_address = found
            own: set[str] = set()
            wait = spread_of(shape.wait, calendar, place, "wait", link_address, self._findings)
            if shape.wait is not None and wait is None:
                own.add("wait")
            links.append(
                Link(
                    stream=stream,
                    at=self._at(shape.at, stream, place, link_address, own),
                    data=many(
                        self._references, "data", shape.data, place, "data", link_address, own
                    ),
                    owner=self._doer(shape.owner, place, link_address, own),
                    share=shape.share,
                    wait=wait,
                    via=shape.via,
                    ideas=ideas_of(shape.ideas),
                    **common(stream, link_address, Entry(shape, place, entry.unread), own),
                )
            )
        return tuple(links)

    def _linked(
        self, shape: LinkShape | UseShape | None, key: str, index: int, entry: Entry[StepShape],
        address: str, missing: set[str],
    ) -> tuple[str, Place, str] | None:  # fmt: skip
        """The other stream of a link or use, the place of the item, and its address."""
        if shape is None:
            missing.add(key)
            return None
        place = entry.place.key(key, index)
        if shape.stream is None:
            missing.add(key)
            if "stream" not in entry.unread.at(place.path):
                self._findings.append(
                    Finding(code="VSM003", place=place, element=address, message=_MISSING,
                            fields={"key": "stream"}, subject=f"{key}.{index}")
                )  # fmt: skip
            return None
        stream = self._references.one("stream", shape.stream, place, ("stream",), address)
        if stream is None:
            missing.add(key)
            return None
        return stream, place, f"{address}.{key}.{stream}"

    def _at(
        self, written: str | None, stream: str, place: Place, address: str, missing: set[str]
    ) -> str | None:
        if written is None:
            return None
        step = canonical(written)
        known = self._steps.get(stream, [])
        if step in known:
            return step
        missing.add("at")
        self._references.undefined("step", step, place.value("at"), address, known, stream=stream)
        return None

    def _accepts(
        self, entry: Entry[StepShape], address: str, missing: set[str]
    ) -> tuple[Acceptance, ...]:
        shape, place = entry.shape, entry.place
        result = []
        for name, how in (shape.accepts or {}).items():
            at = place.key("accepts", name)
            if entry.unread.at(at.path):
                missing.add("accepts")
            data = self._references.one(
                "data", name, place, ("accepts", name), address, on_key=True
            )
            if data is None:
                missing.add("accepts")
                continue
            result.append(
                Acceptance(data=data, place=at, criteria=how.criteria, required_by=how.required_by)
            )
        return tuple(result)


def _rest(written: Next) -> float | None:
    """The share of the one route of a choice that has none; None where two or more have none."""
    given = [shape.share for shape in written.routes.values()]
    if given.count(None) != 1:
        return None
    rest = 1.0 - sum(share for share in given if share is not None)
    # Tenths do not add up exactly in binary: 70 % and 20 % leave 10 %, not 10.000000000000003 %.
    return max(0.0, round(rest, 12))
