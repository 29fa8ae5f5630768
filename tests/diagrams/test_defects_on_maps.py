"""Who looks at the defect bank's maps sees what is wrong, without `--problems`."""

import pytest

from tests.diagrams.pictures import Picture
from tests.diagrams.test_landscape import sample
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map

# By stream: what its map says, and which signs its legend explains.
SEEN = {
    "fault-repair": (
        {"No owner", "open: data, responsibility", "Lead time: ≈4.5d (target 3d, missed)"},
        {"no-owner", "open"},
    ),
    "new-demand": ({"no practice", "Accepted again"}, {"acceptance"}),
    "service-request": ({"no path", "Bottleneck · ≈70% of perceived time"}, {"missing"}),
}
CHINESE = {
    "fault-repair": "故障修复",
    "new-demand": "新需求实现",
    "service-request": "服务请求实现",
}


@pytest.mark.parametrize("stream", SEEN)
@pytest.mark.parametrize("name", ["bank-defects", "bank-defects-zh"])
def test_each_planted_defect_is_said_and_explained(name: str, stream: str) -> None:
    workspace = sample(name)
    id = CHINESE[stream] if name.endswith("zh") else stream
    picture = Picture(engine.draw(stream_map(Scope(workspace), workspace.streams[id])))
    words, signs = SEEN[stream]
    assert words <= {label.text for label in picture.labels()}
    assert {f"{id}.legend.{sign}" for sign in signs} <= picture.parts.keys()


@pytest.mark.parametrize("stream", SEEN)
def test_none_of_it_is_on_the_sound_banks_maps(stream: str) -> None:
    workspace = sample("bank")
    picture = Picture(engine.draw(stream_map(Scope(workspace), workspace.streams[stream])))
    said = {label.text for label in picture.labels()}
    assert not said & {"No owner", "no practice", "no path", "Accepted again"}
    assert not [text for text in said if text.startswith("open: ") or text.endswith("missed)")]
