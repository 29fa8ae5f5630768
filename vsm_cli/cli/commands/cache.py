"""`vsm cache`: what is kept from one run to the next."""

from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr

_HOLDS = message("{folder} holds {size} MB")
_FREED = message("{folder}: {size} MB freed")
_NOWHERE = message("there is no place to keep anything: {reason}")


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Take all of it away.")] = False,
) -> int:
    """Tell where results are kept from one run to the next, and how much.

    What is kept makes large workspaces quicker to check and to draw; it never changes what is
    said. It is bounded, and what nobody used for a month goes by itself.
    """
    from vsm_cli.cache import Cache

    kept = Cache()
    try:
        folder = str(kept.folder)
        size = kept.clear() if clear else kept.size()
    except OSError as error:
        raise VsmError(tr(_NOWHERE, reason=error.strerror or error)) from None
    output.write(tr(_FREED if clear else _HOLDS, folder=folder, size=f"{size / 1e6:.1f}"))
    return 0
