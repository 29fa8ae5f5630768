"""`vsm check --watch`: check again whenever a file changes."""

import gc
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from vsm_cli.cli import output
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.source.discovery import find_root, is_folder
from vsm_cli.source.polling import changes
from vsm_cli.source.workspaces import absolute

# One check: the text for stdout, notices for stderr, the exit code.
Once = Callable[[], tuple[str, list[str], int]]

_WATCHING = message("watching; checked at {time}; Ctrl-C ends")


def show_again(once: Once, paths: Iterable[Path], also: Collection[Path] = ()) -> int:
    """Show what `once` gives, again and again, until Ctrl-C; `also` are files beside the
    definitions that it depends on. What it cannot do is shown and tried again at the next
    change."""
    # This run is long: what it no longer needs has to be freed.
    gc.enable()
    try:
        for _ in changes(folders_of(paths), also):
            _show(once)
    except KeyboardInterrupt:
        pass
    return 0


def _show(once: Once) -> None:
    from time import strftime

    try:
        text, notices, _ = once()
    except VsmError as error:
        text, notices = "", [f"vsm: {error}"]
    output.replace_screen(text)
    for notice in (*notices, tr(_WATCHING, time=strftime("%H:%M:%S"))):
        output.note(notice)


def folders_of(paths: Iterable[Path]) -> set[Path]:
    """The folders that hold the workspaces of these paths; of the working folder if none."""
    found = set()
    for path in map(absolute, list(paths) or [Path()]):
        folder = path if is_folder(path) else path.parent
        found.add(find_root(folder) or folder)
    return {folder for folder in found if found.isdisjoint(folder.parents)}
