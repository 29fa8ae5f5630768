"""Event logs into figures, through DuckDB (extra `logs`)."""
