"""What stands at the end of a forward route: its share above, the path between systems below."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vsm_cli.analysis.data.transfers import Transfer, transfer_of
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Meaning, Rect, Stroke, Type
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.stream_map.diff_overlay import SIGNS, ChangeMark
from vsm_cli.diagrams.stream_map.parts.signs import BURST, draw_burst
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure, wrap
from vsm_cli.language import listed, message, names, tr
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.streams import Route, Step
from vsm_cli.wording.figures import percent

PathState = Literal["automatic", "manual", "missing"]

TEXT_WIDTH, TEXT_WIDTH_COMPACT = 92, 68
_SIZE = 8
_LINE = 10
_PATH_BELOW = 10
_ARROW_ROOM = 16
_BURST_ROOM = BURST + 3

_PATH = message("{path} ({mode})")
_WAIT = message("wait {time}")
_SHARE_UNKNOWN = message("share ?")
_NO_PATH = message("no path")
_NOT_CARRIED = message("no path for {data}")
_FROM_TO = message("{source} to {target}")
_VIA = message("{source} to {target} via {via}")
_BY_HAND = message("by hand")
_AUTOMATIC = message("automatic")

_PATH_AUTOMATIC = Stroke("path automatic", palette.AUTOMATIC, 1.4, arrow=True)
_PATH_MANUAL = Stroke("path manual", palette.MANUAL, 1.4)


@dataclass(slots=True)
class Caption:
    """What is said about a route. `over` stands above its line, `lines` below its path."""

    over: str = ""
    path: PathState | None = None
    lines: list[str] = field(default_factory=list)
    title: str = ""
    ideas: list[int] = field(default_factory=list)
    width: int = 0

    @property
    def above(self) -> int:
        return 13 if self.over else 6

    @property
    def below(self) -> int:
        return _PATH_BELOW + 5 + _LINE * len(self.lines) if self.path else 6


def caption_of(subject: StreamSubject, step: Step, route: Route, *, compact: bool) -> Caption:
    caption = Caption(over=route_words(subject, step, route))
    text_width = TEXT_WIDTH_COMPACT if compact else TEXT_WIDTH
    transfer = transfer_of(subject.workspace, route)
    if transfer is not None:
        _add_path(subject, caption, transfer, text_width)
    widths = [measure(line, _SIZE) for line in (caption.over, *caption.lines)]
    least = 44 if caption.path else 0
    caption.width = max(*widths, least) + _ARROW_ROOM if any(widths) or least else 0
    caption.width += _BURST_ROOM * len(caption.ideas)
    return caption


def route_words(subject: StreamSubject, step: Step, route: Route) -> str:
    """Share and wait of a route, such as `70% · wait 5m`; before it the sign of what changed."""
    parts = []
    if step.split == "choice" and len(step.routes) > 1:
        parts.append(tr(_SHARE_UNKNOWN) if route.share is None else percent(route.share))
    elif step.forks and route.share is not None:
        parts.append(percent(route.share))
    if route.wait is not None:
        parts.append(tr(_WAIT, time=subject.written_time(route.wait.mean_s)))
    words = " · ".join(parts)
    change = subject.overlay.routes.get((step.id, route.target))
    return with_sign(change, words) if change else words


def with_sign(change: ChangeMark, words: str) -> str:
    """The sign of a change, and what differs, or else these words."""
    return " ".join(filter(None, (SIGNS[change.status], *(change.lines or (words,)))))


def _add_path(subject: StreamSubject, caption: Caption, transfer: Transfer, width: int) -> None:
    state, text = path_words(subject, transfer)
    if state is None:
        return
    caption.path = state
    caption.lines = wrap(text, width, _SIZE, lines=2)
    caption.title = path_title(subject, transfer) or text
    for path in transfer.paths:
        where = _ends(subject, path)
        caption.ideas += [subject.ideas.number(idea, where) for idea in path.ideas]


def path_words(subject: StreamSubject, transfer: Transfer) -> tuple[PathState | None, str]:
    """How data passes between systems, and in short what is said about it."""
    if transfer.state == "missing":
        return "missing", tr(_NO_PATH)
    if transfer.state == "not-carried":
        lost = names(clean(subject.workspace.data[data].label) for data in transfer.lost)
        return "missing", tr(_NOT_CARRIED, data=lost)
    if transfer.state != "carried":
        return None, ""
    manual = [path for path in transfer.paths if path.mode == "manual"]
    shown = manual or list(transfer.paths)
    said = dict.fromkeys(clean(path.via) for path in shown if path.via)
    parts = [listed(said) or tr(_BY_HAND if manual else _AUTOMATIC)]
    hands_on = [path.process.mean_s for path in manual if path.process]
    latencies = [path.latency_s for path in transfer.paths if path.latency_s]
    if hands_on:
        parts.append(subject.written_time(sum(hands_on)))
    elif latencies:
        parts.append(subject.written_time(sum(latencies)))
    return ("manual" if manual else "automatic"), " · ".join(parts)


def path_title(subject: StreamSubject, transfer: Transfer) -> str:
    """Every path of a transfer in a line of its own."""
    lines = []
    for path in transfer.paths:
        mode = tr(_BY_HAND if path.mode == "manual" else _AUTOMATIC)
        lines.append(tr(_PATH, path=_ends(subject, path), mode=mode))
    data = [clean(subject.workspace.data[data].label) for data in transfer.data]
    return "\n".join(([listed(data)] if data and lines else []) + lines)


def _ends(subject: StreamSubject, path: SystemPath) -> str:
    source, target = subject.system_label(path.source), subject.system_label(path.target)
    if path.via:
        return tr(_VIA, source=source, target=target, via=clean(path.via))
    return tr(_FROM_TO, source=source, target=target)


class RouteStretch(NamedTuple):
    """A level piece of a line, at height `y`."""

    left: int
    right: int
    y: int


def draw_caption(canvas: Canvas, id: str, caption: Caption, last: RouteStretch, ink: Shade) -> None:
    """A caption about the `last` stretch of a route."""
    left, right, y = last
    end = right - 10
    if caption.over:
        place = Rect(left, y - 12, end - left, 10)
        canvas.text(f"{id}.share", place, [caption.over], Type("share", ink, _SIZE, align="middle"))
    if caption.path is None:
        return
    for number in caption.ideas:
        draw_burst(canvas, f"{id}.idea.{number}", left, y + 4, str(number))
        left += _BURST_ROOM
    below = RouteStretch(left, end, y + _PATH_BELOW)
    shade = draw_path(canvas, f"{id}.path", caption.path, below, caption.title)
    place = Rect(left, y + _PATH_BELOW + 5, end - left, _LINE * len(caption.lines))
    canvas.text(f"{id}.via", place, caption.lines, Type("via", shade, _SIZE, align="middle"))


def draw_path(
    canvas: Canvas, id: str, state: PathState, stretch: RouteStretch, title: str = ""
) -> Shade:
    """The sign of a path; gives the colour for its text."""
    left, right, y = stretch
    meaning = Meaning(title)
    if state == "automatic":
        canvas.line(id, [(left, y), (right, y)], _PATH_AUTOMATIC, meaning)
        return palette.AUTOMATIC
    if state == "manual":
        canvas.line(id, _zigzag(left, right, y), _PATH_MANUAL, meaning)
        return palette.MANUAL
    middle = (left + right) // 2
    ink, thickness = palette.MISSING, 1.8
    for name, points in (
        ("", [(left, y), (right, y)]),
        (".fall", [(middle - 4, y - 4), (middle + 4, y + 4)]),
        (".rise", [(middle - 4, y + 4), (middle + 4, y - 4)]),
    ):
        canvas.line(
            id + name,
            points,
            Stroke("path missing", ink, thickness, style="solid" if name else "dashed"),
            None if name else meaning,
        )
    return palette.MISSING


def _zigzag(left: int, right: int, y: int) -> list[tuple[int, int]]:
    points = [(left, y)]
    up = True
    for x in range(left + 4, right - 3, 4):
        points.append((x, y - 3 if up else y + 3))
        up = not up
    return [*points, (right, y)]
