"""Ids: what is one, and what one would be made of another text."""

import re


def is_id(text: str) -> bool:
    """Letters and marks of any script, digits, `-` and `_`."""
    if text.replace("-", "").replace("_", "").isalnum():
        return True
    from unicodedata import category

    return bool(text) and all(char in "-_" or category(char)[0] in "LMN" for char in text)


def slug_of(text: str) -> str:
    """A text as an id: `inform-ward` of `Inform ward`, `核赔-部` of `核赔 部`."""
    return re.sub(r"[\W]+", "-", text.strip()).strip("-_").lower()


def label_of(id_: str) -> str:
    """An id as a name: `Hr department` of `hr-department`, `RFC` of `rfc`."""
    words = re.sub(r"[-_\s]+", " ", id_).strip()
    return words.upper() if len(words) < 4 else words[:1].upper() + words[1:]
