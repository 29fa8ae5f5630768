"""The step from Graphviz' SVG to ours: titles, links, roles, fonts and dark colours.

What people wrote enters here as XML text, so that DOT never sees it. The same input gives
the same bytes.
"""

from xml.etree import ElementTree

from vsm_cli.diagrams.drawing import Drawing, Part, ShapePart, TextPart
from vsm_cli.diagrams.palette import DARK_OF, PAGE
from vsm_cli.diagrams.paper import Sheet
from vsm_cli.diagrams.text_measures import WORD_JOINER, clean, holds_chinese

SVG = "http://www.w3.org/2000/svg"
ROOT_CLASS = "vsm"

_LATIN = 'Arial,"Liberation Sans",Helvetica,'
_CHINESE = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",'
FONTS = _LATIN + _CHINESE + "sans-serif"
FONTS_CHINESE = _CHINESE + _LATIN + "sans-serif"

Element = ElementTree.Element


def tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def parse(raw: bytes) -> Element:
    """Graphviz' SVG as a tree; raises ElementTree.ParseError where it is not whole."""
    return ElementTree.fromstring(raw)


def ids(root: Element) -> set[str]:
    """Every id in a tree."""
    return {part.attrib["id"] for part in root.iter() if "id" in part.attrib}


def finish(root: Element, drawing: Drawing, sheet: Sheet | None = None) -> Element:
    """The finished SVG of a drawing: Graphviz' tree, changed in place, as large as the drawing
    or a sheet of paper with it in the middle."""
    graph = root.find(tag("g"))
    if graph is not None:
        graph.attrib.pop("class", None)
        graph.set("id", f"{drawing.id}.graph")
        _drop_title(graph)
        graph.set("transform", f"translate(0 {drawing.height})")
        for element in graph.findall(tag("g")):
            found = drawing.parts.get(element.get("id", ""))
            if found:
                _annotate(element, found)
    colours = _type_and_colours(root)
    title, description = f"{drawing.id}.title", f"{drawing.id}.description"
    root.attrib.clear()
    root.attrib.update(
        {
            "id": drawing.id,
            "class": ROOT_CLASS,
            **_size(drawing, sheet),
            "role": "graphics-document",
            "aria-labelledby": title,
            "aria-describedby": description,
        }
    )
    head = [
        _text_element("title", drawing.title, id=title),
        _text_element("desc", drawing.description, id=description),
        _text_element("style", _style(colours)),
        Element(tag("rect"), _ground(drawing, sheet)),
    ]
    for place, part in enumerate(head):
        root.insert(place, part)
    return root


def text_of(root: Element) -> str:
    """A tree as the text of a file."""
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _size(drawing: Drawing, sheet: Sheet | None) -> dict[str, str]:
    if sheet is None:
        width, height = str(drawing.width), str(drawing.height)
        return {"width": f"{width}pt", "height": f"{height}pt", "viewBox": f"0 0 {width} {height}"}
    return {
        "width": f"{sheet.width_mm:g}mm",
        "height": f"{sheet.height_mm:g}mm",
        "viewBox": " ".join(_box(drawing, sheet)),
    }


def _ground(drawing: Drawing, sheet: Sheet | None) -> dict[str, str]:
    """What a page has behind its picture."""
    if sheet is None:
        return {"width": str(drawing.width), "height": str(drawing.height), "fill": PAGE.light}
    left, top, width, height = _box(drawing, sheet)
    return {"width": width, "height": height, "fill": PAGE.light, "x": left, "y": top}


def _box(drawing: Drawing, sheet: Sheet) -> list[str]:
    """Left, top, width and height of a sheet in points of the drawing in its middle."""
    left, top = (drawing.width - sheet.width) / 2, (drawing.height - sheet.height) / 2
    return [f"{value:.2f}" for value in (left, top, sheet.width, sheet.height)]


def _drop_title(part: Element) -> None:
    title = part.find(tag("title"))
    if title is not None:
        part.remove(title)


def _text_element(name: str, text: str, **attributes: str) -> Element:
    element = Element(tag(name), attributes)
    element.text = text
    return element


def _annotate(element: Element, part: Part) -> None:
    """Put a part's meaning where browsers and screen readers look for it."""
    _drop_title(element)
    # Graphviz adds "node" or "edge" of its own; ours say what it is.
    element.set("class", element.get("class", "").partition(" ")[2])
    if _is_bold(part):
        for text in element.findall(tag("text")):
            text.set("font-weight", "bold")
    meaning = part.meaning
    if meaning.seconds:
        element.set("data-s", meaning.seconds)
    lines = [clean(line) for line in meaning.title.split("\n")]
    if meaning.link:
        link = Element(tag("a"), {"href": meaning.link, "target": "_top", "aria-label": lines[0]})
        link.extend(list(element))
        for child in list(element):
            element.remove(child)
        element.append(link)
    if meaning.title:
        # A symbol is one thing for a screen reader, which then knows of no link in it.
        element.set("role", "graphics-object" if meaning.link else "graphics-symbol")
        element.insert(0, _text_element("title", "\n".join(lines)))


def _is_bold(part: Part) -> bool:
    """Whether a part's text is bold as a whole, which Graphviz' plain labels cannot say."""
    match part:
        case TextPart(type=type):
            return type.bold
        case ShapePart(look=look):
            return look.bold
    return False


def _type_and_colours(root: Element) -> set[str]:
    """Set the fonts of texts, even out what engines write differently; the colours used."""
    colours = {PAGE.light}
    for part in root.iter():
        for attribute in ("fill", "stroke"):
            value = part.get(attribute)
            if value == "transparent":
                part.set(attribute, "none")
            elif value in DARK_OF:
                colours.add(value)
        if part.tag == tag("text"):
            part.attrib.pop("font-family", None)
            part.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
            part.text = (part.text or "").replace("\\" + WORD_JOINER, "\\")
            if holds_chinese(part.text):
                part.set("class", "zh")
    return colours


def shared_style() -> str:
    """The fonts of all pictures, for a page that holds many of them without their own styles."""
    return _fonts(f".{ROOT_CLASS}")


def _style(colours: set[str]) -> str:
    scope = f".{ROOT_CLASS}"
    dark = "".join(
        f'{scope} [fill="{light}"]{{fill:{DARK_OF[light]}}}'
        f'{scope} [stroke="{light}"]{{stroke:{DARK_OF[light]}}}'
        for light in sorted(colours)
        if DARK_OF[light] != light
    )
    return f"{_fonts(scope)}@media (prefers-color-scheme:dark){{{dark}}}"


def _fonts(scope: str) -> str:
    return (
        f"{scope} text{{font-family:{FONTS}}}{scope} text.zh{{font-family:{FONTS_CHINESE}}}"
        f"{scope} a{{text-decoration:none}}"
    )
