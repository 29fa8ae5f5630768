"""Link closure: whether a link between streams names its data, its people and who answers.

A link is a `starts`, or a `uses` that waits. It is closed when all three are answered; the
definition is this project's own.
"""

from collections.abc import Iterator

from msgspec import Struct

from vsm_cli.analysis.data.transfers import Transfer, transfer_of
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace


class LinkClosure(Struct, frozen=True):
    """One link with the three answers.

    `receiving` are the steps that it may arrive at: its `at`, else the entries of the other
    stream, of which one suitable step is enough. `transfer` is None where there is none.
    What could not be read counts as present.
    """

    stream: Stream
    step: Step
    link: Link | Use
    target_stream: Stream
    receiving: tuple[Step, ...]
    transfer: Transfer | None
    data: bool
    people: bool
    responsibility: bool

    @property
    def closed(self) -> bool:
        return self.data and self.people and self.responsibility

    @property
    def current(self) -> bool:
        """Whether both streams are mapped as they are today: only these links are counted."""
        return self.stream.current and self.target_stream.current


@remembered
def link_closures(workspace: Workspace) -> tuple[LinkClosure, ...]:
    """Every link between streams, in written order: `starts` before `uses` of a step."""
    return tuple(
        _closure(workspace, stream, step, link)
        for stream, step in workspace.steps()
        for link in _links(step)
    )


@remembered
def _by_identity(workspace: Workspace) -> dict[int, LinkClosure]:
    return {id(each.link): each for each in link_closures(workspace)}


def closure_of(workspace: Workspace, link: Link | Use) -> LinkClosure | None:
    """The closure of one of the workspace's links; None for a use that nobody waits for."""
    return _by_identity(workspace).get(id(link))


def _links(step: Step) -> Iterator[Link | Use]:
    yield from step.starts
    yield from (use for use in step.uses if use.wait)


def _closure(workspace: Workspace, stream: Stream, step: Step, link: Link | Use) -> LinkClosure:
    target = workspace.streams[link.stream]
    ends = [link.at] if link.at else list(flow_of(target).entries)
    receiving = tuple(target.steps[end] for end in ends)
    transfer = transfer_of(workspace, link)
    # Steps that could not be read may be the ones that were meant.
    unread = "steps" in target.unread or "at" in link.unread
    return LinkClosure(
        stream,
        step,
        link,
        target,
        receiving,
        transfer,
        data=not link.lacks("data")
        and (unread or (transfer is not None and _arrives(transfer, link))),
        people=not link.lacks("via")
        or unread
        or any(_connected(workspace, step, link, other) for other in receiving),
        responsibility=not link.lacks("owner")
        and (unread or any(not other.lacks("owner") for other in receiving)),
    )


def _arrives(transfer: Transfer, link: Link | Use) -> bool:
    """Whether the named data gets there; where none needs a path, it does."""
    return "data" in link.unread or transfer.state in ("shared", "carried", "exempt")


def _connected(workspace: Workspace, step: Step, link: Link | Use, other: Step) -> bool:
    """Whether someone of the sending side is also on the receiving one, roles by their team."""
    if "owner" in link.unread or any(
        key in end.unread for end in (step, other) for key in ("owner", "participants")
    ):
        return True
    sending = {step.owner, link.owner, *step.participants}
    taking = {other.owner, *other.participants}
    return bool(_teams(workspace, sending) & _teams(workspace, taking))


def _teams(workspace: Workspace, people: set[str | None]) -> set[str]:
    """Teams and roles by their team; whoever has none stands for himself."""
    return {workspace.team_of(each) or each for each in people if each}
