"""The whole report as blocks, first page first."""

from collections.abc import Iterator

from vsm_cli.reporters.blocks import Block
from vsm_cli.reporters.report.evidence_sections import evidence
from vsm_cli.reporters.report.first_page import first_page
from vsm_cli.reporters.report.journey_sections import journeys
from vsm_cli.reporters.report.overview import Overview
from vsm_cli.reporters.report.pillar_section import pillars
from vsm_cli.reporters.report.priority_section import priorities
from vsm_cli.reporters.report.stream_sections import streams


def contents(overview: Overview) -> Iterator[Block]:
    """What people read, in order, the same in every format."""
    yield from first_page(overview)
    yield from streams(overview)
    yield from journeys(overview)
    yield from pillars(overview)
    yield from priorities(overview)
    yield from evidence(overview)
