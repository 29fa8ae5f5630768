"""How times, owners, figures and links are said, once for rules, reporters and diagrams."""
