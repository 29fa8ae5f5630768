"""The answer of `vsm impact` as blocks, for the terminal."""

from collections.abc import Iterator

from vsm_cli.analysis.dependents import Impact
from vsm_cli.language import listed, message, names, of_both, tr
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Paragraph,
    Table,
    cells,
    columns,
)
from vsm_cli.reporters.report.pillar_section import gains, uses_of
from vsm_cli.source.key_names import NAMES
from vsm_cli.wording.figures import number

_KINDS = {
    "teams": message("Team"), "roles": message("Role"), "systems": message("System"),
    "data": message("Data"), "practices": message("Practice"), "streams": message("Value stream"),
}  # fmt: skip
_TIES = {
    "owns": message("owns"), "takes part": message("takes part"),
    "works in": message("works in it"), "takes in": message("takes it in"),
    "hands on": message("hands it on"),
    "accepts": message("accepts it"), "rests on": message("rests on it"),
    "uses": message("uses it"), "starts": message("starts it"),
}  # fmt: skip
_TITLE = message("{kind} {name}: what rests on it")
_NOTHING = message("Nothing in this workspace rests on it.")
_CUSTOMERS, _STREAMS = message("Customers who feel it"), message("Value streams")
_STEPS, _JOURNEYS, _LINKS = message("Steps"), message("Journeys"), message("Links")
_PATHS, _OWNED = message("Paths"), message("Answers for")
_STREAM, _LAYER, _DEMAND = message("Stream"), message("Layer"), message("Items per year")
_THROUGH, _STEP, _OWNER, _TIE = (
    message("Through"),
    message("Step"),
    message("Owner"),
    message("How"),
)
_FROM, _TO, _DATA = message("From"), message("To"), message("Data")
_AS_IT_IS = message("What it costs as it is")
_JOURNEY, _CUSTOMER = message("Journey"), message("Customer")
_LAYERS = {"core": message("core"), "support": message("support"), None: message("–")}


def contents(workspace: Workspace, found: Impact) -> Iterator[Block]:
    """Customers first, then what leads to them."""
    kind = tr(_KINDS[found.subject.section])
    yield Heading(tr(_TITLE, kind=kind, name=found.subject.name), 1)
    if not (found.steps or found.streams or found.links or found.paths or found.owned):
        yield Paragraph(tr(_NOTHING))
        return
    yield Facts(
        [
            (tr(_CUSTOMERS), Cell(str(names(found.customers)) or "–")),
            (tr(_STREAMS), Cell(str(len(found.streams)))),
            (tr(_STEPS), Cell(str(len(found.steps)))),
            (tr(_JOURNEYS), Cell(str(len(found.journeys)))),
        ]
    )
    streams = workspace.streams
    if found.pillar:
        yield Heading(tr(_AS_IT_IS))
        yield uses_of(workspace, found.pillar)
        yield gains(workspace, found.pillar)
    yield from _table(
        _STREAMS,
        columns((_STREAM, _LAYER, _OWNER), (_DEMAND,), (_THROUGH,)),
        [
            cells(
                each.stream.label,
                tr(_LAYERS[each.stream.layer]),
                workspace.owner_label(each.stream.owner) or "–",
                _count(each.demand_per_year),
                streams[each.through].label if each.through else "–",
            )
            for each in found.streams
        ],
    )  # fmt: skip
    yield from _table(
        _STEPS,
        columns((_STEP, _STREAM, _OWNER, _TIE), (_DEMAND,)),
        [
            cells(
                each.step.label,
                streams[each.step.stream].label,
                workspace.owner_label(each.step.owner) or "–",
                listed(tr(_TIES[tie]) for tie in each.ties),
                _count(each.items_per_year),
            )
            for each in found.steps
        ],
    )  # fmt: skip
    yield from _table(
        _LINKS,
        columns((_FROM, _TO, _DATA)),
        [
            cells(step.label, streams[link.stream].label, listed(link.data) or "–")
            for step, link in found.links
        ],
    )
    yield from _table(
        _PATHS,
        columns((_FROM, _TO, _DATA)),
        [cells(path.source, path.target, listed(path.data) or "–") for path in found.paths],
    )
    yield from _table(
        _JOURNEYS,
        columns((_JOURNEY, _CUSTOMER, _OWNER)),
        [
            cells(each.label, each.customer or "–", workspace.owner_label(each.owner) or "–")
            for each in found.journeys
        ],
    )
    if found.owned:
        yield Heading(tr(_OWNED))
        yield Paragraph(listed(map(_place, found.owned)))


def _place(address: str) -> str:
    """`systems.cmdb` with the name of the section as files may have it in the language in force."""
    section, dot, element = address.partition(".")
    return of_both(address, NAMES[section].split(" ")[0] + dot + element)


def _table(heading: str, headings: list[Column], rows: list[tuple[Cell, ...]]) -> Iterator[Block]:
    if rows:
        yield Heading(tr(heading))
        yield Table(headings, rows)


def _count(value: float | None) -> str:
    return "–" if value is None else number(value, 0)
