"""What can be said of Spark without one: `make test-engines` holds both engines against each
other."""

import sys

import pytest
import sqlglot

from tests.logs.logs import TICKETS, log, workspace_of
from vsm_cli.errors import VsmError
from vsm_cli.logs import queries
from vsm_cli.logs.duckdb_engine import database
from vsm_cli.logs.engine import ORDER_OF_ROWS
from vsm_cli.logs.measuring import measure_table
from vsm_cli.logs.spark_engine import in_spark


def test_without_an_address_the_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPARK_REMOTE", raising=False)
    with pytest.raises(VsmError, match="SPARK_REMOTE does not say where Spark is"):
        measure_table(workspace_of(TICKETS), log(), "itsm.incidents")


def test_without_its_client_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARK_REMOTE", "sc://localhost:1")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(VsmError, match=r'pip install "vsm-cli\[spark\]"'):
        measure_table(workspace_of(TICKETS), log(), "itsm.incidents")


WHOLE = [
    name
    for name, query in vars(queries).items()
    if isinstance(query, str) and query.lstrip().startswith(("SELECT", "WITH"))
]


@pytest.mark.parametrize("name", WHOLE)
def test_queries_are_understood_as_sql_of_spark(name: str) -> None:
    query = getattr(queries, name)
    filled = query.replace("{ended}", "1").replace("{least}", "1").replace("{spans}", "(1, 2, 3)")
    assert sqlglot.parse_one(in_spark(filled), "spark")


def test_what_the_engines_call_otherwise() -> None:
    assert "PERCENTILE(x, ARRAY(0.5))" in in_spark("SELECT quantile_cont(x, [0.5]) FROM t")
    assert "MONOTONICALLY_INCREASING_ID()" in in_spark(f"SELECT {ORDER_OF_ROWS}").upper()
    # What stands in a log is never read as SQL, whatever a backslash means to the engine.
    assert in_spark("SELECT 'it''s \\'' ; DROP'") == "SELECT 'it\\'s \\\\\\' ; DROP'"


def test_who_watches_is_told_how_far_the_tables_are() -> None:
    shares: list[float] = []
    with database("1GB", shares.append) as (engine, _):
        for name in ("one", "two"):
            engine.make(
                name, "SELECT sum(a.range * b.range) AS x FROM range(9000) a, range(9000) b"
            )
    assert shares
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
