"""Small workspaces with problems that one can count."""

HEAD = "vsm: 1\nteams: {desk: {size: 3}, ops: {}}\n"


def streams(*ids: str, owner: str = "desk") -> str:
    """A definition in which each of these streams has one error, VSM301: no practice."""
    text = HEAD if owner == "desk" else "vsm: 1\n"
    text += "streams:\n"
    for id_ in ids:
        text += (
            f"  {id_}:\n    owner: {owner}\n    trigger: a call\n    value: help\n"
            f"    steps: {{answer: {{owner: {owner}, process: 5m}}}}\n"
        )
    return text
