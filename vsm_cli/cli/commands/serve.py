"""`vsm serve`: the report as a page in the browser, new with every change of a file."""

import os
from time import strftime
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import CacheOption, Paths, cache_unless
from vsm_cli.language import message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api.last_good import LastGood

_SERVING = message("the report is at {address}; Ctrl-C ends")
_BUILT = message("built at {time}")


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
    whenever a definition is saved, and loads itself anew. What cannot be read while somebody
    writes it stands as it was before.
    """
    from vsm_cli.api import Options
    from vsm_cli.api.last_good import LastGood
    from vsm_cli.cli.page_server import Board, serving
    from vsm_cli.cli.watch_loop import folders_of, free_what_is_left
    from vsm_cli.source.polling import changes

    board, named = Board(), paths or []
    state = LastGood(named, Options(cache=cache_unless(no_cache)))
    with serving(board, port) as address:
        try:
            for number, _ in enumerate(changes(folders_of(named))):
                # Different for each start, too: a page of an earlier one is out of date.
                version = f"{os.getpid()}-{number}"
                board.show(version, _page(state, version))
                if not number:
                    output.write(tr(_SERVING, address=address))
                    if show:
                        typer.launch(address)
                free_what_is_left(number)
        except KeyboardInterrupt:
            pass
    return 0


def _page(state: "LastGood", version: str) -> str:
    page, language, notices = state.page(version)
    for notice in notices:
        output.note(notice)
    with spoken(language):
        output.note(tr(_BUILT, time=strftime("%H:%M:%S")))
    return page.html
