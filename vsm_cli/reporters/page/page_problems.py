"""Problems as the page lists them: with their line, what to do, and the rule's manual."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markupsafe import Markup

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, tr
from vsm_cli.lint.rule import Rule
from vsm_cli.reporters.check.excerpt import Excerpt, excerpt
from vsm_cli.reporters.levels import level_name
from vsm_cli.reporters.page.page_addresses import LEVEL, Addresses
from vsm_cli.reporters.page.page_parts import PagePart
from vsm_cli.reporters.page.page_pictures import is_harmless
from vsm_cli.wording.glossary import TERMS

_EXCERPT_COLUMNS = 100

_PLACE = message("{path}:{line}:{column}")
_NO_REASON = message("no reason given")


class PagePlace(NamedTuple):
    """A place in a file, with the way to the file where the page may link to it."""

    text: str
    href: str


class Problem(NamedTuple):
    """A problem as it is listed. `reason` is why it is suppressed, `target` leads to what it is
    about, `rule` to the manual of its rule; both may be empty."""

    anchor: str
    facets: str
    about: str
    target: str
    level: str
    level_name: str
    code: str
    name: str
    rule: str
    place: PagePlace
    message: str
    help: str
    excerpt: Excerpt | None
    related: tuple[tuple[PagePlace, str], ...]
    reason: str


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        return is_harmless(url)


class Manual(NamedTuple):
    anchor: str
    code: str
    name: str
    html: Markup


def problems(
    part: PagePart, found: Iterable[Diagnostic], kind: str, addresses: Addresses
) -> list[Problem]:
    """Problems in their order; `kind` begins their ids."""
    documented = {rule.code for rule in part.rules}
    return [
        _problem(part, each, addresses.anchor(f"{kind}.{number}"), documented, addresses)
        for number, each in enumerate(found, start=1)
    ]


def _problem(
    part: PagePart, each: Diagnostic, anchor: str, documented: set[str], addresses: Addresses
) -> Problem:
    tokens = (
        *addresses.tokens(each.element),
        *addresses.team_tokens(each.team),
        LEVEL + each.level.value,
    )
    source = part.source(each.path)
    reason = ""
    if each.suppression:
        reason = each.suppression.reason or tr(_NO_REASON)
    return Problem(
        anchor,
        " ".join(dict.fromkeys(tokens)),
        addresses.anchor(each.element),
        addresses.link(each.element),
        each.level.value,
        level_name(each.level),
        each.code,
        each.name,
        "#" + addresses.anchor(f"rules.{each.code}") if each.code in documented else "",
        _place(each.path, each.span.line, each.span.column, addresses),
        each.message,
        each.help or "",
        excerpt(source.lines, each.span, _EXCERPT_COLUMNS) if source else None,
        tuple(
            (_place(place.path, place.span.line, place.span.column, addresses), place.message)
            for place in each.related
        ),
        reason,
    )


def _place(path: str, line: int, column: int, addresses: Addresses) -> PagePlace:
    return PagePlace(tr(_PLACE, path=path, line=line, column=column), addresses.file(path))


def manuals(
    rules: Sequence[Rule], found: Iterable[Diagnostic], addresses: Addresses
) -> list[Manual]:
    """The manuals of the rules that found something, in order of code."""
    codes = {each.code for each in found}
    return [
        Manual(addresses.anchor(f"rules.{rule.code}"), rule.code, rule.name, _html(rule.text))
        for rule in sorted(rules, key=lambda rule: rule.code)
        if rule.code in codes
    ]


class Explained(NamedTuple):
    """A word of the glossary."""

    name: str
    html: Markup


def glossary() -> list[Explained]:
    """What the words of the page mean."""
    return [Explained(term.name, _html(term.text)) for term in TERMS]


def _html(text: str) -> Markup:
    """A manual, which may be somebody else's: none of the HTML in it becomes ours."""
    parser = _Parser("commonmark", {"html": False}).enable("table").disable("image")
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    return Markup(parser.renderer.render(tokens, parser.options, {}))
