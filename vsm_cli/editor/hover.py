"""What is said about the word under the cursor."""

import re
from collections.abc import Iterator

from lsprotocol import types

from vsm_cli.api import WorkspaceReport
from vsm_cli.editor.element_facts import Card, card_of
from vsm_cli.editor.format_tree import meaning_of
from vsm_cli.editor.names import Name
from vsm_cli.editor.session import Session, Where
from vsm_cli.editor.text_place import place_in
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.loading.element_values import WrittenValue, values_of
from vsm_cli.reporters.levels import level_name
from vsm_cli.reporters.markdown_text import escaped
from vsm_cli.source.key_names import english_path
from vsm_cli.source.places import Span
from vsm_cli.source.reading import is_ours
from vsm_cli.source.workspaces import shown_name

_WORD = re.compile(r"[\w%&-]+")
_TAKEN = message("Taken from {source}")
_VALUE = message("{key}: {value}")


def hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    """What is known of the element, key or rule under the cursor."""
    where = session.where(params)
    return None if where is None else session.speak(where, lambda: _said(session, where))


def _said(session: Session, where: Where) -> types.Hover | None:
    line = where.lines[where.spot.line - 1]
    span = _word_at(line, where.spot.line, where.spot.column)
    if span is None or where.checked is None:
        return None
    word = line[span.column - 1 : span.end_column - 1]
    if rule := _manual(where.checked, line, word):
        return _answer(session, where, span, rule)
    for checked in (where.checked, where.known):
        name = _name_in(session, where, checked)
        if checked and name:
            about = _element(checked, name)
            return _answer(session, where, name.span, about) if about else None
    about = _key(where, span)
    return _answer(session, where, span, about) if about else None


def _name_in(session: Session, where: Where, checked: WorkspaceReport | None) -> Name | None:
    """The element that is named at a place, by what is known of its text: that may be from before,
    and counts where the line is still the same."""
    source = checked.files.get(shown_name(where.path)) if checked else None
    line, column = where.spot
    if checked is None or source is None:
        return None
    earlier = checked is not where.checked
    if earlier and source.lines[line - 1 : line] != where.lines[line - 1 : line]:
        return None
    return session.names(checked).at(source, line, column)


def _answer(session: Session, where: Where, span: Span, text: str) -> types.Hover:
    content = types.MarkupContent(types.MarkupKind.Markdown, text)
    return types.Hover(content, session.units.range(where.lines, span))


def _word_at(line: str, number: int, column: int) -> Span | None:
    for found in _WORD.finditer(line):
        if found.start() < column <= found.end() + 1:
            return Span(number, found.start() + 1, number, found.end() + 1)
    return None


def _manual(checked: WorkspaceReport, line: str, word: str) -> str | None:
    """The manual of a rule, where a suppression or the configuration names it."""
    named = "ignore" in line or not line.lstrip().startswith("#")
    for rule in checked.rules if named else ():
        if word == rule.code or (word == rule.name and "ignore" in line):
            heading = f"**{rule.code}** {rule.name} ({level_name(rule.level)})"
            return f"{heading}\n\n{rule.text}"
    return None


def _element(checked: WorkspaceReport, name: Name) -> str | None:
    card = card_of(checked.workspace, name.symbol, name.mention.stream)
    return None if card is None else "\n".join(_markdown(card, _taken(checked, name)))


def _markdown(card: Card, taken: list[WrittenValue]) -> Iterator[str]:
    yield f"**{escaped(card.name)}** – {escaped(card.what)}"
    if card.about:
        yield f"\n{escaped(card.about)}"
    yield ""
    for label, text in card.facts:
        yield f"- {escaped(label)}: {escaped(text)}"
    for source in dict.fromkeys(each.source for each in taken):
        yield f"\n{tr(_TAKEN, source=f'`{source}`')}\n"
        for each in taken:
            if each.source == source:
                said = tr(_VALUE, key=each.key, value=_short(each.value))
                yield f"- {escaped(said)}"


def _taken(checked: WorkspaceReport, name: Name) -> list[WrittenValue]:
    """The values of an element that stand elsewhere in the text."""
    if not checked.workspace.origins or name.symbol.kind not in ("stream", "step"):
        return []
    stream = name.mention.stream if name.symbol.kind == "step" else name.symbol.id
    address = f"streams.{stream}"
    address += f".steps.{name.symbol.id}" if name.symbol.kind == "step" else ""
    try:
        return [each for each in values_of(checked.loaded, address) if each.origin == "pattern"]
    except VsmError:
        return []  # a pattern itself


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _key(where: Where, span: Span) -> str | None:
    """What a key means."""
    if not is_ours("\n".join(where.lines).encode("utf-8", "replace")):
        return None
    at = place_in(where.lines, span.line, span.end_column)
    following = where.lines[span.line - 1][span.end_column - 1 :].lstrip("\"' ")
    if at.kind not in ("key", "item") or not following.startswith((":", "：")):
        return None
    path = (*at.path, at.typed.strip("\"'"))
    meaning = meaning_of(path)
    if not meaning:
        return None
    english = english_path(tuple(part for part in path if isinstance(part, str)))[-1]
    names = [str(path[-1]), english]
    return f"**{' · '.join(dict.fromkeys(names))}**\n\n{meaning}"
