"""Shapes of a picture in fewer letters: the same places, said shorter."""

import re

_CURVE = re.compile(r"([^ ]+) ([^ ]+) ([^ ]+)")


def short_points(name: str, attributes: dict[str, str]) -> tuple[str, dict[str, str]]:
    """A polygon or polyline, with its name: a box as a path, another polygon without its last
    point, which is the first again."""
    written = attributes["points"]
    points = written.split(" ")
    if name == "polygon" and points[0] == points[-1]:
        points.pop()
        if box := _box(points):
            del attributes["points"]
            return "path", {**attributes, "d": box}
    attributes["points"] = _signed(" ".join(points))
    return name, attributes


def _box(points: list[str]) -> str:
    """Four points as a box, if they are one that begins with a side across; else ""."""
    if len(points) != 4:
        return ""
    (left, top), (right, also_top), (also_right, bottom), (also_left, also_bottom) = (
        point.split(",") for point in points
    )
    is_box = (top, right, bottom, left) == (also_top, also_right, also_bottom, also_left)
    return f"M{_signed(f'{left},{top}')}H{right}V{bottom}H{left}z" if is_box else ""


def short_path(path: str) -> str:
    """A path of curves (`M1,2C1,2 3,4 3,4 …`), those that are straight as lines."""
    start, found, curves = path.partition("C")
    if not found or not start.startswith("M"):
        return path
    here, short = start[1:], start
    for first, second, end in _CURVE.findall(curves):
        short += f"L{end}" if (first, second) == (here, end) else f"C{first} {second} {end}"
        here = end
    return _signed(short)


def _signed(places: str) -> str:
    """A sign parts numbers as a comma does."""
    return places.replace(",-", "-")
