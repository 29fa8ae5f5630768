"""Remember what a pure function of one model object gave, as long as the object lives."""

from collections.abc import Callable
from functools import wraps
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

Subject = TypeVar("Subject")
Result = TypeVar("Result")


def remembered(function: Callable[[Subject], Result]) -> Callable[[Subject], Result]:
    """Compute once per object (model objects are immutable and compared by identity)."""
    results: WeakKeyDictionary[Subject, Result] = WeakKeyDictionary()

    @wraps(function)
    def look_up(subject: Subject) -> Result:
        try:
            return results[subject]
        except KeyError:
            result = results[subject] = function(subject)
            return result

    return look_up


class WhileSame(Generic[Subject, Result]):
    """What was worked out for an object, as long as all else that it rests on is the same, too."""

    def __init__(self) -> None:
        self._results: WeakKeyDictionary[Subject, tuple[object, Result]] = WeakKeyDictionary()

    def get(self, subject: Subject, rests_on: object, compute: Callable[[], Result]) -> Result:
        known = self._results.get(subject)
        if known is None or known[0] != rests_on:
            known = self._results[subject] = rests_on, compute()
        return known[1]
