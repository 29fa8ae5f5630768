"""What a check found, kept from one run to the next: under what key, and as JSON has it."""

from collections.abc import Callable
from typing import Any

from msgspec import convert, to_builtins
from msgspec.structs import asdict

from vsm_cli.api.available_rules import known_rules
from vsm_cli.api.given import Given
from vsm_cli.cache import Cache
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import current
from vsm_cli.lint.check_report import Options, WorkspaceReport
from vsm_cli.lint.config import LintConfig
from vsm_cli.lint.plugins import plugins_in_use
from vsm_cli.loading import Loaded
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.today import today

Load = Callable[[], Loaded]
Check = Callable[[Given, Options, Loaded], WorkspaceReport]


def kept_or_made(
    cache: Cache, given: Given, options: Options, load: Load, check: Check
) -> WorkspaceReport:
    """What an earlier run found in the same, or else what `check` finds now, which is kept."""
    key = _key(given, options)
    kept = cache.get(*key) if key else None
    if kept is not None:
        report = _from_data(kept, given, options, load)
    else:
        report = check(given, options, load())
        if key and not report.failed:
            cache.put(_as_data(report), *key)
    report.key = key
    return report


def _key(given: Given, options: Options) -> tuple[str, ...] | None:
    """All that a report is made from; None where that cannot be told."""
    plugins = plugins_in_use()
    # What a file is called below the root depends on the working folder, too.
    texts = [
        f"{source.path}\n{given.inside[source.path]}\n{source.digest}"
        for source in given.files
        if source.digest
    ]
    if plugins is None or len(texts) < len(given.files):
        return None
    asked = (options.check, options.preset, options.select, options.ignore, options.suppressions)
    configured = repr(asdict(given.config or LintConfig()))
    day = today().isoformat()
    return ("report", given.root, current(), plugins, repr(asked), configured, day, *texts)


def _as_data(report: WorkspaceReport) -> dict[str, Any]:
    """What was found, and what is to be told of the files."""
    return {
        "files": list(report.files),
        "diagnostics": to_builtins(report.diagnostics),
        "suppressed": to_builtins(report.suppressed),
        "notices": report.notices,
        "streams": dict(report.streams),
        "faulty": report.faulty,
    }


def _from_data(data: dict[str, Any], given: Given, options: Options, load: Load) -> WorkspaceReport:
    """The report that `_as_data` took apart; the workspace itself is loaded when need be."""
    by_name = {source.path: source for source in given.files}
    file, config = given.root_file or ROOT_FILE, given.config or LintConfig()
    return WorkspaceReport(
        given.root,
        {name: by_name[name] for name in data["files"]},
        load,
        config,
        convert(data["diagnostics"], list[Diagnostic]),
        convert(data["suppressed"], list[Diagnostic]),
        known=lambda: known_rules(config, load().files, file) if options.check else (),
        language=current(),
        notices=data["notices"],
        streams=data["streams"],
        faulty=data["faulty"],
    )
