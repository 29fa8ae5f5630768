"""The files of one workspace into what is found in it, or what an earlier run found in them."""

from collections import Counter
from functools import cache as once
from functools import partial
from typing import TYPE_CHECKING

from vsm_cli.api.available_rules import known_rules, read_config
from vsm_cli.api.given import Given
from vsm_cli.api.memory import MANY
from vsm_cli.cache import Cache
from vsm_cli.errors import ConfigError
from vsm_cli.language import current, message, names, of_workspace, spoken, tr
from vsm_cli.lint.check_report import Options, WorkspaceReport, in_order
from vsm_cli.lint.config import Choice, LintConfig, at_line, resolve
from vsm_cli.lint.finding_to_diagnostic import in_words
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.running import Outcome, run
from vsm_cli.loading import Loaded, load_files
from vsm_cli.loading.collect import collect
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.reading import SourceFile

if TYPE_CHECKING:
    from vsm_cli.loading.earlier import Earlier

_HELD_BACK = message(
    "undefined references are not reported, because {files} could not be read whole "
    "and may define them"
)


def check_workspace(
    given: Given, options: Options, earlier: "Earlier | None" = None
) -> WorkspaceReport:
    """Load and check a workspace. Raises ConfigError for a faulty configuration, VsmError for a
    value that cannot be set."""
    file = given.root_file
    if options.assignments:
        from vsm_cli.loading.what_if import assign, refuse_faulty  # most checks suppose nothing

        places = assign(given.files, options.assignments)
    load = once(partial(load_files, given.files, file, earlier))
    source = next((each for each in given.files if each.path == file), None)
    # What is in memory is there sooner, and need not be written with each change.
    cache = None if earlier else _cache_for(given, options)
    # What stands only in its vsm.yaml is known without the rest of it.
    root = collect([source] if source else [], file).root if cache else load().root
    with spoken(of_workspace(root.get("language"))):
        if options.assignments:
            refuse_faulty(places, options.assignments, load().findings, in_words)
        config = given.config or read_config(root.get("lint"), file or ROOT_FILE, source)
        given = given._replace(config=config)
        if cache:
            from vsm_cli.api.kept_reports import kept_or_made  # a small check keeps nothing

            report = kept_or_made(cache, given, options, load, partial(_checked, config))
        else:
            report = _checked(config, given, options, load())
        report.cache = options.cache
        return report


def _cache_for(given: Given, options: Options) -> Cache | None:
    """The cache, where it is worth asking and what it says would be true."""
    if options.assignments or options.rules or len(given.files) < MANY:
        return None
    return options.cache


def _checked(config: LintConfig, given: Given, options: Options, loaded: Loaded) -> WorkspaceReport:
    outcome = Outcome()
    rules: tuple[Rule, ...] = ()
    if options.check:
        file = given.root_file or ROOT_FILE
        wanted = config.with_choice(
            preset=options.preset, select=options.select, ignore=options.ignore
        )
        rules = options.rules or known_rules(config, loaded.files, file)
        choice = _resolve(config, wanted, rules, file, loaded.files.get(file))
        outcome = run(loaded, rules, choice, given.inside, suppressions=options.suppressions)
    notices = []
    if not loaded.workspace.complete:
        broken = [source.path for source in loaded.files.values() if not source.readable]
        notices.append(tr(_HELD_BACK, files=names(broken or [tr("a document")])))
    return WorkspaceReport(
        given.root,
        loaded.files,
        lambda: loaded,
        config,
        sorted(outcome.diagnostics, key=in_order),
        sorted(outcome.suppressed, key=in_order),
        outcome.failed,
        known=lambda: rules,
        language=current(),
        notices=notices,
        streams=Counter(stream.place.file for stream in loaded.workspace.streams.values()),
        faulty=loaded.faulty,
    )


def _resolve(
    config: LintConfig,
    wanted: LintConfig,
    rules: tuple[Rule, ...],
    file: str,
    source: SourceFile | None,
) -> Choice:
    """The rules that are wanted; a rule that the file names and does not exist is told with it."""
    if config != LintConfig():
        try:
            resolve(config, rules)
        except ConfigError as error:
            raise at_line(error, file, source, "lint") from None
    return resolve(wanted, rules)
