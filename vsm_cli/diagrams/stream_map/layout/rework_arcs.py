"""Which way rework takes: from the top of its step, over the channels, to the top of its
target."""

from dataclasses import dataclass

from vsm_cli.diagrams.stream_map.layout.grid import Grid
from vsm_cli.diagrams.stream_map.layout.traffic import Traffic
from vsm_cli.model.streams import Route, Step


@dataclass(slots=True, eq=False)
class Rework:
    """One rework route. `turn` is the upright channel in which it changes rows, if it does.

    `leaving` and `arriving` are the places among the ports on top of a box, `leaving_of` and
    `arriving_of` how many there are.
    """

    source: Step
    target: Step
    route: Route
    turn: int | None
    leaving: int = 0
    leaving_of: int = 1
    arriving: int = 0
    arriving_of: int = 1


def plan_rework(traffic: Traffic, grid: Grid) -> list[Rework]:
    found = [
        Rework(source, target, route, _turn(grid, source, target))
        for source, route, target in traffic.rework
    ]
    by_source: dict[str, list[Rework]] = {}
    by_target: dict[str, list[Rework]] = {}
    for each in found:
        by_source.setdefault(each.source.id, []).append(each)
        by_target.setdefault(each.target.id, []).append(each)
    for step in grid.column:
        leaving, arriving = by_source.get(step, []), by_target.get(step, [])
        # Ports count from the middle outwards: what goes farthest lies farthest out.
        leaving.sort(key=lambda each: grid.column[each.target.id])
        arriving.sort(key=lambda each: -grid.column[each.source.id])
        for place, each in enumerate(leaving):
            each.leaving, each.leaving_of = place, len(leaving)
        for place, each in enumerate(arriving):
            each.arriving, each.arriving_of = place, len(arriving)
    return found


def _turn(grid: Grid, source: Step, target: Step) -> int | None:
    if grid.row[source.id] == grid.row[target.id]:
        return None
    column = grid.column[target.id]
    return column if grid.column[source.id] >= column else column - 1
