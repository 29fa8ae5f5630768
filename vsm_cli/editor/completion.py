"""What may be written where the cursor stands."""

import re
from collections.abc import Iterator

from lsprotocol import types

from vsm_cli.api.available_rules import known_rules
from vsm_cli.catalogue.vocabulary import STREAM_TYPES
from vsm_cli.editor.format_tree import FormatKey, FormatPlace, format_at
from vsm_cli.editor.known_ids import AskedId, KnownId, asked_at, known_ids
from vsm_cli.editor.session import Session, Where
from vsm_cli.editor.snippets import new_element, without_places
from vsm_cli.editor.text_place import place_in
from vsm_cli.language import message, tr
from vsm_cli.source.data import as_scalar
from vsm_cli.source.key_names import KEYS, english_path
from vsm_cli.source.places import Key
from vsm_cli.source.reading import is_ours
from vsm_cli.source.workspaces import shown_name

_NEW = message("a new one: {keys}")
_DEFINITION = message("the first line of a value stream definition")
_IGNORE = message("leave out problems of some rules here, and say why")
_EXAMPLE = message("for example")
_RULES = re.compile(r"#\s*vsm:\s*ignore(?:-file)?\s*\[[^\]]*$")
_LAST = ("description", "tags", "urls", "was")
_CHINESE_KEYS = {name for keys in KEYS.values() for name in keys.english}
_KEY = re.compile(r"^\s*(?:- )*([^\s:#]+)\s*[:：]", re.M)
_REST_OF_WORD = re.compile(r"[^\s,\[\]{}:#]*")
_Kind = types.CompletionItemKind


def complete(session: Session, params: types.CompletionParams) -> list[types.CompletionItem]:
    """What may be written at the cursor."""
    where = session.where(params)
    if where is None:
        return []
    return session.speak(where, lambda: list(_Completing(session, where).items()))


