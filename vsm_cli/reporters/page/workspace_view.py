"""One workspace, as the templates of the page ask for it."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import current, spoken
from vsm_cli.model.values import ELAPSED
from vsm_cli.reporters.json_text import json_text
from vsm_cli.reporters.page import page_charts
from vsm_cli.reporters.page.page_addresses import Addresses
from vsm_cli.reporters.page.page_outline import Section, outline
from vsm_cli.reporters.page.page_parts import PagePart
from vsm_cli.reporters.page.page_pictures import Shown, anchor_of, shown
from vsm_cli.reporters.page.page_problems import (
    Explained,
    Manual,
    Problem,
    glossary,
    manuals,
    problems,
)
from vsm_cli.reporters.page.picture_looks import PictureLooks
from vsm_cli.reporters.page.practice_matrix import Matrix, matrix
from vsm_cli.reporters.page.step_details import details
from vsm_cli.reporters.report.evidence_sections import evidence
from vsm_cli.reporters.report.first_page import (
    breaks,
    leading_streams,
    longest_journey,
    loose_ends,
    meeting,
    problem_counts,
    standing,
)
from vsm_cli.reporters.report.journey_sections import journeys
from vsm_cli.reporters.report.overview import Overview
from vsm_cli.reporters.report.pillar_section import pillars
from vsm_cli.reporters.report.priority_section import places_worth_touching, priorities
from vsm_cli.reporters.report.reality_section import reality
from vsm_cli.reporters.report.stream_sections import streams
from vsm_cli.wording.glossary import TERMS, term_of
from vsm_cli.wording.times import unit_words

# So many streams stand open from the start; of more, each opens when it is asked for.
_MOST_OPEN = 12
_MOST_LEADING = 12
# Sections whose times are those of the clock on the wall.
_ROUND_THE_CLOCK = ("first", "journeys", "priorities")


@cache
def _place_of(label: str, language: str) -> int:
    """The place of a label among the words that are explained, from 1; 0 where it is not there."""
    with spoken(language):
        found = term_of(label)
    return TERMS.index(found) + 1 if found else 0


@dataclass(frozen=True)
class WorkspaceView:
    """One workspace, as templates ask for it."""

    number: int
    part: PagePart
    looks: PictureLooks

    @property
    def overview(self) -> Overview:
        return self.part.overview

    @property
    def title(self) -> str:
        return self.overview.workspace.title or self.part.root

    @cached_property
    def at(self) -> Addresses:
        return Addresses(self.number, self.overview, self.part.files)

    @property
    def open(self) -> bool:
        return len(self.overview.streams) <= _MOST_OPEN

    @property
    def standing(self) -> str:
        return standing(self.overview)

    @property
    def tiles(self) -> list[tuple[str, Any, str]]:
        """What the first screen says large: label, what there is to say, and the way to more."""
        problems = "#" + self.at.anchor("problems")
        return [
            (*meeting(self.overview), ""),
            *((label, cell, problems) for label, cell in problem_counts(self.overview)),
            *((label, cell, "") for label, cell in loose_ends(self.overview)),
            *((label, cell, "") for label, cell in longest_journey(self.overview)),
        ]

    @property
    def promises(self) -> list[Any]:
        return list(leading_streams(self.overview, _MOST_LEADING))

    @property
    def worth(self) -> Any:
        return places_worth_touching(self.overview)

    @property
    def breaks(self) -> Any:
        return breaks(self.overview)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """What all formats tell in detail, by the key of each section."""
        told = (streams, journeys, reality, pillars, priorities, evidence)
        blocks = [block for each in told for block in each(self.overview)]
        return {section.heading.about: section for section in outline(blocks)}

    @cached_property
    def pictures(self) -> dict[str, list[Shown]]:
        """The diagrams by the address of what they show."""
        pages = {
            each.path: self.at.anchor(each.about) if each.about else anchor_of(each, self.at)
            for each in self.part.pictures
        }
        found: dict[str, list[Shown]] = {}
        for picture in self.part.pictures:
            found.setdefault(picture.about, []).append(shown(picture, self.at, pages, self.looks))
        return found

    @cached_property
    def problems(self) -> list[Problem]:
        return problems(self.part, self._worst_first, "problems", self.at)

    @cached_property
    def _worst_first(self) -> list[Diagnostic]:
        return sorted(self.overview.problems, key=lambda each: -each.level.weight)

    @cached_property
    def suppressed(self) -> list[Problem]:
        return problems(self.part, self.overview.suppressed, "suppressed", self.at)

    @cached_property
    def manuals(self) -> list[Manual]:
        found = (*self.overview.problems, *self.overview.suppressed)
        return manuals(self.part.rules, found, self.at)

    @property
    def glossary(self) -> list[Explained]:
        return glossary()

    def word(self, label: str) -> str:
        """The way to what a label means, where that is explained."""
        place = _place_of(label, current())
        return "#" + self.at.anchor(f"words.{place}") if place else ""

    def why(self, address: str) -> str:
        """The id of what is said to be not known of a stream, so that figures are not known;
        empty where all is."""
        return self.at.anchor(f"{address}.unknown") if address in self._unknown else ""

    @cached_property
    def _unknown(self) -> set[str]:
        return {
            facts.stream.address
            for facts in self.overview.streams
            for figures in [facts.figures]
            if figures.untimed_steps or figures.unrated_steps or figures.unknown_splits
        }

    def units(self, section: str) -> str:
        """How long the units of times in a section are, as JSON."""
        calendar = ELAPSED if section in _ROUND_THE_CLOCK else self.overview.workspace.calendar
        return json_text(unit_words(calendar), indent=None).strip()

    def name(self, address: str) -> str:
        """The name of a stream or journey."""
        kind, _, id_ = address.partition(".")
        workspace = self.overview.workspace
        return {"streams": workspace.streams, "journeys": workspace.journeys}[kind][id_].label

    @cached_property
    def details(self) -> dict[str, Any]:
        """What stands beside the map, by the address of the stream."""
        by_stream: dict[str, list[Any]] = {}
        for listed, each in zip(self.problems, self._worst_first, strict=True):
            stream = ".".join(each.element.split(".steps.")[:1])
            by_stream.setdefault(stream, []).append((listed.anchor, each))
        return {
            facts.stream.address: details(
                self.overview.workspace, facts, self.at, by_stream.get(facts.stream.address, [])
            )
            for facts in self.overview.streams
        }

    @cached_property
    def matrix(self) -> Matrix:
        return matrix(self.overview)

    @cached_property
    def bars(self) -> dict[str, dict[str, page_charts.Chart]]:
        """The bars beside the rows of tables, by section or address of the table, then by row."""
        found = {
            facts.stream.address: page_charts.step_bars(facts) for facts in self.overview.streams
        }
        for facts in self.overview.journeys:
            found[facts.journey.address] = page_charts.journey_bars(facts)
        found["teams"] = page_charts.team_bars(self.overview)
        found["priorities"] = page_charts.priority_bars(self.overview)
        return found
