"""What runs the queries on a log: DuckDB on this machine, or Spark where the log is."""

from typing import Any, Protocol

ORDER_OF_ROWS = "order_of_rows()"
"""In a query: the place of a row in the log, as far as the engine can tell."""


class QueryEngine(Protocol):
    """Runs SQL as DuckDB writes it. Both raise VsmError for what fails in the engine."""

    def make(self, name: str, query: str) -> None:
        """Keep the rows of a query under a name, for the queries after it."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""

    def set_zone(self, zone: str) -> bool:
        """The time zone of times that say none; False where it is none."""

    def seconds(self, log: str, table: str, column: str) -> tuple[str, str | None]:
        """An expression for the seconds since 1970 that a column of a table holds, and what had to
        be assumed. Raises VsmError for times that nobody understands."""
