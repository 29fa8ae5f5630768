"""`vsm check --watch`: check again whenever a file changes."""

import gc
import signal
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Protocol

from vsm_cli.cli import output
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr
from vsm_cli.lint.check_report import Report
from vsm_cli.source.discovery import find_root, is_folder
from vsm_cli.source.polling import changes
from vsm_cli.source.workspaces import absolute


class OneCheck(Protocol):
    """One check: the text for stdout, notices for stderr, and what was found."""

    @property
    def text(self) -> str: ...
    @property
    def notices(self) -> list[str]: ...
    @property
    def report(self) -> Report: ...


Once = Callable[[], OneCheck]

_ANSWERS = 20
"""Of so many answers one is followed by freeing memory."""
_NEW = message("new: {problem}")
_SOLVED = message("solved: {problem}")
_SAME = message("nothing new, nothing solved since the check before")
_WATCHING = message("watching; checked at {time}; Ctrl-C ends")


def show_again(once: Once, paths: Iterable[Path], also: Collection[Path] = ()) -> int:
    """Show what `once` gives, again and again, until Ctrl-C; `also` are files beside the
    definitions that it depends on. What it cannot do is shown and tried again at the next
    change."""
    before: Report | None = None
    try:
        for number, _ in enumerate(changes(folders_of(paths), also)):
            before = _show(once, before) or before
            free_what_is_left(number)
    except KeyboardInterrupt:
        pass
    return 0


def free_what_is_left(number: int) -> None:
    """Free what a long run no longer needs: to be called once an answer is there, with its number.
    It is done now and then, since there is little and looking for it may take as long as an answer.

    Ctrl-C waits until that is done: in the midst of it, it would be raised where nobody hears it.
    """
    if number % _ANSWERS:
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        gc.collect()
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _show(once: Once, before: Report | None) -> Report | None:
    """Show one check, and last what it has that the one before had not; what it found."""
    from time import strftime

    found, text = None, ""
    try:
        shown = once()
        found, text, notices = shown.report, shown.text, shown.notices
    except VsmError as error:
        notices = [f"vsm: {error}"]
    if found and before:
        notices = [*notices, *_difference(before, found)]
    output.replace_screen(text)
    for notice in (*notices, tr(_WATCHING, time=strftime("%H:%M:%S"))):
        output.note(notice)
    return found


def _difference(before: Report, after: Report) -> list[str]:
    """The problems that came and went from one check to the next, a line for each."""
    old = {problem.fingerprint: problem for problem in before.diagnostics}
    new = {problem.fingerprint: problem for problem in after.diagnostics}
    with spoken(after.language):
        lines = [
            tr(template, problem=_line(problem))
            for template, these, others in ((_NEW, new, old), (_SOLVED, old, new))
            for fingerprint, problem in these.items()
            if fingerprint not in others
        ]
        return lines or [tr(_SAME)]


def _line(problem: Diagnostic) -> str:
    place = f"{problem.path}:{problem.span.line}"
    return f"{place} {problem.code} {problem.message}"


def folders_of(paths: Iterable[Path]) -> set[Path]:
    """The folders that hold the workspaces of these paths; of the working folder if none."""
    found = set()
    for path in map(absolute, list(paths) or [Path()]):
        folder = path if is_folder(path) else path.parent
        found.add(find_root(folder) or folder)
    return {folder for folder in found if found.isdisjoint(folder.parents)}
