"""How elements and their owners are named."""

from collections.abc import Iterable
from typing import Any

from vsm_cli.analysis.data.transfers import Transfer
from vsm_cli.diagnostics import Related
from vsm_cli.language import Names, message, names, tr
from vsm_cli.model.elements import CUSTOMER, Element
from vsm_cli.model.streams import Route, Step, Stream
from vsm_cli.model.workspace import Workspace

NOBODY, _CUSTOMER = message("no owner"), message("customer")
_UNREAD = message("owner unclear")
_OWNER, _OWNER_NOBODY = message("Owner: {owner}"), message("Owner: nobody")
_WORKS_IN = message("{step} works in {systems}")
_WITH_OWNER = message("{step} ({owner})")
_AND_MORE = message("{first} and {count} more")
_MOST_NAMES = 4


def owner_name(workspace: Workspace, owner: str | None) -> str:
    """An owner as people read it; an empty text where there is none."""
    return tr(_CUSTOMER) if owner == CUSTOMER else workspace.owner_label(owner)


def owner_line(element: Element, owner: str) -> str:
    """A line that says who answers for an element; empty where that could not be read."""
    if owner:
        return tr(_OWNER, owner=owner)
    return tr(_OWNER_NOBODY) if element.lacks("owner") else ""


def owner_of(step: Step) -> str:
    """The owner of a step by id, or that there is none, or that it could not be read."""
    if step.owner == CUSTOMER:
        return tr(_CUSTOMER)
    return step.owner or tr(NOBODY if step.lacks("owner") else _UNREAD)


def system_with_owner(workspace: Workspace, system: str) -> str:
    """A system and who answers for it; `?` where it could not be read."""
    known = workspace.systems.get(system)
    return tr(_WITH_OWNER, step=known.id, owner=known.owner or tr(NOBODY)) if known else "?"


def some(items: Iterable[str]) -> Names | str:
    """Names, each once; of many the first ones and how many more there are."""
    each = tuple(dict.fromkeys(items))
    if len(each) <= _MOST_NAMES:
        return names(each)
    first = each[: _MOST_NAMES - 1]
    return tr(_AND_MORE, first=", ".join(first), count=len(each) - len(first))


def with_owner(step: Step, stream: str | None = None) -> str:
    """A step and who answers for it; written `stream.step` where it belongs to another stream
    than the one that is spoken of."""
    return tr(_WITH_OWNER, step=step_in(step, stream), owner=owner_of(step))


def stream_with_owner(stream: Stream) -> str:
    """A stream and who answers for it."""
    owner = stream.owner or tr(NOBODY if stream.lacks("owner") else _UNREAD)
    return tr(_WITH_OWNER, step=stream.id, owner=owner)


def step_in(step: Step, stream: str | None) -> str:
    """A step as seen from a stream (None: from its own)."""
    return step.id if stream in (None, step.stream) else f"{step.stream}.{step.id}"


def ends_of(transfer: Transfer) -> dict[str, Any]:
    """The two ends of a transfer as fields: steps, their owners, the systems they work in."""
    return {
        "source": transfer.source.id,
        "target": step_in(transfer.target, transfer.stream.id),
        "source_owner": owner_of(transfer.source),
        "target_owner": owner_of(transfer.target),
        "source_systems": names(transfer.source.systems),
        "target_systems": names(transfer.target.systems),
    }


def fault_of(transfer: Transfer) -> tuple[Element, tuple[str, ...]]:
    """The element and key to point at where systems do not fit: what the receiving step works
    in, or the link."""
    if isinstance(transfer.connection, Route):
        return transfer.target, ("systems",)
    return transfer.connection, ()


def sending_end(transfer: Transfer) -> Related:
    """What the sending step works in, as a related place."""
    return Related(
        place=transfer.source.place.key("systems"),
        message=_WORKS_IN,
        fields={"step": transfer.source.id, "systems": names(transfer.source.systems)},
    )
