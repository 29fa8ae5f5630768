"""Lists in tooltips: not so long that they cover the picture."""

from collections.abc import Iterable, Sequence

from vsm_cli.analysis.data.transfers import Transfer
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Step, Stream

_MOST = 12
_AT = message("{stream}: {step}")
_PASSING = message("{stream}: {source} to {target}")
_MORE = message("… and {count} more")


def first_of(lines: Sequence[str]) -> list[str]:
    """The first twelve lines, and how many more there are."""
    more = [tr(_MORE, count=len(lines) - _MOST)] if len(lines) > _MOST else []
    return [*lines[:_MOST], *more]


def first_steps(work: Iterable[tuple[Stream, Step]]) -> list[str]:
    """Steps with their streams, one in a line."""
    return first_of(
        [tr(_AT, stream=clean(stream.label), step=clean(step.label)) for stream, step in work]
    )


def passing_words(transfer: Transfer) -> str:
    """Between which steps work passes within a stream."""
    return tr(
        _PASSING,
        stream=clean(transfer.stream.label),
        source=clean(transfer.source.label),
        target=clean(transfer.target.label),
    )
