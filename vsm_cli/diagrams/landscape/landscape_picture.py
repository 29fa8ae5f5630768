"""Puts the landscape together: `dot` chooses the places of its parts, we draw them."""

from dataclasses import dataclass
from itertools import pairwise

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Drawing, Look, Rect, Room, Type
from vsm_cli.diagrams.graphviz_layout import Arrangement, PlacedBox, Ranks, Tie, arrange
from vsm_cli.diagrams.landscape.landscape_legend import legend_of
from vsm_cli.diagrams.landscape.landscape_subject import (
    LAYER_WORDS,
    PICTURE,
    LandscapeSubject,
    Layer,
    concerns_of,
    layer_of,
)
from vsm_cli.diagrams.landscape.layers import BOX_GAP, LAYERS, Filled, fill
from vsm_cli.diagrams.landscape.link_lines import DRAWN_FIRST, draw_joint
from vsm_cli.diagrams.legend import draw_legend
from vsm_cli.diagrams.picture_head import draw_head
from vsm_cli.diagrams.problem_list import draw_problem_list
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.text_measures import clean, measure, wrap
from vsm_cli.language import listed, message, tr
from vsm_cli.model.settings import Engine

_MARGIN = 18
_HEADING = 128
_PAD = 26
_ROW_GAP = 64
# Many lines through many rows, each held straight and with a gap of its own, would make a
# picture four times as wide as its boxes: there only links are held straight.
_FEW_ROWS = 4
_BOX_GAP_SMALL = 16
_PAGE_LEAST = 760

_TITLE = message("Landscape of value streams")
_TITLE_OF = message("{title} · landscape")
_COUNT = message("{what}: {count}")
_LINKS = message("Links closed: {closed} of {all}")
_GAPS = message("Stages without a stream: {count}")
_NOBODY = message("Streams without owner: {count}")
_NOTHING = message("No value stream is defined yet.")


def landscape(scope: Scope) -> Drawing:
    """The landscape of a workspace, of a choice of streams with their neighbours. Raises
    EngineError where Graphviz fails."""
    subject = LandscapeSubject(scope)
    filled = fill(subject)
    return _Composer(subject, filled, _arrange(filled, scope.engine)).drawing()


def title_of(scope: Scope) -> str:
    """What stands above the landscape of a workspace."""
    return scope.title(_TITLE, _TITLE_OF)


def _arrange(filled: Filled, engine: Engine) -> Arrangement:
    few = len(filled.rows) <= _FEW_ROWS
    rows = []
    for row in filled.rows:
        # Cards side by side are equally high, so that their figures stand on one line.
        height = max(part.height for part in row)
        rows.append(
            [PlacedBox(p.key, p.width, height if p.stretches else p.height, p.ports) for p in row]
        )
    ties = [
        Tie(
            joint.key,
            joint.source,
            joint.target,
            joint.label,
            joint.port,
            gathered=joint.kind == "serves",
            weight=int(few or joint.kind in ("closed", "open")),
        )
        for joint in filled.joints
    ]
    ranks = Ranks(_ROW_GAP, BOX_GAP if few else _BOX_GAP_SMALL)
    return arrange(PICTURE, rows, ties, ranks, engine)


