"""Spark where the log is, over Spark Connect: the queries go there, and only what they count comes
back."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from warnings import catch_warnings, simplefilter
from zoneinfo import ZoneInfo

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.logs.engine import ORDER_OF_ROWS
from vsm_cli.logs.sql import first_line, identifier
from vsm_cli.logs.tables import LogTable

if TYPE_CHECKING:
    from pyspark.sql.connect.dataframe import DataFrame
    from pyspark.sql.connect.session import SparkSession

_NO_SPARK = message('reading tables needs Spark Connect: pip install "vsm-cli[spark]"')
_NO_REMOTE = message(
    "{log}: SPARK_REMOTE does not say where Spark is: write for example sc://localhost:15002"
)
_NOT_REACHED = message("{log}: Spark at {remote} does not answer: {reason}")
_FAILED = message("Spark cannot read the log: {reason}")
_NO_TABLE = message("{log}: there is no table {table} that can be read: {reason}")
_NO_TIME = message(
    "{log}: the times in column {column} are not understood; in a table they are timestamps, or"
    " texts as 2026-05-12 09:30:00"
)
_TIME = "CAST(TRY_CAST({column} AS TIMESTAMPTZ) AS DOUBLE)"
_PORT, _PATIENCE_S = 15002, 20
# Rows with another time are passed over, and counted.
_LEAST_READ = 0.9


class SparkEngine:
    """A `QueryEngine` in one session, whose tables are views of that session alone."""

    def __init__(self, session: "SparkSession") -> None:
        self._session = session
        # Spark forgets what nobody here holds any more.
        self._kept: list[DataFrame] = []

    def make(self, name: str, query: str) -> None:
        with _told():
            # Else each query would begin with the log again, and be planned with all before it.
            kept = self._session.sql(in_spark(query)).localCheckpoint()
            kept.createOrReplaceTempView(name)
        self._kept.append(kept)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with _told():
            return [tuple(row) for row in self._session.sql(in_spark(query)).collect()]

    def set_zone(self, zone: str) -> bool:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            return False
        self._session.conf.set("spark.sql.session.timeZone", zone)
        return True

    def seconds(self, log: str, table: str, column: str) -> tuple[str, str | None]:
        expression = _TIME.format(column=identifier(column))
        [(rows, read)] = self.rows(
            f"SELECT count({identifier(column)}), count({expression}) FROM {table}"
        )
        if read < _LEAST_READ * rows:
            raise VsmError(tr(_NO_TIME, log=log, column=column))
        return expression, None

    def columns(self, table: str) -> list[str]:
        """The columns of a table, by its name in SQL."""
        with _told():
            return list(self._session.table(table).columns)


@contextmanager
def _told() -> Iterator[None]:
    """What fails in Spark is said in one line."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        raise VsmError(tr(_FAILED, reason=first_line(error))) from None


def in_spark(query: str) -> str:
    """A query in the SQL of Spark."""
    import sqlglot
    from sqlglot import exp

    def as_percentile(node: Any) -> Any:
        if isinstance(node, exp.PercentileCont):
            return exp.func("PERCENTILE", node.this, node.expression)
        return node

    tree = sqlglot.parse_one(
        query.replace(ORDER_OF_ROWS, "monotonically_increasing_id()"), "duckdb"
    )
    return str(tree.transform(as_percentile).sql("spark"))


def _knock(remote: str) -> None:
    """Whether anybody is there: the client of Spark would try again for ten minutes. Raises
    OSError."""
    address = urlsplit(remote)
    place = (address.hostname or "", address.port or _PORT)
    with socket.create_connection(place, timeout=_PATIENCE_S):
        pass


@contextmanager
def spark_table(log: str, name: str) -> Iterator[tuple[SparkEngine, LogTable]]:
    """A table of the Spark that SPARK_REMOTE names. Raises VsmError where that does not answer,
    where there is no such table, and where Spark Connect or sqlglot is not installed."""
    remote = os.environ.get("SPARK_REMOTE", "")
    if not remote:
        raise VsmError(tr(_NO_REMOTE, log=log))
    try:
        with catch_warnings():
            simplefilter("ignore")  # of versions that it does not know yet
            import sqlglot  # noqa: F401
            from pyspark.errors import PySparkException
            from pyspark.sql.connect.session import SparkSession
    except ImportError as error:
        raise VsmError(tr(_NO_SPARK)) from error
    try:
        _knock(remote)
        session = SparkSession.builder.remote(remote).create()
        session.sql("SELECT 1").collect()
    except Exception as error:
        raise VsmError(tr(_NOT_REACHED, log=log, remote=remote, reason=first_line(error))) from None
    engine = SparkEngine(session)
    try:
        try:
            columns = engine.columns(name)
        except VsmError as error:
            raise VsmError(tr(_NO_TABLE, log=log, table=name, reason=error)) from None
        yield engine, LogTable(".".join(map(identifier, name.split("."))), columns, [])
    finally:
        with suppress(PySparkException, OSError):
            session.stop()
