"""Findings into diagnostics: text made, places looked up, fingerprints given."""

from collections.abc import Iterable, Mapping

from vsm_cli.diagnostics import Diagnostic, Edit, Finding, Fix, Level, RelatedPlace, Replacement
from vsm_cli.language import current, fill
from vsm_cli.lint.config import Choice
from vsm_cli.lint.rule import Rule
from vsm_cli.model.values import Time
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.data import as_scalar
from vsm_cli.source.places import Place, Span
from vsm_cli.source.reading import SourceFile
from vsm_cli.source.source_fault import SourceFault
from vsm_cli.wording.times import clock


class Diagnosing:
    """Makes diagnostics for one workspace. `inside` gives a file's path below the root, which
    fingerprints are built from, so that they do not depend on the working folder."""

    def __init__(
        self,
        workspace: Workspace,
        files: Mapping[str, SourceFile],
        rules: Iterable[Rule],
        choice: Choice,
        inside: Mapping[str, str],
    ) -> None:
        self._workspace = workspace
        self._files = files
        self._rules = {rule.code: rule for rule in rules}
        self._levels = choice.levels
        self._inside = inside
        self._seen: dict[str, int] = {}

    def of_finding(self, finding: Finding) -> Diagnostic:
        place = finding.place
        related = tuple(
            RelatedPlace(
                message=in_words(item.message, item.fields),
                path=item.place.file,
                span=self._span(item.place),
            )
            for item in finding.related
        )
        return self._diagnostic(
            code=finding.code,
            message=in_words(finding.message, finding.fields),
            help=None if finding.help is None else in_words(finding.help, finding.fields),
            path=place.file,
            span=self._span(place),
            element=finding.element,
            subject=finding.subject,
            owner=finding.owner or self._owner_at(finding.element),
            related=related,
            fix=self._fix(finding),
            in_streams=finding.in_streams,
        )

    def at_their_text(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """The findings where the text is that they are about: streams may take it from others."""
        origins = self._workspace.origins
        if not origins:
            return findings
        from vsm_cli.lint.findings_in_patterns import at_their_text

        return at_their_text(findings, origins, self._owner_at)

    def _owner_at(self, address: str) -> str | None:
        """Who owns the step that an address leads to or into, or else the stream or other element;
        a link that nobody owns is a matter of the step's owner."""
        keys = address.split(".")
        if keys[0] not in ("streams", "systems", "data", "journeys") or len(keys) < 2:
            return None
        element = getattr(self._workspace, keys[0]).get(keys[1])
        if keys[0] == "streams" and element and len(keys) > 3 and keys[2] == "steps":
            element = element.steps.get(keys[3])
        owner: str | None = getattr(element, "owner", None)
        return owner

    def of_fault(self, fault: SourceFault, path: str) -> Diagnostic:
        return self._diagnostic(
            code=fault.code,
            message=fill(fault.message, fault.fields),
            help=None if fault.help is None else fill(fault.help, fault.fields),
            path=path,
            span=Span(fault.line, fault.column, fault.line, fault.column + fault.length),
            element="",
            subject=str(fault.fields.get("key", "")),
        )

    def at_line(
        self, code: str, path: str, span: Span, text: str, *, subject: str, fix: Fix | None = None
    ) -> Diagnostic:
        """A diagnostic about the text itself, such as a comment."""
        return self._diagnostic(
            code=code,
            message=text,
            help=None if fix is None else fix.description,
            path=path,
            span=span,
            element="",
            subject=subject,
            fix=fix,
        )

    def _diagnostic(
        self,
        *,
        code: str,
        message: str,
        help: str | None,
        path: str,
        span: Span,
        element: str,
        subject: str,
        owner: str | None = None,
        related: tuple[RelatedPlace, ...] = (),
        fix: Fix | None = None,
        in_streams: tuple[str, ...] = (),
    ) -> Diagnostic:
        rule = self._rules.get(code)
        level = self._levels.get(code) or (rule.level if rule else Level.ERROR)
        return Diagnostic(
            code=code,
            name=rule.name if rule else "",
            level=level,
            message=message,
            help=help,
            path=path,
            span=span,
            element=element,
            owner=owner,
            team=self._workspace.team_of(owner),
            related=related,
            fingerprint=self._fingerprint(path, code, element, subject),
            subject=subject,
            in_streams=in_streams,
            fix=fix,
            language=current(),
            # What reading finds stands even where its rule is not among those of the run.
            always=rule.always if rule else True,
            in_baseline=rule.in_baseline if rule else False,
        )

    def _fingerprint(self, path: str, code: str, element: str, subject: str) -> str:
        """Built from what stays when lines move; a repeated one is counted, so it is unique."""
        known = "\n".join((self._inside.get(path, path), code, element, subject))
        count = self._seen[known] = self._seen.get(known, 0) + 1
        if count > 1:
            known += f"\n{count}"
        # Only a problem needs it, and its import takes as long as checking a small file.
        import hashlib

        # A file name that is not UTF-8, or an escape in a text, may bring half of a pair.
        return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _span(self, place: Place) -> Span:
        source = self._files.get(place.file)
        return source.locate(place) if source else Span(1, 1, 1, 1)

    def _fix(self, finding: Finding) -> Fix | None:
        """The edit that a finding proposes; None where the text at its place is not what the
        edit would replace, because the value comes from elsewhere."""
        fix = finding.fix
        source = self._files.get(finding.place.file)
        if fix is None or source is None or not source.readable or fix.place.file != source.path:
            return None
        span = source.locate(fix.place)
        written = source.at(span)
        if written not in (fix.old, f'"{fix.old}"', f"'{fix.old}'"):
            return None
        if fix.items:
            edit = _list_edit(source, fix, span)
        elif fix.text:
            edit = Edit(span=span, text=as_scalar(fix.text))
        else:
            edit = _removal(source, fix)
        if edit is None:
            return None
        return Fix(description=fill(fix.description, fix.fields), safe=fix.safe, edits=(edit,))


def in_words(template: str, fields: Mapping[str, object]) -> str:
    """A template filled. What the loader found has times that are still to be said."""
    said = {
        key: clock(each.seconds, each.calendar) if isinstance(each, Time) else each
        for key, each in fields.items()
    }
    return fill(template, said)


def _list_edit(source: SourceFile, fix: Replacement, span: Span) -> Edit | None:
    """Several items instead of one value; None in a list of lines, where each would need one."""
    text = ", ".join(map(as_scalar, fix.items))
    match source.list_around(fix.place):
        case "none":
            return Edit(span=span, text=f"[{text}]")
        case "flow":
            return Edit(span=span, text=text)
    return None


def _removal(source: SourceFile, fix: Replacement) -> Edit | None:
    span = source.item_to_remove(fix.place)
    return None if span is None else Edit(span=span, text="")
