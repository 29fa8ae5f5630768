"""Runs Graphviz: `bundled` (graphviz-pure, from the Python package) or `system`.

Both engines may lose a part and still end with exit code 0, so every id that went in must
come back: otherwise nothing is given, and an EngineError says what is missing. Both may think
for hours about a dense graph, so that they are ended after some seconds.
"""

import importlib.metadata
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import ParseError

import graphviz
from graphviz.backend import dot_command

from vsm_cli.diagrams import ending, svg
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.fixed_dot import fixed_dot
from vsm_cli.diagrams.paper import Sheet
from vsm_cli.errors import EngineError, VsmError
from vsm_cli.language import message, tr
from vsm_cli.model.settings import BUNDLED, Engine
from vsm_cli.source.programs import installed

T = TypeVar("T")
P = TypeVar("P")
R = TypeVar("R")


# Pixels to the point.
_SCREEN_SCALE = 2
PNG_PIXELS_MOST = 100_000_000
PNG_SIDE_MOST = 30_000

_NOT_INSTALLED = message(
    "Graphviz is not installed: install it (https://graphviz.org/download/), "
    "or use the bundled engine"
)
_NO_BUNDLED = message(
    "the bundled drawing engine is missing: install the package graphviz-pure, "
    "or use the engine `system`"
)
_FAILED = message("Graphviz could not draw {picture} (exit code {code}): {reason}")
_TOO_SLOW = message(
    "Graphviz had no answer for {picture} after {seconds:g} s and was ended: draw fewer streams "
    "at once, or give it longer with `seconds` of `render` in vsm.yaml"
)
_BROKEN = message("Graphviz drew {picture} as an SVG that cannot be read: {reason}")
_LOST = message("Graphviz lost {count} parts of {picture}, {example} first")
_TOO_LARGE = message(
    "{picture} would have {width} × {height} pixels as PNG: draw it as SVG, "
    "or as PNG with a smaller scale"
)
_NO_PNG = message("the PNG could not be made: {reason}")


@lru_cache(maxsize=1)
def bundled_binary() -> Path | None:
    """The program that the package graphviz-pure installed, wherever that is."""
    try:
        files = importlib.metadata.files("graphviz-pure") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.stem == "graphviz-pure" and file.suffix in ("", ".exe"):
            return Path(str(file.locate())).resolve()
    return None


def draw(drawing: Drawing, engine: Engine = BUNDLED, sheet: Sheet | None = None) -> str:
    """The finished SVG of a drawing, on a sheet of paper if one is given. Raises EngineError
    where it is not whole."""
    return svg.text_of(draw_tree(drawing, engine, sheet))


def draw_tree(
    drawing: Drawing, engine: Engine = BUNDLED, sheet: Sheet | None = None
) -> svg.Element:
    """The same, for who goes on with it: writing and reading it again takes long."""
    command = dot_command.command("neato", "svg", neato_no_op=2)
    raw = _pipe(drawing.id, fixed_dot(drawing), engine, command)
    try:
        root = svg.parse(raw)
    except ParseError as error:
        raise EngineError(tr(_BROKEN, picture=drawing.id, reason=error)) from error
    lost = sorted(drawing.parts.keys() - svg.ids(root))
    if lost:
        raise EngineError(tr(_LOST, count=len(lost), picture=drawing.id, example=lost[0]))
    return svg.finish(root, drawing, sheet)


def side_by_side(
    begin: Callable[[T], P], finish: Callable[[P], R], items: Iterable[T]
) -> Iterator[R | EngineError]:
    """What drawing work on items gives, in their order, or why one could not be drawn.

    It begins here, one after the other; the rest of it waits for Graphviz, so that several wait
    at once, each in the language that is spoken where it began. Where it is broken off, so are
    they.
    """

    def begun(item: T) -> tuple[Context, P | EngineError]:
        try:
            return copy_context(), begin(item)
        except EngineError as error:
            return copy_context(), error

    def finished(work: tuple[Context, P | EngineError]) -> R | EngineError:
        context, prepared = work
        try:
            return prepared if isinstance(prepared, EngineError) else context.run(finish, prepared)
        except EngineError as error:
            return error

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            yield from pool.map(finished, map(begun, items))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            ending.end_all()
            raise


def places(picture: str, dot: str, engine: Engine = BUNDLED) -> bytes:
    """Where `dot` puts the parts of a graph, as Graphviz' JSON; `picture` names it in errors."""
    return _pipe(picture, dot, engine, dot_command.command("dot", "json0"))


def pdf(drawing: Drawing, engine: Engine = BUNDLED, sheet: Sheet | None = None) -> bytes:
    """A drawing as PDF of one page, of its own size or that of a sheet. Raises EngineError."""
    from vsm_cli.diagrams.pdf import page_of

    width, height = sheet.points if sheet else (drawing.width, drawing.height)
    return page_of(draw(drawing, engine, sheet), drawing.title, width, height)


def png(drawing: Drawing, engine: Engine = BUNDLED, sheet: Sheet | None = None) -> bytes:
    """A drawing as PNG: for a screen, or for print where a sheet is given. Raises EngineError
    above the size that is drawn."""
    import resvg_py

    scale = sheet.pixels_per_point if sheet else _SCREEN_SCALE
    page = sheet or drawing
    width, height = round(page.width * scale), round(page.height * scale)
    if max(width, height) > PNG_SIDE_MOST or width * height > PNG_PIXELS_MOST:
        raise EngineError(tr(_TOO_LARGE, picture=drawing.id, width=width, height=height))
    finished = draw(drawing, engine, sheet)
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=finished, width=width, dpi=72))
    except ValueError as error:
        raise EngineError(tr(_NO_PNG, reason=error)) from error


def _pipe(picture: str, dot: str, engine: Engine, command: Sequence[Path | str]) -> bytes:
    is_system = engine.name == "system"
    binary = installed("dot") if is_system else bundled_binary()
    if binary is None:
        raise VsmError(tr(_NOT_INSTALLED if is_system else _NO_BUNDLED))
    # `graphviz.pipe` takes the program from a variable of its module, the same for all threads.
    # Its warnings, of which nobody reads any, would take a fifth of its time.
    arguments = [*command[1:], "-q"]
    key = ("drawn", version_of(Path(binary)), *map(str, arguments), dot)
    kept = engine.cache.get(*key) if engine.cache else None
    if kept is not None:
        return str(kept).encode()
    try:
        drawn = ending.run([binary, *arguments], dot.encode(), engine.seconds)
    except ending.TooSlowError:
        raise EngineError(tr(_TOO_SLOW, picture=picture, seconds=engine.seconds)) from None
    except graphviz.ExecutableNotFound as error:
        raise VsmError(tr(_NOT_INSTALLED if is_system else _NO_BUNDLED)) from error
    except graphviz.CalledProcessError as error:
        said = (error.stderr or b"").decode(errors="replace").splitlines()
        reason = next((line for line in said if not line.startswith("Warning")), "")
        raise EngineError(
            tr(_FAILED, picture=picture, code=error.returncode, reason=reason)
        ) from error
    if engine.cache:
        engine.cache.put(drawn.decode(), *key)
    return drawn


@lru_cache(maxsize=2)
def version_of(binary: Path) -> str:
    """Which Graphviz this is, by its file; empty where that is not there any more."""
    real = binary.resolve()
    try:
        state = real.stat()
    except OSError:
        return ""
    return f"{real} {state.st_mtime_ns} {state.st_size}"


def engines() -> list[str]:
    """The versions of all that there are."""
    found = (bundled_binary(), installed("dot"))
    return [version_of(Path(each)) for each in found if each]
