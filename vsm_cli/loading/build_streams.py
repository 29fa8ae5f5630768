"""Streams of the model."""

from typing import TYPE_CHECKING, Any

from vsm_cli.catalogue.vocabulary import STREAM_TYPES
from vsm_cli.loading.amounts import Amount
from vsm_cli.loading.build_organisation import calendar_of
from vsm_cli.loading.build_steps import StepBuilder
from vsm_cli.loading.collect import RawElement
from vsm_cli.loading.draft import Draft
from vsm_cli.loading.references import References, canonical
from vsm_cli.loading.shapes import StepShape, StreamShape, TargetShape
from vsm_cli.loading.value_parsing import FixedWord
from vsm_cli.model.streams import Mapped, Stated, Stream, Target
from vsm_cli.model.values import Calendar
from vsm_cli.source.places import Place

if TYPE_CHECKING:
    from vsm_cli.loading.shapes.mapping_shapes import StatedShape

_STREAM_TYPE = FixedWord(STREAM_TYPES)


class StreamBuilder:
    """Builds streams; `steps` holds the entries of every stream's steps."""

    def __init__(
        self,
        references: References,
        step_builder: StepBuilder,
        steps: dict[str, dict[str, RawElement[StepShape]]],
        calendar: Calendar,
    ) -> None:
        self._references = references
        self._step_builder = step_builder
        self._steps = steps
        self._calendar = calendar

    def build(self, id_: str, entry: RawElement[StreamShape]) -> Stream:
        shape, place = entry.shape, entry.place
        calendar = self._calendar
        if shape.calendar is not None:
            written = RawElement(shape.calendar, place.key("calendar"), entry.unread)
            calendar = calendar_of(Draft(self._references, written, "calendar"))
        at = Draft(self._references, entry, f"streams.{id_}", calendar)
        return Stream(
            calendar=calendar,
            layer=shape.layer,  # type: ignore[arg-type]
            type=_stream_type(shape.type),
            owner=at.one("owner", "owner"),
            customer=shape.customer,
            trigger=shape.trigger,
            value=shape.value,
            responded_at=at.step(id_, "responded-at"),
            delivered_at=at.step(id_, "delivered-at"),
            demand_per_s=None if shape.demand is None else shape.demand.per_second(calendar),
            impact=shape.impact,
            sensitivity=shape.sensitivity,
            satisfaction=shape.satisfaction,
            targets=_targets(shape.target, place.key("target"), calendar),
            stated=_stated(shape.stated, place.key("stated"), calendar),
            mapped=_mapped(shape),
            ideas=at.ideas(),
            steps=self._step_builder.build(id_, self._steps[id_], calendar),
            **at.common(id_),
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
    for figure in ("response", "perceived", "lead", "own", "process", "wait"):
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


def _stated(shape: "StatedShape | None", place: Place, calendar: Calendar) -> tuple[Stated, ...]:
    if shape is None:
        return ()
    result = []
    for field, info in type(shape).model_fields.items():
        written = getattr(shape, field)
        if written is not None:
            figure = info.alias or field
            result.append(
                Stated(
                    figure=figure,
                    value=_in_seconds(written.value, calendar),
                    half_digit=_in_seconds(written.half_digit, calendar),
                    most=None if written.most is None else _in_seconds(written.most, calendar),
                    written=written.text,
                    place=place.key(figure),
                )
            )
    return tuple(result)


def _in_seconds(value: Amount | float, calendar: Calendar) -> float:
    return value.seconds(calendar) if isinstance(value, Amount) else value
