"""Workspaces for the benchmarks: made, not stored, and the same every time."""

from pathlib import Path

STEPS = 12

SMALL = """\
vsm: 1
title: One small file
calendar: {day: 8h, week: 5d}
teams:
  service-desk: {name: Service desk, size: 6}
  platform: {name: Platform team, size: 8}
systems:
  ticketing: {name: Ticketing, owner: service-desk}
streams:
  restore-service:
    name: Restore a live service
    layer: core
    type: fault-repair
    owner: service-desk
    customer: users of the service
    trigger: A user reports a fault
    value: The service works again
    demand: 40/month
    steps:
      accept: {owner: service-desk, practices: incident-management, systems: ticketing,
               process: 10m, wait: 30m, complete-accurate: 90%}
      repair: {owner: platform, practices: incident-management, systems: ticketing,
               process: 90m, wait: 2h}
      verify: {owner: service-desk, practices: incident-management, systems: ticketing,
               touchpoint: phone, process: 10m, wait: 1h}
"""


def write_workspace(folder: Path, streams: int) -> int:
    """Write a clean workspace of so many streams in as many files; returns its bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    total = _write(folder / "vsm.yaml", _root())
    for number in range(streams):
        total += _write(folder / f"streams/s{number:04}.yaml", _stream(number))
    return total


def _write(path: Path, text: str) -> int:
    path.parent.mkdir(exist_ok=True)
    return path.write_bytes(text.encode())


def _root() -> str:
    teams = "".join(f"  team-{n}: {{name: Team {n}, size: 90}}\n" for n in range(40))
    systems = "".join(f"  system-{n}: {{name: System {n}, owner: team-{n}}}\n" for n in range(40))
    data = "".join(f"  data-{n}: {{name: Data {n}, master: system-{n}}}\n" for n in range(40))
    paths = "".join(
        f"  - {{from: system-{n}, to: system-{(n + 1) % 40}, via: API, owner: team-{n}}}\n"
        for n in range(40)
    )
    return (
        "vsm: 1\ntitle: Generated\ncalendar: {day: 8h, week: 5d}\n"
        f"teams:\n{teams}systems:\n{systems}data:\n{data}paths:\n{paths}"
    )


def _stream(number: int) -> str:
    steps = "".join(_step(number, n) for n in range(STEPS))
    return f"""vsm: 1
streams:
  stream-{number}:
    name: Generated stream number {number}
    layer: core
    type: service-request
    owner: team-{number % 40}
    customer: branch staff
    trigger: Somebody asks for the thing with the number {number}
    value: The thing with the number {number} is there and works
    delivered-at: step-{STEPS - 1}
    demand: 120/month
    target: {{lead: 30d}}
    steps:
{steps}"""


def _step(number: int, n: int) -> str:
    here = (number + n) % 40
    way = f"\n        next: {{step-{n - 1}: 5%, step-{n + 1}: }}" if n == 6 else ""
    return f"""      step-{n}:
        name: Do the part number {n} of the work
        owner: team-{here}
        participants: [team-{(here + 7) % 40}]
        practices: [incident-management, service-desk]
        activity: deliver-and-support
        systems: system-{here}
        process: {5 + n}m
        wait: {1 + n % 5}h
        complete-accurate: {90 + n % 10}%
        inputs: data-{here}
        outputs: data-{(here + 1) % 40}{way}
"""
