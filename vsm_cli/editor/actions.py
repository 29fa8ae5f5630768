"""What can be done about a problem: put it right, or say why it stays."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from lsprotocol import types

from vsm_cli.api import Options
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.editor.positions import lines_of
from vsm_cli.editor.protocol import FIX_ALL
from vsm_cli.editor.session import Session, Where
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.lint.check_report import Report
from vsm_cli.source.places import Span
from vsm_cli.source.reading import read_text

_SUPPRESS = message("Leave {rule} out here, and say why")
_REASON = message("say why")
_ALL = message("Put right all that can be put right safely")


def actions(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be done about the problems of a stretch of text."""
    where = session.where(params)
    if where is None or where.source is None or where.checked is None:
        return []
    return session.speak(where, lambda: list(_offered(session, where, params)))


def _offered(
    session: Session, where: Where, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    if _is_asked(types.CodeActionKind.QuickFix, params):
        for problem, report in _problems(session, where, params.range):
            shown = session.shown.shown(problem, report)
            if problem.fix:
                edits = [_edit(session, where, each.span, each.text) for each in problem.fix.edits]
                yield _action(
                    session, where, problem.fix.description, edits, shown, problem.fix.safe
                )
            if not problem.always and (edit := _suppression(session, where, problem)):
                title = tr(_SUPPRESS, rule=f"{problem.code} {problem.name}")
                yield _action(session, where, title, [edit], shown, False)
    kinds = types.CodeActionKind
    if any(_is_asked(kind, params) for kind in (kinds.RefactorRewrite, kinds.RefactorExtract)):
        from vsm_cli.editor.refactorings import refactorings

        yield from refactorings(session, where, params)
    # What takes a while is done for who asks for it.
    if params.context.only and _is_asked(FIX_ALL, params):
        edits = list(_all_fixes(session, where))
        if edits:
            yield types.CodeAction(
                tr(_ALL), kind=FIX_ALL, edit=session.edit({session.uri(where.path): edits})
            )


def _is_asked(kind: str, params: types.CodeActionParams) -> bool:
    only = params.context.only
    return not only or any(kind == each or kind.startswith(f"{each}.") for each in only)


def _problems(
    session: Session, where: Where, range_: types.Range
) -> Iterator[tuple[Diagnostic, Report]]:
    """The problems that begin or end in a range, or hold it."""
    first = session.units.spot(where.lines, range_.start)
    last = session.units.spot(where.lines, range_.end)
    for problem, report in session.desk.problems().get(where.path, []):
        if problem.span[:2] <= last and problem.span[2:] >= first:
            yield problem, report


def _edit(session: Session, where: Where, span: Span, text: str) -> types.TextEdit:
    return types.TextEdit(session.units.range(where.lines, span), text)


def _action(
    session: Session, where: Where, title: str, edits: list[types.TextEdit],
    shown: types.Diagnostic, preferred: bool,
) -> types.CodeAction:  # fmt: skip
    return types.CodeAction(
        title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        is_preferred=preferred or None,
        edit=session.edit({session.uri(where.path): edits}),
    )


def _suppression(session: Session, where: Where, problem: Diagnostic) -> types.TextEdit | None:
    """A comment that covers a problem: into one that is there, at the end of the line, or above
    it; None where no comment can stand."""
    for span, text in _comments(where, problem):
        lines = list(where.lines)
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + text + line[span.end_column - 1 :]
        changed = read_text("\n".join(lines), "")
        moved = text.count("\n")
        covers = any(
            problem.code in each.rules and each.first <= problem.span.line + moved <= each.last
            for each in changed.suppressions
        )
        if changed.readable and covers and _same(where, changed.documents):
            return _edit(session, where, span, text)
    return None


def _same(where: Where, documents: Iterable[object]) -> bool:
    """Whether a text still says what it said."""
    return list(documents) == read_text("\n".join(where.lines), "").documents


def _comments(where: Where, problem: Diagnostic) -> Iterator[tuple[Span, str]]:
    number, line = problem.span.line, where.lines[problem.span.line - 1]
    reason = tr(_REASON)
    for each in where.source.suppressions if where.source else ():
        if each.rules and each.first <= number <= each.last:
            text = where.lines[each.line - 1]
            close = text.find("]", each.column - 1) + 1
            yield Span(each.line, close, each.line, close), f", {problem.code}"
    end = len(line.rstrip()) + 1
    comment = f"# vsm: ignore[{problem.code}] {reason}"
    yield Span(number, end, number, len(line) + 1), f"  {comment}"
    indent = len(line) - len(line.lstrip())
    yield Span(number, 1, number, 1), f"{' ' * indent}{comment}\n"


def _all_fixes(session: Session, where: Where) -> Iterator[types.TextEdit]:
    """The lines of a text that differ once all is put right that can be."""
    from vsm_cli.api.fixed_workspaces import fix

    options = Options(overlay=session.desk.overlay(), as_configured=True)
    try:
        fixed = fix([where.path], options, unsafe=False)
    except VsmError:
        return
    after = fixed.after.get(where.path)
    if after is None:
        return
    text = after.decode()
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    lines, before = lines_of(text), where.lines
    for tag, first, last, start, end in SequenceMatcher(None, before, lines).get_opcodes():
        if tag == "equal":
            continue
        new = lines[start:end]
        if last < len(before):
            written = "".join(f"{line}{end_of_line}" for line in new)
            yield _edit(session, where, Span(first + 1, 1, last + 1, 1), written)
        elif first:  # no line end stands behind the last line
            written = "".join(f"{end_of_line}{line}" for line in new)
            start_column = len(before[first - 1]) + 1
            span = Span(first, start_column, last, len(before[-1]) + 1)
            yield _edit(session, where, span, written)
        else:
            span = Span(1, 1, last, len(before[-1]) + 1)
            yield _edit(session, where, span, end_of_line.join(new))
