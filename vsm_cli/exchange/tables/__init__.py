"""Step tables (CSV, XLSX) into definitions."""
