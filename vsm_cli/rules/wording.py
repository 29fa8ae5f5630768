"""How rules name elements and their owners."""

from typing import Any

from vsm_cli.analysis.transfers import Transfer
from vsm_cli.diagnostics import Related
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Route, Step

_NOBODY = message("no owner")
_WORKS_IN = message("{step} works in {systems}")
_WITH_OWNER = message("{step} ({owner})")


def owner_of(step: Step) -> str:
    """The owner of a step, or that there is none."""
    return step.owner or tr(_NOBODY)


def with_owner(step: Step, stream: str | None = None) -> str:
    """A step and who answers for it; written `stream.step` where it belongs to another stream
    than the one that is spoken of."""
    return tr(_WITH_OWNER, step=step_in(step, stream), owner=owner_of(step))


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
