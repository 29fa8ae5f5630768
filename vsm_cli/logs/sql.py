"""Names and texts in SQL: what stands in a log or a definition is never read as SQL."""

from collections.abc import Iterable


def identifier(name: str) -> str:
    """A column by its name."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text."""
    return "'" + text.replace("'", "''") + "'"


def first_line(error: Exception) -> str:
    """What an engine says, without the query that it points into."""
    return str(error).strip().partition("\n")[0]


def one_of(column: str, values: Iterable[str]) -> str:
    """That a column has one of some values, blanks around them aside."""
    listed = ", ".join(literal(value.strip()) for value in values)
    return f"trim(CAST({identifier(column)} AS VARCHAR)) IN ({listed})"
