"""Which data passes between steps, by which paths between systems, and what nobody uses."""
