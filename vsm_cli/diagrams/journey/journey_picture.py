"""Puts the picture of a journey together: bands of stages, one below the other."""

from collections.abc import Iterator

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas, curve
from vsm_cli.diagrams.card import chips
from vsm_cli.diagrams.drawing import (
    Drawing,
    HtmlTable,
    Look,
    Meaning,
    Rect,
    Room,
    Stroke,
    Type,
)
from vsm_cli.diagrams.graph_lines import EdgeStyle, draw_way
from vsm_cli.diagrams.journey.journey_legend import LEGEND
from vsm_cli.diagrams.journey.journey_subject import JourneySubject
from vsm_cli.diagrams.journey.journey_time_bar import portions_of
from vsm_cli.diagrams.journey.satisfaction_curve import HEIGHT as CURVE
from vsm_cli.diagrams.journey.satisfaction_curve import draw_curve, is_asked
from vsm_cli.diagrams.journey.stage_columns import STAGE, StageColumn, column_of
from vsm_cli.diagrams.journey.stage_ladder import HEIGHT as LADDER
from vsm_cli.diagrams.journey.stage_ladder import draw_ladder
from vsm_cli.diagrams.landscape.landscape_subject import concerns_of
from vsm_cli.diagrams.legend import draw_legend, occurring
from vsm_cli.diagrams.picture_head import draw_head
from vsm_cli.diagrams.problem_chips import chip_texts, problem_lines
from vsm_cli.diagrams.problem_list import draw_problem_list
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.text_measures import clean, measure, wrap
from vsm_cli.diagrams.time_bar import bar_height, draw_time_bar
from vsm_cli.language import listed, message, tr
from vsm_cli.model.journeys import Journey

_MARGIN = 18
_HEADING = 96
_COLUMNS_MOST = 5
_PAD = 12
_LOOP = 34
_PAGE_LEAST = 700

_CUSTOMER = message("Customer: {customer}")
_WHOLE = message("All stages: {time}")
_EXPECTED = message("Expected: {time}")
_PASSED_ON = message("Passed on: {count}")
_ASKED_AGAIN = message("Asked again: {count}")
_LINKS = message("Links closed: {closed} of {all}")
_GAPS = message("Stages without a stream: {count}")
_NO_STAGE = message("No stage is defined yet.")
_STAGES = message("Stages")
_STAGE = message("{stage}: {streams}")
_CUSTOMER_LANE = message("Customer")
_SATISFACTION = message("Satisfaction")
_STREAMS = message("Streams")
_ELAPSED = message("Elapsed time")
_LOOP_CLOSED = message("closed loop: the work comes back to where it began")
_LOOP_OPEN = message("the loop is open: no chain of links leads to the end, or nobody tells")

LOOP_STYLES = {
    "loop": EdgeStyle(palette.LINK, 1.8),
    "loop-open": EdgeStyle(palette.MISSING, 1.8, "dashed", "crossed"),
}

_PROBLEMS = Look("problems", fill=palette.PAGE, line=palette.PAGE)
_LANE_NAME = Type("lane-name", palette.INK, 10.5, bold=True)
_CUSTOMER_NAME = _LANE_NAME._replace(ink=palette.CUSTOMER)
_ONWARD = Stroke("onward", palette.CUSTOMER, 1.4, arrow=True)


def journey_map(scope: Scope, journey: Journey) -> Drawing:
    """The picture of one journey; times are elapsed."""
    return _Composer(JourneySubject(scope, journey)).drawing()


