"""One value stream as a chart: lanes as frames, steps, routes, other streams."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vsm_cli.analysis.data.transfers import transfer_of
from vsm_cli.analysis.flow.stream_flow import is_handoff
from vsm_cli.diagrams.charts.chart import Flowchart, Kind
from vsm_cli.diagrams.charts.chart_texts import FIGURE, figure_lines, problem_words
from vsm_cli.diagrams.landscape.key_figures import key_figures
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.layout.grid import lay_grid
from vsm_cli.diagrams.stream_map.parts.data_row import data_of
from vsm_cli.diagrams.stream_map.parts.lanes import heading_of
from vsm_cli.diagrams.stream_map.parts.map_problems import problems_of_step, problems_of_stream
from vsm_cli.diagrams.stream_map.parts.route_captions import path_words, route_words
from vsm_cli.diagrams.stream_map.parts.step_box import bottleneck_text, marks_of
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject, has_no_owner, subject_of
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import listed, message, tr
from vsm_cli.model.elements import END
from vsm_cli.model.settings import Layout
from vsm_cli.model.streams import Acceptance, Link, Route, Step, Stream, Use
from vsm_cli.wording.element_names import NOBODY
from vsm_cli.wording.figures import STATE_CHIPS, percent
from vsm_cli.wording.times import UNKNOWN

# Nothing is cut here for want of room.
_ROOM = 10_000

_TRIGGER = message("Trigger: {trigger}")
_END = message("End")
_SYSTEMS = message("Systems: {systems}")
_TOUCHPOINT = message("Touchpoint: {channel}")
_ACCEPTS = message("Accepts {data}")
_CRITERIA = message("Criteria: {criteria}")
_NO_CRITERIA = message("no criteria")
_REWORK = message("rework")
_BY_HAND = message("by hand")
_STARTS = message("Starts {stream}")
_USES = message("Uses {stream}")
_WAITS_FOR = message("waits for {stream}")


class ChartMark(NamedTuple):
    """What is said of a step beyond its definition."""

    kind: Kind
    lines: list[str]


def stream(scope: Scope, stream: Stream) -> Flowchart:
    """One stream as a chart."""
    return StreamWriter(subject_of(scope, stream), {}).chart()


class StreamWriter:
    """Writes one stream; `marks` say of some steps, by id, what else is said of them."""

    def __init__(self, subject: StreamSubject, marks: Mapping[str, ChartMark]) -> None:
        self._subject = subject
        self._marks = marks
        lanes = subject.scope.layout is Layout.lanes
        self._chart = Flowchart("LR", subject.stream.label, lanes=lanes)
        self._ids: dict[str, str] = {}

    def chart(self) -> Flowchart:
        self._add_start()
        self._add_lanes()
        self._ids[END] = self._chart.node(END, [tr(_END), *self._totals()], outline="round")
        self._add_routes()
        self._add_other_streams()
        return self._chart

    def _add_start(self) -> None:
        subject, stream = self._subject, self._subject.stream
        self._start = self._chart.node(
            stream.address,
            [
                stream.label,
                tr(STATE_CHIPS[stream.mapped.state]),
                tr(_TRIGGER, trigger=clean(stream.trigger)) if stream.trigger else "",
                problem_words(problems_of_stream(subject)),
            ],
            outline="round",
        )

    def _totals(self) -> Iterator[str]:
        return figure_lines(key_figures(self._subject.scope, self._subject.stream))

    def _add_lanes(self) -> None:
        """One frame for each owner, also where a map has two lanes, in the order of the map."""
        subject = self._subject
        steps_of: dict[str, list[Step]] = {}
        for lane in lay_grid(subject.flow, with_customer=False).lanes:
            steps = [step for step in subject.stream.steps.values() if step.id in lane.steps]
            steps_of.setdefault(lane.owner, []).extend(steps)
        for owner, steps in steps_of.items():
            group = self._chart.group(f"lanes.{owner}", [heading_of(subject, owner).name])
            for step in steps:
                self._add_step(step, group)

    def _add_step(self, step: Step, group: str) -> None:
        band = bottleneck_text(self._subject, step, _ROOM)
        kinds: list[Kind] = ["bottleneck"] if band else []
        if has_no_owner(step):
            kinds.append("ownerless")
        lines = [*self._step_lines(step), band, tr(NOBODY) if has_no_owner(step) else ""]
        if mark := self._marks.get(step.id):
            kinds.append(mark.kind)
            lines += mark.lines
        self._ids[step.id] = self._chart.node(step.id, lines, kinds=kinds, group=group)

    def _step_lines(self, step: Step) -> list[str]:
        subject = self._subject
        systems = listed(subject.system_label(system) for system in step.systems)
        return [
            step.label,
            tr(_SYSTEMS, systems=systems) if systems else "",
            times_of(subject, step),
            " · ".join(text for _, text in marks_of(subject, step)),
            tr(_TOUCHPOINT, channel=clean(step.touchpoint)) if step.touchpoint else "",
            *(self._acceptance(each) for each in step.accepts),
            problem_words(problems_of_step(subject, step)),
        ]

    def _acceptance(self, acceptance: Acceptance) -> str:
        data = self._subject.workspace.data[acceptance.data]
        criteria = tr(_NO_CRITERIA)
        if acceptance.criteria:
            criteria = tr(_CRITERIA, criteria=clean(acceptance.criteria))
        return f"{tr(_ACCEPTS, data=clean(data.label))} · {criteria}"

    def _add_routes(self) -> None:
        subject, flow = self._subject, self._subject.flow
        for step, share in flow.entries.items():
            words = percent(share) if share is not None and len(flow.entries) > 1 else ""
            self._chart.edge(self._start, self._ids[step], [words])
        for source in subject.stream.steps.values():
            for route in source.routes:
                self._add_route(source, route)

    def _add_route(self, step: Step, route: Route) -> None:
        rework = route in self._subject.flow.rework[step.id]
        target = self._subject.stream.steps.get(route.target)
        path, missing = self._path(route)
        self._chart.edge(
            self._ids[step.id],
            self._ids[route.target],
            [tr(_REWORK) if rework else "", route_words(self._subject, step, route), path],
            line="dotted"
            if rework
            else "thick"
            if target and is_handoff(step, target)
            else "plain",
            wrong=missing,
        )

    def _path(self, connection: Route | Link | Use) -> tuple[str, bool]:
        """What is said about the path between systems, and whether one is missing."""
        transfer = transfer_of(self._subject.workspace, connection)
        if transfer is None:
            return "", False
        state, words = path_words(self._subject, transfer)
        by_hand = tr(_BY_HAND)
        if state == "manual" and not words.startswith(by_hand):
            words = f"{by_hand} · {words}"
        return words, state == "missing"

    def _add_other_streams(self) -> None:
        """A node for each other stream that steps start, and for each that they use."""
        subject = self._subject
        started: dict[str, str] = {}
        used: dict[str, str] = {}
        for step in subject.stream.steps.values():
            for link in step.starts:
                if link.stream not in started:
                    words = tr(_STARTS, stream=subject.scope.label(link.stream))
                    started[link.stream] = self._chart.node(
                        f"starts.{link.stream}", [words], outline="hexagon", kinds=["link"]
                    )
                share = "" if link.share is None else percent(link.share)
                path, missing = self._path(link)
                self._chart.edge(
                    self._ids[step.id], started[link.stream], [share, path], wrong=missing
                )
            for use in step.uses:
                if use.stream not in used:
                    words = tr(_USES, stream=subject.scope.label(use.stream))
                    used[use.stream] = self._chart.node(
                        f"uses.{use.stream}", [words], outline="frame", kinds=["support"]
                    )
                path, missing = self._path(use)
                waits = tr(_WAITS_FOR, stream=subject.scope.label(use.stream)) if use.wait else ""
                self._chart.edge(
                    self._ids[step.id], used[use.stream], [waits, path], line="tie", wrong=missing
                )


def times_of(subject: StreamSubject, step: Step) -> str:
    """The figures in a step's box, as far as they are known."""
    said = [(label, value) for label, value, _ in data_of(subject, step, compact=True)]
    return " · ".join(
        tr(FIGURE, figure=label, value=value) for label, value in said if value != UNKNOWN
    )
