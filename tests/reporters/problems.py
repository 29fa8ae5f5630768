"""Problems made by hand, so that no rule's wording changes what reporters are tested with."""

from collections.abc import Iterable, Mapping

from vsm_cli.diagnostics import Diagnostic, Edit, Fix, Level, RelatedPlace, Suppression
from vsm_cli.lint.check_report import Report, WorkspaceReport
from vsm_cli.lint.config import LintConfig
from vsm_cli.lint.rule import Rule
from vsm_cli.loading import Loaded
from vsm_cli.model.workspace import Workspace
from vsm_cli.rules import ALL_RULES
from vsm_cli.source.places import Span
from vsm_cli.source.reading import SourceFile


def report_of(
    diagnostics: Iterable[Diagnostic] = (),
    suppressed: Iterable[Diagnostic] = (),
    baselined: Iterable[Diagnostic] = (),
    *,
    paths: Iterable[str] = ("streams/restore.yaml",),
    streams: int = 1,
    texts: Mapping[str, str] | None = None,
    rules: Iterable[Rule] = ALL_RULES,
) -> Report:
    """What `vsm check` hands to its reporters, of one workspace."""
    files = {path: SourceFile(path, text) for path, text in (texts or {}).items()}
    checked = WorkspaceReport(
        root=".",
        files=files,
        load=lambda: Loaded(Workspace(), [], files),
        config=LintConfig(),
        diagnostics=list(diagnostics),
        suppressed=list(suppressed),
        baselined=list(baselined),
        known=lambda: tuple(rules),
    )
    return Report([checked], paths=list(paths), streams=streams)


def problem(
    message: str = "nobody answers for repair",
    *,
    level: Level = Level.ERROR,
    path: str = "streams/restore.yaml",
    span: tuple[int, int, int, int] = (4, 7, 4, 13),
    help: str | None = None,
    related: tuple[RelatedPlace, ...] = (),
    fix: Fix | None = None,
    suppression: Suppression | None = None,
    element: str = "streams.restore.steps.repair",
    owner: str | None = "service-desk",
    fingerprint: str = "f" * 32,
) -> Diagnostic:
    return Diagnostic(
        code="VSM102",
        name="step-without-owner",
        level=level,
        message=message,
        help=help,
        path=path,
        span=Span(*span),
        element=element,
        owner=owner,
        team=owner and "it-operations",
        related=related,
        fingerprint=fingerprint,
        fix=fix,
        suppression=suppression,
    )


RESTORE = """\
vsm: 1
streams:
  restore:
    steps:
      repair: {systems: jira, practices: [Incident management, Change management], name: Repair}
      验证: {name: 与网点确认故障已经修复, systems: [服务管理平台, 知识库], next: 复盘}
"""

FILES = ("broken.yaml", "streams/restore.yaml", "vsm.yaml")

SEVERAL = report_of(
    diagnostics=[
        problem(
            "nobody answers for repair, which takes over from record (service-desk) and hands "
            "on to verify (service-desk)",
            span=(5, 7, 5, 13),
            help="write owner: under repair: the one role or team that answers for it",
            related=(
                RelatedPlace(
                    message="record works in servicenow",
                    path="streams/a-rather-long-name-of-a-file.yaml",
                    span=Span(22, 9, 22, 16),
                ),
            ),
            fingerprint="1" * 32,
        ),
        problem(
            "Change management is now called Change enablement",
            level=Level.NOTE,
            span=(5, 63, 5, 80),
            help="write change-enablement",
            fix=Fix(
                description="write change-enablement",
                safe=True,
                edits=(Edit(span=Span(5, 63, 5, 80), text="change-enablement"),),
            ),
            fingerprint="2" * 32,
        ),
        problem(
            "故障单从服务管理平台到知识库没有定义路径，因此要由人重新录入",
            level=Level.WARNING,
            span=(6, 44, 6, 47),
            help="在 paths 下定义：{from: 服务管理平台, to: 知识库, owner: …}",
            element="",
            owner=None,
            fingerprint="3" * 32,
        ),
        problem("the file is not YAML", path="broken.yaml", span=(1, 1, 1, 2), owner=None),
    ],
    suppressed=[
        problem(
            suppression=Suppression(
                path="streams/restore.yaml", line=4, reason="agreed with the team until May"
            )
        )
    ],
    paths=FILES,
    streams=2,
    texts={"streams/restore.yaml": RESTORE},
)

CLEAN = report_of(paths=FILES, streams=2)

# What a name may hold: a terminal's escapes, a turned direction, markup, line breaks, halves.
HOSTILE = "a\x1b[31mb\x1b]0;x\x07\u202ec\u2066|d`e<b>f[g](h)\ni\r\tj*k_l&amp;m\ud800n\u200bo[bold]p"
