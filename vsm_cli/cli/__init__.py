"""Words into calls, results into exit codes: one module per command."""
