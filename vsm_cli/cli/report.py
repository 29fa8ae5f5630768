"""`vsm report`: the whole picture."""


def report() -> int:
    """Show the whole chain."""
    return 0
