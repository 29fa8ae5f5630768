"""The legend: a sign and a word for everything that occurs on the landscape."""

from collections.abc import Iterator

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.landscape.journey_strip import UNSERVED
from vsm_cli.diagrams.landscape.landscape_subject import LandscapeSubject, type_colour, type_word
from vsm_cli.diagrams.landscape.link_lines import STYLES
from vsm_cli.diagrams.legend import OWNERLESS, LegendEntry, bar, box, line, note, occurring
from vsm_cli.diagrams.palette import Shade
from vsm_cli.language import message, tr

_TABLE = (
    line(
        "closed",
        message("link, closed: data, people and responsibility are clear"),
        STYLES["closed"],
    ),
    line("open", message("link, open: says what is missing"), STYLES["open"]),
    line("uses", message("uses a supporting stream"), STYLES["uses"]),
    line("serves", message("stage of a journey"), STYLES["serves"]),
    box("gap", message("gap: no stream serves the stage"), UNSERVED),
    OWNERLESS,
)
_TARGET = message("≤ ≥ under a figure: its target")
_BOUND = message("≥ ≤ before a figure: a bound, since not every step is known")
_ESTIMATE = message("≈ estimated")


def legend_of(canvas: Canvas, subject: LandscapeSubject) -> list[LegendEntry]:
    """The legend of what is on the canvas so far."""
    return [*_types(subject), *occurring(_TABLE, canvas.kinds), *_notes(subject)]


def _types(subject: LandscapeSubject) -> Iterator[LegendEntry]:
    words: dict[str, Shade] = {}
    for stream in subject.streams:
        if word := type_word(stream):
            words.setdefault(word, type_colour(stream))
    for number, (word, colour) in enumerate(sorted(words.items())):
        yield bar(f"type.{number}", word, colour)


def _notes(subject: LandscapeSubject) -> Iterator[LegendEntry]:
    """What the signs at figures mean."""
    figures = [subject.figures(stream) for stream in subject.streams]
    if any(each.targets for each in figures):
        yield note("target", tr(_TARGET))
    if any(each.bounds for each in figures):
        yield note("bound", tr(_BOUND))
    if any(stream.mapped.basis == "estimated" for stream in subject.streams):
        yield note("estimate", tr(_ESTIMATE))
