"""Very many changes at once: the whole is known at once, the parts are not looked for all day."""

import time

import pytest

from vsm_cli.analysis.comparison import attribution
from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.api import Options
from vsm_cli.api.analysing import analyse_texts
from vsm_cli.model.workspace import Workspace


def chain(steps: int, wait: str) -> Workspace:
    text = "vsm: 1\nstreams:\n  s:\n    steps:\n"
    text += "".join(f"      s{n}: {{process: 5m, wait: {wait}}}\n" for n in range(steps))
    return analyse_texts({"vsm.yaml": text}, Options(check=False)).workspaces[0].workspace


def test_parts_over_few_orders_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "STEPS_MOST", 4000)
    (found,) = compare(chain(20, "2h"), chain(20, "1h")).streams
    assert found.parts is not None
    assert abs(sum(part.seconds for part in found.parts) + 20 * 3600) < 1e-6


def test_parts_of_very_many_are_not_told() -> None:
    before, after = chain(2000, "2h"), chain(2000, "1h")
    start = time.process_time()
    (found,) = compare(before, after).streams
    assert time.process_time() - start < 20
    assert found.parts is None
