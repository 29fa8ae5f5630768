"""Where vsm and the manuals of its rules stand on the web."""

HOME = "https://github.com/vsm-cli/vsm"


def rule_page(name: str) -> str:
    """The address of a rule's manual, by the rule's name."""
    return f"{HOME}/blob/main/docs/rules/{name}.md"
