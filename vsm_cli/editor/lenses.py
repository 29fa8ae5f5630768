"""Figures above what they are of: lead times of streams, shares of steps, users of systems."""

from collections.abc import Iterator

from lsprotocol import types

from vsm_cli.analysis.dependents import ImpactSubject, impact
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.api import WorkspaceReport
from vsm_cli.editor.mentions import Mention, definitions_in
from vsm_cli.editor.session import Session, Where
from vsm_cli.editor.show_map import COMMAND
from vsm_cli.language import counted, forms, message, tr
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.figures import figure_in, percent, sign_of
from vsm_cli.wording.times import ESTIMATE, clock

_STREAM = message("lead time {lead}, for the customer {perceived}, worked on {share}")
_STEP = message("lead time {lead}, {share} of what the customer waits")
_STEP_ALONE = message("lead time {lead}")
_USERS = forms("{number} step works in it", "{number} steps work in it")
_MAP = message("Show the map")


def lenses(session: Session, params: types.CodeLensParams) -> list[types.CodeLens]:
    """Figures of all streams, and users of all systems, of a text."""
    where = session.where(params)
    if where is None or where.source is None or where.checked is None:
        return []
    return session.speak(where, lambda: list(_all(session, where)))


def _all(session: Session, where: Where) -> Iterator[types.CodeLens]:
    source, checked = where.source, where.checked
    if source is None or checked is None:
        return
    for mention in definitions_in(source):
        if not mention.defines or mention.place.path[0] == "patterns":
            continue
        title = _title(checked, mention)
        if title:
            range_ = session.units.range(where.lines, source.locate(mention.place))
            uri = session.uri(where.path)
            command = types.Command(title, "") if mention.kind != "stream" else None
            if command is None:
                arguments = [uri, {"line": range_.start.line, "character": range_.start.character}]
                command = types.Command(f"{title} · {tr(_MAP)}", COMMAND, arguments=arguments)
            yield types.CodeLens(range_, command)


def _title(checked: WorkspaceReport, mention: Mention) -> str | None:
    workspace, id_ = checked.workspace, mention.written
    if mention.kind == "system" and id_ in workspace.systems:
        users = impact(workspace, ImpactSubject("systems", id_, "")).steps
        return counted(len(users), _USERS)
    if mention.kind == "stream" and id_ in workspace.streams:
        return _of_stream(workspace, id_)
    if mention.kind == "step" and id_ in getattr(
        workspace.streams.get(mention.stream), "steps", ()
    ):
        return _of_step(workspace, mention.stream, id_)
    return None


def _of_stream(workspace: Workspace, id_: str) -> str | None:
    stream = workspace.streams[id_]
    figures = stream_figures(workspace, stream)
    if figures.lead_time_s is None:
        return None
    return tr(
        _STREAM,
        lead=figure_in(stream, "lead", figures),
        perceived=figure_in(stream, "perceived", figures),
        share=figure_in(stream, "activity-ratio", figures),
    )


def _of_step(workspace: Workspace, stream_id: str, id_: str) -> str | None:
    stream = workspace.streams[stream_id]
    figures = stream_figures(workspace, stream)
    known = figures.steps[id_]
    if known.lead_time_s is None:
        return None
    lead = clock(known.lead_time_s, stream.calendar, sign_of(stream, known.bounds[2]))
    spent_s, whole_s = known.perceived_lead_time_s, figures.perceived_lead_time_s
    if not spent_s or not whole_s:
        return tr(_STEP_ALONE, lead=lead)
    rough = stream.estimated or "perceived_lead_time_s" in figures.bounds
    share = percent(spent_s / whole_s, 0, ESTIMATE if rough else None)
    return tr(_STEP, lead=lead, share=share)
