"""The facts that a report shows, gathered once for all formats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vsm_cli.analysis.data.missing_paths import missing_by_stream
from vsm_cli.analysis.data.support_ways import missing_support
from vsm_cli.analysis.flow.acceptances import (
    Accepting,
    RepeatedAcceptance,
    acceptances,
    repeated_acceptances,
)
from vsm_cli.analysis.ideas.register import Register, register
from vsm_cli.analysis.journeys.asked_twice import AskedTwice, asked_again, asked_twice
from vsm_cli.analysis.journeys.experience import MomentOfTruth, moment_of_truth
from vsm_cli.analysis.journeys.journey_times import JourneyTimes, journey_times
from vsm_cli.analysis.journeys.stage_order_facts import bounces, links_between, missing_links
from vsm_cli.analysis.links.link_closure import LinkClosure, link_closures
from vsm_cli.analysis.links.stream_links import Unlinked, unlinked_streams
from vsm_cli.analysis.people.team_load import TeamLoad, team_loads
from vsm_cli.analysis.simulation.judged_figures import judged_figures
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.improvement_ranking import (
    IdeaWorth,
    StepPriority,
    StreamPriority,
    idea_worths,
    stream_priorities,
    worth_touching,
)
from vsm_cli.analysis.times.pillars import Pillar, pillars
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace


class StreamFacts(NamedTuple):
    """A stream with its figures."""

    stream: Stream
    figures: StreamFigures

    @property
    def estimated(self) -> bool:
        return self.stream.estimated

    @property
    def meets_targets(self) -> bool | None:
        """Whether all promises are kept; None where there are none or not all can be judged."""
        met = [target.met for target in self.figures.targets.values()]
        if False in met:
            return False
        return True if met and None not in met else None


class JourneyFacts(NamedTuple):
    """A journey with its times, how often the customer is passed on, what he is asked for again,
    the links that lead from step to step, and where satisfaction falls most."""

    journey: Journey
    times: JourneyTimes
    bounces: int
    asked_again: tuple[AskedTwice, ...]
    links: tuple[LinkClosure, ...]
    moment: MomentOfTruth | None

    @property
    def estimated(self) -> bool:
        return any(each.stream.estimated for each in self.times.longest())

    @property
    def closed_links(self) -> int:
        return sum(link.closed for link in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is known about a workspace.

    `streams` stand with the core ones first. `ownerless` are relay points: steps that nobody
    answers for; `missing_paths` counts the paths that routes, links and uses need and that are not
    defined; `unserved` are journey steps with no stream behind them, `unlinked` streams that begin
    with what others put out, `asked_twice` what customers hand over once more. `pillars` are the
    supporting streams that may fail steps, `teams` those whose size is known, and `register` is
    there where ideas say what they would change. These hold whatever the rules that were chosen or
    suppressed; `problems` and `suppressed` are what checking said.
    """

    workspace: Workspace
    streams: tuple[StreamFacts, ...]
    ownerless: tuple[Step, ...]
    missing_paths: int
    missing_links: int
    links: tuple[LinkClosure, ...]
    acceptances: tuple[Accepting, ...]
    repeated: tuple[RepeatedAcceptance, ...]
    unserved: tuple[tuple[Journey, JourneyStep], ...]
    unlinked: tuple[Unlinked, ...]
    asked_twice: tuple[AskedTwice, ...]
    journeys: tuple[JourneyFacts, ...]
    pillars: tuple[Pillar, ...]
    priorities: tuple[StreamPriority, ...]
    worth_touching: tuple[StepPriority, ...]
    ideas: tuple[IdeaWorth, ...]
    register: Register | None
    teams: Mapping[str, TeamLoad]
    practices: dict[str, tuple[Step, ...]]
    problems: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]

    def figures_of(self, stream: Stream) -> StreamFigures:
        return judged_figures(self.workspace, stream)

    @property
    def has_core(self) -> bool:
        return any(facts.stream.layer == "core" for facts in self.streams)

    @property
    def leading(self) -> tuple[StreamFacts, ...]:
        """The streams that the first page is about: the core ones, or all where none is."""
        if not self.has_core:
            return self.streams
        return tuple(facts for facts in self.streams if facts.stream.layer == "core")

    @property
    def counted_links(self) -> tuple[LinkClosure, ...]:
        """The links between streams as they are today."""
        return tuple(link for link in self.links if link.current)

    @property
    def closed_links(self) -> int:
        return sum(link.closed for link in self.counted_links)


def overview(
    workspace: Workspace, problems: Iterable[Diagnostic], suppressed: Iterable[Diagnostic]
) -> Overview:
    """Gather what is known about a workspace; `problems` and `suppressed` come from its check."""
    streams = sorted(workspace.streams.values(), key=lambda stream: stream.layer != "core")
    return Overview(
        workspace=workspace,
        streams=tuple(StreamFacts(each, judged_figures(workspace, each)) for each in streams),
        ownerless=tuple(step for _, step in workspace.steps() if step.lacks("owner")),
        missing_paths=sum(1 for of in (missing_by_stream, missing_support) for _ in of(workspace)),
        missing_links=missing_links(workspace),
        links=link_closures(workspace),
        acceptances=tuple(acceptances(workspace)),
        repeated=repeated_acceptances(workspace),
        unserved=tuple(
            (journey, step)
            for journey in workspace.journeys.values()
            for step in journey.steps
            if step.is_gap
        ),
        unlinked=tuple(unlinked_streams(workspace)),
        asked_twice=asked_twice(workspace),
        journeys=tuple(_journey(workspace, each) for each in workspace.journeys.values()),
        pillars=pillars(workspace),
        priorities=stream_priorities(workspace),
        worth_touching=worth_touching(workspace),
        ideas=idea_worths(workspace),
        register=_register(workspace),
        teams=team_loads(workspace),
        practices=_practices(workspace),
        problems=tuple(problems),
        suppressed=tuple(suppressed),
    )


def _journey(workspace: Workspace, journey: Journey) -> JourneyFacts:
    return JourneyFacts(
        journey,
        journey_times(workspace, journey),
        bounces(workspace, journey),
        tuple(each for stage in asked_again(workspace, journey) for each in stage),
        links_between(workspace, journey),
        moment_of_truth(workspace, journey),
    )


def _register(workspace: Workspace) -> Register | None:
    """The register of improvement, where an idea says what it would change."""
    if not any(idea.settings for idea in workspace.ideas()):
        return None
    return register(workspace)


def _practices(workspace: Workspace) -> dict[str, tuple[Step, ...]]:
    """The steps that rest on each practice, by its id."""
    found: dict[str, dict[Step, None]] = {}
    for _, step in workspace.steps():
        for binding in step.practices:
            for practice in binding.practices:
                found.setdefault(practice, {})[step] = None
    return {practice: tuple(found[practice]) for practice in sorted(found)}
