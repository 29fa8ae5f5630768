"""People's texts in Markdown, where none of them becomes markup."""

import re

from vsm_cli.characters import harmless

# What begins markup anywhere, and what only does at the beginning of a text.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
_BEGINNING = re.compile(r"^(?:[-+=#]|\d{1,9}[.)](?=\s|$))")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is, in tables too."""
    text = _MARKUP.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), harmless(text))
    text = text.strip()
    found = _BEGINNING.match(text)
    if found:
        return text[: found.end() - 1] + "\\" + text[found.end() - 1 :]
    return text
