"""What a run is asked for, and what it gives."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from vsm_cli.cache import Cache
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.language import current
from vsm_cli.lint.config import LintConfig, engine_from, layout_from
from vsm_cli.lint.rule import Rule
from vsm_cli.loading import Loaded
from vsm_cli.model.elements import Setting
from vsm_cli.model.settings import Engine, Layout, Preset
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.reading import SourceFile


class Options(Struct, frozen=True, kw_only=True):
    """What the command line asks for; None leaves it to the configuration.

    Without `check`, workspaces are loaded but no rule runs over them. `overlay` holds texts
    that stand for files on disk, by absolute path; `assignments` are values to lay over them.
    `rules` are all that there are: by default those of vsm, of plugins and of the workspace.
    Problems that the file `baseline` accepts are set aside, those that the Git revision `since`
    has too are left out; with `as_configured`, what the configuration names counts where these
    name none. `force_exclude` leaves out named files that `lint: exclude` covers or that are not
    ours. What a `cache` has from an earlier run is taken from there.
    """

    preset: Preset | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    suppressions: bool = True
    check: bool = True
    rules: tuple[Rule, ...] | None = None
    overlay: Mapping[Path, bytes] = field(default_factory=dict)
    assignments: tuple[Setting, ...] = ()
    baseline: Path | None = None
    since: str | None = None
    as_configured: bool = False
    force_exclude: bool = False
    cache: Cache | None = None


class WorkspaceReport(Struct, dict=True):
    """One workspace with its diagnostics, in order of path, line, column and code.

    `root` is its folder relative to the working folder (`.`); `files` are all that are ours, by
    name, and `streams` says how many stand in each. `load` gives the workspace itself, `known` all
    rules that there are for it, whether they ran or not: what was kept from an earlier run needs
    neither. `faulty` is how many problems reading found, `language` what is said of it in;
    `notices` are for stderr. `cache` is what further results may be kept in, and `key` what all of
    this was made from, where that can be told.
    """

    root: str
    files: Mapping[str, SourceFile]
    load: Callable[[], Loaded]
    config: LintConfig
    diagnostics: list[Diagnostic] = field(default_factory=list)
    suppressed: list[Diagnostic] = field(default_factory=list)
    failed: bool = False
    baselined: list[Diagnostic] = field(default_factory=list)
    known: Callable[[], tuple[Rule, ...]] = tuple
    language: str = "en"
    notices: list[str] = field(default_factory=list)
    streams: Mapping[str, int] = field(default_factory=dict)
    faulty: int = 0
    cache: Cache | None = None
    key: tuple[str, ...] | None = None

    @cached_property
    def loaded(self) -> Loaded:
        return self.load()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return self.known()

    @property
    def workspace(self) -> Workspace:
        return self.loaded.workspace

    def fails(self, fail_on: str | None) -> bool:
        """Whether any diagnostic is at or above a level, of the configuration if not given."""
        least = fail_on or self.config.fail_on or Level.ERROR
        return least != "never" and any(
            each.level.at_least(Level(least)) for each in self.diagnostics
        )

    @property
    def engine(self) -> Engine:
        """The engine that its `render` section names. Raises ConfigError."""
        return engine_from(*self._render)._replace(cache=self.cache)

    @property
    def layout(self) -> Layout:
        """The layout of stream maps that its `render` section names. Raises ConfigError."""
        return layout_from(*self._render)

    @property
    def _render(self) -> tuple[Any, str, SourceFile | None]:
        file = (Path(self.root) / ROOT_FILE).as_posix()
        return self.loaded.root.get("render"), file, self.files.get(file)


class Report(Struct):
    """The result of one run over one or more workspaces.

    `notices` are for stderr; `paths` are the files that were named and are ours, `files` and
    `streams` count them and what stands in them.
    """

    workspaces: list[WorkspaceReport] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    streams: int = 0

    @property
    def language(self) -> str:
        """The language of what is said of all together: that of the workspaces where they have
        the same, else the one that is spoken."""
        languages = {workspace.language for workspace in self.workspaces}
        return languages.pop() if len(languages) == 1 else current()

    @property
    def files(self) -> int:
        return len(self.paths)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return sorted((d for w in self.workspaces for d in w.diagnostics), key=in_order)

    @property
    def suppressed(self) -> list[Diagnostic]:
        return sorted((d for w in self.workspaces for d in w.suppressed), key=in_order)

    @property
    def baselined(self) -> list[Diagnostic]:
        return sorted((d for w in self.workspaces for d in w.baselined), key=in_order)

    @property
    def rules(self) -> list[Rule]:
        """All rules that there are for any of the workspaces, in order of code."""
        by_code = {rule.code: rule for w in self.workspaces for rule in w.rules}
        return [by_code[code] for code in sorted(by_code)]

    @property
    def failed(self) -> bool:
        """Whether a rule raised, so that the job is not done."""
        return any(workspace.failed for workspace in self.workspaces)

    def source(self, path: str) -> SourceFile | None:
        """The file that a diagnostic stands in."""
        for workspace in self.workspaces:
            if path in workspace.files:
                return workspace.files[path]
        return None

    def fails(self, fail_on: str | None = None) -> bool:
        """Whether any diagnostic is at or above a level (`never`: no); without one, above that of
        its workspace's configuration."""
        return any(workspace.fails(fail_on) for workspace in self.workspaces)


def in_order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    """What diagnostics are sorted by."""
    return diagnostic.order
