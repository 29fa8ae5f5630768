"""One journey as a chart: its stages as frames in order, their streams inside."""

from collections.abc import Iterator

from vsm_cli.analysis.journeys.journey_times import JourneyTimes, journey_times
from vsm_cli.analysis.journeys.stage_order_facts import bounces, links_between
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.diagrams.charts.chart import Flowchart, Kind
from vsm_cli.diagrams.charts.chart_texts import FIGURE, problem_words
from vsm_cli.diagrams.landscape.journey_strip import JourneyBox
from vsm_cli.diagrams.landscape.landscape_subject import LandscapeSubject
from vsm_cli.diagrams.landscape.link_lines import link_label
from vsm_cli.diagrams.scope import Scope
from vsm_cli.language import counted, forms, message, tr
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import elapsed

_ALL_STEPS = message("Time, every step walked")
_EXPECTED = message("Time expected")
_BOUNCES = message("Customer passed on")
_TIMES = forms("{number} time", "{number} times")
_PERCEIVED = message("Perceived")
_BOTTLENECK = message("Bottleneck · {share}: {step}")
_WAIT_BEFORE = message("Bottleneck · {share}: the wait before it")
_GAP = message("gap: no stream")


def journey(scope: Scope, journey: Journey) -> Flowchart:
    """One journey as a chart; times are elapsed."""
    return _Writer(scope, journey).chart()


class _Writer:
    def __init__(self, scope: Scope, journey: Journey) -> None:
        self._scope = scope
        self._journey = journey
        self._times: JourneyTimes = journey_times(scope.workspace, journey)
        self._words = JourneyBox(LandscapeSubject(scope), journey)
        self._chart = Flowchart("LR", journey.label)
        # The nodes of each stream, in the order of the stages.
        self._nodes: dict[str, list[str]] = {}

    def chart(self) -> Flowchart:
        before = self._chart.node(self._journey.address, self._about(), outline="round")
        for step in self._journey.steps:
            here = self._chart.group(step.id, [self._words.stage_word(step)])
            self._add_streams(step, here)
            facts = "" if step.is_gap else self._words.stage_facts(step)
            self._chart.edge(before, here, [facts], wrong=step.is_gap)
            before = here
        self._add_links()
        return self._chart

    def _about(self) -> Iterator[str]:
        yield self._journey.label
        yield self._words.facts()
        times = self._times
        for label, time_s in (
            (tr(_ALL_STEPS), times.lead_time_s),
            (tr(_EXPECTED), times.expected_lead_time_s),
        ):
            if time_s is not None:
                yield tr(FIGURE, figure=label, value=self._time(time_s, times.is_bound))
        passed_on = bounces(self._scope.workspace, self._journey)
        if passed_on:
            yield tr(FIGURE, figure=tr(_BOUNCES), value=counted(passed_on, _TIMES))
        yield problem_words(self._scope.problems_of(self._journey))

    def _time(self, seconds: float, is_bound: bool) -> str:
        return elapsed(seconds, "≥" if is_bound else None)

    def _add_streams(self, step: JourneyStep, group: str) -> None:
        if not step.streams:
            said = tr(_GAP) if step.is_gap else step.id
            self._chart.node(f"{step.id}.no-stream", [said], kinds=["gap"], group=group)
        for stream in step.streams:
            lines = list(self._about_stream(stream))
            bottleneck = self._bottleneck(stream)
            kinds: list[Kind] = ["bottleneck"] if bottleneck else []
            if self._scope.workspace.streams[stream].lacks("owner"):
                kinds.append("ownerless")
            node = self._chart.node(
                f"{step.id}.{stream}", [*lines, bottleneck], kinds=kinds, group=group
            )
            self._nodes.setdefault(stream, []).append(node)

    def _about_stream(self, id: str) -> Iterator[str]:
        scope = self._scope
        stream = scope.workspace.streams[id]
        yield stream.label
        yield scope.owner(stream)
        figures = stream_figures(scope.workspace, stream)
        perceived_s = figures.perceived_lead_time_s
        if perceived_s is not None:
            elapsed_s = perceived_s * stream.calendar.elapsed_factor
            value = self._time(elapsed_s, figures.bound("perceived") is not None)
            yield tr(FIGURE, figure=tr(_PERCEIVED), value=value)
        yield problem_words(scope.problems_of(stream))

    def _bottleneck(self, stream: str) -> str:
        """What is said of the step that takes the most of the journey, at its stream."""
        found = self._times.bottleneck
        if found is None or found.stream != stream:
            return ""
        if found.step is None:
            return tr(_WAIT_BEFORE, share=percent(found.share))
        step = self._scope.workspace.streams[stream].steps[found.step]
        return tr(_BOTTLENECK, share=percent(found.share), step=step.label)

    def _add_links(self) -> None:
        links = links_between(self._scope.workspace, self._journey)
        for each in sorted(links, key=lambda link: link.stream.id):
            source = self._nodes[each.stream.id][0]
            target = self._nodes[each.target_stream.id][-1]
            words = link_label(self._scope, each)
            self._chart.edge(source, target, words, line="thick", wrong=not each.closed)
