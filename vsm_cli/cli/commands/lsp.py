"""`vsm lsp`: the language server, which editors start."""

from vsm_cli.cli import output


def lsp() -> int:
    """Serve an editor: problems, completion and more while somebody writes.

    A language server on standard input and output. Editors start it; docs/editors.md says how
    each of them is told to.
    """
    from vsm_cli.editor.server import run

    with output.protocol() as (stdin, stdout):
        return 0 if run(stdin, stdout) else 1
