"""Diagrams as parts of the page: their links stay on it, their steps can be pointed at."""

import posixpath
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

from markupsafe import Markup

from vsm_cli.reporters.page.page_addresses import Addresses
from vsm_cli.reporters.page.page_parts import PagePicture

_SVG = "http://www.w3.org/2000/svg"
# Half of the natural size of 4/3 pixels to the point: names can still be read.
_PIXELS_PER_POINT = 0.66

Tree = ElementTree.Element


class Shown(NamedTuple):
    """A diagram as the page shows it, or why it is not there."""

    anchor: str
    title: str
    svg: Markup
    undrawn: str = ""


def anchor_of(picture: PagePicture, addresses: Addresses) -> str:
    """The id of a diagram's frame."""
    return addresses.anchor(f"pictures.{picture.path}")


def shown(picture: PagePicture, addresses: Addresses, pages: Mapping[str, str]) -> Shown:
    """A diagram, harmless inside a page.

    `pages` are the ids to go to by the path of the diagram that another one links to.
    """
    if picture.undrawn:
        return Shown(anchor_of(picture, addresses), picture.title, Markup(), picture.undrawn)
    root = ElementTree.fromstring(picture.svg)
    for style in root.findall(_tag("style")):
        root.remove(style)
    _resize(root)
    for parent in list(root.iter()):
        parent.text, parent.tail = _ink(parent.text), _ink(parent.tail)
        for child in list(parent):
            if child.tag == _tag("a"):
                _redirect(parent, child, picture, pages)
        _mark(parent, picture, addresses)
        _shorten(parent)
    for name in ("id", "aria-labelledby", "aria-describedby"):
        root.attrib.pop(name, None)
    root.set("aria-label", picture.title)
    ElementTree.register_namespace("", _SVG)
    return Shown(
        anchor_of(picture, addresses),
        picture.title,
        Markup(ElementTree.tostring(root, encoding="unicode")),
    )


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _ink(text: str | None) -> str | None:
    """A text without what only lays the file out in lines."""
    return text if text and text.strip() else None


def _resize(root: Tree) -> None:
    """The least size at which the diagram is shown; it fills a wider page."""
    width, height = (float(side) for side in root.get("viewBox", "0 0 0 0").split()[2:])
    root.set("width", f"{width * _PIXELS_PER_POINT:.0f}")
    root.set("height", f"{height * _PIXELS_PER_POINT:.0f}")


def _redirect(parent: Tree, link: Tree, picture: PagePicture, pages: Mapping[str, str]) -> None:
    """Lead a link to the diagram that it names, or into the web; others lead nowhere here."""
    href = link.get("href", "")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(picture.path), unquote(href)))
    for name in ("href", "target"):
        link.attrib.pop(name, None)
    if page := pages.get(path.removesuffix(".svg")):
        link.set("href", "#" + quote(page))
    elif is_harmless(href):
        link.set("href", href)
        link.set("rel", "noreferrer")
    else:
        place = list(parent).index(link)
        parent.remove(link)
        for child in reversed(link):
            parent.insert(place, child)


def is_harmless(url: str) -> bool:
    """Whether following an address cannot run anything here."""
    try:
        return urlsplit(url.strip()).scheme.lower() in ("http", "https", "mailto")
    except ValueError:
        return False


def _mark(part: Tree, picture: PagePicture, addresses: Addresses) -> None:
    """Say which element a group shows, and lead from it to what the page says of that."""
    address = picture.places.get(part.attrib.pop("id", ""))
    if address is None or part.tag != _tag("g"):
        return
    part.set("data-about", addresses.anchor(address))
    part.set("data-f", addresses.facets(address))
    target = addresses.link(address)
    if target and part.find(_tag("a")) is None:
        title = part.find(_tag("title"))
        name = (title.text or "").partition("\n")[0] if title is not None else ""
        link = ElementTree.Element(_tag("a"), {"href": target, "aria-label": name})
        part.set("role", "graphics-object")
        for child in list(part):
            if child is not title:
                part.remove(child)
                link.append(child)
        part.append(link)


def _shorten(part: Tree) -> None:
    """Write numbers without zeros that say nothing, and leave out what holds anyway."""
    for name in ("font-size", "stroke-width"):
        if "." in (value := part.get(name, "")):
            part.set(name, value.rstrip("0").removesuffix("."))
    if part.get("text-anchor") == "start":
        del part.attrib["text-anchor"]
