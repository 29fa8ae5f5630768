"""`vsm lsp`: the language server, which editors start."""

from contextlib import ExitStack

from vsm_cli.cli import output
from vsm_cli.language import message, tr

_GONE = message("vsm: the editor has gone without a word; `vsm lsp` is started by editors")


def lsp() -> int:
    """Serve an editor: problems, completion and more while somebody writes.

    A language server on standard input and output, which editors start by themselves. Exit code: 0
    where the editor says that it ends, 1 where it just goes.
    """
    import signal

    from vsm_cli.editor.server import run

    # Ctrl-C ends it at once: what waits for the next word of the editor cannot be ended otherwise.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with output.protocol() as (stdin, stdout), ExitStack() as stack:
        ended_well = run(stdin, stdout, _Pages(stack))
    if not ended_well:
        output.note(tr(_GONE))
    return 0 if ended_well else 1


class _Pages:
    """A page for the browsers of this machine, served from the first time on that it is shown."""

    def __init__(self, stack: ExitStack) -> None:
        from vsm_cli.cli.page_server import Board

        self._stack = stack
        self._board = Board()
        self._address: str | None = None

    def show(self, name: str, html: str) -> str:
        from vsm_cli.cli.page_server import serving

        self._board.show(name, html)
        if self._address is None:
            self._address = self._stack.enter_context(serving(self._board, 0))
        return self._address
