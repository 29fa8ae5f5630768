"""Logs as tests write them, and what is measured in them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from vsm_cli.loading import load_texts
from vsm_cli.logs.measuring import Measurement, measure
from vsm_cli.model.logs import EventLog
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Place

PLACE = Place("vsm.yaml", 0, ())

TICKETS = """
vsm: 1
teams:
  desk: {name: Service desk}
  network: {name: Network team}
streams:
  repair:
    owner: desk
    steps:
      accept: {owner: desk, process: 10m, wait: 20m}
      mend: {owner: network, process: 1h, wait: 3h, next: {accept: 10%, end: 90%}}
"""


def log(**said: Any) -> EventLog:
    """A log with the columns of `written`, where nothing else is said."""
    columns = {"case": "case", "time": "time", "activity": ("activity",), "owner_column": "owner"}
    return EventLog(id="tickets", address="logs.tickets", place=PLACE, **{**columns, **said})


def written(folder: Path, rows: Iterable[Sequence[str]], name: str = "log.csv") -> Path:
    """A table of case, time, activity and owner."""
    lines = ["case,time,activity,owner", *(",".join(row) for row in rows)]
    file = folder / name
    file.write_text("\n".join(lines) + "\n")
    return file


def measured(file: Path, text: str = TICKETS, **said: Any) -> Measurement:
    return measure(workspace_of(text), log(**said), [file])


def workspace_of(text: str) -> Workspace:
    return load_texts({"vsm.yaml": text}).workspace


def with_measured(workspace: Workspace, of: EventLog, found: Measurement) -> Workspace:
    """A workspace that has the log, and what it measured."""
    return replace(workspace, logs={of.id: of}, measured={of.id: found.measured})
