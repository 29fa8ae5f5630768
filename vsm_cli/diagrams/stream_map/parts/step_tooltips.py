"""What a step says when a pointer rests on it: everything that its box has no room for."""

from vsm_cli.diagrams.stream_map.parts.step_box import practice_label
from vsm_cli.diagrams.stream_map.stream_subject import ACTIVITY_WORDS, StreamSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, names, tr
from vsm_cli.model.streams import Step

_WITH = message("With: {people}")
_PRACTICES = message("Practices: {practices}")
_SYSTEMS = message("Systems: {systems}")
_INPUTS = message("Takes in: {data}")
_OUTPUTS = message("Hands on: {data}")
_TIMES = message("Process time {process}, waiting {wait}, lead time {lead}")
_KEY = message("Step: {id}")


def step_tooltip(subject: StreamSubject, step: Step) -> str:
    workspace = subject.workspace
    lines = [clean(step.label)]
    if step.description:
        lines.append(clean(step.description))
    if step.activity in ACTIVITY_WORDS:
        lines.append(tr(ACTIVITY_WORDS[step.activity]))
    if owner := subject.scope.owner_line(step):
        lines.append(owner)
    for template, key, labels in (
        (_WITH, "people", [subject.owner_label(each) for each in step.participants]),
        (_PRACTICES, "practices", [practice_label(workspace, each) for each in step.practices]),
        (_SYSTEMS, "systems", [subject.system_label(each) for each in step.systems]),
        (_INPUTS, "data", [clean(workspace.data[each].label) for each in step.inputs or ()]),
        (_OUTPUTS, "data", [clean(workspace.data[each].label) for each in step.outputs or ()]),
    ):
        if labels:
            lines.append(tr(template, **{key: names(labels)}))
    figures = subject.figures.steps.get(step.id)
    if figures:
        lines.append(
            tr(
                _TIMES,
                process=subject.time(figures.process_time_s),
                wait=subject.time(figures.wait_time_s),
                lead=subject.time(figures.lead_time_s),
            )
        )
    lines.append(tr(_KEY, id=step.id))
    return "\n".join(lines)
