"""Many suppression comments, and many problems under them, take time as their number does."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from vsm_cli.api import Options, analyse_texts
from vsm_cli.api.fixing import fix

MANY = 16_000
TEAM = "vsm: 1\nteams: {t: {name: T}}\n"

Made = Callable[[int], str]


def seconds(text: str) -> float:
    began = perf_counter()
    analyse_texts({"vsm.yaml": text}, Options())
    return perf_counter() - began


def steps(count: int) -> str:
    """Steps without an owner, each below a comment about it."""
    each = "\n".join(
        f"      # vsm: ignore[step-without-owner] no {n}\n      s{n}:" for n in range(count)
    )
    return f"vsm: 1\nstreams:\n  s:\n    trigger: t\n    steps:\n{each}\n"


@pytest.mark.parametrize(
    "made",
    [
        lambda count: TEAM + "# vsm: ignore[VSM101] x\n" * count,
        lambda count: "vsm: 1\n" + "# vsm: ignore[VSM101] x\n" * count + "teams: {t: {}}\n",
        lambda count: f'{TEAM}x-a: "{"# vsm: ignore[ " * count}"\n',
        lambda count: f"{TEAM}x-a: # vsm: ignore[{'VSM101,' * count}] x\n",
        lambda count: f"{TEAM}x-a: # vsm: ignore[{','.join(map(str, range(count)))}] x\n",
        lambda count: "vsm: 1 # ignore " + "# \t" * count + "\nteams: {t: {name: T}}\n",
    ],
    ids=["at the end", "over an entry", "in a value", "one rule", "no rules", "only signs"],
)
def test_comments(made: Made) -> None:
    seconds(made(10))
    assert seconds(made(MANY)) < 8


def test_what_comments_silence_is_found_in_one_pass() -> None:
    options = Options(preset="errors", select=("step-without-owner",))
    began = perf_counter()
    report = analyse_texts({"vsm.yaml": steps(4000)}, options)
    assert perf_counter() - began < 12
    assert [len(each.suppressed) for each in report.workspaces] == [4000]
    assert report.diagnostics == []


def test_many_comments_are_taken_out_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEAM + "# vsm: ignore[VSM101] x\n" * MANY)
    began = perf_counter()
    fixed = fix([path], Options(), unsafe=False)
    assert perf_counter() - began < 16
    assert (fixed.after[path], fixed.count) == (TEAM.encode(), MANY)
