"""Text, data, page and pictures show the same figure wherever they show the same thing."""

import json
import random
import re

import pytest

from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.loading import load_texts
from vsm_cli.model.streams import Stream
from vsm_cli.reporters.blocks_in_markdown import markdown
from vsm_cli.reporters.blocks_on_terminal import terminal
from vsm_cli.reporters.page.page_building import page
from vsm_cli.reporters.page.page_parts import PagePart
from vsm_cli.reporters.page.picture_looks import PictureLooks
from vsm_cli.reporters.report.contents import contents
from vsm_cli.reporters.report.json import as_json
from vsm_cli.reporters.report.overview import overview
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import clock

TIMES = ("0", "5m", "1h", "90m", "1d", "2.5d", "{min: 1h, max: 3h}", "{p50: 1h, p90: 1d}")
CALENDARS = ("", "calendar: {day: 8h, week: 5d}")
# How a figure is called in reports, and its total on the map.
SHOWN = {
    "lead_time_s": ("Lead time", "lead"),
    "perceived_lead_time_s": ("Perceived lead time", "perceived"),
    "process_time_s": ("Process time", "process"),
    "activity_ratio": ("Activity ratio", "ratio"),
    "rolled_complete_accurate": ("Rolled %C&A", "rolled"),
}


def workspace_text(chance: random.Random) -> str:
    lines = ["vsm: 1", chance.choice(CALENDARS), "teams: {t: {size: 2}, u: {}}", "streams:"]
    for stream in ("a", "b"):
        ids = [f"s{number}" for number in range(chance.randint(1, 5))]
        lines += [f"  {stream}:", "    owner: t", "    layer: core", "    demand: 10/day"]
        if chance.random() < 0.4:
            lines.append(f"    delivered-at: {chance.choice(ids)}")
        if chance.random() < 0.4:
            lines.append("    mapped: {basis: estimated}")
        lines.append("    steps:")
        for place, step in enumerate(ids):
            said = [f"owner: {chance.choice(['t', 'u', 'customer'])}"]
            for key in ("process", "wait"):
                if chance.random() < 0.8:
                    said.append(f"{key}: {chance.choice(TIMES)}")
            if chance.random() < 0.6:
                said.append(f"complete-accurate: {chance.randint(50, 100)}%")
            later = ids[place + 1 :]
            kind = chance.random()
            if kind < 0.2:
                said.append(f"next: {{{chance.choice(ids)}: {chance.randint(1, 40)}%, end: }}")
            elif kind < 0.3 and later:
                said.append(f"next: {{{later[-1]}: , end: }}")
            elif kind < 0.5 and len(later) > 1:
                some = chance.choice(["", ": 30%"])
                second = f"{{{later[1]}{some}}}" if some else later[1]
                said.append(f"next: [{later[0]}, {second}]")
            lines.append(f"      {step}: {{{', '.join(said)}}}")
    return "\n".join(lines) + "\n"


def total(drawing: Drawing, stream: Stream, name: str) -> str:
    return drawing.parts[f"{stream.id}.total.{name}"].meaning.title.partition(": ")[2]


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_one_figure_is_the_same_everywhere(seed: int) -> None:
    for number in range(seed, seed + 20):
        text = workspace_text(random.Random(number))
        loaded = load_texts({"a.yaml": text})
        assert not loaded.findings, text
        found = overview(loaded.workspace, (), ())
        data = json.loads(as_json(found))["streams"]
        blocks = list(contents(found))
        written, shown = markdown(blocks), terminal(blocks, width=120)
        html = page([PagePart(root=".", overview=found)], PictureLooks(".vsm", "", {}))
        for stream in loaded.workspace.streams.values():
            drawing = stream_map(Scope(loaded.workspace), stream)
            part = _part_of(written, stream.id)
            for figure, (label, name) in SHOWN.items():
                value, bound = data[stream.id][figure], data[stream.id]["bounds"].get(figure)
                sign = bound or ("≈" if stream.estimated else None)
                said = (
                    clock(value, stream.calendar, sign)
                    if figure.endswith("_s")
                    else percent(value, sign=sign)
                )
                assert f"| {label} | {said} |" in part, (number, stream.id, figure, said)
                assert total(drawing, stream, name) == said, (number, stream.id, figure)
                assert re.search(rf"{re.escape(label)} +{re.escape(said)}( |$)", shown, re.M)
                assert said.replace("&", "&amp;") in html


def _part_of(text: str, stream: str) -> str:
    """What a report says of one stream."""
    start = text.index(f"### {stream}")
    end = text.find("\n### ", start + 1)
    return text[start : end if end > 0 else None]
