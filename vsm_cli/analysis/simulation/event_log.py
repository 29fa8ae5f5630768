"""What a simulation walked, as an event log: who came to which step, and when."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from vsm_cli.analysis.simulation.sampling import Floats
from vsm_cli.analysis.simulation.walkers import Walkers
from vsm_cli.analysis.simulation.walking import Items
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

# Where no demand is said, a case comes in every hour.
_GAP_S = 3600.0


class Event(NamedTuple):
    """A case (from 0) comes to a step, or to its `end`, so many elapsed seconds after the first
    case began. `owner` is the step's."""

    case: int
    time_s: float
    step: str
    owner: str


def event_log(workspace: Workspace, stream: Stream, cases: int, seed: int) -> Iterator[Event]:
    """The events of so many cases, by time. Cases come in at random, as many as the stream's demand
    says; working time is stretched to elapsed time. The same seed gives the same log."""
    random = np.random.Generator(np.random.PCG64(seed))
    factor = stream.calendar.elapsed_factor
    gap = _GAP_S if not stream.demand_per_s else factor / stream.demand_per_s
    began = np.cumsum(random.exponential(gap, cases)) - gap
    walker = Walkers(workspace, random).walker(stream)
    names = [*stream.steps, END]
    found: list[tuple[Items, Floats, Items]] = []

    def record(state: str, items: Items, time_s: Floats) -> None:
        if state in stream.steps:
            number = np.full(len(items), names.index(state), dtype=np.int64)
            found.append((items, began[items] + time_s * factor, number))

    walker.record = record
    lead_s = walker.walk(cases).lead_s
    walker.record = None
    last = np.full(cases, len(names) - 1, dtype=np.int64)
    found.append((np.arange(cases), began + lead_s * factor, last))
    case, time, step = (np.concatenate([each[i] for each in found]) for i in range(3))
    for at in np.lexsort((step, case, time)):
        name = names[step[at]]
        owner = stream.steps[name].owner if name != END else None
        yield Event(int(case[at]), float(time[at]), name, owner or "")