class _Completing:
    """One question about a place."""

    def __init__(self, session: Session, where: Where) -> None:
        self._session = session
        self._where = where
        self._at = place_in(where.lines, where.spot.line, where.spot.column)
        text = "\n".join(where.lines)
        self._ours = is_ours(text.encode("utf-8", "replace"))
        self._bare = not any(_KEY.findall(text))
        self._chinese = _is_chinese(text, where.language)
        line = where.lines[where.spot.line - 1]
        rest = _REST_OF_WORD.match(line, where.spot.column - 1)
        self._end = rest.end() + 1 if rest else where.spot.column
        self._follows = line[self._end - 1 :].lstrip()
        able = session.server.client_capabilities.text_document
        item = able.completion.completion_item if able and able.completion else None
        self._snippets = bool(item and item.snippet_support)
        self._count = 0

    def items(self) -> Iterator[types.CompletionItem]:
        at = self._at
        if not self._ours:
            if self._bare and at.kind == "key" and not at.path:
                yield self._item("vsm: 1", tr(_DEFINITION), _Kind.Snippet, text="vsm: 1\n")
            return
        if at.kind == "comment":
            yield from self._rules()
        if at.kind in ("key", "item"):
            yield from self._keys(at.path)
        if at.kind in ("value", "item"):
            yield from self._values(at.path)

    # Keys

    def _keys(self, path: tuple[Key, ...]) -> Iterator[types.CompletionItem]:
        place = format_at(path)
        taken = {*self._at.taken, *self._taken_in_english(place)}
        keys = [each for each in place.keys if not {each.key, each.chinese} & taken]
        keys.sort(key=lambda each: (not each.required, each.key in _LAST))
        yield from map(self._key, keys)
        if self._at.kind == "item":
            return
        asked = self._asked(path)
        if asked:
            for known in self._ids(asked):
                if known.id not in self._at.taken:
                    yield self._id(known, as_key=place.by_id is not None)
        elif path[:2] in (("lint", "levels"), ("lint", "settings")):
            yield from self._rule_names(": ")
        elif place.by_id:
            yield from self._new(place.by_id)

    def _taken_in_english(self, place: FormatPlace) -> set[str]:
        english = KEYS[place.kind].english if place.kind in KEYS else {}
        return {english[each] for each in self._at.taken if each in english}

    def _key(self, key: FormatKey) -> types.CompletionItem:
        name = key.chinese if self._chinese and key.chinese else key.key
        other = key.key if name == key.chinese else key.chinese or ""
        below = "\n" + " " * (self._at.deep + 2 + 2 * (self._at.kind == "item"))
        after = {"mapping": ":" + below, "list": f":{below}- "}.get(key.holds, ": ")
        if self._at.flow:
            after = ": "
        if self._follows.startswith((":", "：")):
            after = ""
        return self._item(
            name, other, _Kind.Property, text=name + after, words=(key.key, key.chinese or ""),
            about=key.meaning,
        )  # fmt: skip

    def _new(self, kind: str) -> Iterator[types.CompletionItem]:
        """A new element, with the keys that it needs."""
        ids = {
            wanted: [each.id for each in self._ids(AskedId(wanted, ()))]
            for wanted in ("owner", "team", "system", "practice")
        }
        ids["practice"] = []
        made = new_element(kind, self._at.taken, ids, self._at.deep, chinese=self._chinese)
        if made and not self._at.flow:
            keys = ", ".join(_KEY.findall(without_places(made.text))[1:])
            text = made.text if self._snippets else without_places(made.text)
            yield self._item(
                made.id, tr(_NEW, keys=keys), _Kind.Snippet, text=text, snippet=self._snippets
            )

    # Values

    def _values(self, path: tuple[Key, ...]) -> Iterator[types.CompletionItem]:
        words = _words(path)
        asked = self._asked(path)
        if asked:
            for known in self._ids(asked):
                yield self._id(known)
        place = format_at(path)
        for word, name in place.words(chinese=self._chinese):
            yield self._item(word, name, _Kind.EnumMember)
        keys = english_path(words)
        if keys[:1] == ("streams",) and keys[2:] == ("type",):
            for each in STREAM_TYPES:
                text, other = (each.zh, each.id) if self._chinese else (each.id, each.zh)
                yield self._item(text, other, _Kind.EnumMember)
        if keys[:2] in (("lint", "select"), ("lint", "ignore"), ("lint", "per-file")):
            yield from self._rule_names()
        for example in place.examples():
            yield self._item(example, tr(_EXAMPLE), _Kind.Value)

    def _asked(self, path: tuple[Key, ...]) -> AskedId | None:
        keys = [number for number, part in enumerate(path) if isinstance(part, str)]
        if not keys:
            return None
        return asked_at(path[: keys[-1] + 1], format_at(path[: keys[-1]]).kind)

    def _ids(self, asked: AskedId) -> list[KnownId]:
        known = self._where.known
        if known is None:
            return []
        names = self._session.names(known)
        return known_ids(asked, known, names, self._beside(), chinese=self._chinese)

    def _beside(self) -> str | None:
        """The stream that is named in the same mapping."""
        lines, number = self._where.lines, self._where.spot.line
        text = "\n".join(lines[max(0, number - 8) : number + 8])
        near = re.findall(r"(?:stream|价值流)\s*[:：]\s*([\w-]+)", text)
        own = re.findall(r"(?:stream|价值流)\s*[:：]\s*([\w-]+)", lines[number - 1])
        found: list[str] = own or near
        return found[0] if found else None

    def _id(self, known: KnownId, *, as_key: bool = False) -> types.CompletionItem:
        text = as_scalar(known.id) + (": " if as_key and not self._follows.startswith(":") else "")
        kind = _Kind.Reference if known.kind else _Kind.Keyword
        return self._item(
            known.id, known.name, kind, text=text, words=known.words or (known.id, known.name),
            about=known.kind, first=known.near,
        )  # fmt: skip

    # Rules

    def _rules(self) -> Iterator[types.CompletionItem]:
        """What a comment may say: a suppression, and in it the rules."""
        typed = self._at.typed
        if not _RULES.search(typed):
            text = "# vsm: ignore[${1}] ${2}" if self._snippets else "# vsm: ignore[] "
            yield self._item(
                "# vsm: ignore[…]", tr(_IGNORE), _Kind.Snippet, text=text, snippet=self._snippets,
                words=(typed,),
            )  # fmt: skip
            return
        start = max(typed.rfind("["), typed.rfind(",")) + 1
        start += len(typed[start:]) - len(typed[start:].lstrip())
        self._at = self._at._replace(column=self._at.column + start, typed=typed[start:])
        here = {
            problem.code
            for problem in (self._where.checked.diagnostics if self._where.checked else ())
            if problem.path == shown_name(self._where.path)
            and 0 <= problem.span.line - self._where.spot.line <= 1
        }
        yield from self._rule_names(here=here)

    def _rule_names(
        self, after: str = "", here: set[str] | None = None
    ) -> Iterator[types.CompletionItem]:
        if self._where.checked is None:
            return
        for rule in self._where.checked.rules or known_rules(self._where.checked.config, {}, ""):
            if here is None or not rule.always:
                yield self._item(
                    rule.code, rule.name, _Kind.Constant, text=rule.code + after,
                    words=(rule.code, rule.name), about=rule.finds, first=rule.code in (here or ()),
                )  # fmt: skip

    def _item(
        self, label: str, detail: str, kind: types.CompletionItemKind, *, text: str | None = None,
        words: tuple[str, ...] = (), about: str = "", first: bool = False, snippet: bool = False,
    ) -> types.CompletionItem:  # fmt: skip
        self._count += 1
        line, units = self._where.spot.line, self._session.units
        range_ = types.Range(
            units.position(self._where.lines, line, self._at.column),
            units.position(self._where.lines, line, self._end),
        )
        return types.CompletionItem(
            label,
            kind=kind,
            detail=detail or None,
            documentation=about or None,
            sort_text=f"{0 if first else 1}{self._count:04}",
            # What is written comes first: some editors look at the beginning only.
            filter_text=" ".join(dict.fromkeys(filter(None, (label, *words)))),
            insert_text_format=types.InsertTextFormat.Snippet
            if snippet
            else types.InsertTextFormat.PlainText,
            insert_text_mode=types.InsertTextMode.AsIs,
            text_edit=types.TextEdit(range_, label if text is None else text),
        )


def _words(path: tuple[Key, ...]) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))


def _is_chinese(text: str, language: str) -> bool:
    """Whether keys are written in Chinese: as they are in this text, else as the workspace has its
    messages."""
    keys = [key for key in _KEY.findall(text) if key != "vsm"]
    chinese = sum(key in _CHINESE_KEYS for key in keys)
    english = sum(key in KEYS["Document"].english.values() for key in keys)
    return chinese > english if chinese + english else language == "zh"
