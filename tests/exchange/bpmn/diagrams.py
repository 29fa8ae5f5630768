"""Small BPMN files, written as tests need them, and what is read of them."""

from typing import Any

from tests.reading import problems
from vsm_cli.exchange.bpmn.reading import read_bpmn
from vsm_cli.exchange.imported import Imported
from vsm_cli.source.writing import as_yaml

_HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="file">'


def bpmn(*processes: str, beside: str = "") -> str:
    """A file of processes, each as its elements (called p1, p2, …), and of what stands beside."""
    written = "".join(
        f'<process id="p{number}" name="Process {number}">{elements}</process>'
        for number, elements in enumerate(processes, start=1)
    )
    return f"{_HEAD}{beside}{written}</definitions>"


def flows(*ways: str) -> str:
    """Sequence flows: `a>b`, or `a>b:30%` with a name; called f1, f2, … in each process."""
    found = ""
    for number, way in enumerate(ways, start=1):
        ends, _, name = way.partition(":")
        source, target = ends.split(">")
        found += (
            f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"'
            f' name="{name}"/>'
        )
    return found


def nodes(**kinds: str) -> str:
    """Nodes by their kinds and ids: `task="a b"`; each is called by its id."""
    return "".join(
        f'<{kind} id="{id}"{named(kind, id)}/>' for kind, ids in kinds.items() for id in ids.split()
    )


def named(kind: str, id: str) -> str:
    return "" if kind.endswith("Gateway") else f' name="{id}"'


def read(text: str | bytes) -> Imported:
    """What is read of a file; it must be definitions that are read without any problem."""
    data = text.encode() if isinstance(text, str) else text
    imported = read_bpmn(data, "x.bpmn")
    assert problems(as_yaml({"vsm": 1, **imported.definitions}, "")) == []
    return imported


def stream(imported: Imported, id: str = "process-1") -> dict[str, Any]:
    found: dict[str, Any] = imported.definitions["streams"][id]
    return found


def steps(text: str, id: str = "process-1") -> dict[str, Any]:
    """The steps of one process, of which nothing was lost."""
    imported = read(text)
    assert [note for note in imported.notes if note.is_lost] == []
    found: dict[str, Any] = stream(imported, id)["steps"]
    return found


def nexts(text: str) -> dict[str, Any]:
    """Where the steps of a file lead, those to the step below it left out."""
    return {id: step["next"] for id, step in steps(text).items() if "next" in step}


def lost(text: str) -> list[tuple[str, str]]:
    """What was lost, at which element."""
    return [(note.place, note.text) for note in read(text).notes if note.is_lost]
