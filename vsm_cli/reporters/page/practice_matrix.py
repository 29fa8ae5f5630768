"""Which practice carries which stream."""

from typing import NamedTuple

from vsm_cli.analysis.people.step_practices import practice_name
from vsm_cli.reporters.report.overview import Overview


class MatrixRow(NamedTuple):
    """A stream, and for each practice the names of the steps that rest on it."""

    name: str
    about: str
    steps: tuple[tuple[str, ...], ...]


class Matrix(NamedTuple):
    practices: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix(overview: Overview) -> Matrix:
    """A row for each stream and a column for each practice that any step rests on."""
    rows = []
    for facts in overview.streams:
        stream = facts.stream
        steps = tuple(
            tuple(step.label for step in steps if step.stream == stream.id)
            for steps in overview.practices.values()
        )
        rows.append(MatrixRow(stream.label, stream.address, steps))
    names = (practice_name(overview.workspace, each) for each in overview.practices)
    return Matrix(tuple(names), tuple(rows))
