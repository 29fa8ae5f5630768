"""Streams and journeys of the model."""

from typing import Any

from vsm_cli.catalogue.vocabulary import STREAM_TYPES
from vsm_cli.diagnostics import Finding
from vsm_cli.language import message
from vsm_cli.loading.build_organisation import common, ideas_of, many
from vsm_cli.loading.build_steps import StepBuilder
from vsm_cli.loading.collect import Entry
from vsm_cli.loading.references import References, canonical
from vsm_cli.loading.shapes import (
    JourneyShape,
    JourneyStepShape,
    StatedShape,
    StepShape,
    StreamShape,
    TargetShape,
)
from vsm_cli.loading.spreads import calendar_of, spread_of
from vsm_cli.loading.value_parsing import Amount, FixedWord
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.streams import Mapped, Stated, Stream, Target
from vsm_cli.model.values import Calendar
from vsm_cli.source.places import Place

_MISSING = message("{key} is missing here")
_STREAM_TYPE = FixedWord(STREAM_TYPES)


class StreamBuilder:
    """Builds streams; `steps` holds the entries of every stream's steps."""

    def __init__(
        self,
        references: References,
        step_builder: StepBuilder,
        steps: dict[str, dict[str, Entry[StepShape]]],
        calendar: Calendar,
        findings: list[Finding],
    ) -> None:
        self._references = references
        self._step_builder = step_builder
        self._steps = steps
        self._calendar = calendar
        self._findings = findings

    def build(self, id_: str, entry: Entry[StreamShape]) -> Stream:
        shape, place = entry.shape, entry.place
        address = f"streams.{id_}"
        missing: set[str] = set()
        calendar = calendar_of(
            shape.calendar, self._calendar, place.key("calendar"), self._findings
        )
        owner = self._references.one("owner", shape.owner, place, ("owner",), address)
        if owner is None and shape.owner is not None:
            missing.add("owner")
        return Stream(
            calendar=calendar,
            layer=shape.layer,  # type: ignore[arg-type]
            type=_stream_type(shape.type),
            owner=owner,
            customer=shape.customer,
            trigger=shape.trigger,
            value=shape.value,
            responded_at=self._step_at("responded-at", shape.responded_at, id_, place, missing),
            delivered_at=self._step_at("delivered-at", shape.delivered_at, id_, place, missing),
            demand_per_s=None if shape.demand is None else shape.demand.per_second(calendar),
            impact=shape.impact,
            sensitivity=shape.sensitivity,
            targets=_targets(shape.target, place.key("target"), calendar),
            stated=_stated(shape.stated, place.key("stated"), calendar),
            mapped=_mapped(shape),
            ideas=ideas_of(shape.ideas),
            steps=self._step_builder.build(id_, self._steps[id_], calendar),
            **common(id_, address, entry, missing),
        )

    def _step_at(
        self, key: str, written: str | None, stream: str, place: Place, missing: set[str]
    ) -> str | None:
        if written is None:
            return None
        step = canonical(written)
        if step in self._steps[stream]:
            return step
        missing.add(key)
        known = self._steps[stream]
        self._references.undefined(
            "step", step, place.value(key), f"streams.{stream}", known, stream=stream
        )
        return None

    def journey(self, id_: str, entry: Entry[JourneyShape]) -> Journey:
        shape, place = entry.shape, entry.place
        address = f"journeys.{id_}"
        missing: set[str] = set()
        owner = self._references.one("owner", shape.owner, place, ("owner",), address)
        if owner is None and shape.owner is not None:
            missing.add("owner")
        steps = []
        for index, step in enumerate(shape.steps or ()):
            if step is None:
                missing.add("steps")
            else:
                step_entry = Entry(step, place.key("steps", index), entry.unread)
                steps.append(self._journey_step(f"{address}.steps.{index + 1}", index, step_entry))
        return Journey(
            customer=shape.customer,
            owner=owner,
            closed_loop=bool(shape.closed_loop),
            steps=tuple(steps),
            **common(id_, address, entry, missing),
        )

    def _journey_step(
        self, address: str, index: int, entry: Entry[JourneyStepShape]
    ) -> JourneyStep:
        shape, place = entry.shape, entry.place
        missing: set[str] = set()
        if shape.stage is None and "stage" not in entry.unread_keys:
            self._findings.append(
                Finding(code="VSM003", place=place, element=address, message=_MISSING,
                        fields={"key": "stage"}, subject="stage")
            )  # fmt: skip
        streams = many(self._references, "stream", shape.stream, place, "stream", address, missing)
        wait = spread_of(shape.wait, self._calendar, place, "wait", address, self._findings)
        if shape.wait is not None and wait is None:
            missing.add("wait")
        return JourneyStep(
            stage=shape.stage,
            streams=streams,
            wait=wait,
            share=shape.share,
            by=shape.by,
            **common(str(index + 1), address, entry, missing),
        )


def _stream_type(written: str | None) -> str | None:
    if written is None:
        return None
    return _STREAM_TYPE.look_up(written) or canonical(written)


def _mapped(shape: StreamShape) -> Mapped:
    written = shape.mapped
    if written is None:
        return Mapped()
    state: Any = written.state or "current"
    basis: Any = written.basis
    return Mapped(state=state, on=written.on, basis=basis, by=written.by)


def _targets(shape: TargetShape | None, place: Place, calendar: Calendar) -> tuple[Target, ...]:
    if shape is None:
        return ()
    targets = []
    for figure in ("response", "perceived", "lead", "process", "wait"):
        for name, limit in (getattr(shape, figure) or {}).items():
            percentile = float(name[1:]) if name else None
            at = place.key(figure, name) if name else place.key(figure)
            targets.append(
                Target(
                    figure=figure, limit=limit.seconds(calendar), place=at, percentile=percentile
                )
            )
    for figure, share in (("activity-ratio", shape.activity_ratio), ("rolled", shape.rolled)):
        if share is not None:
            targets.append(Target(figure=figure, limit=share, place=place.key(figure)))
    return tuple(targets)


def _stated(shape: StatedShape | None, place: Place, calendar: Calendar) -> tuple[Stated, ...]:
    if shape is None:
        return ()
    result = []
    for field, info in StatedShape.model_fields.items():
        written = getattr(shape, field)
        if written is not None:
            figure = info.alias or field
            result.append(
                Stated(
                    figure=figure,
                    value=_in_seconds(written.value, calendar),
                    half_digit=_in_seconds(written.half_digit, calendar),
                    written=written.text,
                    place=place.key(figure),
                )
            )
    return tuple(result)


def _in_seconds(value: Amount | float, calendar: Calendar) -> float:
    return value.seconds(calendar) if isinstance(value, Amount) else value
