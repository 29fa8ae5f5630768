"""The picture of the layers, drawn from the contracts that `make check` holds the imports to."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Rect, Stroke, Type
from vsm_cli.diagrams.engine import draw
from vsm_cli.diagrams.palette import BORDER, BOX, INK, LANE, LANE_LINE, SOFT
from vsm_cli.diagrams.text_measures import wrap

ROOT = Path(__file__).resolve().parents[2]
PICTURE = "pictures/layers.svg"
_BAND = Look("layer", fill=LANE, line=LANE_LINE, rounded=True)
_BOX = Look("package", fill=BOX, line=BORDER, rounded=True)
_NAME = Type("name", INK, 12, bold=True)
_SENTENCE = Type("sentence", SOFT, 9)
_DOWN = Stroke("imports", BORDER, 1.2, arrow=True)
_GAP, _NAME_HEIGHT, _LINE = 8, 22, 12


class Stack(NamedTuple):
    """Layers from top to bottom, of which each imports only what stands below it."""

    inside: str
    layers: list[list[str]]


def stacks() -> list[Stack]:
    """The contracts of type `layers`."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        Stack(contract["containers"][0], [layer.split(" | ") for layer in contract["layers"]])
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]


def sentence(module: str) -> str:
    """What a package or module says of itself in its first sentence."""
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0]


def picture() -> str:
    """The layers as SVG, each stack beside the other."""
    canvas = Canvas("layers", "The layers of vsm", "\n".join(_described()))
    left = bottom = 0
    for stack, width in zip(stacks(), (700, 340), strict=True):
        bottom = max(bottom, _stack(canvas, stack, left + 24, width))
        left += width + 48
    return draw(canvas.drawing(left - 16, bottom))


def _described() -> Iterator[str]:
    for stack in stacks():
        for layer in stack.layers:
            yield f"{stack.inside}: {', '.join(layer)}"


def _stack(canvas: Canvas, stack: Stack, left: int, width: int) -> int:
    """Draws one stack below its name; gives its lower end."""
    canvas.text(f"{stack.inside}.title", Rect(left, 8, width, _NAME_HEIGHT), [stack.inside], _NAME)
    top = 8 + _NAME_HEIGHT
    for number, layer in enumerate(stack.layers):
        each = (width - _GAP * (len(layer) + 1)) // len(layer)
        texts = [wrap(sentence(f"{stack.inside}.{name}"), each - 12, 9, lines=8) for name in layer]
        height = _NAME_HEIGHT + max(map(len, texts)) * _LINE + 6
        id_ = f"{stack.inside}.layer{number}"
        canvas.shape(id_, Rect(left, top, width, height + 2 * _GAP), _BAND)
        for at, (name, lines) in enumerate(zip(layer, texts, strict=True)):
            box = Rect(left + _GAP + at * (each + _GAP), top + _GAP, each, height)
            inner = Rect(box.left + 6, box.top + 2, each - 12, _NAME_HEIGHT)
            canvas.shape(f"{stack.inside}.{name}", box, _BOX)
            canvas.text(f"{stack.inside}.{name}.name", inner, [name], _NAME)
            below = inner._replace(top=inner.top + _NAME_HEIGHT, height=len(lines) * _LINE)
            canvas.text(f"{stack.inside}.{name}.sentence", below, lines, _SENTENCE)
        top += height + 2 * _GAP + _GAP
    points = [(left - 12, 8 + _NAME_HEIGHT), (left - 12, top - _GAP)]
    canvas.line(f"{stack.inside}.imports", points, _DOWN)
    return top
