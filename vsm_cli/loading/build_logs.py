"""Event logs and what they measured, of the model."""

from collections.abc import Mapping
from typing import Any

from vsm_cli.language import message
from vsm_cli.loading.amounts import Amount
from vsm_cli.loading.collect import RawElement
from vsm_cli.loading.draft import Draft, texts
from vsm_cli.loading.references import References, canonical
from vsm_cli.loading.shapes import StepShape
from vsm_cli.loading.shapes.log_shapes import (
    CountShape,
    LogShape,
    MeasuredLogShape,
    MeasuredShape,
    SampleShape,
    Written,
)
from vsm_cli.model.logs import (
    Choice,
    Counted,
    EventLog,
    Interval,
    Measured,
    MeasuredStep,
    Pair,
    Period,
    Sample,
)
from vsm_cli.model.values import ELAPSED

_TIMES = ("process", "wait", "lead")
_NO_TIME = message("a log says when: time, or start and end, is missing here")
_NO_ACTIVITY = message("these values are of the column of activities, and activity names none")


class LogBuilder:
    """Builds logs and measured logs; `steps` holds the steps of every stream by id."""

    def __init__(
        self, references: References, steps: Mapping[str, Mapping[str, RawElement[StepShape]]]
    ) -> None:
        self._references = references
        self._steps = steps

    def log(self, id_: str, entry: RawElement[LogShape]) -> EventLog:
        at = Draft(self._references, entry, f"logs.{id_}")
        shape = at.shape
        stream = at.one("stream", "stream")
        for key in ("source", "case"):
            if getattr(shape, key) is None:
                at.lacks(key)
        timed = shape.time is not None or (shape.start is not None and shape.end is not None)
        if not timed and not {"time", "start", "end"} & at.unread_keys:
            at.report(_NO_TIME, at.place, "time")
        source = shape.source or {}
        activity = texts(shape.activity)
        return EventLog(
            stream=stream,
            source=source.get("files", ()),
            table=next(iter(source.get("table", ())), None),
            engine="spark" if shape.engine == "spark" else "duckdb",
            case=shape.case,
            time=shape.time,
            start=shape.start,
            end=shape.end,
            activity=activity,
            owner_column=shape.owner,
            where=shape.where or {},
            timezone=shape.timezone,
            steps=self._mapped(at, stream, activity),
            waiting=_choices(at, "waiting", shape.waiting, activity),
            done=_choices(at, "done", shape.done, activity),
            teams=self._teams(at),
            **at.common(id_),
        )

    def _mapped(
        self, at: Draft[LogShape], stream: str | None, activity: tuple[str, ...]
    ) -> dict[str, tuple[Choice, ...]]:
        found = {}
        for written, choices in (at.shape.steps or {}).items():
            id_ = canonical(written)
            if stream is not None:
                id_ = self._references.meant("step", id_, stream)
                if not self._references.has("step", id_, stream):
                    place = at.place.key("steps", written)
                    at.undefined("step", id_, "steps", place, stream=stream)
                    continue
            found[id_] = _choices(at, "steps", choices, activity, written)
        return found

    def _teams(self, at: Draft[LogShape]) -> dict[str, str]:
        found = {}
        for name, written in (at.shape.teams or {}).items():
            owner = at.named("owner", written, "teams", name)
            if owner is not None:
                found[name] = owner
        return found

    def measured(self, id_: str, entry: RawElement[MeasuredShape]) -> Measured:
        at = Draft(self._references, entry, f"measured.{id_}")
        shape, log = at.shape, at.shape.log or MeasuredLogShape()
        return Measured(
            stream=at.one("stream", "stream"),
            rows=_whole(log.rows),
            cases=_whole(log.cases),
            open=_whole(log.open),
            first=log.from_,
            last=log.to,
            sha256=log.sha256,
            unmapped=log.unmapped or 0.0,
            unmapped_values=texts(log.unmapped_values),
            lead=_sample(shape.lead),
            steps={
                canonical(step): MeasuredStep(
                    n=_whole(each.n),
                    visits=each.visits or 0.0,
                    **{key: _sample(getattr(each, key)) for key in _TIMES},
                )
                for step, each in (shape.steps or {}).items()
            },
            routes=_counts(shape.routes, "->"),
            handoffs=_counts(shape.handoffs, "->"),
            returns=_counts(shape.returns, "<->"),
            periods=tuple(
                Period(
                    since=each.from_,
                    n=_whole(each.n),
                    p50_s=_seconds(each.p50),
                    p85_s=_seconds(each.p85),
                )
                for each in shape.periods or ()
                if each is not None and each.from_ is not None
            ),
            **at.common(id_),
        )


def _choices(
    at: Draft[LogShape],
    key: str,
    written: tuple[Written, ...] | None,
    activity: tuple[str, ...],
    *below: str,
) -> tuple[Choice, ...]:
    """Choices with the name of the column of activities where they name none; of several such
    columns, any of them."""
    found: list[Choice] = []
    for choice in written or ():
        if "" not in choice:
            found.append(choice)
        elif activity:
            found += [{column: choice[""]} for column in activity]
        else:
            at.report(_NO_ACTIVITY, at.place.value(key, *below), key)
    return tuple(found)


def _whole(value: float | None) -> int:
    return round(value or 0)


def _seconds(written: Amount | None) -> float | None:
    return None if written is None else written.seconds(ELAPSED)


def _times(written: list[Amount] | None) -> Interval | None:
    if not written or len(written) != 2:
        return None
    return written[0].seconds(ELAPSED), written[1].seconds(ELAPSED)


def _sample(shape: SampleShape | None) -> Sample | None:
    if shape is None:
        return None
    return Sample(
        n=_whole(shape.n),
        mean_s=_seconds(shape.mean),
        mean_interval_s=_times(shape.mean_interval),
        p50_s=_seconds(shape.p50),
        p50_interval_s=_times(shape.p50_interval),
        p85_s=_seconds(shape.p85),
        p85_interval_s=_times(shape.p85_interval),
        p95_s=_seconds(shape.p95),
        p95_interval_s=_times(shape.p95_interval),
    )


def _counts(shapes: dict[str, CountShape] | None, arrow: str) -> dict[Pair, Counted]:
    found: dict[Pair, Counted] = {}
    for pair, each in (shapes or {}).items():
        first, is_pair, second = pair.partition(arrow)
        if is_pair:
            share: Any = each.share or 0.0
            low_high = each.interval or [share, share]
            found[canonical(first), canonical(second)] = Counted(
                n=_whole(each.n), share=share, interval=(low_high[0], low_high[-1])
            )
    return found
