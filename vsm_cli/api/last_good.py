"""A workspace that people edit while it is shown: what cannot be read at the moment stands as it
was when it could be."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from vsm_cli.api.analysing import analyse
from vsm_cli.api.html_page import Page, alarms_of, page
from vsm_cli.api.memory import Memory
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr
from vsm_cli.lint.check_report import Options, Report
from vsm_cli.source.workspaces import absolute

_EARLIER = message(
    "{file} cannot be read, and stands here as it was when it could be read: {reason}"
)
_ALL_EARLIER = message("All stands here as it was before: {reason}")


class State(NamedTuple):
    """The page of what there is, and what is to be said of it elsewhere."""

    page: Page
    language: str
    notices: list[str]


class LastGood:
    """Makes the page of the same paths again and again."""

    def __init__(self, paths: Iterable[Path], options: Options) -> None:
        self._paths = list(paths)
        self._options = options
        self._memory = Memory()
        self._texts: dict[Path, bytes] = {}
        self._report: Report | None = None

    def page(self, live: str) -> State:
        """The page as of now, served under this version. Raises VsmError only where there has
        been none before."""
        try:
            report, alarms = self._look()
            made = page(report, live=live, alarms=alarms)
            self._report = report
        except VsmError as error:
            if self._report is None:
                raise
            report = self._report
            with spoken(report.language):
                alarms = [tr(_ALL_EARLIER, reason=error)]
            made = page(report, live=live, alarms=alarms)
        return State(made, report.language, [*report.notices, *alarms, *made.undrawn])

    def _look(self) -> tuple[Report, list[str]]:
        report = self._analysed({})
        earlier = {path: self._texts[path] for path in self._keep(report) if path in self._texts}
        if not earlier:
            return report, []
        with spoken(report.language):
            alarms = alarms_of(report, _EARLIER)
        return self._analysed(earlier), alarms

    def _analysed(self, overlay: dict[Path, bytes]) -> Report:
        return analyse(self._paths, replace(self._options, overlay=overlay), self._memory)

    def _keep(self, report: Report) -> list[Path]:
        """Keep the texts that can be read; gives the files that cannot."""
        broken = []
        for workspace in report.workspaces:
            for name, file in workspace.files.items():
                path = absolute(Path(name))
                if file.readable:
                    self._texts[path] = file.text.encode("utf-8", "surrogatepass")
                else:
                    broken.append(path)
        return broken
