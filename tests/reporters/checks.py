"""Results of a check that every format for machines has to cope with: made by hand, of hostile
names, and of each sample."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.reporters.problems import CLEAN, SEVERAL, problem, report_of
from vsm_cli.api import Options, Report, analyse
from vsm_cli.diagnostics import Level, RelatedPlace, Suppression
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.places import Span

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path.parent for path in (ROOT / "samples").rglob(ROOT_FILE))
HOSTILE_NAMES = (
    "\"double\" 'single' `back`",
    "<![CDATA[ ]]> <b>&amp;</b> --> &#0;",
    "one\ntwo\r\nthree\rfour\x85five\u2028six",
    "::error::x ::set-env name=A::b ##[error]x",
    "100% %0A%25 a,b:c=d",
    "\x00\x1b[31m\x07\x7f\t\x9b",
    "\ud800 \udcff \ufffe\uffff",
    "😀👩‍👩‍👧 与网点确认：「验证」 a\u0301",
    "\u202eright to left\u2066 שלום مرحبا \u200b\ufeff",
    "{0} {x} {{ }} [a](http://b.c) [d][e] http://b.c @all #1 !x",
    "| a | b | \\ $x$ *b* _i_ ~s~",
    "C:\\x ../.. ?q#f //host -x",
)


def hostile(text: str, level: Level = Level.ERROR) -> Report:
    """A text wherever a person's text can stand, once as a problem and once suppressed."""
    found = problem(
        text,
        level=level,
        help=text,
        path=f"in {text}.yaml",
        element=f"streams.{text}",
        related=(RelatedPlace(message=text, path=f"in {text}.yml", span=Span(1, 1, 2, 1)),),
    )
    why = Suppression(path=found.path, line=3, reason=text)
    silent = replace(found, fingerprint="0" * 32, suppression=why)
    return report_of([found], [silent], paths=[found.path])


def all_hostile() -> Report:
    """Every hostile name in one result, at alternating levels."""
    levels = tuple(Level)
    each = [hostile(text, levels[at % 3]) for at, text in enumerate(HOSTILE_NAMES)]
    return report_of(
        [one for checked in each for one in checked.diagnostics],
        [one for checked in each for one in checked.suppressed],
        paths=[path for checked in each for path in checked.paths],
    )


SAID_TWICE = report_of(
    [problem("the first"), replace(problem("the second"), fingerprint="0" * 32)],
    [problem(suppression=Suppression(path="streams/restore.yaml", line=4, reason=""))],
    paths=("baselined.yaml", "clean.yaml", "streams/restore.yaml"),
    baselined=[replace(problem("long known", path="baselined.yaml"), fingerprint="1" * 32)],
)


@cache
def of_samples(*folders: Path) -> Report:
    """All that every rule finds in the samples."""
    return analyse(folders, Options(preset="strict"))


RESULTS: dict[str, Callable[[], Report]] = {
    "several": lambda: SEVERAL,
    "clean": lambda: CLEAN,
    "said-twice": lambda: SAID_TWICE,
    "hostile": all_hostile,
    "all-samples": partial(of_samples, *SAMPLES),
    **{folder.relative_to(ROOT).as_posix(): partial(of_samples, folder) for folder in SAMPLES},
}
on_every_result = pytest.mark.parametrize(
    "result_of", [pytest.param(result_of, id=name) for name, result_of in RESULTS.items()]
)


def on_any_text(test: Callable[[str], None]) -> Callable[[], None]:
    """The test with each hostile name, and with whatever Hypothesis comes up with."""
    for name in HOSTILE_NAMES:
        test = example(name)(test)
    return given(st.text(st.characters(), min_size=1))(test)
