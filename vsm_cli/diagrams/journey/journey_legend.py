"""The legend of a journey: a sign and a word for everything that occurs in it."""

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Look, Rect
from vsm_cli.diagrams.journey.satisfaction_curve import FALL_STYLE, POINT
from vsm_cli.diagrams.journey.stage_columns import ASKED_AGAIN, HANDED_ON, MET, UNSERVED
from vsm_cli.diagrams.journey.stage_connectors import STYLES
from vsm_cli.diagrams.legend import OWNERLESS, box, line, shape
from vsm_cli.diagrams.time_bar import LEGEND as TIME_BAR
from vsm_cli.language import message

_WAYS = {
    "closed": message("link, closed: data, people and responsibility are clear"),
    "open": message("link, open: says what is missing"),
    "chain": message("by way of streams that are not part of the journey"),
    "customer": message("the customer's own decision"),
    "carried": message("no link: the customer carries the case"),
}
_SIGN = Rect(2, -4, 8, 8)
_BOTTLENECK = Look("bottleneck", fill=palette.BOTTLENECK, line=palette.BOTTLENECK)
_WAIT = Look("wait", fill=palette.WAIT_FILL, line=palette.LADDER)

LEGEND = (
    *(line(kind, words, STYLES[kind]) for kind, words in _WAYS.items()),
    shape("touchpoint", message("whom the customer deals with first"), _SIGN, MET, 15),
    shape("passed-on", message("passed on to somebody else"), _SIGN, HANDED_ON, 15),
    shape("asked-again", message("asked for what was handed over before"), _SIGN, ASKED_AGAIN, 15),
    box("gap", message("gap: no stream serves this stage"), UNSERVED),
    box("bottleneck", message("bottleneck of the whole journey"), _BOTTLENECK),
    box("wait", message("wait before a stage"), _WAIT),
    shape("satisfaction", message("how satisfied customers were when asked"), _SIGN, POINT, 15),
    line("moment-of-truth", message("moment of truth: the largest fall"), FALL_STYLE),
    *TIME_BAR,
    OWNERLESS,
)
