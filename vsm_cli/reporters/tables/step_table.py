"""The table of steps, which `vsm import` reads: what a table can hold of them."""

from collections import Counter
from collections.abc import Iterator

from vsm_cli.catalogue import vocabulary
from vsm_cli.catalogue.vocabulary import word_name
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import CUSTOMER, END
from vsm_cli.model.streams import Route, Step, Stream
from vsm_cli.model.values import Spread
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.tables.table import (
    ExportedHeading,
    ExportedTable,
    Value,
    called,
    listed,
    minutes,
)
from vsm_cli.wording.element_names import owner_name, some

_NAME = message("Steps")
HEADINGS = (
    ExportedHeading(message("Stream"), width=24),
    ExportedHeading(message("Id")),
    ExportedHeading(message("Step"), width=32),
    ExportedHeading(message("Description"), width=32),
    ExportedHeading(message("Tags")),
    ExportedHeading(message("Owner"), width=22),
    ExportedHeading(message("Participants"), width=22),
    ExportedHeading(message("Practices"), width=22),
    ExportedHeading(message("Value chain activity")),
    ExportedHeading(message("Kind")),
    ExportedHeading(message("Systems"), width=22),
    ExportedHeading(message("Process (min)"), "minutes", 12),
    ExportedHeading(message("Wait (min)"), "minutes", 12),
    ExportedHeading(message("Lead (min)"), "minutes", 12),
    ExportedHeading(message("Queue"), "number", 8),
    ExportedHeading(message("Every (min)"), "minutes", 12),
    ExportedHeading(message("%C&A"), "share", 8),
    ExportedHeading(message("People"), "number", 8),
    ExportedHeading(message("Automated"), width=10),
    ExportedHeading(message("Inputs"), width=22),
    ExportedHeading(message("Outputs"), width=22),
    ExportedHeading(message("Touchpoint")),
    ExportedHeading(message("Work"), width=10),
    ExportedHeading(message("Accepts"), width=22),
    ExportedHeading(message("Entry"), width=8),
    ExportedHeading(message("Next"), width=32),
)
_YES, _NOTHING = message("yes"), message("none")
_WAITS = message("(wait {time})")
_MEANS = message("spreads that are given by their means: {steps}")
_KEPT_BACK = message("not in the table of steps: {keys}")
_LINKED = message("starts and uses of other streams are in the table of links")


def step_table(workspace: Workspace) -> ExportedTable:
    """One row a step, in written order; times are minutes of work as the calendar of the stream has
    them, a range is `10-20`."""
    writer = _Writer(workspace)
    rows = [writer.row(stream, step) for stream, step in workspace.steps()]
    return ExportedTable(_NAME, HEADINGS, rows, list(writer.notes()))


class _Writer:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._means: dict[str, None] = {}
        self._left_out: Counter[str] = Counter()

    def notes(self) -> Iterator[str]:
        if self._means:
            yield tr(_MEANS, steps=some(self._means))
        if any(self._left_out.values()):
            keys = (f"{key} ({count})" for key, count in self._left_out.items() if count)
            yield tr(_KEPT_BACK, keys=names(keys))
        if any(step.starts or step.uses for _, step in self._workspace.steps()):
            yield tr(_LINKED)

    def row(self, stream: Stream, step: Step) -> list[Value]:
        self._note_left_out(step)
        systems, data = self._workspace.systems, self._workspace.data
        return [
            called(stream, stream.id),
            step.id,
            step.name,
            step.description,
            listed(step.tags),
            self._owner(step.owner),
            listed([self._owner(each) for each in step.participants]),
            listed([each.written for each in step.practices]),
            step.activity and word_name(vocabulary.ACTIVITIES, step.activity),
            step.kind,
            listed([called(systems.get(each), each) for each in step.systems]),
            self._time(step, step.process),
            self._time(step, step.wait),
            self._time(step, step.lead),
            step.queue,
            minutes(step.every_s),
            step.complete_accurate,
            self._people(step),
            tr(_YES) if step.automated else None,
            *(
                tr(_NOTHING)
                if moved == ()
                else listed([called(data.get(each), each) for each in moved or ()])
                for moved in (step.inputs, step.outputs)
            ),
            step.touchpoint,
            step.work and word_name(vocabulary.WORK, step.work),
            self._accepted(step),
            tr(_YES) if step.entry is True else self._share(step.entry or None),
            self._next(stream, step),
        ]

    def _accepted(self, step: Step) -> str | None:
        found = []
        for each in step.accepts:
            known = called(self._workspace.data.get(each.data), each.data)
            if each.criteria and not set(";；\n") & set(each.criteria):
                found.append(f"{known}: {each.criteria}")
            else:
                self._left_out["criteria"] += bool(each.criteria)
                found.append(f"{known}:" if any(a.criteria for a in step.accepts) else str(known))
        return "; ".join(found) or None

    def _note_left_out(self, step: Step) -> None:
        for key in ("urls", "ideas", "was", "satisfaction", "expects", "sensitivity"):
            field = "expects_s" if key == "expects" else key
            if getattr(step, field):
                self._left_out[key] += 1

    def _owner(self, owner: str | None) -> str | None:
        if owner == CUSTOMER:
            return owner_name(self._workspace, owner)
        known = self._workspace.teams.get(owner or "") or self._workspace.roles.get(owner or "")
        return called(known, owner)

    def _time(self, step: Step, spread: Spread | None) -> Value:
        if spread is None or spread.kind == "fixed":
            return minutes(spread.mean_s) if spread else None
        if spread.kind == "uniform":
            return "-".join(f"{minutes(end):.10g}" for end in spread.parameters)
        self._means[f"{step.stream}.{step.id}"] = None
        return minutes(spread.mean_s)

    def _people(self, step: Step) -> Value:
        if step.hands:
            return listed([f"{self._owner(each)}: {n:g}" for each, n in step.hands.items()])
        return step.people

    def _share(self, share: float | None) -> str | None:
        return None if share is None else f"{share * 100:.10g}%"

    def _next(self, stream: Stream, step: Step) -> str | None:
        ids = [*stream.steps, END]
        following = ids[ids.index(step.id) + 1]
        routes = step.routes
        if step.split == "one" or (len(routes) == 1 and routes[0].share in (None, 1.0)):
            if [each.target for each in routes] in ([], [following]) and not routes[0].wait:
                return None
            return " + ".join(self._way(step, each) for each in routes)
        if step.split == "all":
            return " + ".join(self._way(step, each) for each in routes)
        # One without a share takes the rest; of several without one the split is not known.
        unknown = sum(1 for each in routes if each.share is None) > 1
        return "; ".join(self._way(step, each, "?" if unknown else None) for each in routes)

    def _way(self, step: Step, route: Route, unknown: str | None = None) -> str:
        if route.written_share is not None or step.split == "all":
            share = self._share(route.share)
        else:
            share = unknown
        text = f"{route.target}: {share}" if share else route.target
        wait = self._time(step, route.wait)
        return text if wait is None else f"{text} {tr(_WAITS, time=f'{wait}m')}"
