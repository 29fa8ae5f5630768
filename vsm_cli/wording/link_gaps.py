"""What a link between streams lacks to be closed, in words."""

from vsm_cli.analysis.links.link_closure import LinkClosure
from vsm_cli.language import listed, message, tr

_OPEN = message("open: {parts}")
_PARTS = {
    "data": message("data"),
    "people": message("people"),
    "responsibility": message("responsibility"),
}


def open_words(closure: LinkClosure) -> str:
    """Which of data, people and responsibility an open link lacks; empty for a closed one."""
    parts = listed(tr(words) for part, words in _PARTS.items() if not getattr(closure, part))
    return tr(_OPEN, parts=parts) if parts else ""
