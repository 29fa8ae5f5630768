"""The language of everything that people read: messages, names and lists.

Messages are templates with named fields (`{step}`), looked up through gettext, so that no
sentence is glued from parts. A field is a plain string or number, or one of the typed values
below, which know how to write themselves. The Chinese catalogue stands in `locale/`.
"""

import gettext as _gettext
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en", "zh")
CATALOGUES = Path(__file__).parent / "locale"
DOMAIN = "vsm"


class _Speech(NamedTuple):
    language: str = "en"
    asked: bool = False


# Each thread, and each workspace in a run, speaks for itself.
_speech: ContextVar[_Speech] = ContextVar("speech", default=_Speech())  # noqa: B039 -- a tuple


@contextmanager
def spoken(language: str, *, asked: bool = False) -> Iterator[None]:
    """Speak a language for as long as the context lasts; one that somebody `asked` for outdoes
    what files say. What generators make is said where it is consumed: not across a `yield`."""
    token = _speech.set(_Speech(language, asked or _speech.get().asked))
    try:
        yield
    finally:
        _speech.reset(token)


def of_workspace(named: str | None) -> str:
    """The language of a workspace whose vsm.yaml names this one: the one that somebody asked for,
    else the named one, else the one that is spoken."""
    language, asked = _speech.get()
    return named if named in LANGUAGES and not asked else language


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)


def _translations() -> _gettext.NullTranslations:
    return _catalogue(current())


def of_locale(environment: Mapping[str, str]) -> str:
    """The language of the locale: Chinese where it is any Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def current() -> str:
    """The language in force: `en` or `zh`."""
    return _speech.get().language


def of_both(english: str, chinese: str) -> str:
    """Whichever of two names of the same thing is in the language in force."""
    return chinese if current() == "zh" and chinese else english


def message(template: str) -> str:
    """Mark a template for extraction; it is translated when it is filled."""
    return template


def forms(one: str, many: str) -> tuple[str, str]:
    """Mark the singular and the plural of a template with the field `number`."""
    return one, many


def counted(number: int, template: tuple[str, str]) -> str:
    """Fill the form of a template that its language has for a number."""
    return _translations().ngettext(*template, number).format_map({"number": number})


def tr(template: str, /, **fields: object) -> str:
    """Translate a template and fill its named fields."""
    return fill(template, fields)


def fill(template: str, fields: Mapping[str, object]) -> str:
    """Translate a template and fill its fields from a mapping (str, number, Names, Later)."""
    text = _translations().gettext(template)
    if not fields:
        return text.replace("{{", "{").replace("}}", "}")
    return text.format_map(fields) if current() == "en" else _spaced(text, fields)


def _spaced(template: str, fields: Mapping[str, object]) -> str:
    """Fill a Chinese template: between Chinese and Latin letters stands a space, also before
    what begins with a sign, as `.md` and `--fix`, and between 和 and a number; beside full-width
    punctuation none, whatever the fields hold."""
    from string import Formatter

    text = ""
    for literal, name, form, _ in Formatter().parse(template):
        for piece in (literal, "" if name is None else format(fields[name], form or "")):
            if text.endswith(_FULL_WIDTH) and piece.startswith(" "):
                piece = piece[1:]
            elif text.endswith(" ") and piece.startswith(_FULL_WIDTH):
                text = text[:-1]
            elif text and piece and {_is_han(text[-1]), _is_han(piece[0])} == {True, False}:
                latin = piece.lstrip(".-")[:1] if _is_han(text[-1]) else text[-1]
                is_word = latin.isalpha() or (latin.isdigit() and text.endswith("和"))
                text += " " if latin.isascii() and is_word else ""
            text += piece
    return text


_FULL_WIDTH = tuple("（），。；：、“”")


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def as_written(text: str) -> str:
    """Translate a text that has no fields, in which braces are braces."""
    return _translations().gettext(text) if text else text


class Names(NamedTuple):
    """Several names in one field: "a", "a and b", "a, b and c"."""

    items: tuple[str, ...]
    last: str = message("{first} and {last}")

    def __str__(self) -> str:
        if len(self.items) < 2:
            return "".join(self.items)
        return tr(self.last, first=listed(self.items[:-1]), last=self.items[-1])


def names(items: Iterable[str]) -> Names:
    return Names(tuple(items))


def either(items: Iterable[str]) -> Names:
    """Several names of which one is meant: "a, b or c"."""
    return Names(tuple(items), message("{first} or {last}"))


class Later(NamedTuple):
    """A field that is put into words where its template is filled: what reading finds is known
    before the language of the workspace is."""

    words: Callable[[], str]

    def __str__(self) -> str:
        return self.words()


_LISTED = message("{first}, {rest}")
_APART = message("{first}; {rest}")


def listed(items: Iterable[str]) -> str:
    """Names one after the other, with no word before the last: "a, b, c"."""
    return _joined(_LISTED, items)


def apart(items: Iterable[str]) -> str:
    """What is longer than a name, one after the other: "a; b"."""
    return _joined(_APART, items)


def _joined(template: str, items: Iterable[str]) -> str:
    # The template with nothing in it is what stands between two items.
    return tr(template, first="", rest="").join(items)