@dataclass(eq=False)
class _Composer:
    subject: LandscapeSubject
    filled: Filled
    arrangement: Arrangement

    def drawing(self) -> Drawing:
        subject, arrangement = self.subject, self.arrangement
        width = max(_MARGIN + _HEADING + 2 * _PAD + arrangement.width + _MARGIN, _PAGE_LEAST)
        room = width - 2 * _MARGIN
        facts = self._facts()
        title = title_of(subject.scope)
        canvas = Canvas(PICTURE, title, "\n".join([*facts, *self._listing()]))
        top = draw_head(canvas, facts, Room(_MARGIN, _MARGIN, room))
        left = _MARGIN + _HEADING + (room - _HEADING - arrangement.width) // 2
        bottom = self._draw_bands(canvas, top, room)
        offset = left, top + _PAD
        self._draw_joints(canvas, offset)
        for row in self.filled.rows:
            for part in row:
                part.draw(canvas, arrangement.boxes[part.key].moved(offset))
        concerns = concerns_of(subject.scope, (*subject.journeys, *subject.streams))
        bottom = draw_problem_list(canvas, concerns, Room(_MARGIN, bottom, room))
        entries = legend_of(canvas, subject)
        bottom = draw_legend(canvas, entries, Room(_MARGIN, bottom + 10, room))
        return canvas.drawing(width, bottom + _MARGIN)

    def _facts(self) -> list[str]:
        streams = self.subject.streams
        facts = []
        for layer in LAYERS:
            number = (
                len(self.subject.journeys)
                if layer == "journeys"
                else sum(layer_of(stream) == layer for stream in streams)
            )
            if number:
                facts.append(tr(_COUNT, what=tr(LAYER_WORDS[layer]), count=number))
        if counted := [each for each in self.subject.closures if each.current]:
            closed = sum(each.closed for each in counted)
            facts.append(tr(_LINKS, closed=closed, all=len(counted)))
        gaps = sum(s.is_gap for journey in self.subject.journeys for s in journey.steps)
        if gaps:
            facts.append(tr(_GAPS, count=gaps))
        if ownerless := sum(stream.lacks("owner") for stream in streams):
            facts.append(tr(_NOBODY, count=ownerless))
        return facts or [tr(_NOTHING)]

    def _listing(self) -> list[str]:
        """The streams of each layer, for those who cannot see the picture."""
        lines = []
        for layer in LAYERS:
            found = [clean(s.label) for s in self.subject.streams if layer_of(s) == layer]
            if found:
                lines.append(tr(_COUNT, what=tr(LAYER_WORDS[layer]), count=listed(found)))
        return lines

    def _draw_bands(self, canvas: Canvas, top: int, room: int) -> int:
        """A band behind each layer, with its heading; gives where the last one ends."""
        if not self.filled.layers:
            return top
        edges = self._edges(top)
        for number, layer in enumerate(self.filled.layers):
            band = Rect(_MARGIN, edges[number], room, edges[number + 1] - edges[number])
            fill = palette.CUSTOMER_LANE if layer == "journeys" else _LANES[number % 2]
            line = palette.CUSTOMER_LINE if layer == "journeys" else palette.LANE_LINE
            id = self.subject.id("layers", layer)
            canvas.shape(id, band, Look("layer", fill=fill, line=line, thickness=0.8))
            self._draw_heading(canvas, id, layer, band)
        return edges[-1]

    def _draw_heading(self, canvas: Canvas, id: str, layer: Layer, band: Rect) -> None:
        lines = wrap(tr(LAYER_WORDS[layer]), _HEADING - 16, 10.5, lines=2, bold=True)
        ink = palette.CUSTOMER if layer == "journeys" else palette.INK
        for number, line in enumerate(lines):
            canvas.text(
                f"{id}.name.{number + 1}",
                Rect(band.left + 8, band.top + 8 + 14 * number, measure(line, 10.5, bold=True), 14),
                [line],
                Type("layer-name", ink, 10.5, bold=True),
            )

    def _edges(self, top: int) -> list[int]:
        """Where the bands begin and end: half-way between the layers."""
        boxes = self.arrangement.boxes
        extents = []
        for rows in self.filled.layers.values():
            places = [boxes[part.key] for row in rows for part in row]
            extents.append((min(p.top for p in places), max(p.bottom for p in places)))
        between = [(upper[1] + lower[0]) // 2 for upper, lower in pairwise(extents)]
        origin = top + _PAD
        return [top, *(origin + y for y in between), origin + self.arrangement.height + _PAD]

    def _draw_joints(self, canvas: Canvas, offset: tuple[int, int]) -> None:
        arrangement = self.arrangement
        for joint in sorted(self.filled.joints, key=lambda each: DRAWN_FIRST.index(each.kind)):
            points = tuple((x + offset[0], y + offset[1]) for x, y in arrangement.lines[joint.key])
            label = arrangement.labels.get(joint.key)
            draw_joint(canvas, joint, points, label.moved(offset) if label else None)


_LANES = (palette.LANE, palette.LANE_OTHER)
