"""`vsm check`: find the problems of value stream definitions."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vsm_cli.cli import check_options as asked
from vsm_cli.cli import output
from vsm_cli.cli.check_formats import (
    ORDERS,
    CheckFormat,
    FormatOption,
    OutputOption,
    asked_files,
    default_format,
    on_screen,
    text_of,
)
from vsm_cli.cli.output import Color
from vsm_cli.cli.shared_arguments import (
    CacheOption,
    ColorOption,
    ForceOption,
    IgnoreOption,
    Paths,
    PresetOption,
    SelectOption,
    TodayOption,
    cache_unless,
    listed,
)
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api import Report
    from vsm_cli.cli.targets import WriteTarget

STDIN = Path("-")
_FILES_ONLY = message("{option} works on files, not on standard input")
_LOOKS_ONLY = message("--watch only looks: it does not go with {option}")
_FOR_PEOPLE = message("{option} goes with the formats full and concise, not with {format}")


class Result(Struct, frozen=True):
    """What one check comes to: the text for stdout, notices for stderr, the exit code, and what
    was found."""

    text: str
    notices: list[str]
    code: int
    report: "Report"


def check(
    paths: Paths = None,
    format: FormatOption = None,
    outputs: OutputOption = None,
    force: ForceOption = False,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    preset: PresetOption = None,
    fail_on: asked.FailOnOption = None,
    exit_zero: asked.ExitZeroOption = False,
    baseline: asked.BaselineOption = None,
    since: asked.SinceOption = None,
    no_suppressions: asked.NoSuppressionsOption = False,
    force_exclude: asked.ForceExcludeOption = False,
    fix: asked.FixOption = False,
    unsafe_fixes: asked.UnsafeFixesOption = False,
    diff: asked.DiffOption = False,
    statistics: asked.StatisticsOption = False,
    watch: asked.WatchOption = False,
    show_files: asked.ShowFilesOption = False,
    show_config: asked.ShowConfigOption = False,
    stdin_filename: asked.StdinFilenameOption = None,
    _today: TodayOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = Color.auto,
) -> int:
    """Check definitions: what a mapping workshop would find.

    The whole workspace is loaded; shown are the problems in what is named. Use - to read one
    document from standard input. Exit code: 0 nothing at or above --fail-on, 1 problems,
    2 the job could not be done.
    """
    from vsm_cli.api import Options, analyse

    files = asked_files(outputs)
    screen = _screen_format(format, {"--statistics": statistics, "--watch": watch})
    named, overlay = _with_stdin(paths or [], stdin_filename)
    _refuse(_FILES_ONLY, overlay, {"--fix": fix, "--diff": diff, "--watch": watch})
    _refuse(_LOOKS_ONLY, watch, {"--fix": fix, "--diff": diff})
    options = Options(
        preset=preset,
        select=listed(select),
        ignore=listed(ignore),
        suppressions=not no_suppressions,
        overlay=overlay,
        baseline=baseline,
        since=since,
        as_configured=True,
        force_exclude=force_exclude,
        cache=cache_unless(no_cache or watch),
    )
    if show_files or show_config:
        from vsm_cli.cli.check_shows import show_what_applies

        return show_what_applies(named, options, files=show_files, config=show_config)
    if diff:
        from vsm_cli.cli.fix_writing import show_fixes

        return show_fixes(named, options, unsafe=unsafe_fixes)

    memory = None
    if watch:
        from vsm_cli.api.memory import Memory

        memory = Memory()

    def once() -> Result:
        targets = [(each, _target(file, named, force=force)) for each, file in files]
        if fix:
            from vsm_cli.cli.fix_writing import write_fixes

            report = write_fixes(named, options, unsafe=unsafe_fixes)
        else:
            report = analyse(named, options, memory)
        with spoken(report.language):
            for each, file in targets:
                output.write_file(file, _file_of(report, each))
            text = on_screen(report, screen, color, statistics=statistics)
        code = (
            2 if report.failed else int(not exit_zero and report.fails(fail_on and fail_on.value))
        )
        return Result(text, report.notices, code, report)

    if watch:
        from vsm_cli.cli.watch_loop import show_again

        return show_again(once, named, also=[baseline] if baseline else [])
    result = once()
    for notice in result.notices:
        output.note(notice)
    output.write(result.text, commands=screen in ORDERS)
    return result.code


def _target(file: Path, paths: list[Path], *, force: bool) -> "WriteTarget":
    from vsm_cli.cli.targets import target

    return target(file, paths=paths, force=force)


def _file_of(report: "Report", format: CheckFormat) -> str | bytes:
    from vsm_cli.cli.marks import marked

    return marked(text_of(report, format), format.value)


def _screen_format(format: CheckFormat | None, for_people: Mapping[str, bool]) -> CheckFormat:
    """The format for stdout; some options make sense only where a person reads it."""
    wanted = [option for option, given in for_people.items() if given]
    if not wanted:
        return format or default_format()
    if format not in (None, CheckFormat.full, CheckFormat.concise):
        raise VsmError(tr(_FOR_PEOPLE, option=wanted[0], format=format))
    return format or CheckFormat.full


def _refuse(template: str, condition: object, options: Mapping[str, bool]) -> None:
    """Raise VsmError for the first of these options that is given under a condition."""
    for option, given in options.items():
        if given and condition:
            raise VsmError(tr(template, option=option))


def _with_stdin(paths: list[Path], name: Path | None) -> tuple[list[Path], dict[Path, bytes]]:
    """The paths with `-` replaced by the file that standard input stands for."""
    if STDIN not in paths:
        return paths, {}
    from vsm_cli.source.reading import MAX_BYTES
    from vsm_cli.source.workspaces import absolute

    named = name or Path("stdin.yaml")
    return (
        [named if path == STDIN else path for path in paths],
        {absolute(named): sys.stdin.buffer.read(MAX_BYTES + 1)},
    )
