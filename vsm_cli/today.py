"""The day that dates are compared with: the one that was asked for, else SOURCE_DATE_EPOCH, so
that builds can be repeated, else today."""

import os
from contextvars import ContextVar
from datetime import UTC, date, datetime

_ASKED: ContextVar[date | None] = ContextVar("day", default=None)


def today() -> date:
    asked = _ASKED.get()
    if asked is not None:
        return asked
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (OverflowError, ValueError, OSError):
            pass
    return date.today()


def ask_for(day: date) -> None:
    """From now on it is that day."""
    _ASKED.set(day)
