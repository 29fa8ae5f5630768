"""Reads a finished SVG back as rectangles, lines and texts, and finds what collides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from xml.etree import ElementTree

from vsm_cli.diagrams.text_measures import measure

SVG = "{http://www.w3.org/2000/svg}"
Lines = dict[str, list[tuple[float, float]]]
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Area:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def shrunk(self, by: float) -> "Area":
        return Area(self.left + by, self.top + by, self.right - by, self.bottom - by)


@dataclass(frozen=True)
class Label:
    id: str
    text: str
    area: Area


class Picture:
    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        self.width, self.height = (float(n) for n in self.root.attrib["viewBox"].split()[2:])
        self.parts = {
            part.attrib["id"]: part for part in self.root.iter(f"{SVG}g") if "class" in part.attrib
        }

    def of_kind(self, kind: str) -> Iterator[tuple[str, ElementTree.Element]]:
        for id, part in self.parts.items():
            if kind in part.attrib["class"].split():
                yield id, part

    def boxes(self, *kinds: str) -> dict[str, Area]:
        return {
            id: self._polygon(part)
            for kind in kinds or ("step",)
            for id, part in self.of_kind(kind)
        }

    def _polygon(self, part: ElementTree.Element) -> Area:
        polygon = next(part.iter(f"{SVG}polygon"))
        xs, ys = self._numbers(polygon.attrib["points"])
        return Area(min(xs), min(ys), max(xs), max(ys))

    def _numbers(self, text: str) -> tuple[list[float], list[float]]:
        numbers = [float(n) for n in _NUMBER.findall(text)]
        return numbers[::2], [self.height + y for y in numbers[1::2]]

    def lines(self, *kinds: str) -> Lines:
        """The points of each line, those that pull its curves left out."""
        found = {}
        for id, part in (each for kind in kinds for each in self.of_kind(kind)):
            path = next(part.iter(f"{SVG}path"), None)
            if path is not None:
                xs, ys = self._numbers(path.attrib["d"])
                found[id] = list(zip(xs, ys, strict=True))[::3]
        return found

    def labels(self) -> list[Label]:
        return [
            Label(id, "".join(text.itertext()), self._text_area(text))
            for id, part in self.parts.items()
            for text in part.iter(f"{SVG}text")
        ]

    def _text_area(self, text: ElementTree.Element) -> Area:
        size = float(text.attrib["font-size"])
        bold = text.get("font-weight") == "bold"
        width = measure("".join(text.itertext()), size, bold=bold)
        x, y = float(text.attrib["x"]), self.height + float(text.attrib["y"])
        left = x - width / 2 if text.attrib["text-anchor"] == "middle" else x
        # Letters reach from about 0.75 above the line to 0.2 below it.
        return Area(left, y - size * 0.75, left + width, y + size * 0.2)


def collisions(
    picture: Picture, *, boxes: Sequence[str] = ("step",), routes: Sequence[str] = ("route",)
) -> list[str]:
    """Everything that lies where something else is, among boxes and routes of these kinds."""
    areas, lines = picture.boxes(*boxes), picture.lines(*routes)
    return [
        *_boxes_on_boxes(areas),
        *_routes_through_boxes(lines, areas),
        *_routes_on_routes(lines),
        *_labels(picture, areas, lines),
    ]


def _boxes_on_boxes(boxes: dict[str, Area]) -> Iterator[str]:
    for (one, area), (other, other_area) in combinations(boxes.items(), 2):
        if area.meets(other_area):
            yield f"boxes {one} and {other} overlap"


def _stretches(points: list[tuple[float, float]]) -> Iterator[Area]:
    for (x1, y1), (x2, y2) in pairwise(points):
        yield Area(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _routes_through_boxes(routes: Lines, boxes: dict[str, Area]) -> Iterator[str]:
    for id, points in routes.items():
        for stretch in _stretches(points):
            for box, area in boxes.items():
                if stretch.meets(area.shrunk(1)):
                    yield f"route {id} runs through {box}"


def _routes_on_routes(routes: Lines) -> Iterator[str]:
    """Routes of different sources that share more than a crossing."""
    stretches = [
        (id, stretch)
        for id, points in routes.items()
        for stretch in _stretches(points)
        if max(stretch.right - stretch.left, stretch.bottom - stretch.top) > 1
    ]
    for (one, a), (other, b) in combinations(stretches, 2):
        if _source(one) == _source(other):
            continue
        level = a.top == a.bottom and b.top == b.bottom and abs(a.top - b.top) < 3
        upright = a.left == a.right and b.left == b.right and abs(a.left - b.left) < 3
        if (level and min(a.right, b.right) - max(a.left, b.left) > 1) or (
            upright and min(a.bottom, b.bottom) - max(a.top, b.top) > 1
        ):
            yield f"routes {one} and {other} lie on each other"


def _source(id: str) -> str:
    """What a line comes from: the ends and routes of a step share a trunk."""
    kind, step = id.split(".")[1:3]
    return step if kind in ("route", "end") else id


def _labels(picture: Picture, boxes: dict[str, Area], routes: Lines) -> Iterator[str]:
    labels = [label for label in picture.labels() if label.text.strip()]
    for label in labels:
        area, box = label.area, boxes.get(label.id)
        if area.right > picture.width or area.bottom > picture.height:
            yield f"{label.text!r} leaves the page"
        if box and (area.right > box.right or area.bottom > box.bottom):
            yield f"{label.text!r} leaves its box"
    for one, other in combinations(labels, 2):
        if one.area.shrunk(0.5).meets(other.area.shrunk(0.5)):
            yield f"{one.text!r} ({one.id}) and {other.text!r} ({other.id}) overlap"
    for label in labels:
        for box_id, area in boxes.items():
            own = label.id == box_id or label.id.startswith(f"{box_id}.")
            if not own and label.area.meets(area):
                yield f"{label.text!r} ({label.id}) lies on {box_id}"
        for id, points in routes.items():
            if any(stretch.meets(label.area.shrunk(0.5)) for stretch in _stretches(points)):
                yield f"{id} runs through {label.text!r} ({label.id})"
