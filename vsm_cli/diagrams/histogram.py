"""The histogram of simulated lead times as SVG: a chart without a graph needs no Graphviz."""

from xml.etree import ElementTree as ET

from vsm_cli.analysis.simulation.simulating import Distribution, Simulation
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Stream
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import clock

_TITLE = message("{stream}: lead time of {runs} simulated items")
_MARK = message("{name} {time}")
_BAR = message("{low} to {high}: {share}")
WIDTH, HEIGHT, LEFT = 720, 340, 48
NAMES, TOP, BASE = 48, 96, 288
# Scoped by the class of the root, since a page may hold several pictures.
_STYLE = """
.vsm-times text{font-family:Arial,'Noto Sans CJK SC',sans-serif;font-size:11px;fill:#475569}
.vsm-times .page{fill:#fffffe}.vsm-times .bar{fill:#3b6fb6}.vsm-times .axis{stroke:#566378}
.vsm-times .title{font-size:16px;font-weight:bold;fill:#0f172a}
.vsm-times .mark{stroke:#9a3412;stroke-width:1.4;stroke-dasharray:4 3}
.vsm-times .name{fill:#9a3412;font-weight:bold}
@media (prefers-color-scheme:dark){
.vsm-times text{fill:#c3cddd}.vsm-times .page{fill:#0b1220}.vsm-times .bar{fill:#6d9ee0}
.vsm-times .title{fill:#eef2f9}.vsm-times .axis{stroke:#8696b0}
.vsm-times .mark{stroke:#ffb27a}.vsm-times .name{fill:#ffb27a}}
"""


def histogram(stream: Stream, found: Simulation) -> str:
    """A bar for each class with its share as tooltip, and lines at P50, P80 and P95.

    Raises ValueError where the simulation has no distribution.
    """
    if found.lead is None:
        raise ValueError(f"{stream.id} was not simulated")
    lead = found.lead
    title = tr(_TITLE, stream=clean(stream.label), runs=f"{found.runs:,}")
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "width": str(WIDTH),
            "height": str(HEIGHT),
            "class": "vsm-times",
            "role": "img",
            "aria-label": title,
        },
    )
    ET.SubElement(root, "style").text = _STYLE
    ET.SubElement(
        root, "rect", {"class": "page", "width": "100%", "height": "100%", "fill": "#fff"}
    )
    _text(root, 16, 28, title, "title")
    low, high = lead.edges_s[0], lead.edges_s[-1]
    scale = (WIDTH - 2 * LEFT) / (high - low)

    def across(time_s: float) -> float:
        return round(LEFT + (min(max(time_s, low), high) - low) * scale, 2)

    _bars(root, stream, lead, across(lead.edges_s[1]) - across(lead.edges_s[0]))
    line = {
        "class": "axis",
        "x1": str(LEFT),
        "x2": str(WIDTH - LEFT),
        "y1": str(BASE),
        "y2": str(BASE),
    }
    ET.SubElement(root, "line", line)
    for part in range(5):
        time_s = low + (high - low) * part / 4
        _text(root, across(time_s), BASE + 16, clock(time_s, stream.calendar), "", "middle")
    marks = (("P50", lead.p50_s), ("P80", lead.p80_s), ("P95", lead.p95_s))
    for row, (name, time_s) in enumerate(marks):
        x = across(time_s)
        top = NAMES + 14 * row
        place = {"x1": str(x), "x2": str(x), "y1": str(top), "y2": str(BASE)}
        ET.SubElement(root, "line", {"class": "mark", **place})
        end = x > WIDTH - 160
        label = tr(_MARK, name=name, time=clock(time_s, stream.calendar))
        _text(root, x + (-5 if end else 5), top + 9, label, "name", "end" if end else "start")
    return ET.tostring(root, encoding="unicode") + "\n"


def _bars(root: ET.Element, stream: Stream, lead: Distribution, width: float) -> None:
    most = max(*lead.counts, 1)
    total = sum(lead.counts) + lead.beyond
    for number, count in enumerate(lead.counts):
        height = round((BASE - TOP) * count / most, 2)
        place = {
            "x": str(round(LEFT + number * width, 2)),
            "y": str(round(BASE - height, 2)),
            "width": str(round(width - 1, 2)),
            "height": str(height),
        }
        bar = ET.SubElement(root, "rect", {"class": "bar", **place})
        low, high = lead.edges_s[number : number + 2]
        ET.SubElement(bar, "title").text = tr(
            _BAR,
            low=clock(low, stream.calendar),
            high=clock(high, stream.calendar),
            share=percent(count / total, 1),
        )


def _text(
    root: ET.Element, x: float, y: float, text: str, kind: str, anchor: str = "start"
) -> None:
    place = {"x": str(round(x, 2)), "y": str(y), "text-anchor": anchor}
    ET.SubElement(root, "text", {**place, "class": kind} if kind else place).text = text
