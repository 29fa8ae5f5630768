"""Run the chosen rules over one workspace: findings, levels, suppressions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush

from msgspec import Struct, field
from msgspec.structs import replace

from vsm_cli.diagnostics import Diagnostic, Edit, Finding, Fix, Suppression
from vsm_cli.language import message, tr
from vsm_cli.lint.config import Choice
from vsm_cli.lint.finding_to_diagnostic import Diagnosing
from vsm_cli.lint.rule import Rule
from vsm_cli.loading import Loaded
from vsm_cli.source.comments import SuppressionComment, with_ascii_signs
from vsm_cli.source.globs import matches
from vsm_cli.source.places import Place, Span
from vsm_cli.source.reading import SourceFile

_RULE_FAILURE = "VSM008"
_UNUSED_SUPPRESSION = "VSM009"
_FAILED = message("the rule {rule} failed: {error}")
_FAILED_HELP = message(
    "the other rules still ran; please report this with the definition that caused it"
)
_UNUSED = message("this suppression of {rule} covers no problem")
_REMOVE = message("take {rule} out of the suppression")
_UNKNOWN = message("this suppression names {rule}, which is no rule")
_NEVER = message("{rule} cannot be suppressed")
_NO_RULE = message("this suppression names no rule: write `# vsm: ignore[CODE] why`")
_NO_REASON = message("this suppression gives no reason, and `require-reason` asks for one")
# To take one rule out, the others are written anew: of a longer list that is not offered.
_FIXABLE_MOST = 100


class Outcome(Struct):
    """What running the rules gave: diagnostics to show, those that comments silence, and
    whether a rule failed."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    suppressed: list[Diagnostic] = field(default_factory=list)
    failed: bool = False


def run(
    loaded: Loaded,
    rules: tuple[Rule, ...],
    choice: Choice,
    inside: Mapping[str, str],
    *,
    suppressions: bool = True,
) -> Outcome:
    """All diagnostics of one workspace, unordered. `inside` maps files to paths below the root."""
    outcome = Outcome()
    diagnosing = Diagnosing(loaded.workspace, loaded.files, rules, choice, inside)
    found = list(_reading(loaded, diagnosing))
    for rule in choice.rules:
        try:
            found += [
                diagnosing.of_finding(finding)
                for finding in diagnosing.at_their_text(
                    rule.run(loaded.workspace, choice.settings.get(rule.code, {}))
                )
                if not _ignored_here(finding.code, finding.place.file, choice, inside)
            ]
        except Exception as error:  # a faulty rule must not take the others with it
            outcome.failed = True
            failure = diagnosing.of_finding(_failure(rule, error, loaded))
            found.append(replace(failure, rule_failure=True))
    if not suppressions:
        outcome.diagnostics = found
        return outcome
    ran = {rule.code: rule for rule in choice.rules}
    names = {known: rule for rule in rules for known in (rule.code, rule.name)}
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_file.setdefault(diagnostic.path, []).append(diagnostic)
    for path, source in loaded.files.items():
        comments = source.suppressions
        if comments:
            suppressing = _Suppressing(source, comments, names, choice.require_reason)
            kept = suppressing.apply(by_file.get(path, []), outcome)
            by_file[path] = kept
            judged = _UNUSED_SUPPRESSION in ran
            if judged and not _ignored_here(_UNUSED_SUPPRESSION, path, choice, inside):
                kept.extend(suppressing.complaints(diagnosing, ran))
    outcome.diagnostics = [diagnostic for kept in by_file.values() for diagnostic in kept]
    return outcome


def _reading(loaded: Loaded, diagnosing: Diagnosing) -> Iterator[Diagnostic]:
    """What reading found; the same fault of an aliased value is told once."""
    seen: set[tuple[object, ...]] = set()
    faults = (
        diagnosing.of_fault(fault, f.path) for f in loaded.files.values() for fault in f.faults
    )
    findings = diagnosing.at_their_text(loaded.findings)
    for diagnostic in (*faults, *(diagnosing.of_finding(finding) for finding in findings)):
        key = (diagnostic.path, diagnostic.code, diagnostic.span, diagnostic.message)
        if key not in seen:
            seen.add(key)
            yield diagnostic


def _failure(rule: Rule, error: Exception, loaded: Loaded) -> Finding:
    first = next(iter(loaded.files), "")
    return Finding(
        code=_RULE_FAILURE,
        place=Place(first, 0, ()),
        element="",
        message=_FAILED,
        fields={"rule": f"{rule.code} {rule.name}", "error": f"{type(error).__name__}: {error}"},
        help=_FAILED_HELP,
        subject=rule.code,
    )


def _ignored_here(code: str, file: str, choice: Choice, inside: Mapping[str, str]) -> bool:
    path = inside.get(file, file)
    return any(code in codes and matches(pattern, path) for pattern, codes in choice.per_file)


