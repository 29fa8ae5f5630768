"""Random streams of any shape, as text that the loader reads."""

import json
import random
from typing import Any

from vsm_cli.loading import load_texts
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

_NAMES = (
    "Check",
    "Approve the change request",
    "安全扫描与渗透测试",
    "Bereitstellungsgenehmigungsverfahren prüfen",
    "集成 CI/CD 流水线 and deploy it to the production environment of every branch",
)


def random_case(seed: int, *, steps: int = 60, lanes: int = 20) -> tuple[Workspace, Stream]:
    """A workspace with one stream under test, of up to so many steps and lanes."""
    chance = random.Random(seed)
    count = chance.randint(1, steps)
    teams = {f"team-{n}": {"name": f"Team {n}"} for n in range(chance.randint(1, lanes))}
    systems = {f"system-{n}": {"name": f"System {n}"} for n in range(5)}
    ids = [f"s{n}" for n in range(count)]
    document = {
        "vsm": 1,
        "teams": teams,
        "systems": systems,
        "data": {"record": {"name": "Record"}},
        "paths": [
            {"from": "system-0", "to": "system-1", "via": "webhook"},
            {"from": "system-1", "to": "system-2", "mode": "manual", "process": "1h", "ideas": "x"},
        ],
        "streams": {
            "other": {"steps": {"only": {}}},
            "under-test": {
                "name": chance.choice(_NAMES),
                "ideas": ["One form for all"],
                "delivered-at": chance.choice(ids),
                "steps": {
                    id: _step(chance, n, ids, list(teams), list(systems))
                    for n, id in enumerate(ids)
                },
            },
        },
    }
    workspace = load_texts({"vsm.yaml": json.dumps(document, ensure_ascii=False)}).workspace
    return workspace, workspace.streams["under-test"]


def _step(
    chance: random.Random, place: int, ids: list[str], teams: list[str], systems: list[str]
) -> dict[str, Any]:
    step: dict[str, Any] = {"name": chance.choice(_NAMES)}
    owner = chance.choice([*teams, "customer", None])
    if owner:
        step["owner"] = owner
    optional = {
        "systems": chance.choice(systems),
        "touchpoint": "phone call or visit",
        "process": "1h 59m",
        "wait": "3d",
        "complete-accurate": "95%",
        "people": 2,
        "work": "adding",
        "activity": "design-and-transition",
        "ideas": ["Ask once"],
        "uses": {"stream": "other", "wait": True},
        "starts": {"stream": "other", "share": "20%"},
        "accepts": {"record": "works for the user and for everybody else as well"},
        "every": "4w",
        "queue": 4,
        "automated": True,
        "entry": True,
    }
    for key, value in optional.items():
        if chance.random() < (0.03 if key == "entry" else 0.3):
            step[key] = value
    routes = _routes(chance, place, ids)
    if routes is not None:
        step["next"] = routes
    return step


def _routes(chance: random.Random, place: int, ids: list[str]) -> Any:
    near = ids[max(0, place - 6) : place + 8]
    draw = chance.random()
    if draw < 0.45:
        return None
    targets = chance.sample([*near, "end"], min(len(near), chance.randint(1, 4)))
    if draw < 0.8:
        return {
            target: {"wait": "5m"} if chance.random() < 0.2 else f"{100 // len(targets)}%"
            for target in targets
        }
    return targets
