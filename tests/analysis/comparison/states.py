"""Two states of one stream, compared, in a few words."""

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.comparing import Comparison, StreamComparison, compare
from vsm_cli.analysis.comparison.grounds import Ground
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

FRAME = """\
vsm: 1
teams: {one: {size: 2}, two: {size: 2}}
systems: {tool: , other: }
data: {record: }
"""


def workspace(text: str) -> Workspace:
    """A workspace with teams, systems and data to refer to; the text must be without fault."""
    loaded = load_texts({"w.yaml": f"{FRAME}{text}"})
    assert not loaded.findings, loaded.findings
    return loaded.workspace


def of_steps(steps: str, stream: str = "") -> Workspace:
    """A workspace with one stream, `s`: its steps in flow style, and further keys of its own."""
    return workspace(f"streams: {{s: {{layer: core, {stream} steps: {{{steps}}}}}}}\n")


def compared(before: str, after: str) -> Comparison:
    return compare(of_steps(before), of_steps(after))


def only_stream(found: Comparison) -> StreamComparison:
    (stream,) = found.streams
    return stream


def told(change: Change) -> tuple[str, str, str]:
    """A change in short: what kind, which steps, which nature."""
    return (
        change.kind,
        f"{' '.join(change.before)} > {' '.join(change.after)}",
        change.nature,
    )


def minutes(found: StreamComparison, ground: Ground | None = None) -> dict[str, float]:
    """The parts in minutes, by the steps of the change; of one ground only if it is given."""
    return {
        " ".join(part.changes[0].after or part.changes[0].before): part.seconds / 60
        for part in found.parts or ()
        if ground in (None, part.ground)
    }
