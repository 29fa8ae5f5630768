"""Where the time of a journey goes, to scale: waits between its streams, and their steps."""

from collections.abc import Iterator

from vsm_cli.analysis.journeys.journey_times import JourneyStepTimes
from vsm_cli.diagrams.journey.journey_subject import JourneySubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.diagrams.time_bar import Portion
from vsm_cli.language import message, tr

_WAIT = message("wait before {stream}: {time}, {share} of the journey")
_WAIT_NAME = message("wait")
_STEP = message("{step} ({stream}): {time}, {share} of the journey")


def portions_of(subject: JourneySubject) -> list[Portion]:
    """The steps of the streams that the journey's time is made of, in its order."""
    return [
        portion
        for number, times in enumerate(subject.times.steps, start=1)
        for portion in _of_stage(subject, number, times)
    ]


def _of_stage(subject: JourneySubject, number: int, times: JourneyStepTimes) -> Iterator[Portion]:
    longest = times.longest
    if longest is None:
        return
    most = subject.times.bottleneck
    stream = subject.scope.label(longest.stream.id)
    here = most if most and most.stream == longest.stream.id else None
    if times.wait_s > 0:
        yield Portion(
            (str(number), "wait"),
            tr(_WAIT_NAME),
            tr(_WAIT, stream=stream, **_said(subject, times.wait_s)),
            times.wait_s,
            0.0,
            bottleneck=bool(here and here.step is None),
        )
    for step in longest.stream.steps.values():
        part = longest.figures.steps[step.id].perceived_part
        if part is None or part.time_s <= 0:
            continue
        label, time_s = clean(step.label), longest.elapsed(part.time_s)
        yield Portion(
            (str(number), "step", step.id),
            label,
            tr(_STEP, step=label, stream=stream, **_said(subject, time_s)),
            longest.elapsed(part.wait_s),
            longest.elapsed(part.process_s),
            bottleneck=bool(here and here.step == step.id),
        )


def _said(subject: JourneySubject, time_s: float) -> dict[str, str]:
    return {"time": subject.time(time_s, rough=subject.rough), "share": subject.part(time_s)}
