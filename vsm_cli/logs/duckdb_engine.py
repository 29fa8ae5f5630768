"""DuckDB on this machine, for logs in files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.logs.engine import ORDER_OF_ROWS
from vsm_cli.logs.sql import first_line, literal
from vsm_cli.logs.time_styles import time_style

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Watch = Callable[[float], None]
# What measuring makes, from the events to the cases.
_TABLES = 8
_LOOK_S = 0.2
_NO_DUCKDB = message('reading logs needs DuckDB: pip install "vsm-cli[logs]"')
_MEMORY = message("--memory {memory}: write for example 1GB or 500MB")
_FAILED = message("the log cannot be read: {reason}")


class DuckDBEngine:
    """A `QueryEngine` on one connection. `watch` is told, now and then, what share of the tables is
    made, 0–1."""

    def __init__(self, connection: "DuckDBPyConnection", watch: Watch | None = None) -> None:
        self.connection = connection
        self._watch = watch
        self._made = 0
        self._zone = "UTC"

    def make(self, name: str, query: str) -> None:
        query = query.replace(ORDER_OF_ROWS, "row_number() OVER ()")
        with self._watched():
            self.connection.execute(f"CREATE TABLE {name} AS {query}")
        self._made += 1

    @contextmanager
    def _watched(self) -> Iterator[None]:
        if self._watch is None:
            yield
            return
        watch, done = self._watch, Event()

        def look() -> None:
            while not done.wait(_LOOK_S):
                share = max(0.0, self.connection.query_progress()) / 100
                watch(min(1.0, (self._made + share) / _TABLES))

        looking = Thread(target=look, daemon=True)
        looking.start()
        try:
            yield
        finally:
            done.set()
            looking.join()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def set_zone(self, zone: str) -> bool:
        import duckdb

        try:
            self.connection.execute(f"SET TimeZone = {literal(zone)}")
        except duckdb.Error:
            return False
        self._zone = zone
        return True

    def seconds(self, log: str, table: str, column: str) -> tuple[str, str | None]:
        style = time_style(self.connection, log, table, column, self._zone)
        return style.seconds(column), style.note


@contextmanager
def database(memory: str, watch: Watch | None = None) -> "Iterator[tuple[DuckDBEngine, Path]]":
    """A database of its own in a folder of its own, which goes with it. `watch` is told how far it
    is. Raises VsmError where
    DuckDB is not installed, for what is no memory limit, and for what fails in it."""
    try:
        import duckdb
    except ImportError as error:
        raise VsmError(tr(_NO_DUCKDB)) from error
    with TemporaryDirectory(prefix="vsm-") as name:
        folder = Path(name)
        # What does not fit into its memory goes to the folder; on disk all would be packed.
        connection = duckdb.connect()
        try:
            # Nothing is fetched from anywhere, whatever a file is called.
            for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
                connection.execute(f"SET {setting} = false")
            if watch:
                connection.execute("SET enable_progress_bar = true")
                connection.execute("SET enable_progress_bar_print = false")
            connection.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
            try:
                connection.execute(f"SET memory_limit = {literal(memory)}")
            except duckdb.Error:
                raise VsmError(tr(_MEMORY, memory=memory)) from None
            try:
                yield DuckDBEngine(connection, watch), folder
            except duckdb.Error as error:
                raise VsmError(tr(_FAILED, reason=first_line(error))) from None
        finally:
            connection.close()
