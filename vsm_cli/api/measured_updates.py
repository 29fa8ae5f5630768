"""Measured values as edits of the definitions: only where they contradict what is written, and
every other byte stays."""

from collections.abc import Iterator
from pathlib import Path

from vsm_cli.analysis.reality.differences import (
    ShareCompared,
    TimeCompared,
    compared_shares,
    compared_times,
)
from vsm_cli.diagnostics import Edit
from vsm_cli.language import message, tr
from vsm_cli.lint.check_report import WorkspaceReport
from vsm_cli.lint.text_edits import apply
from vsm_cli.model.logs import Measured
from vsm_cli.model.streams import Stream
from vsm_cli.model.values import HOUR_S
from vsm_cli.reporters.measure.definition import share_text, time_text
from vsm_cli.source.key_names import NAMES
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile
from vsm_cli.source.workspaces import absolute
from vsm_cli.wording.figures import BASES

BY = message("{log}, {cases} cases")


def updates(checked: WorkspaceReport, logs: set[str]) -> Iterator[tuple[Path, bytes, bytes]]:
    """Each file of a workspace that measured values change, with its text before and after."""
    edits: dict[str, list[Edit]] = {}
    workspace = checked.workspace
    changed: dict[str, tuple[Stream, Measured]] = {}

    def replace(place: Place, text: str | None) -> bool:
        place = workspace.origins.of(place)
        source = checked.files.get(place.file)
        if text is None or source is None:
            return False
        span = source.locate(place)
        written = source.at(span)
        # Over several lines, or with a name that other places call.
        if written is None or written.startswith(("&", "*")):
            return False
        edits.setdefault(place.file, []).append(Edit(span=span, text=text))
        return True

    for time in compared_times(workspace):
        if time.measured.id in logs and not time.fits:
            text = _time(time)
            if replace(time.step.place.value(time.key), text):
                changed[time.stream.id] = time.stream, time.measured
    shares = [each for each in compared_shares(workspace) if each.measured.id in logs]
    # The shares of a step make a whole: where one is wrong, all are written anew.
    wrong = {each.step.address for each in shares if not each.fits}
    for share in shares:
        same = [each for each in shares if each.step.address == share.step.address]
        # Where cases leave on ways that nobody declared, the others are not a whole: see VSM913.
        rest = len({each.route.target for each in same}) < len(share.step.routes)
        whole = rest or sum(each.counted.share for each in same) > 0.99
        if share.step.address in wrong and whole and _is_scalar(share):
            place = share.route.place
            if replace(place.value() if place.on_key else place, share_text(share.counted.share)):
                changed[share.stream.id] = share.stream, share.measured
    for stream, measured in changed.values():
        source = checked.files.get(stream.place.file)
        if source is not None:
            edits.setdefault(source.path, []).extend(_basis(source, stream, measured))
    for name, chosen in sorted(edits.items()):
        path = absolute(Path(name))
        before = path.read_bytes()
        end = "\r\n" if b"\r\n" in before else "\n"
        chosen = [Edit(span=edit.span, text=edit.text.replace("\n", end)) for edit in chosen]
        yield path, before, apply(before.decode(), chosen).encode()


def _time(time: TimeCompared) -> str | None:
    """What to write for a time, as working time of the stream's calendar in hours and minutes; None
    where it is worked out from something else."""
    if time.sample.mean_s is None or time.key in ("queue", "every"):
        return None
    seconds = time.sample.mean_s / time.stream.calendar.elapsed_factor
    if time.figure == "lead" and time.key != "lead":
        rest = time.step.process if time.key == "wait" else None
        seconds = max(0.0, seconds - (rest.mean_s if rest else 0.0))
    return time_text(_rounded(seconds))


def _rounded(seconds: float) -> float:
    """Nobody writes minutes beside days."""
    if seconds >= 100 * HOUR_S:
        return round(seconds / HOUR_S) * HOUR_S
    return round(seconds / 60) * 60 if seconds >= 600 else seconds


def _is_scalar(share: ShareCompared) -> bool:
    return share.route.wait is None


def _basis(source: SourceFile, stream: Stream, measured: Measured) -> Iterator[Edit]:
    """That the figures of a stream were measured, when, and over how many cases."""
    on = measured.last.isoformat() if measured.last else ""
    by = tr(BY, log=measured.id, cases=f"{measured.cases:,}")
    written = {"on": on, "basis": tr(BASES["measured"]), "by": f'"{by}"'}
    place = stream.place.key("mapped")
    at = source.locate(place)
    if at == source.locate(stream.place):  # no such key
        first = next(iter(_keys_of(source, stream)), None)
        if first is None:
            return
        span = source.locate(stream.place.key(first))
        indent = " " * (span.column - 1)
        english = source.lines[span.line - 1].partition(":")[0].isascii()
        named = {key: key if english else NAMES[key].split()[0] for key in ("mapped", *written)}
        values = ", ".join(f"{named[key]}: {value}" for key, value in written.items())
        text = f"{named['mapped']}: {{{values}}}\n{indent}"
        yield Edit(span=span._replace(end_line=span.line, end_column=span.column), text=text)
        return
    whole = source.locate(place.value())
    missing = []
    for key, text in written.items():
        span = source.locate(place.value(key))
        if span in (at, whole):
            missing.append(f"{key}: {text}")
        elif source.at(span) is not None:
            yield Edit(span=span, text=text)
    keys = (source.locate(place.key(key)) for key in ("on", "state", "by", "basis"))
    beside = next((span for span in keys if span not in (at, whole)), None)
    if missing and beside is not None:
        before = source.lines[beside.line - 1][: beside.column - 1]
        between = ", " if before.strip() else "\n" + before
        text = "".join(each + between for each in missing)
        yield Edit(span=beside._replace(end_line=beside.line, end_column=beside.column), text=text)


def _keys_of(source: SourceFile, stream: Stream) -> Iterator[str]:
    """The keys of a stream that stand on lines of their own."""
    for key in ("name", "layer", "owner", "trigger", "value", "customer", "steps"):
        span = source.locate(stream.place.key(key))
        if span != source.locate(stream.place):
            line = source.lines[span.line - 1]
            if not line[: span.column - 1].strip():
                yield key
