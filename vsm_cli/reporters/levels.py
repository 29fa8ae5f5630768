"""What the levels are called on the screen."""

from vsm_cli.diagnostics import Level
from vsm_cli.language import message, tr

_NAMES = {
    Level.ERROR: message("error"),
    Level.WARNING: message("warning"),
    Level.NOTE: message("note"),
}


def level_name(level: Level) -> str:
    """A level for people; machine formats take its value."""
    return tr(_NAMES[level])
