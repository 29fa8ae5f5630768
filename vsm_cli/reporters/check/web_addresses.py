"""Where vsm and the manuals of its rules stand on the web."""

HOME = "https://github.com/vsm-cli/vsm"


def rule_page(code: str, name: str) -> str | None:
    """The address of a rule's manual; None for the rules of others, which only they know."""
    return f"{HOME}/blob/main/docs/rules/{name}.md" if name and code.startswith("VSM") else None
