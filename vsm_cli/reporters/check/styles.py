"""Colours of the screen, as ANSI sequences: Rich would double the start-up of a check."""

from msgspec import Struct

from vsm_cli.diagnostics import Level

_LEVELS = {Level.ERROR: "1;31", Level.WARNING: "1;33", Level.NOTE: "1;36"}
_STRONG, _FAINT, _HELP = "1", "2", "32"


class Paint(Struct, frozen=True):
    """Puts texts into colour, or leaves them as they are."""

    colour: bool

    def level(self, text: str, level: Level) -> str:
        return self._in(text, _LEVELS[level])

    def strong(self, text: str) -> str:
        return self._in(text, _STRONG)

    def faint(self, text: str) -> str:
        return self._in(text, _FAINT)

    def help(self, text: str) -> str:
        return self._in(text, _HELP)

    def _in(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text
