"""What needs a Spark of its own: `make test-engines`, not part of `make test`."""
