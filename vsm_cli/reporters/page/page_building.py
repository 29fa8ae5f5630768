"""Puts the page together: facts and pictures into templates, script and style with hashes."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Level
from vsm_cli.language import current, spoken
from vsm_cli.reporters.json_text import json_text
from vsm_cli.reporters.levels import level_name
from vsm_cli.reporters.page.page_addresses import LEVEL, STREAM, SYSTEM, TEAM, Option
from vsm_cli.reporters.page.page_labels import say
from vsm_cli.reporters.page.page_parts import PagePart
from vsm_cli.reporters.page.picture_looks import PictureLooks
from vsm_cli.reporters.page.workspace_view import WorkspaceView

_SCRIPTS = ("filter.js", "maps.js", "details.js", "sort.js", "page.js", "place.js")


def page(
    parts: Sequence[PagePart],
    looks: PictureLooks,
    *,
    alarms: Sequence[str] = (),
    live: str = "",
) -> str:
    """The page as HTML. The same facts give the same bytes.

    `looks` are those that the pictures share; `alarms` say above all what could not be read. A
    `live` page, served by `vsm serve` under this version, loads itself again when its server
    tells of another one.
    """
    views = [WorkspaceView(number, part, looks) for number, part in enumerate(parts)]
    for view in views:
        # Only then are all looks known that the style has to have.
        _ = view.pictures
    style = _asset("page.css") + looks.style()
    script = "".join(map(_asset, [*_SCRIPTS, *(["live.js"] if live else [])]))
    script = f'"use strict";\n{{\n{script}}}\n'
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    return (
        _environment()
        .get_template("page.html")
        .render(
            policy=policy + ("; connect-src 'self'" if live else ""),
            script=Markup(script),
            style=Markup(style),
            live=live,
            language=current(),
            alarms=alarms,
            views=views,
            filters=_filters(views),
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "say": say,
        "kind": lambda block: type(block).__name__,
        "in_language": _in_language,
    }
    environment.filters["data"] = _data
    return environment


def _in_language(language: str, caller: Callable[[], Markup]) -> Markup:
    """What a template says inside `call in_language(…)`."""
    with spoken(language):
        return caller()


def _finalized(value: object) -> object:
    """A text without characters that would break the page or turn its direction, and with
    signs that stay beside their figures."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return harmless(value)


def _data(value: Any) -> Markup:
    """Data inside the page, for its script; nothing in it can end the element that holds it."""
    text = json_text(value, indent=None).rstrip("\n")
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _filters(
    views: Sequence[WorkspaceView],
) -> list[tuple[str, str, list[tuple[str, list[Option]]]]]:
    """Each filter: its key in the address of the page, its name in `words`, and its options by
    workspace."""
    levels = [
        Option(level.value, level_name(level), LEVEL + level.value)
        for level in sorted(Level, key=lambda level: -level.weight)
    ]
    kinds = (("stream", STREAM), ("team", TEAM), ("system", SYSTEM))
    found = [
        (name, name, [(view.title, view.at.options(kind)) for view in views])
        for name, kind in kinds
    ]
    return [*found, ("level", "level", [("", levels)])]
