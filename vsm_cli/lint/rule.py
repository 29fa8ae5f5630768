"""What a rule is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import signature
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from vsm_cli.diagnostics import Finding, Level, Related, Replacement
from vsm_cli.language import tr
from vsm_cli.lint.manual import manual_text
from vsm_cli.model.elements import Element, Idea
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Place

Check = Callable[..., Iterator[Finding]]
Scope = Literal["stream", "workspace"]


class Rule(Struct, frozen=True, kw_only=True):
    """One rule: what it is called, what it says, and how it looks.

    `messages` and `helps` are templates by name; the usual one is called "message" and
    "help". `check(workspace, *, settings…)` yields findings and does nothing else. It is None
    for what reading and running find: their texts stand where the fault is seen, since a value
    given on the command line is refused in the same words, and since these findings are told
    even where the rule is not among those of the run. `manual` is the module's docstring.

    Rules of level error and warning belong to the preset `recommended` unless `strict_only`. What
    is found `always` cannot be switched off, suppressed or given another level; what is not
    `in_baseline` has to be put right at once.

    `scope` tells what the findings rest on. Those of a rule of scope "stream" each belong to a
    stream, and rest on that stream, on the organisation (teams, roles, systems, data, paths,
    practices, kinds of step) and, of other streams, only on names, owner, layer, state, the
    steps where work comes in, demand and perceived lead time.
    """

    code: str
    name: str
    level: Level
    summary: str
    manual: str
    messages: Mapping[str, str]
    helps: Mapping[str, str] = field(default_factory=dict)
    check: Check | None = None
    strict_only: bool = False
    always: bool = False
    in_baseline: bool = True
    scope: Scope = "workspace"

    @property
    def settings(self) -> dict[str, Any]:
        """The rule's settings with their defaults: the keyword parameters of its check."""
        if self.check is None:
            return {}
        parameters = signature(self.check).parameters.values()
        return {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}

    @property
    def text(self) -> str:
        """The manual in the language in force."""
        return manual_text(self.manual)

    @property
    def finds(self) -> str:
        """The summary in the language in force."""
        return tr(self.summary)

    def run(self, workspace: Workspace, settings: Mapping[str, Any]) -> Iterator[Finding]:
        """The findings of this rule, with its code and its templates filled in."""
        if self.check is None:
            return
        for found in self.check(workspace, **settings):
            yield replace(
                found,
                code=self.code,
                message=self.messages[found.message],
                help=None if found.help is None else self.helps.get(found.help),
            )


def finding(
    element: Element | Idea,
    *keys: str | int,
    place: Place | None = None,
    message: str = "message",
    help: str | None = "help",
    subject: str = "",
    owner: str | None = None,
    related: Iterable[Related] = (),
    fix: Replacement | None = None,
    **fields: object,
) -> Finding:
    """A finding about an element: at the key below it that `keys` name, or at `place`.

    `fields` fill the templates. Without `owner`, the element's own owner is meant.
    """
    return Finding(
        code="",
        place=place or element.place.key(*keys),
        element=element.address,
        message=message,
        fields=fields,
        help=help,
        subject=subject,
        owner=owner or getattr(element, "owner", None),
        related=tuple(related),
        fix=fix,
    )


__all__ = ["Finding", "Related", "Replacement", "Rule", "finding"]
