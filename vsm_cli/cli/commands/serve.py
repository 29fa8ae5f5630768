"""`vsm serve`: the report as a page in the browser, new with every change of a file."""

import os
from pathlib import Path
from time import strftime
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import CacheOption, Paths, cache_unless
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api.memory import Memory
    from vsm_cli.cache import Cache

_SERVING = message("the report is at {address}; Ctrl-C ends")
_BUILT = message("built at {time}")
_FAILED = message("{reason} (at {time})")


def serve(
    paths: Paths = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any that is free.")
    ] = 8765,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    no_cache: CacheOption = False,
) -> int:
    """Serve the report as a page that follows the files.

    The page of `vsm report --format html`, for browsers on this machine only: it is built again
    whenever a definition is saved, and loads itself anew.
    """
    from vsm_cli.api.memory import Memory
    from vsm_cli.cli.page_server import Board, serving
    from vsm_cli.cli.watch_loop import folders_of, free_what_is_left
    from vsm_cli.source.polling import changes

    board, named = Board(), paths or []
    memory, cache = Memory(), cache_unless(no_cache)
    with serving(board, port) as address:
        try:
            for number, _ in enumerate(changes(folders_of(named))):
                # Different for each start, too: a page of an earlier one is out of date.
                version = f"{os.getpid()}-{number}"
                if number:
                    board.show(version, _page_or_reason(named, version, memory, cache))
                else:
                    board.show(version, _page(named, version, memory, cache))
                    output.write(tr(_SERVING, address=address))
                    if show:
                        typer.launch(address)
                free_what_is_left(number)
        except KeyboardInterrupt:
            pass
    return 0


def _page_or_reason(
    paths: list[Path], version: str, memory: "Memory", cache: "Cache | None"
) -> str:
    """The page as the files are now; where that cannot be, a page that says why."""
    from vsm_cli.api.html_page import failure

    try:
        return _page(paths, version, memory, cache)
    except VsmError as error:
        output.note(tr(_FAILED, reason=error, time=strftime("%H:%M:%S")))
        return failure(str(error), live=version)


def _page(paths: list[Path], version: str, memory: "Memory", cache: "Cache | None") -> str:
    from vsm_cli.api import Options, analyse
    from vsm_cli.api.html_page import page

    report = analyse(paths, Options(cache=cache), memory)
    built = page(report, live=version)
    for notice in (*report.notices, *built.undrawn):
        output.note(notice)
    with spoken(report.language):
        output.note(tr(_BUILT, time=strftime("%H:%M:%S")))
    return built.html
