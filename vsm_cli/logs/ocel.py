"""OCEL 2.0 in SQLite: events that several objects take part in, as rows: one for each event and
object. The object stands in the column of its type: `case: PurchaseOrder` follows the orders."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

TIME, ACTIVITY, EVENT = "ocel_time", "ocel_type", "ocel_id"


def ocel_rows(file: Path, wanted: set[str]) -> Iterator[list[str]]:
    """A row of headings, then the events by time, each for every object of a wanted type; of any
    type where none is wanted. Raises sqlite3.Error for what is no OCEL."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        types = [
            name
            for (name,) in connection.execute("SELECT ocel_type FROM object_map_type ORDER BY 1")
        ]
        followed = {name for name in types if name in wanted} or set(types)
        attributes, events = _events(connection)
        yield [EVENT, ACTIVITY, TIME, *attributes, *types]
        related: dict[str, list[tuple[str, str]]] = {}
        for event, object_, type_ in connection.execute(
            "SELECT eo.ocel_event_id, eo.ocel_object_id, o.ocel_type FROM event_object eo"
            " JOIN object o ON o.ocel_id = eo.ocel_object_id ORDER BY 1, 2"
        ):
            if type_ in followed:
                related.setdefault(str(event), []).append((type_, object_))
        for event in sorted(events, key=lambda each: each[TIME]):
            values = [event.get(name, "") for name in (EVENT, ACTIVITY, TIME, *attributes)]
            objects = dict.fromkeys(related.get(event[EVENT], ()))
            for type_, object_ in objects:
                yield [*values, *(object_ if name == type_ else "" for name in types)]
    finally:
        connection.close()


def _events(connection: sqlite3.Connection) -> tuple[list[str], list[dict[str, str]]]:
    """The attributes that events have, and all events."""
    attributes: list[str] = []
    events = []
    for name, table in connection.execute(
        "SELECT ocel_type, ocel_type_map FROM event_map_type ORDER BY 1"
    ).fetchall():
        quoted = '"event_' + str(table).replace('"', '""') + '"'
        found = connection.execute(f"SELECT * FROM {quoted}")
        columns = [column[0] for column in found.description]
        attributes += [c for c in columns if c not in (EVENT, TIME, *attributes)]
        for row in found:
            values = {c: str(v) for c, v in zip(columns, row, strict=True) if v is not None}
            events.append({TIME: "", **values, ACTIVITY: str(name)})
    return attributes, events
