"""Remember what a pure function of one model object gave, as long as the object lives.

It is held by the object itself: most results lead back to what they tell about, and what holds its
own key in a table outside would never be freed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Generic, TypeVar

Subject = TypeVar("Subject")
Result = TypeVar("Result")


def remembered(function: Callable[[Subject], Result]) -> Callable[[Subject], Result]:
    """Compute once per object (model objects are immutable and compared by identity)."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def look_up(subject: Subject) -> Result:
        known = vars(subject)
        try:
            result: Result = known[name]
        except KeyError:
            result = known[name] = function(subject)
        return result

    return look_up


class WhileSame(Generic[Subject, Result]):
    """What was worked out for an object, as long as all else that it rests on is the same, too.
    `name` tells it from what else is worked out for such an object."""

    def __init__(self, name: str) -> None:
        self._name = name

    def get(self, subject: Subject, rests_on: object, compute: Callable[[], Result]) -> Result:
        known = vars(subject).get(self._name)
        if known is None or known[0] != rests_on:
            known = vars(subject)[self._name] = rests_on, compute()
        result: Result = known[1]
        return result
