"""The whole report as blocks, first page first."""

from collections.abc import Iterator

from vsm_cli.reporters.reporting.blocks import Block
from vsm_cli.reporters.reporting.evidence import evidence
from vsm_cli.reporters.reporting.first_page import first_page
from vsm_cli.reporters.reporting.journeys import journeys
from vsm_cli.reporters.reporting.overview import Overview
from vsm_cli.reporters.reporting.priorities import priorities
from vsm_cli.reporters.reporting.streams import streams


def contents(overview: Overview) -> Iterator[Block]:
    """What people read, in order, the same in every format."""
    yield from first_page(overview)
    yield from streams(overview)
    yield from journeys(overview)
    yield from priorities(overview)
    yield from evidence(overview)
