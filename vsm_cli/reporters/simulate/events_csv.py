"""A simulated event log as CSV: case, time, activity, owner."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import StringIO

from vsm_cli.analysis.simulation.event_log import Event

HEADINGS = ("case", "time", "activity", "owner")
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def events_csv(events: Iterable[Event]) -> str:
    """One row an event; `vsm measure` reads it with columns of these names, `done: end`."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for each in events:
        time = _BEGIN + timedelta(milliseconds=round(each.time_s * 1000))
        writer.writerow([f"C{each.case + 1:06}", time.isoformat(), each.step, each.owner])
    return text.getvalue()
