"""How much a problem matters."""

from enum import Enum


class Level(Enum):
    """Ordered by weight; `at_least` compares."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        return _WEIGHTS[self.value]

    def at_least(self, other: "Level") -> bool:
        return self.weight >= other.weight


_WEIGHTS = {"note": 0, "warning": 1, "error": 2}
