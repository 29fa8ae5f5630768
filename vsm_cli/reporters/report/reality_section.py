"""Map against reality: what logs measured of the streams, beside what is declared."""

from collections.abc import Iterator

from vsm_cli.language import message, tr
from vsm_cli.reporters.blocks import Block, Heading, Paragraph
from vsm_cli.reporters.report.overview import Overview

_HEADING = message("Map against reality")
_LOG = message("{stream}: {log}")
_COUNTS = message("{cases} cases, {rows} rows, {first} to {last}.")


def reality(overview: Overview) -> Iterator[Block]:
    """A section for each log that was measured; nothing where there is none."""
    workspace = overview.workspace
    known = [each for each in workspace.measured.values() if each.stream in workspace.streams]
    if not known:
        return
    from vsm_cli.reporters.reality_tables import reality_tables
    from vsm_cli.wording.times import UNKNOWN, day

    yield Heading(tr(_HEADING), about="reality")
    for measured in known:
        stream = workspace.streams[measured.stream or ""]
        yield Heading(tr(_LOG, stream=stream.label, log=measured.id), 3)
        first, last = (day(each) if each else UNKNOWN for each in (measured.first, measured.last))
        counts = {"cases": f"{measured.cases:,}", "rows": f"{measured.rows:,}"}
        yield Paragraph(tr(_COUNTS, first=first, last=last, **counts))
        for heading, table in reality_tables(workspace, measured, stream):
            yield Heading(tr(heading), 3)
            yield table
