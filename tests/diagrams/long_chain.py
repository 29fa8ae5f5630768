"""Streams of any length, with names as people write them, as a workspace."""

import json
from typing import Any

from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

_NAMES = {
    "en": (
        "Describe the need",
        "Check the request and sort it",
        "Approve the change",
        "Design the service",
        "Build a first usable slice",
        "Test the release with the branches",
    ),
    "de": (
        "Bereitstellungsgenehmigungsverfahren prüfen",
        "Datenschutzfolgenabschätzung der Auftragsverarbeitung",
        "Rücksprache",
    ),
    "zh": ("提出服务需求", "受理请求并分派给处理人员", "审批变更", "安全扫描与渗透测试", "上线"),
}
_TEAMS = {
    "en": ("Service desk", "Platform operations", "Development", "Test centre", "Portfolio board"),
    "de": ("Infrastrukturbereitstellungsmannschaft", "Betrieb", "Änderungsausschuss"),
    "zh": ("服务台", "平台运维组", "应用研发与持续交付中心", "测试中心"),
}


def chain(count: int, *, owners: int = 5, language: str = "en", wild: bool = False) -> Workspace:
    """A stream `s` of so many steps, one after the other. A `wild` one forks in four ways and
    leads back over more than ten steps, too."""
    steps = {f"s{n}": _step(n, count, owners, language, wild) for n in range(count)}
    teams = _TEAMS[language]
    document = {
        "vsm": 1,
        "teams": {
            f"t{n}": {"name": f"{teams[n % len(teams)]} {n // len(teams) or ''}", "size": 6}
            for n in range(owners)
        },
        "systems": {f"x{n}": {"name": f"System {n}"} for n in range(3)},
        "data": {"record": {}},
        "paths": [
            {"from": "x0", "to": "x1", "via": "REST interface"},
            {"from": "x1", "to": "x2", "via": "re-keyed", "mode": "manual", "process": "3m"},
        ],
        "streams": {
            "s": {
                "name": "Bring a new service to the branches",
                "owner": "t0",
                "customer": "branch staff",
                "trigger": "A branch describes a need",
                "delivered-at": f"s{count - 2}",
                "target": {"perceived": "30d"},
                "steps": steps,
            }
        },
    }
    return load_texts({"vsm.yaml": json.dumps(document)}).workspace


def _step(place: int, count: int, owners: int, language: str, wild: bool) -> dict[str, Any]:
    names = _NAMES[language]
    step: dict[str, Any] = {
        "name": names[place % len(names)],
        "owner": f"t{place * 7 % owners}",
        "process": "1h 30m",
        "wait": "2.5d",
        "complete-accurate": "90%",
        "people": 2,
        "systems": f"x{place % 3}",
        "activity": "design-and-transition",
        "practices": ["Service desk"],
    }
    if place == count - 1:
        return step
    if wild and place % 9 == 1 and place + 5 < count:
        step["next"] = [f"s{place + n}" for n in range(1, 5)]
    elif wild and place % 9 in (2, 3, 4):
        step["next"] = f"s{min(count - 1, place + 6 - place % 9)}"
    elif wild and place % 12 == 11:
        step["next"] = {f"s{place + 1}": "85%", f"s{place - 11}": "15%"}
    elif place % 5 == 3:
        step["next"] = {f"s{place + 1}": "85%", f"s{place - 2}": "15%"}
    return step
