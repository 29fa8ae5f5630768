"""A problem as every reporter sees it: text made, place looked up."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from vsm_cli.diagnostics.level import Level
from vsm_cli.source.places import Span


class RelatedPlace(Struct, frozen=True):
    message: str
    path: str
    span: Span


class Edit(Struct, frozen=True):
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    description: str
    safe: bool
    edits: tuple[Edit, ...]


class Suppression(Struct, frozen=True):
    """A comment that silences problems; `path` and `line` are its own place."""

    path: str
    line: int
    reason: str


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One problem.

    `path` is relative to the working folder with `/`; `element` the place in the workspace,
    `subject` what tells it from others of the same rule there.
    `language` is that of its texts, and of what else is said with them.
    `suppression` is set on diagnostics that a comment silences; where `always` stands, none can.
    `in_baseline` says whether it may be accepted for now. A `rule_failure` is no fault of the
    definition: a rule raised. `in_streams` are the elements of streams that have it because they
    take what stands there.
    """

    code: str
    name: str
    level: Level
    message: str
    help: str | None
    path: str
    span: Span
    element: str
    owner: str | None
    team: str | None
    related: tuple[RelatedPlace, ...]
    fingerprint: str
    fix: Fix | None = None
    suppression: Suppression | None = None
    language: str = "en"
    always: bool = False
    in_baseline: bool = True
    rule_failure: bool = False
    subject: str = ""
    in_streams: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.span.line, self.span.column, self.code, self.fingerprint)


def laid_out(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The problems for pictures of streams: each at every element that has it."""
    return [
        replace(problem, element=element)
        for problem in problems
        for element in dict.fromkeys((problem.element, *problem.in_streams))
    ]
