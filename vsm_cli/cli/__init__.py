"""Words into calls, results into exit codes: one module for each command."""
