"""`vsm refactor`: change definitions by what can be done at an element, and say what that does."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.errors import VsmError
from vsm_cli.language import apart, either, message, names, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api import Options, Report, WorkspaceReport
    from vsm_cli.api.refactoring import Refactored
    from vsm_cli.refactoring.offer import Offer

_UNKNOWN = message("there is no refactoring {name}; there is {known}")
_NEAR = message("there is no refactoring {name}; did you mean {nearest}?")
_WHICH = message("say which with --with: {choices}")
_NO_CHOICE = message("--with {choice} is not possible here; possible: {choices}")
_REFUSED = message("not done, as something would be lost: {reason}")
_NOTHING = message("nothing can be done at {element}")
_NOTHING_AT_ALL = message("nothing can be done here")
_CHANGED = message("changed {path}")
_CANNOT = message("not possible, as something would be lost: {reason}")
_ONE, _MANY = message("{name}: {title}"), message("{name} --with {choices}: {title}")
_SECTIONS = ("streams", "paths", "systems", "journeys", "teams", "roles", "data", "patterns",
             "价值流", "路径", "系统", "客户旅程", "团队", "角色", "数据", "样板")  # fmt: skip
_MOST_CHOICES = 4


def refactor(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="assign-owner, define-path, link-streams, merge-acceptances, side-by-side or "
            "extract-pattern. Left out: list what can be done, with what it would do.",
            show_default=False,
        ),
    ] = None,
    element: Annotated[
        str | None,
        typer.Argument(
            metavar="ELEMENT",
            help="Where, as streams.ID.steps.ID, streams.ID, paths.FROM->TO; everywhere if none.",
            show_default=False,
        ),
    ] = None,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH",
            help="Files or folders; the current folder if none.",
            show_default=False,
            readable=False,
        ),
    ] = None,
    choice: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="VALUE",
            help="Which one, where there are several: the owner, path, stream or step.",
            show_default=False,
        ),
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would be written, and write nothing.")
    ] = False,
) -> int:
    """Change definitions in one go: owners, paths, links, acceptances, forks, patterns.

    Every byte outside of the change stays. It says what becomes of lead times and problems, and
    exits with 1 if it brings a problem, or if --diff shows a change.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.api.refactoring import NAMES
    from vsm_cli.source.discovery import find_root
    from vsm_cli.source.workspaces import absolute

    words = [each for each in (name, element, *map(str, paths or ())) if each is not None]
    name = words.pop(0) if words and not _is_address(words[0]) else None
    if name and name not in NAMES and Path(name).exists():
        words, name = [name, *words], None
    # A file or folder is a place to look in, wherever it stands.
    element = words.pop(0) if words and not Path(words[0]).exists() else None
    named = [Path(each) for each in words]
    # What a change does elsewhere is said, too, whichever file is named.
    named = [find_root(absolute(each)) or each for each in named or [Path()]]
    options = Options()
    report = analyse(named, options)
    for notice in report.notices:
        output.note(notice)
    with spoken(report.language):
        if name is not None and name not in NAMES:
            raise VsmError(_no_such(name, list(NAMES)))
        if name is None or element is None:
            output.write("\n".join(_listed(report, named, options, name, element)))
            return 0
        checked, offer = _chosen(report, name, element, choice)
    with spoken(checked.language):
        if offer.refused is not None:
            raise VsmError(tr(_REFUSED, reason=offer.refused))
        return _done(checked, offer, named, options, diff=diff)


def _is_address(word: str) -> bool:
    section, dot, _ = word.partition(".")
    return bool(dot) and section in _SECTIONS and not Path(word).exists()


def _no_such(name: str, known: list[str]) -> str:
    from vsm_cli.loading.nearest_name import nearest

    near = nearest(name, known)
    return (
        tr(_NEAR, name=name, nearest=near) if near else tr(_UNKNOWN, name=name, known=names(known))
    )


def _done(
    checked: "WorkspaceReport", offer: "Offer", named: list[Path], options: "Options", *, diff: bool
) -> int:
    from vsm_cli.api.refactoring import refactor as refactored
    from vsm_cli.cli.targets import definition
    from vsm_cli.cli.text_difference import text_difference
    from vsm_cli.source.workspaces import shown_name

    found = refactored(named, options, checked, offer)
    output.note(offer.title)
    for text in _said(found):
        output.note(text)
    if diff:
        for path in sorted(found.after):
            lines = text_difference(shown_name(path), found.before[path], found.after[path])
            output.write("".join(lines))
        return 1
    files = {path: definition(path, paths=named) for path in found.after}
    for path, file in files.items():
        output.write_file(file, found.after[path], instead_of=found.before[path])
        output.note(tr(_CHANGED, path=file.name))
    return int(bool(found.consequences.problems.gained))


def _said(found: "Refactored") -> Iterator[str]:
    from vsm_cli.reporters.refactor.contents import sentences

    told = found.consequences
    return sentences(told.before, told.after, told.effect, told.problems)


def _chosen(
    report: "Report", name: str, element: str, choice: str | None
) -> "tuple[WorkspaceReport, Offer]":
    """The offer that is meant; of several workspaces, the first that has the element answers."""
    from vsm_cli.api.refactoring import offers_of

    for number, each in enumerate(report.workspaces, 1):
        with spoken(each.language):
            try:
                offers = offers_of(each, name, element)
            except VsmError:
                if number == len(report.workspaces):
                    raise
                continue
            choices = [offer.choice for offer in offers if offer.choice]
            if choice is not None:
                offers = [offer for offer in offers if offer.choice == choice]
                if not offers:
                    raise VsmError(tr(_NO_CHOICE, choice=choice, choices=either(choices)))
            if len(offers) > 1:
                raise VsmError(tr(_WHICH, choices=either(choices)))
            return each, offers[0]
    raise VsmError(tr(_NOTHING, element=element))


def _listed(
    report: "Report", named: list[Path], options: "Options", name: str | None, element: str | None
) -> Iterator[str]:
    """What can be done, at one element or wherever something can."""
    from vsm_cli.api.refactoring import elements

    if element is not None:
        yield from _at_element(report, named, options, element)
        return
    several = len(report.workspaces) > 1
    found = False
    for each in report.workspaces:
        with spoken(each.language):
            for address, possible in elements(each):
                if name in (None, possible):
                    found = True
                    yield f"{possible} {address}" + (f" {each.root}" if several else "")
    if not found:
        yield tr(_NOTHING_AT_ALL)


def _at_element(
    report: "Report", named: list[Path], options: "Options", element: str
) -> Iterator[str]:
    from vsm_cli.api.refactoring import offers_at
    from vsm_cli.api.refactoring import refactor as refactored

    for number, each in enumerate(report.workspaces, 1):
        with spoken(each.language):
            try:
                offers = offers_at(each, element)
            except VsmError:
                if number == len(report.workspaces):
                    raise
                continue
            by_name: dict[str, list[Offer]] = {}
            for offer in offers:
                by_name.setdefault(offer.name, []).append(offer)
            for name, same in by_name.items():
                first = same[0]
                choices = [offer.choice for offer in same]
                shown = "|".join(choices[:_MOST_CHOICES])
                shown += "|…" if len(choices) > _MOST_CHOICES else ""
                many = len(same) > 1
                yield tr(_MANY if many else _ONE, name=name, title=first.title, choices=shown)
                if first.refused is not None:
                    yield "  " + tr(_CANNOT, reason=first.refused)
                else:
                    yield "  " + apart(_said(refactored(named, options, each, first)))
            if not offers:
                yield tr(_NOTHING, element=element)
            return