class _Composer:
    def __init__(self, subject: JourneySubject) -> None:
        self._subject = subject
        columns = [column_of(subject, number) for number in range(len(subject.journey.steps))]
        self._bands = [
            columns[start : start + _COLUMNS_MOST]
            for start in range(0, len(columns), _COLUMNS_MOST)
        ]
        for band in self._bands:
            left = _MARGIN + _HEADING
            for column in band:
                column.left = left
                left = column.right

    def drawing(self) -> Drawing:
        subject, journey = self._subject, self._subject.journey
        right = max((band[-1].right for band in self._bands), default=0)
        page = max(right + _PAD + _MARGIN, _PAGE_LEAST)
        room = page - 2 * _MARGIN
        facts = list(_facts(subject))
        label = clean(journey.label)
        canvas = Canvas(subject.id(), label, "\n".join([*facts, *self._listing()]))
        y = draw_head(canvas, facts, Room(_MARGIN, _MARGIN, room))
        y = self._draw_problems(canvas, y, room)
        portions = portions_of(subject)
        draw_time_bar(canvas, subject.id("time"), portions, Room(_MARGIN, y, room))
        y += bar_height(portions)
        for band in self._bands:
            y = self._draw_band(canvas, band, y, room) + _PAD
        concerns = concerns_of(subject.scope, [journey, *subject.streams])
        y = draw_problem_list(canvas, concerns, Room(_MARGIN, y - _PAD, room)) + _PAD
        y = draw_legend(canvas, occurring(LEGEND, canvas.kinds), Room(_MARGIN, y + 6, room))
        return canvas.drawing(page, y + _MARGIN)

    def _listing(self) -> Iterator[str]:
        """The stages with their streams, for those who cannot see the picture."""
        for band in self._bands:
            for column in band:
                step = column.times.step
                streams = [self._subject.scope.label(each) for each in step.streams]
                yield tr(_STAGE, stage=column.stage_word, streams=listed(streams) or "–")

    def _draw_problems(self, canvas: Canvas, top: int, room: int) -> int:
        """Chips for the journey's own problems; gives where they end."""
        found = self._subject.scope.problems_of(self._subject.journey)
        if not found:
            return top
        row = chips(chip_texts(found), room, 16)
        canvas.html(
            self._subject.id("chips"),
            Rect(_MARGIN - 8, top - 4, room, 18),
            HtmlTable([row]),
            _PROBLEMS,
            Meaning("\n".join(problem_lines(found))),
        )
        return top + 18

    def _draw_band(self, canvas: Canvas, band: list[StageColumn], top: int, room: int) -> int:
        """Stages, customer, streams and ladder of some columns; gives where they end."""
        number = str(band[0].number + 1)
        faces = max(column.faces_height for column in band)
        stages_top = top + _PAD // 2
        faces_top = stages_top + STAGE + _PAD
        curve_top = faces_top + faces + _PAD
        curve = CURVE + _PAD if any(map(is_asked, band)) else 0
        cards_top = curve_top + curve + _PAD
        cards_bottom = cards_top + max(column.height for column in band)
        loop = _LOOP if self._loops else 0
        ladder_top = cards_bottom + loop + 2 * _PAD
        bottom = ladder_top + LADDER + _PAD
        lanes = (
            ("stages", _STAGES, top, faces_top - _PAD // 2, palette.CUSTOMER_LANE),
            ("customer", _CUSTOMER_LANE, faces_top - _PAD // 2, curve_top, None),
            ("satisfaction", _SATISFACTION, curve_top, cards_top - _PAD, None),
            ("streams", _STREAMS, cards_top - _PAD, ladder_top - _PAD, palette.LANE),
            ("elapsed", _ELAPSED, ladder_top - _PAD, bottom, palette.LANE_OTHER),
        )
        for name, words, start, end, fill in lanes:
            if end <= start:
                continue
            place = Rect(_MARGIN, start, room, end - start)
            self._draw_lane(canvas, f"{name}-{number}", tr(words), place, fill)
        for column in band:
            self._draw_onward(canvas, column, band, stages_top + STAGE // 2)
            column.draw_stage(canvas, stages_top)
            column.draw_faces(canvas, faces_top)
            column.draw_cards(canvas, cards_top)
        if curve:
            draw_curve(canvas, self._subject, band, curve_top + _PAD // 2)
        if loop:
            self._draw_loop(canvas, band, cards_top, cards_bottom + _LOOP - 10)
        draw_ladder(canvas, self._subject, band, ladder_top)
        return bottom

    def _draw_lane(
        self, canvas: Canvas, name: str, words: str, place: Rect, fill: palette.Shade | None
    ) -> None:
        id = self._subject.id("lanes", name)
        look = Look("lane", fill=fill or palette.PAGE, line=palette.LANE_LINE, thickness=0.8)
        canvas.shape(id, place, look)
        type = (
            _CUSTOMER_NAME
            if name.startswith(("stages", "customer", "satisfaction"))
            else _LANE_NAME
        )
        for number, line in enumerate(wrap(words, _HEADING - 14, type.size, lines=2, bold=True)):
            width = measure(line, type.size, bold=True)
            row = Rect(place.left + 8, place.top + 6 + 14 * number, width, 14)
            canvas.text(f"{id}.name.{number + 1}", row, [line], type)

    def _draw_onward(
        self, canvas: Canvas, column: StageColumn, band: list[StageColumn], y: int
    ) -> None:
        """The arrow from the stage before, which may stand in the band above."""
        if column.number:
            start = column.left + (0 if column is not band[0] else column.gap // 2)
            canvas.line(
                self._subject.id("onward", str(column.number + 1)),
                [(start, y), (column.left + column.gap, y)],
                _ONWARD,
            )

    @property
    def _loops(self) -> bool:
        """Whether a line leads back: in one band only, of several it would cross everything."""
        journey = self._subject.journey
        return journey.closed_loop and len(self._bands) == 1 and len(journey.steps) > 1

    def _draw_loop(self, canvas: Canvas, band: list[StageColumn], top: int, y: int) -> None:
        kind = "loop-open" if self._subject.is_loop_open else "loop"
        first, last = band[0], band[-1]
        points = [
            (last.middle, last.card_bottom(top)),
            (last.middle, y),
            (first.middle, y),
            (first.middle, first.card_bottom(top)),
        ]
        id = self._subject.id("loop")
        words = tr(_LOOP_OPEN if kind == "loop-open" else _LOOP_CLOSED)
        style = LOOP_STYLES[kind]
        draw_way(canvas, id, curve(points, 7), style, kind=kind, meaning=Meaning(words))
        width = measure(words, 8, bold=True)
        left = (first.middle + last.middle - width) // 2
        canvas.text(
            f"{id}.words",
            Rect(left, y - 16, width, 12),
            [words],
            Type("loop-words", style.ink, 8, bold=True),
        )


def _facts(subject: JourneySubject) -> Iterator[str]:
    journey, times = subject.journey, subject.times
    if owner := subject.scope.owner_line(journey):
        yield owner
    if journey.customer:
        yield tr(_CUSTOMER, customer=clean(journey.customer))
    if not journey.steps:
        yield tr(_NO_STAGE)
        return
    rough, bound = subject.rough, times.is_bound
    whole, expected = (
        subject.time(each, rough=rough, bound=bound)
        for each in (times.lead_time_s, times.expected_lead_time_s)
    )
    yield tr(_WHOLE, time=whole)
    if expected != whole:
        yield tr(_EXPECTED, time=expected)
    passed_on = sum(each.passed_on for met in subject.meetings for each in met)
    yield tr(_PASSED_ON, count=passed_on)
    if asked := sum(map(len, subject.asked_again)):
        yield tr(_ASKED_AGAIN, count=asked)
    links = [link for arriving in subject.arrivals for link in arriving]
    if links:
        yield tr(_LINKS, closed=sum(link.closed for link in links), all=len(links))
    if gaps := sum(step.is_gap for step in journey.steps):
        yield tr(_GAPS, count=gaps)
    if journey.closed_loop:
        yield tr(_LOOP_OPEN if subject.is_loop_open else _LOOP_CLOSED)