class _Suppressing:
    """The suppression comments of one file, and which of them covered anything."""

    def __init__(
        self,
        source: SourceFile,
        comments: Iterable[SuppressionComment],
        names: Mapping[str, Rule],
        require_reason: bool,
    ) -> None:
        self._source = source
        self._comments = list(comments)
        self._names = names
        self._require_reason = require_reason
        self._used: set[tuple[int, str]] = set()

    def apply(self, diagnostics: list[Diagnostic], outcome: Outcome) -> list[Diagnostic]:
        kept = []
        by_code: dict[str, list[Diagnostic]] = {}
        for diagnostic in diagnostics:
            if diagnostic.always:
                kept.append(diagnostic)
            else:
                by_code.setdefault(diagnostic.code, []).append(diagnostic)
        comments = self._by_code()
        for code, found in by_code.items():
            for diagnostic, comment in _covered(found, comments.get(code, [])):
                if comment is None:
                    kept.append(diagnostic)
                    continue
                self._used.add((comment.line, code))
                why = Suppression(path=self._source.path, line=comment.line, reason=comment.reason)
                outcome.suppressed.append(replace(diagnostic, suppression=why))
        return kept

    def _by_code(self) -> dict[str, list[SuppressionComment]]:
        """The comments that silence anything, by the codes of what they silence."""
        result: dict[str, list[SuppressionComment]] = {}
        for comment in self._comments:
            if comment.reason or not self._require_reason:
                named = (self._names.get(rule) for rule in comment.rules)
                for code in {rule.code for rule in named if rule}:
                    result.setdefault(code, []).append(comment)
        return result

    def complaints(self, diagnosing: Diagnosing, ran: Mapping[str, Rule]) -> Iterator[Diagnostic]:
        """Suppressions that cover nothing, name no rule or give no reason."""
        for comment in self._comments:
            if not comment.rules:
                yield self._complaint(diagnosing, comment, tr(_NO_RULE))
            if self._require_reason and not comment.reason:
                yield self._complaint(diagnosing, comment, tr(_NO_REASON), "reason")
                continue
            for name in comment.rules:
                rule = self._names.get(name)
                if rule is None:
                    wrong = _UNKNOWN
                elif rule.always:
                    wrong = _NEVER
                elif rule.code in ran and (comment.line, rule.code) not in self._used:
                    wrong = _UNUSED
                else:
                    continue
                yield self._complaint(diagnosing, comment, tr(wrong, rule=name), name, fixable=True)

    def _complaint(
        self,
        diagnosing: Diagnosing,
        comment: SuppressionComment,
        text: str,
        subject: str = "",
        *,
        fixable: bool = False,
    ) -> Diagnostic:
        span = Span(comment.line, comment.column, comment.line, comment.end_column)
        # The reason behind a name that may only be misspelt, or a rule of a plug-in that is not
        # installed here, is still good.
        known = subject in self._names or len(comment.rules) > 1
        short = len(comment.rules) <= _FIXABLE_MOST
        fixable = fixable and known and short and self._source.readable
        fix = self._without(comment, subject) if fixable else None
        return diagnosing.at_line(
            _UNUSED_SUPPRESSION, self._source.path, span, text, subject=subject, fix=fix
        )

    def _without(self, comment: SuppressionComment, rule: str) -> Fix:
        """Take one rule out of a comment, or the comment itself where it names no other; what
        stands behind a further # is another comment, and stays."""
        _, sign, remark = comment.reason.partition("#")
        line = with_ascii_signs(self._source.lines[comment.line - 1])
        if len(comment.rules) > 1:
            left = ", ".join(other for other in comment.rules if other != rule)
            start = line.index("[", comment.column - 1) + 1
            end = line.index("]", start)
            span, text = Span(comment.line, start + 1, comment.line, end + 1), left
        elif sign:
            span = Span(comment.line, comment.column, comment.line, comment.end_column)
            text = sign + remark
        elif comment.whole_line and comment.line < len(self._source.lines):
            span, text = Span(comment.line, 1, comment.line + 1, 1), ""
        else:
            start = len(line[: comment.column - 1].rstrip())
            span, text = Span(comment.line, start + 1, comment.line, len(line) + 1), ""
        edit = Edit(span=span, text=text)
        return Fix(description=tr(_REMOVE, rule=rule), safe=True, edits=(edit,))


def _covered(
    diagnostics: Iterable[Diagnostic], comments: Sequence[SuppressionComment]
) -> Iterator[tuple[Diagnostic, SuppressionComment | None]]:
    """Each diagnostic with the first comment that covers its line. Both are passed once, from
    the top of the file: many of one may meet many of the other."""
    waiting = sorted(comments, key=lambda comment: comment.first, reverse=True)
    begun: list[tuple[int, SuppressionComment]] = []
    for diagnostic in sorted(diagnostics, key=lambda diagnostic: diagnostic.span.line):
        line = diagnostic.span.line
        while waiting and waiting[-1].first <= line:
            comment = waiting.pop()
            heappush(begun, (comment.line, comment))  # there is one to a line
        while begun and begun[0][1].last < line:
            heappop(begun)
        yield diagnostic, begun[0][1] if begun else None
