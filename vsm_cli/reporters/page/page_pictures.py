"""Diagrams as parts of the page: their links stay on it, their steps can be pointed at."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element as Tree

from markupsafe import Markup

from vsm_cli.reporters.page.page_addresses import Addresses
from vsm_cli.reporters.page.page_parts import PagePicture
from vsm_cli.reporters.page.picture_looks import PictureLooks
from vsm_cli.reporters.page.short_shapes import short_path, short_points

_SVG = "{http://www.w3.org/2000/svg}"
# Points of the drawing are points of the screen: the smallest letters, of 7, are 9 pixels high.
_PIXELS_PER_POINT = 4 / 3

_END = "</g>"
_PLAIN = re.compile(r"[A-Za-z0-9.,#_-]+").fullmatch


class Shown(NamedTuple):
    """A diagram as the page shows it, or why it is not there. One that is `across` is broader
    than high."""

    anchor: str
    title: str
    svg: Markup
    undrawn: str = ""
    across: bool = False


def anchor_of(picture: PagePicture, addresses: Addresses) -> str:
    """The id of a diagram's frame."""
    return addresses.anchor(f"pictures.{picture.path}")


def shown(
    picture: PagePicture, addresses: Addresses, pages: Mapping[str, str], looks: PictureLooks
) -> Shown:
    """A diagram, harmless inside a page.

    `pages` are the ids to go to by the path of the diagram that another one links to; `looks`
    become classes of the page.
    """
    anchor = anchor_of(picture, addresses)
    root = picture.svg
    if root is None:
        return Shown(anchor, picture.title, Markup(), picture.undrawn)
    width, height = _size(root)
    writer = _Writer(picture, addresses, pages, looks)
    return Shown(anchor, picture.title, Markup(writer.text(root)), across=width > height)


def _size(root: Tree) -> tuple[float, float]:
    """Width and height of a picture, in points."""
    _, _, width, height = root.get("viewBox", "0 0 0 0").split()
    return float(width), float(height)


def is_harmless(url: str) -> bool:
    """Whether following an address cannot run anything here."""
    try:
        return urlsplit(url.strip()).scheme.lower() in ("http", "https", "mailto")
    except ValueError:
        return False


class _Writer:
    """Writes a finished SVG as a part of the page, in one way through its tree."""

    def __init__(
        self,
        picture: PagePicture,
        addresses: Addresses,
        pages: Mapping[str, str],
        looks: PictureLooks,
    ) -> None:
        self._picture = picture
        self._addresses = addresses
        self._pages = pages
        self._looks = looks
        self._written: list[str] = []
        self._said = ""
        self._as: dict[str, Callable[[Tree], None]] = {
            f"{_SVG}a": self._link,
            f"{_SVG}g": self._group,
            f"{_SVG}style": lambda _: None,
        }

    def text(self, root: Tree) -> str:
        width, height = _size(root)
        self._element(
            "svg",
            {
                "class": root.get("class", ""),
                # The least size at which the diagram is shown; it fills a wider page.
                "width": f"{width * _PIXELS_PER_POINT:.0f}",
                "height": f"{height * _PIXELS_PER_POINT:.0f}",
                "viewBox": root.get("viewBox", ""),
                "role": root.get("role", ""),
                "aria-label": self._picture.title,
            },
            root,
        )
        return "".join(self._written)

    def _parts(self, parts: Iterable[Tree]) -> None:
        for part in parts:
            write = self._as.get(part.tag)
            if write:
                write(part)
            else:
                self._shape(part)

    def _element(self, name: str, attributes: Mapping[str, str], inside: Iterable[Tree]) -> None:
        self._written.append(_opening(name, attributes) + ">")
        self._parts(inside)
        self._written.append(f"</{name}>")

    def _shape(self, part: Tree) -> None:
        """A shape, a text or a title: what has no other elements in it."""
        name, attributes = part.tag.removeprefix(_SVG), dict(part.attrib)
        attributes.pop("id", None)
        if look := self._looks.take(attributes):
            attributes["class"] = f"{look} {attributes['class']}" if "class" in attributes else look
        if "points" in attributes:
            name, attributes = short_points(name, attributes)
        elif "d" in attributes:
            attributes["d"] = short_path(attributes["d"])
        end = f">{escape(part.text, quote=False)}</{name}>" if part.text else " />"
        self._written.append(_opening(name, attributes) + end)

    def _link(self, part: Tree) -> None:
        """A link to the diagram that it names, or into the web; others lead nowhere here."""
        href = part.get("href", "")
        folder = posixpath.dirname(self._picture.path)
        path = posixpath.normpath(posixpath.join(folder, unquote(href)))
        attributes = {"aria-label": part.get("aria-label", "")}
        if page := self._pages.get(path.removesuffix(".svg")):
            self._element("a", {"href": "#" + quote(page), **attributes}, part)
        elif is_harmless(href):
            self._element("a", {"href": href, "rel": "noreferrer", **attributes}, part)
        else:
            self._parts(part)

    def _group(self, part: Tree) -> None:
        """A group: which element it shows, and the way to what the page says of that."""
        found = part.find(f"{_SVG}title")
        title = (found.text or "") if found is not None else ""
        address = self._picture.places.get(part.get("id", ""))
        inside = [child for child in part if child is not found]
        if address:
            self._element_of(address, part, title, inside)
        elif not title:
            self._unnamed(part)
        elif title == self._said and self._written[-1] == _END:
            # Neighbours that say the same are one thing.
            self._written.pop()
            self._parts(inside)
            self._written.append(_END)
        else:
            role = "img" if part.get("role") == "graphics-symbol" else part.get("role", "")
            self._begin({"role": role}, title)
            self._parts(inside)
            self._written.append(_END)
        self._said = title

    def _unnamed(self, part: Tree) -> None:
        """A group that says nothing, which is needed only for where its parts stand."""
        if place := part.get("transform"):
            self._element("g", {"transform": place}, part)
        elif part.get("class") == "bottleneck":
            self._element("g", {"class": "bottleneck"}, part)  # where the page opens the map
        else:
            self._parts(part)

    def _element_of(self, address: str, part: Tree, title: str, inside: Sequence[Tree]) -> None:
        """A group that shows an element."""
        attributes = {
            "class": part.get("class", ""),
            "data-about": self._addresses.anchor(address),
            "data-f": self._addresses.facets(address),
        }
        self._begin(attributes, title)
        target = self._addresses.link(address)
        if target and part.find(f"{_SVG}a") is None:
            name = title.partition("\n")[0]
            self._element("a", {"href": target, "aria-label": name}, inside)
        else:
            self._parts(inside)
        self._written.append(_END)

    def _begin(self, attributes: Mapping[str, str], title: str) -> None:
        self._written.append(_opening("g", attributes) + ">")
        if title:
            self._written.append(f"<title>{escape(title, quote=False)}</title>")


def _opening(name: str, attributes: Mapping[str, str]) -> str:
    """The start of an element, without what closes it. HTML needs no quotes around plain values,
    of which there are hundreds of thousands."""
    written = f"<{name}"
    for each, value in attributes.items():
        if _PLAIN(value):
            written += f" {each}={value}"
        elif value:
            written += f' {each}="{escape(value)}"'
    return written
