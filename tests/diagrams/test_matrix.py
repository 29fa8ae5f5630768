"""Graphs in which everything is joined with everything are drawn as a matrix."""

import json
from random import Random
from time import process_time

import pytest

from tests.diagrams.measured import holds_together
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.drawing import Drawing, LinePart, ShapePart
from vsm_cli.diagrams.graph_edge import Edge
from vsm_cli.diagrams.graph_lines import EdgeStyle
from vsm_cli.diagrams.graph_matrix import neighbours_together
from vsm_cli.diagrams.handoffs import handoffs_map
from vsm_cli.diagrams.palette import INK
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.systems import systems_map
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace


def many(systems: int, paths: int, streams: int = 1) -> Workspace:
    """Systems with paths between any of them, some by hand and some missing."""
    chance = Random(1)
    names = [f"x{n}" for n in range(systems)]
    pairs = [(a, b) for a in names for b in names if a != b]
    chosen = chance.sample(pairs, paths)
    teams = {f"t{n}": {"name": f"Team für Änderungen und Freigaben {n}"} for n in range(20)}

    def steps() -> dict[str, dict[str, str]]:
        return {
            f"s{n}": {"systems": chance.choice(names), "owner": chance.choice(list(teams))}
            for n in range(12)
        }

    document = {
        "vsm": 1,
        "teams": teams,
        "systems": {
            name: {"name": f"System {name}", "owner": "t1"} for name in [*names, "y0", "y1"]
        },
        "paths": [
            {"from": a, "to": b, **({"mode": "manual"} if chance.random() < 0.2 else {})}
            for a, b in chosen
        ],
        "streams": {
            "apart": {"steps": {"a": {"systems": "y0"}, "b": {"systems": "y1"}}},
            **{f"v{n}": {"demand": "10/month", "steps": steps()} for n in range(streams)},
        },
    }
    return load_texts({"vsm.yaml": json.dumps(document)}).workspace


def lines(drawing: Drawing, *kinds: str) -> dict[str, LinePart]:
    return {
        id: part
        for id, part in drawing.parts.items()
        if isinstance(part, LinePart)
        and part.meaning.title
        and part.stroke.kind.split()[0] in kinds
    }


def test_sixty_systems_with_twelve_hundred_paths_are_drawn_in_time() -> None:
    workspace = many(60, 1200, streams=40)
    began = process_time()
    drawing = systems_map(Scope(workspace))
    assert engine.draw(drawing)
    assert process_time() - began < 10
    shown = lines(drawing, "path")
    assert sum(".paths." in id for id in shown) == 1200
    assert [id for id in shown if ".missing." in id] == ["systems.missing.y0.y1"]


def test_systems_have_rows_and_columns_and_every_path_its_cell() -> None:
    drawing = systems_map(Scope(many(30, 200)))
    assert holds_together(drawing) == []
    rows = {id: part.place for id, part in drawing.parts.items() if id.startswith("systems.system")}
    rows = {id: place for id, place in rows.items() if isinstance(drawing.parts[id], ShapePart)}
    assert len(rows) == 32
    numbers = {
        part.meaning.title: part.place.middle[0]
        for id, part in drawing.parts.items()
        if id.startswith("systems.matrix.") and not isinstance(part, LinePart)
    }
    found = lines(drawing, "path")
    assert len(found) >= 200
    for id, part in found.items():
        if ".paths." not in id:
            continue
        source, target = id.split(".")[2:4]
        xs = [x for x, _ in part.points]
        y = part.points[0][1]
        assert min(xs) < numbers[f"System {source}"] < max(xs) + 8
        row = rows[f"systems.systems.{target}"]
        assert row.top < y < row.bottom


def test_teams_are_a_matrix_too_and_small_graphs_stay_cards() -> None:
    dense, small = (handoffs_map(Scope(many(20, 30, streams=n))) for n in (30, 2))
    assert any(".matrix." in id for id in dense.parts)
    assert holds_together(dense) == []
    assert len(lines(dense, "handing")) > 60
    assert not any(".matrix" in id for id in small.parts)


@pytest.mark.parametrize("seed", range(5))
def test_what_goes_to_and_fro_stands_beside_the_diagonal(seed: int) -> None:
    keys = [f"k{n}" for n in range(12)]
    pairs = [(keys[n], keys[n + 1]) for n in range(0, 12, 2)]
    Random(seed).shuffle(keys)
    style = EdgeStyle(INK, 1)

    def edge(a: str, b: str) -> Edge:
        return Edge(key="", source=a, target=b, style=style, kind="", texts=(), told=())

    order = neighbours_together(keys, [edge(*ends) for a, b in pairs for ends in ((a, b), (b, a))])
    assert sorted(order) == sorted(keys)
    assert all(abs(order.index(a) - order.index(b)) == 1 for a, b in pairs)
