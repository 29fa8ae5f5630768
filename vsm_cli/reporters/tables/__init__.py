"""Steps, figures, links, practices and problems as tables for other tools."""
