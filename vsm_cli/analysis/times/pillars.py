"""What supporting streams cost those that rest on them, and what better ones would give back."""

from collections.abc import Callable, Collection, Iterable, Iterator
from math import fsum, isclose
from typing import NamedTuple

from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.improvement_ranking import customer_wait
from vsm_cli.analysis.times.one_stream import measured_alone
from vsm_cli.analysis.times.step_times import Reliance
from vsm_cli.analysis.times.stream_figures import stream_figures, told
from vsm_cli.model.streams import Step, Stream, Use
from vsm_cli.model.workspace import Workspace

Better = Callable[[Reliance], Reliance]


class Price(NamedTuple):
    """What a stream takes more as it is than with a pillar that fails it less often: lead time of
    an item, and of all items of a year effort and what the customer waits. Seconds of the
    stream's calendar; None: not known. At least that where `is_bound`."""

    lead_time_s: float | None
    effort_s_per_year: float | None
    customer_wait_s_per_year: float | None
    is_bound: bool = False


class Prices(NamedTuple):
    """What a pillar costs as it is, compared with one that never failed, and what of it would be
    given back by half its lead time, half its faults (what is missing to a rolled %C&A of 100 %),
    and half its gaps (what is missing to be covered)."""

    cost: Price
    half_lead: Price
    half_faults: Price
    half_gaps: Price


class PillarUse(NamedTuple):
    """A step of a stream that relies on a pillar: how often what it needs is there, and at what
    price."""

    stream: Stream
    step: Step
    use: Use
    there: Reliance
    prices: Prices


class Pillar(NamedTuple):
    """A supporting stream with all steps that it may fail, and its price in each of their
    streams: where several of its steps rely on it, that of all of them together."""

    stream: Stream
    uses: tuple[PillarUse, ...]
    by_stream: tuple[tuple[Stream, Prices], ...]

    def effort_s_per_year(self, choice: Callable[[Prices], Price]) -> float | None:
        """The working time of a year over all streams, of one of the prices; None where none is
        known."""
        return _sum(choice(prices).effort_s_per_year for _, prices in self.by_stream)

    def customer_wait_s_per_year(self, choice: Callable[[Prices], Price]) -> float | None:
        """What customers wait in a year, in elapsed seconds."""
        return _sum(
            None if wait_s is None else wait_s * stream.calendar.elapsed_factor
            for stream, prices in self.by_stream
            for wait_s in (choice(prices).customer_wait_s_per_year,)
        )

    @property
    def is_bound(self) -> bool:
        return any(prices.cost.is_bound for _, prices in self.by_stream)


@remembered
def pillars(workspace: Workspace) -> tuple[Pillar, ...]:
    """The streams that may fail steps which rely on them, in written order."""
    found: dict[str, list[PillarUse]] = {}
    for stream in workspace.streams.values():
        for each in pillar_uses(workspace, stream):
            found.setdefault(each.use.stream, []).append(each)
    return tuple(
        Pillar(
            workspace.streams[id_],
            tuple(found[id_]),
            tuple(
                (stream, _prices(workspace, stream, [u.use for u in found[id_]]))
                for stream in dict.fromkeys(each.stream for each in found[id_])
            ),
        )
        for id_ in workspace.streams
        if id_ in found
    )


def pillar_uses(workspace: Workspace, stream: Stream) -> Iterator[PillarUse]:
    """The steps of a stream with each use that may fail them."""
    for step, use, there in reliances_of(workspace, stream):
        yield PillarUse(stream, step, use, there, _prices(workspace, stream, [use]))


def reliances_of(workspace: Workspace, stream: Stream) -> Iterator[tuple[Step, Use, Reliance]]:
    """How often what a step needs is there, for each use that may fail it."""
    known = told(workspace, stream).reliances
    for id_, reliances in known.items():
        step = stream.steps[id_]
        for use, there in zip(step.failing, reliances, strict=True):
            yield step, use, there


def _prices(workspace: Workspace, stream: Stream, uses: Collection[Use]) -> Prices:
    betters = (_never_failing, _sooner, _righter, _fuller)
    return Prices(*(_price(workspace, stream, uses, better) for better in betters))


def _price(workspace: Workspace, stream: Stream, uses: Collection[Use], better: Better) -> Price:
    """As it is, less the same where the uses fail less often. What a step waits for a pillar
    before it begins stays as it is."""
    found = told(workspace, stream)
    changed = {
        id_: [
            better(there) if use in uses else there
            for use, there in zip(stream.steps[id_].failing, reliances, strict=True)
        ]
        for id_, reliances in found.reliances.items()
    }
    before = stream_figures(workspace, stream)
    after = measured_alone(*found._replace(reliances=changed))
    is_bound = any(
        there.is_bound
        for id_, reliances in found.reliances.items()
        for use, there in zip(stream.steps[id_].failing, reliances, strict=True)
        if use in uses
    )
    return Price(
        _less(before.lead_time_s, after.lead_time_s),
        _less(before.effort_per_year_s, after.effort_per_year_s),
        _less(_wait_per_year(before), _wait_per_year(after)),
        is_bound,
    )


def _wait_per_year(figures: StreamFigures) -> float | None:
    wait_s, _ = customer_wait(figures)
    per_year = figures.demand_per_year
    return None if wait_s is None or per_year is None else wait_s * per_year


def _never_failing(_: Reliance) -> Reliance:
    return Reliance()


def _sooner(there: Reliance) -> Reliance:
    """Of half the lead time: e^(−changes × T ÷ 2)."""
    return there._replace(current=there.current**0.5)


def _righter(there: Reliance) -> Reliance:
    return there._replace(rolled=(1 + there.rolled) / 2)


def _fuller(there: Reliance) -> Reliance:
    return there._replace(covered=(1 + there.covered) / 2)


def _less(one: float | None, other: float | None) -> float | None:
    """The difference; sums of the same times in another order may differ in the last bits."""
    if one is None or other is None:
        return None
    return 0.0 if isclose(one, other, rel_tol=1e-9, abs_tol=1e-6) else one - other


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fsum(known) if known else None
