"""Values with units: calendars and times that may spread."""

from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct

HOUR_S = 3600.0


class Calendar(NamedTuple):
    """How many hours a working day and how many days a working week have.

    Times of a stream are seconds of its own calendar: `1d` is `day_s` seconds.
    """

    day_hours: float = 24.0
    week_days: float = 7.0

    @property
    def elapsed(self) -> bool:
        """Whether this is the clock on the wall: 24 hours, 7 days."""
        return self.day_hours == 24 and self.week_days == 7

    @property
    def day_s(self) -> float:
        return self.day_hours * HOUR_S

    @property
    def week_s(self) -> float:
        return self.week_days * self.day_s

    @property
    def year_s(self) -> float:
        """365 days on the elapsed calendar, 52 weeks on any other."""
        return 365 * self.day_s if self.elapsed else 52 * self.week_s

    @property
    def month_s(self) -> float:
        return self.year_s / 12

    @property
    def elapsed_factor(self) -> float:
        """Elapsed seconds for one working second: 168 h ÷ (day × week)."""
        return 168 / (self.day_hours * self.week_days)


ELAPSED = Calendar()


# Of fewer answers nothing is judged.
FEW_ANSWERS = 20


class Satisfaction(Struct, frozen=True):
    """What customers answered, as 0–1, on its scale (`5`, `7`, `10`, `100`, `%` or `nps`), with how
    many answered and when, where that is said."""

    value: float
    scale: str
    answers: float | None = None
    on: date | None = None

    @property
    def judged(self) -> bool:
        """Whether enough have answered to judge by it."""
        return self.answers is None or self.answers >= FEW_ANSWERS


class Time(Struct, frozen=True):
    """A time of a calendar that is still to be said: in a finding of the loader, which stands
    below the words."""

    seconds: float
    calendar: Calendar


SpreadKind = Literal["fixed", "pert", "uniform", "log-normal"]


class Spread(Struct, frozen=True):
    """A time with its spread. `mean_s` is the expected value in seconds.

    `parameters`, in seconds unless said otherwise: fixed (), pert (min, likely, max),
    uniform (min, max), log-normal (μ, σ) of the logarithm of the seconds.
    """

    mean_s: float
    kind: SpreadKind = "fixed"
    parameters: tuple[float, ...] = ()

    @property
    def varies(self) -> bool:
        """Whether draws of it differ."""
        if self.kind == "log-normal":
            return self.parameters[1] > 0
        return len(set(self.parameters)) > 1
