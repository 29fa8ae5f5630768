"""What a page is made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from vsm_cli.lint.rule import Rule
from vsm_cli.reporters.report.overview import Overview
from vsm_cli.source.reading import SourceFile


class PagePicture(NamedTuple):
    """A drawn diagram.

    `path` is where its file would go, without an ending (`streams/restore-service`): other
    pictures link to it so. `svg` is the tree of that file, None where it could not be
    drawn, and `undrawn` says why. `about` is the address of the
    element that it shows, empty where it shows the whole workspace. `places` are the addresses
    of the elements in it, by the id of their group in the SVG.
    """

    view: str
    path: str
    title: str
    svg: Element | None
    about: str = ""
    places: Mapping[str, str] = {}
    undrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """One workspace on the page.

    `root` is its folder as people call it. `source` finds the file of a problem for its excerpt.
    `rules` are those whose manuals may be asked for. `files` leads from the folder of the page
    to the one that source paths start from; None where nothing may link to them. All is said
    in `language`.
    """

    root: str
    overview: Overview
    pictures: Sequence[PagePicture] = ()
    rules: Sequence[Rule] = ()
    source: Callable[[str], SourceFile | None] = field(default=lambda _: None)
    files: str | None = None
    language: str = "en"
