"""Diagrams in the formats that `vsm render` writes."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vsm_cli.cli import output
from vsm_cli.cli.picture_jobs import Job
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr
from vsm_cli.model.settings import Paper

if TYPE_CHECKING:
    from vsm_cli.diagrams.drawing import Drawing
    from vsm_cli.model.settings import Engine

_NO_PAPER = message("--paper is for svg, png and pdf, not for {format}")


class Format(StrEnum):
    svg = "svg"
    png = "png"
    pdf = "pdf"
    dot = "dot"
    mermaid = "mermaid"


SUFFIXES = {
    ".svg": Format.svg,
    ".png": Format.png,
    ".pdf": Format.pdf,
    ".dot": Format.dot,
    ".mmd": Format.mermaid,
    ".mermaid": Format.mermaid,
}


def refuse_paper(format: Format, paper: Paper | None) -> None:
    """Raise VsmError where a format knows no paper."""
    if paper and format in (Format.dot, Format.mermaid):
        raise VsmError(tr(_NO_PAPER, format=format.value))


def with_ending(job: Job, format: Format) -> Path:
    """The file of a diagram."""
    return job.path.with_name(f"{job.path.name}.{format.value}")


class Prepared(NamedTuple):
    """A diagram that is put together: its text, or a drawing to be drawn by an engine."""

    content: "str | Drawing"
    engine: "Engine"
    language: str


def prepared(job: Job, format: Format, paper: Paper | None) -> Prepared:
    """A diagram up to where Graphviz begins; notes what will be hard to read."""
    with spoken(job.language):
        return Prepared(_content(job, format, paper), job.engine, job.language)


def _content(job: Job, format: Format, paper: Paper | None) -> "str | Drawing":
    if format in (Format.dot, Format.mermaid):
        return _text(job, format)
    drawing = job.picture.draw()
    if paper:
        from vsm_cli.diagrams.paper import notice_of

        _note(notice_of(job.path.as_posix(), drawing, paper))
    return drawing


def _text(job: Job, format: Format) -> str:
    from vsm_cli.diagrams.charts import as_dot, as_mermaid, notice_of

    chart = job.picture.chart()
    if format is Format.dot:
        return as_dot(chart)
    text = as_mermaid(chart)
    _note(notice_of(job.path.as_posix(), chart, text))
    return text


def finished(diagram: Prepared, format: Format, paper: Paper | None) -> str | bytes:
    """The file of a diagram in a format, on a sheet of paper if one is given."""
    from vsm_cli.cli.marks import marked

    return marked(_drawn(diagram, format, paper), format.value)


def _drawn(diagram: Prepared, format: Format, paper: Paper | None) -> str | bytes:
    drawing = diagram.content
    if isinstance(drawing, str):
        return drawing
    from vsm_cli.diagrams.engine import draw, pdf, png
    from vsm_cli.diagrams.paper import sheet_for

    sheet = sheet_for(drawing, paper) if paper else None
    write = {Format.pdf: pdf, Format.png: png}.get(format, draw)
    with spoken(diagram.language):
        return write(drawing, diagram.engine, sheet)


def _note(notice: str | None) -> None:
    if notice:
        output.note(notice)
