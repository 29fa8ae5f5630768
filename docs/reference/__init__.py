"""Generated pages, each a function that returns its text."""
