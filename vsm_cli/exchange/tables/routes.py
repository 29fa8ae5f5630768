"""A cell that says where a step leads: `a`, `a: 70%; b`, `a + b`, `a: ?; b: ?`."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from pydantic_core import PydanticCustomError

from vsm_cli.exchange.tables.cells import CellFault
from vsm_cli.language import message, names, tr
from vsm_cli.loading.value_parsing import share, spread

_NO_STEP = message("there is no step {step} in this stream")
_NO_WAIT = message("{wait} is no time to wait")
_NO_SHARE = message("{share} is no share")
_ONE_OF = message("one of {steps} is meant here; where work goes to all of them, write {all}")
_PERCENT = r"[0-9]+(?:[.,][0-9]+)?\s*%|\?"
_ROUTE = re.compile(
    rf"(?P<step>.+?)(?:\s*[:(\s]\s*(?P<share>{_PERCENT})\s*\)?)?"
    r"(?:\s*\((?:wait|等待)\s*(?P<wait>[^()]+)\))?"
)
_BEFORE = re.compile(rf"(?P<share>{_PERCENT})\s*(?:to|到|:)?\s*(?P<step>.+)")


class _Way(Struct):
    step: str
    share: str | None
    wait: str | None

    @property
    def written(self) -> Any:
        share = None if self.share in (None, "?") else self.share
        if self.wait is None:
            return share
        return {"share": share, "wait": self.wait} if share else {"wait": self.wait}


def routes_of(text: str, step: Callable[[str], str | None]) -> tuple[Any, str | None]:
    """What `next` says, and what there is to say about it; `step` finds the id of a step. Raises
    CellFault for what cannot be read."""
    text = unicodedata.normalize("NFKC", text).strip()
    if (whole := step(text)) is not None:
        return whole, None
    together = [each for each in re.split(r"\s+[+&]\s+", text) if each]
    if len(together) > 1:
        ways = [_way(each, step) for each in together]
        return [way.step if way.written is None else {way.step: way.written} for way in ways], None
    ways = [_way(each, step) for each in _apart(text, step)]
    if not ways:
        raise CellFault(tr(_NO_STEP, step=text))
    if len(ways) == 1 and ways[0].written is None:
        return ways[0].step, None
    said = None
    if all(way.share is None for way in ways) and len(ways) > 1:
        ids = [way.step for way in ways]
        said = tr(_ONE_OF, steps=names(ids), all=" + ".join(ids))
    return {way.step: way.written for way in ways}, said


def _apart(text: str, step: Callable[[str], str | None]) -> list[str]:
    found = [each.strip() for each in re.split(r"[;\n]", text) if each.strip()]
    if len(found) == 1 and not _leads(found[0], step):
        # A comma may stand in the name of a step.
        return [each.strip() for each in re.split(r"[,、/](?![0-9])", text) if each.strip()]
    return found


def _leads(text: str, step: Callable[[str], str | None]) -> bool:
    try:
        _way(text, step)
    except CellFault:
        return False
    return True


def _way(text: str, step: Callable[[str], str | None]) -> _Way:
    found = _ROUTE.fullmatch(text)
    for match in (found, _BEFORE.fullmatch(text)):
        if match and (id_ := step(match["step"].strip())) is not None:
            fields = match.groupdict()
            return _Way(id_, _share(fields["share"]), _wait(fields.get("wait")))
    raise CellFault(tr(_NO_STEP, step=found["step"] if found else text))


def _share(text: str | None) -> str | None:
    if text in (None, "?"):
        return text
    text = re.sub(r"\s", "", str(text)).replace(",", ".")
    try:
        share(text)
    except PydanticCustomError:
        raise CellFault(tr(_NO_SHARE, share=text)) from None
    return text


def _wait(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        spread(text.strip())
    except PydanticCustomError:
        raise CellFault(tr(_NO_WAIT, wait=text)) from None
    return text.strip()
