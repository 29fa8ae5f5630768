"""Whatever is offered anywhere, in the samples and the cases of rules: every byte outside of the
edits stays, every comment too, the text can be read, and nothing of the same is left to do."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.refactoring.changed import checked
from vsm_cli.api import WorkspaceReport
from vsm_cli.api.refactoring import ALL, consequences, edited, elements, offers_of
from vsm_cli.diagnostics import Edit
from vsm_cli.errors import VsmError
from vsm_cli.refactoring.offer import Offer

_ROOT = Path(__file__).parents[2]
_SAMPLES = sorted(path for path in (_ROOT / "samples").iterdir() if path.is_dir())
# Each case is two analyses for each offer; which ones are looked at differs by their names only.
_CASES = sorted((_ROOT / "tests" / "rules").rglob("*.yaml"))
_READING = ("VSM001", "VSM002", "VSM003", "VSM004", "VSM005", "VSM006", "VSM007")
_BATCHES = 8


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*.yaml"))
    }


def _offers(report: WorkspaceReport) -> list[Offer]:
    """The first two of what is possible at each place; owners are all put in alike."""
    found = []
    for address, name in elements(report):
        offers = offers_of(report, name, address)
        assert len({each.choice for each in offers}) == len(offers)
        found += offers[:2]
    return found


def _spliced(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with edits made, which must not overlap."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    end = "\r\n" if "\r\n" in text else "\n"
    for line in lines:
        starts.append(starts[-1] + len(line))

    def spot(line: int, column: int) -> int:
        return starts[line - 1] + column - 1

    spots = sorted(
        (
            spot(e.span.line, e.span.column),
            spot(e.span.end_line, e.span.end_column),
            e.text.replace("\n", end),
        )
        for e in edits
    )
    result, at = "", 0
    for start, end, new in spots:
        assert start >= at, "edits overlap"
        result += text[at:start] + new
        at = end
    return result + text[at:]


def _comments(texts: dict[str, str]) -> list[str]:
    return sorted(
        each.strip() for text in texts.values() for each in re.findall(r"(?m)(?:^|\s)#.*$", text)
    )


def _look_at(before: dict[str, str]) -> int:
    report = checked(before)
    found = _offers(report)
    for offer in found:
        if offer.refused is not None:
            assert not offer.edits
            continue
        after = dict(before)
        for file, edits in offer.edits.items():
            after[file] = edited(before[file].encode(), edits).decode()
            assert after[file] == _spliced(before[file], edits), offer
            assert after[file] != before[file]
        later = checked(after)
        said = consequences(report, later).problems
        codes = [each.code for each in said.gained]
        assert not set(codes) & set(_READING), (said, offer, after)
        assert _comments(after) == _comments(before), offer
        # It is done: nothing of the same is left to do there.
        try:
            left = [e for e in offers_of(later, offer.name, offer.element) if not e.refused]
        except VsmError:
            continue
        assert offer.edits not in [each.edits for each in left], (offer, left)
    return len(found)


@pytest.mark.parametrize("folder", _SAMPLES, ids=lambda each: each.name)
def test_in_samples(folder: Path) -> None:
    _look_at(_texts(folder))


_STYLES: dict[str, Callable[[str], str]] = {
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "no last line end": lambda text: text.rstrip("\n"),
    "wide": lambda text: re.sub(r"(?m)^( +)", r"\1\1", text),
    "lists not indented": lambda text: re.sub(
        r"(?m)^(paths|路径):\n((?:  .*\n)+)",
        lambda found: f"{found[1]}:\n" + re.sub(r"(?m)^  ", "", found[2]),
        text,
    ),
    "several documents": lambda text: f"vsm: 1\ntitle: One\n---\n{text}---\nvsm: 1\n",
    "blank lines": lambda text: re.sub(r"(?m)^(      \S+:)$", r"\n\1", text),
}


@pytest.mark.parametrize("style", _STYLES)
@pytest.mark.parametrize("sample", ["bank-defects", "bank-defects-zh"])
def test_in_other_styles(sample: str, style: str) -> None:
    before = _texts(_ROOT / "samples" / sample)
    after = {name: _STYLES[style](text) for name, text in before.items()}
    assert after != before
    assert _look_at(after) >= 4


@pytest.mark.parametrize("batch", range(_BATCHES))
def test_in_cases_of_rules(batch: int) -> None:
    found = 0
    for path in Random(18).sample(_CASES, len(_CASES))[batch:160:_BATCHES]:
        found += _look_at({path.name: path.read_text(encoding="utf-8")})
    assert found


def test_each_is_offered_somewhere() -> None:
    texts = _texts(_ROOT / "samples" / "bank-defects")
    step = "{owner: development, value: V, steps: {a: {owner: testing}, b: {work: adding}}}"
    texts["more.yaml"] = f"vsm: 1\nstreams:\n  x-one: {step}\n  x-two: {step}\n"
    texts["more.yaml"] += (
        "  three: {owner: testing, steps: {a: {}, b: {owner: testing}, c: {owner: development}}}\n"
    )
    names = {name for _, name in elements(checked(texts))}
    assert names == {module.NAME for module in ALL}
    _look_at(texts)
