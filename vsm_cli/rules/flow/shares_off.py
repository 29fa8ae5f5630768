"""Shares that do not add up to the whole.

## Why

Exactly one of the ways of a choice is taken, so their shares make 100 % together, and so do the
shares of the steps where work comes in. Where they do not, one of them is wrong or a way is
missing, and every figure of the stream rests on it: they are computed as if all shares were
scaled to 100 %. Leave one share out and it takes the rest; then only more than 100 % is wrong.
What rounding explains, half the last digit of each share, is not reported.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management}
      verify:
        owner: operations
        practices: Incident management
        next: {repair: 15%, end: 75%}
```

## Good

```diff
         practices: Incident management
-        next: {repair: 15%, end: 75%}
+        next: {repair: 15%, end: }
```
"""

from collections.abc import Iterator
from math import fsum

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.loading.stated_totals import half_digit_of_share
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner, with_owner
from vsm_cli.wording.figures import percent

_HERE = message("{share} of the items come in at {step}")

# Tenths do not add up exactly in binary.
_NOISE = 1e-9


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        for step in stream.steps.values():
            if step.split == "choice" and "next" not in step.unread:
                yield from _of_choice(stream, step)
        yield from _of_entries(stream)


def _of_choice(stream: Stream, step: Step) -> Iterator[Finding]:
    shares = [(r.share or 0.0, r.written_share) for r in step.routes if r.written_share]
    total = fsum(share for share, _ in shares)
    texts = [text for _, text in shares]
    if _is_off(total, texts, all_given=len(texts) == len(step.routes)):
        yield finding(
            step,
            "next",
            message="choice",
            help="more" if total > 1 else "less",
            owner=step.owner or stream.owner,
            who=with_owner(step),
            total=percent(total, 3),
            stream=stream.id,
        )


def _of_entries(stream: Stream) -> Iterator[Finding]:
    entries = [s for s in stream.steps.values() if s.entry is not None or "entry" in s.unread]
    if not entries or any("entry" in step.unread for step in entries):
        return
    shares = [(step, step.entry) for step in entries if isinstance(step.entry, float)]
    total = fsum(share for _, share in shares)
    open_ones = any(step.entry is True for step in entries)
    if shares and _is_off(total, [percent(each, 9) for _, each in shares], all_given=not open_ones):
        (first, _), *others = shares
        yield finding(
            first,
            "entry",
            message="entries",
            help="more" if total > 1 else "less-entries",
            owner=stream.owner,
            who=stream_with_owner(stream),
            total=percent(total, 3),
            stream=stream.id,
            related=[
                Related(
                    place=step.place.key("entry"),
                    message=_HERE,
                    fields={"share": percent(share, 3), "step": step.id},
                )
                for step, share in others
            ],
        )


def _is_off(total: float, texts: list[str], *, all_given: bool) -> bool:
    """Whether shares with these texts are wrong beyond what rounding explains."""
    off = total - 1.0
    if abs(off) <= _NOISE or (off < 0 and not all_given):
        return False
    return abs(off) > fsum(half_digit_of_share(text) for text in texts) + _NOISE


RULE = Rule(
    code="VSM505",
    name="shares-off",
    level=Level.ERROR,
    summary=message("Shares exceed 100 %, or all are given and do not add up to it."),
    manual=__doc__,
    messages={
        "choice": message("the ways on from {who} have shares of {total} in all"),
        "entries": message("the steps where work comes in to {who} have shares of {total} in all"),
    },
    helps={
        "more": message(
            "correct the shares: together they make 100%; the figures of {stream} are computed"
            " as if they were scaled to that"
        ),
        "less": message(
            "correct the shares, add the way that is missing, or leave one share out: that way"
            " takes the rest; the figures of {stream} are computed as if they were scaled to 100%"
        ),
        "less-entries": message(
            "correct the shares, or write entry: true at the step that takes the rest;"
            " the figures of {stream} are computed as if they were scaled to 100%"
        ),
    },
    check=check,
    scope="stream",
)
