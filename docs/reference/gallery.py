"""The pictures of the bank sample, and the page that shows them all."""

from collections.abc import Mapping
from pathlib import Path

from reference.markdown import generated, page
from vsm_cli.api import Options, analyse
from vsm_cli.diagrams.album import Picture, View, album, differences
from vsm_cli.diagrams.engine import draw
from vsm_cli.diagrams.scope import Scope

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SAMPLE, LATER = SAMPLES / "bank", SAMPLES / "bank-to-be"
FOLDER = "pictures"

ABOUT: Mapping[View, tuple[str, str]] = {
    "landscape": (
        "Landscape",
        "The journeys of customers, the core streams that they pass, the supporting streams"
        " behind these, and what joins them.",
    ),
    "journeys": (
        "Journeys",
        "The way of a customer through the streams: stages, whom the customer deals with, how"
        " the work gets from stream to stream, and where the time goes.",
    ),
    "systems": (
        "Systems",
        "The systems, who answers for them, and the paths that data takes between them.",
    ),
    "handoffs": (
        "Hand-offs",
        "Who hands work to whom, how much of it and how often.",
    ),
    "streams": (
        "Stream maps",
        "One for each stream: who does what in which order, how long it takes and waits, and"
        " where it goes wrong.",
    ),
    "diff": (
        "Differences",
        "What [the bank in a year](../samples/bank-to-be) does differently: added in green,"
        " removed in red and dashed, changed in amber.",
    ),
}


def pictures() -> list[Picture]:
    """All diagrams of the sample, without links to definitions, which do not lie here."""
    today, later = (
        analyse([folder], Options(check=False)).workspaces[0].workspace
        for folder in (SAMPLE, LATER)
    )
    return [*album(Scope(today)), *differences(today, Scope(later))]


def drawn() -> dict[str, str]:
    """Each picture as SVG, by its path below docs/."""
    return {f"{FOLDER}/{each.path}.svg": draw(each.draw()) for each in pictures()}


def gallery() -> str:
    blocks = [
        generated(
            "Gallery",
            "Every diagram of [one sample](../samples/bank), a bank's year with its IT services,"
            " as `vsm render` draws it. [The diagrams](diagrams.md) says how to read them.",
        )
    ]
    for view, (heading, sentence) in ABOUT.items():
        shown = [each for each in pictures() if each.view == view]
        if shown:
            blocks += [f"## {heading}", sentence]
        blocks += [f"![{each.title}]({FOLDER}/{each.path}.svg)" for each in shown]
    return page(*blocks)
