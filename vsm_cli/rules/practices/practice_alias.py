"""A practice by a name that is not its own.

## Why

One practice under five names looks like five practices: in the practice matrix, in search, and
in talk between teams. The official English and Chinese names are fine, as is the id. Another
known name still works, and `vsm check --fix` writes the id in its place.

事件管理 is the Chinese name of incident management, but some translations use it for event
management. Where 事故管理, 故障管理 or 事态管理 stand in the same workspace, it is not clear
which of the two is meant: this rule then points at it, too.

The aliases are names from earlier ITIL versions and from other translations.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  approve-a-change:
    owner: operations
    trigger: Something is to be changed
    value: The change may be made
    steps:
      decide: {owner: operations, practices: Change management}
```

## Good

```diff
     steps:
-      decide: {owner: operations, practices: Change management}
+      assess: {owner: operations, practices: [change-enablement, Risk management]}
+      decide: {owner: operations, practices: 变更支持}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.people.step_practices import practice_beside, practice_name
from vsm_cli.catalogue import AMBIGUOUS, Ambiguous, normalised
from vsm_cli.diagnostics import Level, Replacement
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import PracticeBinding, Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_FIX = message("Write {practice}")
_TAKE_OUT = message("Take {written} out: {practice} stands here already")


def check(workspace: Workspace) -> Iterator[Finding]:
    unclear: dict[str, Ambiguous] | None = None
    for _, step in workspace.steps():
        for binding in step.practices:
            if binding.match in ("alias", "renamed"):
                again = _stands_already(step, binding)
                yield _finding(workspace, step, binding, binding.match, again=again)
            elif binding.match == "official" and not binding.written.isascii():
                if unclear is None:
                    unclear = _unclear(workspace)
                word = unclear.get(normalised(binding.written))
                if word and word.default in binding.practices:
                    yield _finding(workspace, step, binding, "ambiguous", word)


def _unclear(workspace: Workspace) -> dict[str, Ambiguous]:
    """The words with two meanings, by name, where another word for one of them is in use."""
    used = {normalised(b.written) for _, step in workspace.steps() for b in step.practices}
    return {
        normalised(word.name): word
        for word in AMBIGUOUS
        if any(normalised(other) in used for other in word.note_when_also)
    }


def _stands_already(step: Step, binding: PracticeBinding) -> bool:
    """Whether the practice of an alias is named there by a name that stays, or by an alias
    before it, which becomes its id."""
    before = True
    for other in step.practices:
        if other is binding:
            before = False
        elif other.practices[:1] == binding.practices[:1] and (
            other.match in ("id", "official") or (before and other.match in ("alias", "renamed"))
        ):
            return True
    return False


def _finding(
    workspace: Workspace,
    step: Step,
    binding: PracticeBinding,
    text: str,
    word: Ambiguous | None = None,
    *,
    again: bool = False,
) -> Finding:
    practice = binding.practices[0]
    # A word with two meanings stays one in Chinese: its id says which is meant.
    beside = practice if word else practice_beside(workspace, practice, binding.written)
    return finding(
        step,
        place=binding.place,
        message=text,
        help=text if word else "help",
        subject=binding.written,
        owner=step.owner or workspace.streams[step.stream].owner,
        fix=Replacement(
            place=binding.place,
            old=binding.written,
            text="" if again else beside,
            description=_TAKE_OUT if again else _FIX,
            fields={"practice": beside, "written": binding.written},
            # With two meanings only a person knows which one was meant.
            safe=word is None,
        ),
        written=binding.written,
        who=with_owner(step),
        practice=beside,
        name=practice_name(workspace, practice),
        other=word.other if word else "",
    )


RULE = Rule(
    code="VSM303",
    name="practice-alias",
    level=Level.NOTE,
    summary=message("A practice is named by an alias or a former name."),
    manual=__doc__,
    messages={
        "alias": message("{written}, at {who}, is another name for {name}"),
        "renamed": message("{written}, at {who}, is now called {name}"),
        "ambiguous": message(
            "{written}, at {who}, may mean {practice} or {other}; it is read as {practice}"
        ),
    },
    helps={
        "help": message("write {practice}"),
        "ambiguous": message("write the id of the one that is meant: {practice} or {other}"),
    },
    check=check,
)
