"""The legend of a journey: a sign and a word for everything that occurs in it."""

from collections.abc import Iterator

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Rect, Shape
from vsm_cli.diagrams.journey.stage_connectors import STYLES
from vsm_cli.diagrams.legend import LegendEntry, box, line, ring
from vsm_cli.diagrams.palette import Shade
from vsm_cli.language import message, tr

_WAYS = {
    "closed": message("link, closed: data, people and responsibility are clear"),
    "open": message("link, open: says what is missing"),
    "chain": message("by way of streams that are not part of the journey"),
    "customer": message("the customer's own decision"),
    "carried": message("no link: the customer carries the case"),
}
_TOUCHPOINT = message("whom the customer deals with first")
_PASSED_ON = message("passed on to somebody else")
_GAP = message("gap: no stream serves this stage")
_BOTTLENECK = message("bottleneck of the whole journey")
_WAIT = message("wait before a stage")
_NO_OWNER = message("nobody is accountable")


def legend_of(kinds: set[str]) -> list[LegendEntry]:
    """The entries for the kinds that were drawn."""
    return list(_entries(kinds))


def _entries(kinds: set[str]) -> Iterator[LegendEntry]:
    for kind, words in _WAYS.items():
        if kind in kinds:
            yield line(kind, tr(words), STYLES[kind])
    if "touchpoint" in kinds:
        yield _sign("touchpoint", tr(_TOUCHPOINT), "ellipse", palette.CUSTOMER)
    if "passed-on" in kinds:
        yield _sign("passed-on", tr(_PASSED_ON), "diamond", palette.REWORK)
    if "gap" in kinds:
        yield box("gap", tr(_GAP), palette.MISSING, dashed=True)
    if "bottleneck" in kinds:
        yield box("bottleneck", tr(_BOTTLENECK), palette.BOTTLENECK, fill=palette.BOTTLENECK)
    if "wait" in kinds:
        yield box("wait", tr(_WAIT), palette.LADDER, fill=palette.WAIT_FILL)
    if "no-owner" in kinds:
        yield ring(tr(_NO_OWNER))


def _sign(name: str, words: str, shape: Shape, fill: Shade) -> LegendEntry:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.shape(id, Rect(x + 2, y - 4, 8, 8), Look("legend", shape, fill=fill))

    return LegendEntry(name, words, draw, 15)
