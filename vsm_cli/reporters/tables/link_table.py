"""The table of links between streams, which `vsm import` reads beside that of steps."""

from collections import Counter

from vsm_cli.analysis.links.link_closure import closure_of
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.tables.table import (
    ExportedHeading,
    ExportedTable,
    Value,
    answer,
    called,
    listed,
    minutes,
)
from vsm_cli.wording.element_names import owner_name

_NAME = message("Links")
HEADINGS = (
    ExportedHeading(message("From stream"), width=24),
    ExportedHeading(message("From step"), width=24),
    ExportedHeading(message("Kind of link"), width=12),
    ExportedHeading(message("To stream"), width=24),
    ExportedHeading(message("At step"), width=24),
    ExportedHeading(message("Data"), width=24),
    ExportedHeading(message("Owner"), width=22),
    ExportedHeading(message("Share"), "share", 10),
    ExportedHeading(message("Wait (min)"), "minutes", 12),
    ExportedHeading(message("Within (min)"), "minutes", 12),
    ExportedHeading(message("Via"), width=22),
    ExportedHeading(message("Data connected"), width=10),
    ExportedHeading(message("People connected"), width=10),
    ExportedHeading(message("Responsibility clear"), width=10),
)
_KINDS = {Link: message("starts"), Use: message("uses")}
_LEFT_OUT = message("not in the table of links: {keys}")


def link_table(workspace: Workspace) -> ExportedTable:
    """One row for each link between streams, with whether data, people and responsibility connect.
    Of what a step uses, the share is that of the items for which there is anything, and `yes`
    stands for the wait where it waits until that stream has delivered."""
    rows, left_out = [], Counter[str]()
    for stream, step in workspace.steps():
        for links in (step.starts, step.uses):
            for link in links:
                rows.append(_row(workspace, stream, step, link))
                for key in ("without", "changes_per_s", "ideas", "name", "description", "urls"):
                    left_out[key.removesuffix("_per_s")] += bool(getattr(link, key, None))
    said = [f"{key} ({count})" for key, count in left_out.items() if count]
    notes = [tr(_LEFT_OUT, keys=names(said))] if said else []
    return ExportedTable(_NAME, HEADINGS, rows, notes)


def _row(workspace: Workspace, stream: Stream, step: Step, link: Link | Use) -> list[Value]:
    closure = closure_of(workspace, link)
    if isinstance(link, Link):
        share, within = link.share, None
        wait: Value = minutes(link.wait.mean_s) if link.wait else None
    else:
        share, within = link.covered, minutes(link.within_s)
        wait = answer(True) if link.wait else None
    return [
        stream.id,
        step.id,
        tr(_KINDS[type(link)]),
        link.stream,
        link.at,
        listed(called(workspace.data.get(each), each) for each in link.data),
        _owner(workspace, link.owner),
        share,
        wait,
        within,
        link.via,
        *(
            answer(getattr(closure, part) if closure else None)
            for part in ("data", "people", "responsibility")
        ),
    ]


def _owner(workspace: Workspace, owner: str | None) -> str | None:
    if owner == CUSTOMER:
        return owner_name(workspace, owner)
    known = workspace.teams.get(owner or "") or workspace.roles.get(owner or "")
    return called(known, owner)
