"""The landscape as a chart: journeys, streams in their layers, what joins them."""

from collections.abc import Iterator, Sequence

from vsm_cli.diagrams.charts.chart import Flowchart, Kind, Line
from vsm_cli.diagrams.charts.chart_texts import figure_lines, problem_words
from vsm_cli.diagrams.landscape.journey_strip import JourneyBox
from vsm_cli.diagrams.landscape.key_figures import key_figures
from vsm_cli.diagrams.landscape.landscape_picture import title_of
from vsm_cli.diagrams.landscape.landscape_subject import (
    LAYER_WORDS,
    LandscapeSubject,
    type_word,
)
from vsm_cli.diagrams.landscape.layer_rows import LayerPart
from vsm_cli.diagrams.landscape.layers import EmptyLayer, Filled, fill
from vsm_cli.diagrams.landscape.link_lines import Joint
from vsm_cli.diagrams.landscape.stream_card import StreamCard
from vsm_cli.diagrams.landscape.team_streams_card import TeamStreamsCard
from vsm_cli.diagrams.scope import Scope
from vsm_cli.language import listed, tr
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Stream
from vsm_cli.wording.figures import STATE_KINDS

_LINES: dict[str, Line] = {
    "serves": "dotted",
    "uses": "plain",
    "closed": "thick",
    "open": "thick",
}

_NO_TEAM = "no-team"


def landscape(scope: Scope) -> Flowchart:
    """The landscape as a chart; above 30 streams, teams stand for theirs."""
    subject = LandscapeSubject(scope)
    chart = Flowchart("TB", title_of(scope))
    filled = fill(subject)
    ids = _add_parts(chart, filled)
    journeys = {
        part.key: part for row in filled.rows for part in row if isinstance(part, JourneyBox)
    }
    for joint, words in _joints(filled.joints, journeys):
        chart.edge(
            ids[joint.source],
            ids[joint.target],
            words,
            line=_LINES[joint.kind],
            wrong=joint.kind == "open",
        )
    return chart


def _add_parts(chart: Flowchart, filled: Filled) -> dict[str, str]:
    """A node for each part; gives the nodes' ids by the parts' keys."""
    ids = {}
    for layer, rows in filled.layers.items():
        group = chart.group(f"layers.{layer}", [tr(LAYER_WORDS[layer])])
        for part in (part for row in rows for part in row):
            id, lines, kinds = _said(part)
            ids[part.key] = chart.node(
                id,
                lines,
                outline="round" if isinstance(part, JourneyBox) else "box",
                kinds=kinds,
                group=group,
            )
    return ids


def _said(part: LayerPart) -> tuple[str, list[str], list[Kind]]:
    """The id of a node, what it says, and of which kinds it is."""
    if isinstance(part, StreamCard):
        return part.stream.id, *_stream(part.subject.scope, part.stream)
    if isinstance(part, TeamStreamsCard):
        lines = [part.label, part.count(), *(each.label for each in part.streams)]
        return f"{part.layer}.{part.team or _NO_TEAM}", lines, []
    if isinstance(part, JourneyBox):
        return part.journey.address, *_journey(part)
    return part.key, [part.text] if isinstance(part, EmptyLayer) else [], []


def _stream(scope: Scope, stream: Stream) -> tuple[list[str], list[Kind]]:
    state = STATE_KINDS.get(stream.mapped.state)
    facts = [type_word(stream), tr(state) if state else "", scope.owner(stream)]
    lines = [
        stream.label,
        " · ".join(filter(None, facts)),
        *figure_lines(key_figures(scope, stream)),
        problem_words(scope.problems_of(stream)),
    ]
    return lines, ["ownerless"] if stream.lacks("owner") else []


def _journey(box: JourneyBox) -> tuple[list[str], list[Kind]]:
    journey: Journey = box.journey
    gaps = [
        f"{box.stage_word(step)} · {box.stage_facts(step)}" for step in journey.steps if step.is_gap
    ]
    lines = [
        journey.label,
        box.facts(),
        *gaps,
        problem_words(box.subject.scope.problems_of(journey)),
    ]
    return lines, ["ownerless"] if journey.lacks("owner") else []


def _joints(
    joints: Sequence[Joint], journeys: dict[str, JourneyBox]
) -> Iterator[tuple[Joint, Sequence[str]]]:
    """Every joint with its words; the stages that a stream serves share one."""
    served: dict[tuple[str, str], tuple[Joint, list[str]]] = {}
    for joint in joints:
        if joint.kind != "serves":
            yield joint, joint.lines
            continue
        box = journeys[joint.source]
        ports = {box.port(number): step for number, step in enumerate(box.journey.steps)}
        stages = served.setdefault((joint.source, joint.target), (joint, []))[1]
        word = box.stage_word(ports[joint.port or 0])
        if word not in stages:
            stages.append(word)
    for joint, stages in served.values():
        yield joint, [listed(stages)]
