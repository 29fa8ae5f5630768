"""Puts the page together: facts and pictures into templates, script and style with hashes."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Level
from vsm_cli.language import current, spoken
from vsm_cli.model.values import ELAPSED
from vsm_cli.reporters.json_text import json_text
from vsm_cli.reporters.levels import level_name
from vsm_cli.reporters.page import page_charts
from vsm_cli.reporters.page.page_addresses import LEVEL, STREAM, SYSTEM, TEAM, Addresses, Option
from vsm_cli.reporters.page.page_labels import say
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
from vsm_cli.reporters.report.stream_sections import streams
from vsm_cli.wording.glossary import TERMS, term_of
from vsm_cli.wording.times import unit_words

# So many streams stand open from the start; of more, each opens when it is asked for.
_MOST_OPEN = 12
_MOST_LEADING = 12
# Sections whose times are those of the clock on the wall.
_ROUND_THE_CLOCK = ("first", "journeys", "priorities")

_SCRIPTS = ("filter.js", "maps.js", "details.js", "sort.js", "page.js", "place.js")


def page(
    parts: Sequence[PagePart],
    looks: PictureLooks,
    *,
    alarms: Sequence[str] = (),
    live: str = "",
) -> str:
    """The page as HTML. The same facts give the same bytes.

    `looks` are those that the pictures share; `alarms` say above all what could not be read. A
    `live` page, served by `vsm serve` under this version, loads itself again when its server
    tells of another one.
    """
    views = [_View(number, part, looks) for number, part in enumerate(parts)]
    for view in views:
        # Only then are all looks known that the style has to have.
        _ = view.pictures
    style = _asset("page.css") + looks.style()
    script = "".join(map(_asset, [*_SCRIPTS, *(["live.js"] if live else [])]))
    script = f'"use strict";\n{{\n{script}}}\n'
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    return (
        _environment()
        .get_template("page.html")
        .render(
            policy=policy + ("; connect-src 'self'" if live else ""),
            script=Markup(script),
            style=Markup(style),
            live=live,
            language=current(),
            alarms=alarms,
            views=views,
            filters=_filters(views),
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "say": say,
        "kind": lambda block: type(block).__name__,
        "in_language": _in_language,
    }
    environment.filters["data"] = _data
    return environment


def _in_language(language: str, caller: Callable[[], Markup]) -> Markup:
    """What a template says inside `call in_language(…)`."""
    with spoken(language):
        return caller()


def _finalized(value: object) -> object:
    """A text without characters that would break the page or turn its direction, and with
    signs that stay beside their figures."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return harmless(value)


def _data(value: Any) -> Markup:
    """Data inside the page, for its script; nothing in it can end the element that holds it."""
    text = json_text(value, indent=None).rstrip("\n")
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _filters(views: Sequence["_View"]) -> list[tuple[str, str, list[tuple[str, list[Option]]]]]:
    """Each filter: its key in the address of the page, its name in `words`, and its options by
    workspace."""
    levels = [
        Option(level.value, level_name(level), LEVEL + level.value)
        for level in sorted(Level, key=lambda level: -level.weight)
    ]
    kinds = (("stream", STREAM), ("team", TEAM), ("system", SYSTEM))
    found = [
        (name, name, [(view.title, view.at.options(kind)) for view in views])
        for name, kind in kinds
    ]
    return [*found, ("level", "level", [("", levels)])]


@cache
def _place_of(label: str, language: str) -> int:
    """The place of a label among the words that are explained, from 1; 0 where it is not there."""
    with spoken(language):
        found = term_of(label)
    return TERMS.index(found) + 1 if found else 0


@dataclass(frozen=True)
class _View:
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
        told = (streams, journeys, pillars, priorities, evidence)
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
        return problems(self.part, self.overview.problems, "problems", self.at)

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
        for listed, each in zip(self.problems, self.overview.problems, strict=True):
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
