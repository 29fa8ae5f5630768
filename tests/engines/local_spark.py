"""A Spark on this machine with Connect, for tests: `python -m tests.engines.local_spark PORT`. It
ends with its standard input."""

import sys

from pyspark.sql import SparkSession


def main(port: str, warehouse: str) -> None:
    builder = SparkSession.builder.master("local[2]")
    for key, value in {
        "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
        "spark.connect.grpc.binding.port": port,
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": warehouse,
    }.items():
        builder = builder.config(key, value)
    builder.getOrCreate()
    print("ready", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
