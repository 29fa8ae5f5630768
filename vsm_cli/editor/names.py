"""What the ids of a workspace lead to, and from where: one element, all the words that mean it."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from vsm_cli.api import WorkspaceReport
from vsm_cli.catalogue import normalised
from vsm_cli.editor.mentions import Mention, definitions_in, may_name, mentions_in
from vsm_cli.loading.collect import RESERVED
from vsm_cli.loading.references import Practices, canonical, kind_names
from vsm_cli.source.places import Span
from vsm_cli.source.reading import SourceFile

_ALIKE = {"doer": "owner", "team": "owner", "base": "stream"}


class Symbol(NamedTuple):
    """An element that has an id. A step is that of the stream or pattern which first has it."""

    kind: str
    id: str
    stream: str = ""


class Name(NamedTuple):
    """A word in a file that means an element; `whole` where nothing else stands in its text."""

    symbol: Symbol
    path: str
    span: Span
    mention: Mention
    whole: bool = True


class WorkspaceNames:
    """The names in a workspace."""

    def __init__(self, checked: WorkspaceReport) -> None:
        self._files = checked.files
        self._workspace = checked.workspace

    @cached_property
    def defined(self) -> dict[str, dict[str, list[Mention]]]:
        """Where each id is defined, by kind; steps by stream under `step STREAM`."""
        found: dict[str, dict[str, list[Mention]]] = {}
        for source in self._files.values():
            for each in definitions_in(source):
                if each.defines:
                    kind = _step_kind(each.stream) if each.kind == "step" else each.kind
                    id_ = canonical(each.written)
                    found.setdefault(kind, {}).setdefault(id_, []).append(each)
        return found

    def symbol(self, mention: Mention) -> Symbol | None:
        """What a word means; None where that is nothing that is defined."""
        kind, written = _ALIKE.get(mention.kind, mention.kind), canonical(mention.written)
        written = RESERVED.get(written, written)
        if kind == "step":
            return self._step(canonical(mention.stream), written)
        if kind == "practice" and not mention.defines:
            bound = self._practices.bind(written, mention.place).practices
            return Symbol(kind, bound[0]) if len(bound) == 1 else None
        if kind == "kind" and not mention.defines:
            found = self._kinds.get(normalised(written))
            return Symbol(kind, found) if found else None
        meant = _meant(written, self.defined.get(kind, {}))
        return Symbol(kind, meant) if meant else None

    def at(self, source: SourceFile, line: int, column: int) -> Name | None:
        """The name at a place of a file."""
        for mention in mentions_in(source):
            span, _ = self._span(mention)
            there = span and span[:2] <= (line, column) <= (span.line, span.end_column)
            if span and there and (symbol := self.symbol(mention)):
                return Name(symbol, source.path, span, mention)
        return None

    def of(self, symbol: Symbol, *, file: str | None = None) -> list[Name]:
        """All words that mean an element, in the order of files, each place once; of one file only
        where one is given."""
        return self.with_hidden(symbol, file=file)[0]

    def with_hidden(
        self, symbol: Symbol, *, file: str | None = None
    ) -> tuple[list[Name], list[Mention]]:
        """The same, and those that stand otherwise in the text, such as `a\\u0062`."""
        found: dict[tuple[str, Span], Name] = {}
        hidden: list[Mention] = []
        for mention in self._that_mean(symbol, file):
            span, whole = self._span(mention)
            if span is None:
                hidden.append(mention)
            else:
                name = Name(symbol, mention.place.file, span, mention, whole)
                found.setdefault((name.path, span), name)
        return list(found.values()), hidden

    def definitions(self, symbol: Symbol) -> list[Name]:
        """The words that define an element."""
        kind = _step_kind(symbol.stream) if symbol.kind == "step" else symbol.kind
        found = self.defined.get(kind, {}).get(symbol.id, [])
        spans = ((each, *self._span(each)) for each in found)
        return [Name(symbol, m.place.file, span, m, whole) for m, span, whole in spans if span]

    def steps(self, stream: str) -> list[str]:
        """The ids of the steps that a stream or pattern has or takes, its own last."""
        line = list(self._line(stream))
        return list(
            dict.fromkeys(
                id_ for each in reversed(line) for id_ in self.defined.get(_step_kind(each), {})
            )
        )

    def has(self, symbol: Symbol) -> bool:
        """Whether an element is defined here, and not only in the catalogue."""
        kind = _step_kind(symbol.stream) if symbol.kind == "step" else symbol.kind
        return symbol.id in self.defined.get(kind, {})

    def is_taken(self, symbol: Symbol, id_: str) -> bool:
        """Whether another element has an id already where this one would need it."""
        if symbol.kind != "step":
            return id_ in self.defined.get(symbol.kind, {})
        return any(self._step(stream, id_) for stream in self._family(symbol))

    def _that_mean(self, symbol: Symbol, file: str | None) -> Iterator[Mention]:
        by_name = symbol.kind in ("practice", "kind")
        for name, source in self._files.items():
            if file in (None, name) and (by_name or may_name(source, symbol.id)):
                for mention in mentions_in(source):
                    if self.symbol(mention) == symbol:
                        yield mention
                if file is None:
                    source.forget_nodes()

    def _span(self, mention: Mention) -> tuple[Span | None, bool]:
        """Where a word stands, and whether nothing else stands in its text; None where it is
        written in another way there."""
        source = self._files[mention.place.file]
        whole = source.locate(mention.place)
        text = source.at(whole) or ""
        # An anchor or a tag before the word may be called the same.
        properties = _PROPERTIES.match(text)
        before = properties.end() if properties else 0
        at = text.find(mention.written, max(mention.after, before))
        if at < 0:
            return None, False
        start = whole.column + at
        alone = text[before:].strip("\"'") == mention.written
        return Span(whole.line, start, whole.line, start + len(mention.written)), alone

    def _family(self, symbol: Symbol) -> set[str]:
        """The streams and patterns that have a step as their own or take it."""
        return {
            stream
            for stream in self.defined.get("stream", {})
            if self._step(stream, symbol.id) == symbol
        }

    def _step(self, stream: str, written: str) -> Symbol | None:
        """A step as the stream has it: that of the farthest one that it takes it from."""
        if written == "end":
            return None
        stream = _meant(stream, self.defined.get("stream", {})) or stream
        found: Symbol | None = None
        for each in self._line(stream):
            own = self.defined.get(_step_kind(each), {})
            if meant := _meant(written, own):
                found = Symbol("step", meant, each)
        return found

    def _line(self, stream: str) -> Iterator[str]:
        """A stream, what it is like, what that is like."""
        seen: list[str] = []
        at: str | None = stream
        while at is not None and at not in seen:
            seen.append(at)
            yield at
            at = self._like.get(at)

    @cached_property
    def _like(self) -> dict[str, str]:
        return {
            str(each.place.path[1]): canonical(each.written)
            for source in self._files.values()
            for each in definitions_in(source)
            if each.kind == "base"
        }

    @cached_property
    def _practices(self) -> Practices:
        return Practices(self._workspace.own_practices)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return kind_names(self._workspace.own_step_kinds)


_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")


def _step_kind(stream: str) -> str:
    return f"step {canonical(stream)}"


def _meant(written: str, known: dict[str, list[Mention]]) -> str | None:
    """The id that is known, with hyphens where somebody wrote blanks."""
    if written in known:
        return written
    id_ = "-".join(written.split())
    return next((each for each in (id_, id_.lower()) if each in known), None)
