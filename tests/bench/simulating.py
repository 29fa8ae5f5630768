"""Items per second of `vsm simulate` against two simulators that step through events.

All three walk the same stream: 12 steps, uniform process and wait times, two rework routes,
as many servers as anybody needs, so that the only question is the time of one item.
"""

import random
import time
from collections.abc import Callable

import ciw
import simpy

from vsm_cli.analysis.simulation.simulating import simulate
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts

STEPS = 12
BACK = {5: (3, 0.15), 8: (3, 0.10)}
PROCESS_S, WAIT_S = (300.0, 3600.0), (600.0, 7200.0)


def _next(step: int, draw: float) -> int:
    back = BACK.get(step)
    return back[0] if back and draw < back[1] else step + 1


def _by_simpy(count: int) -> float:
    """Mean lead time in seconds."""
    environment = simpy.Environment()
    chance = random.Random(1)
    leads: list[float] = []

    def item() -> object:
        start, step = environment.now, 0
        while step < STEPS:
            yield environment.timeout(chance.uniform(*WAIT_S))
            yield environment.timeout(chance.uniform(*PROCESS_S))
            step = _next(step, chance.random())
        leads.append(environment.now - start)

    for _ in range(count):
        environment.process(item())
    environment.run()
    return sum(leads) / count


class _Visit(ciw.dists.Distribution):  # type: ignore[misc]
    def sample(self, t: float | None = None, ind: object = None) -> float:  # noqa: ARG002
        return random.uniform(*WAIT_S) + random.uniform(*PROCESS_S)


def _by_ciw(count: int) -> float:
    """Mean lead time in seconds."""
    ciw.seed(1)
    routing = [[0.0] * STEPS for _ in range(STEPS)]
    for step in range(STEPS - 1):
        routing[step][step + 1] = 1.0
    for step, (to, share) in BACK.items():
        routing[step][to], routing[step][step + 1] = share, 1.0 - share
    arrivals = ciw.dists.Sequential([*[1.0] * count, float("inf")])
    network = ciw.create_network(
        arrival_distributions=[arrivals, *[None] * (STEPS - 1)],
        service_distributions=[_Visit() for _ in range(STEPS)],
        number_of_servers=[float("inf")] * STEPS,
        routing=routing,
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(1e7)
    came: dict[int, list[float]] = {}
    for record in simulation.get_all_records():
        came.setdefault(record.id_number, []).extend((record.arrival_date, record.exit_date))
    done = [max(times) - min(times) for times in came.values() if len(times) >= 2 * STEPS]
    return sum(done) / len(done)


def _definition() -> str:
    steps = ""
    for step in range(STEPS):
        way = ""
        if step in BACK:
            to, share = BACK[step]
            way = f", next: {{s{to}: {share:.0%}, s{step + 1}: }}"
        steps += (
            f"      s{step}: {{process: {{min: 5m, max: 1h}}, wait: {{min: 10m, max: 2h}}{way}}}\n"
        )
    return f"vsm: 1\nstreams:\n  same:\n    steps:\n{steps}"


def compare() -> list[tuple[str, float]]:
    """How many times as many items per second each of the others is outdone by."""
    workspace = load_texts({"same.yaml": _definition()}).workspace
    stream = workspace.streams["same"]
    exact = stream_figures(workspace, stream).lead_time_s or 0.0
    jobs: dict[str, tuple[int, Callable[[int], float]]] = {
        "vsm": (1_000_000, lambda n: _mean(simulate(workspace, stream, runs=n))),
        "SimPy": (5_000, _by_simpy),
        "Ciw": (1_000, _by_ciw),
    }
    speeds = {}
    print(f"simulating 12 steps with rework; exact mean {exact / 3600:.3f} h")
    for name, (count, job) in jobs.items():
        start = time.perf_counter()
        mean = job(count)
        took = time.perf_counter() - start
        speeds[name] = count / took
        print(f"      {name}: {count:,} items in {took:.2f} s, mean {mean / 3600:.3f} h")
    return [(name, speeds["vsm"] / speeds[name]) for name in ("SimPy", "Ciw")]


def _mean(found: object) -> float:
    lead = getattr(found, "lead", None)
    return float(lead.mean_s) if lead else 0.0
