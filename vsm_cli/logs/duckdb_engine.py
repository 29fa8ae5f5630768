"""DuckDB on this machine, for logs in files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.logs.engine import ORDER_OF_ROWS
from vsm_cli.logs.sql import first_line, literal
from vsm_cli.logs.time_styles import time_style

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NO_DUCKDB = message('reading logs needs DuckDB: pip install "vsm-cli[logs]"')
_MEMORY = message("--memory {memory}: write for example 1GB or 500MB")
_FAILED = message("the log cannot be read: {reason}")


class DuckDBEngine:
    """An `Engine` on one connection."""

    def __init__(self, connection: "DuckDBPyConnection") -> None:
        self.connection = connection
        self._zone = "UTC"

    def make(self, name: str, query: str) -> None:
        query = query.replace(ORDER_OF_ROWS, "row_number() OVER ()")
        self.connection.execute(f"CREATE TABLE {name} AS {query}")

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
def database(memory: str) -> "Iterator[tuple[DuckDBEngine, Path]]":
    """A database of its own in a folder of its own, which goes with it. Raises VsmError where
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
            connection.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
            try:
                connection.execute(f"SET memory_limit = {literal(memory)}")
            except duckdb.Error:
                raise VsmError(tr(_MEMORY, memory=memory)) from None
            try:
                yield DuckDBEngine(connection), folder
            except duckdb.Error as error:
                raise VsmError(tr(_FAILED, reason=first_line(error))) from None
        finally:
            connection.close()
