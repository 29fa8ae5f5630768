"""Remember what a pure function of one model object gave, as long as the object lives."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
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
