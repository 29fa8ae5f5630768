"""Files of streams and who owns them, as GitHub, GitLab and Gitea read CODEOWNERS."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.model.elements import Role, Team
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.workspaces import absolute

BEGIN = "# Written by `vsm codeowners`: begin"
END = "# Written by `vsm codeowners`: end"
_NO_PAIR = message(
    "CODEOWNERS has to hold the lines “{begin}” and “{end}” once each, in this order, or neither; "
    "put that right by hand"
)
_MARKED = re.compile(rf"^(?:{re.escape(BEGIN)}|({re.escape(END)}))[ \t]*\r?(?:\n|\Z)", re.M)
_HOST = r"https://[^/\s]+/"
# Pages of teams and people, and what a host calls them.
_HANDLES = (
    (re.compile(rf"{_HOST}orgs/([\w.-]+)/teams/([\w.-]+)/?"), r"@\1/\2"),
    (re.compile(rf"{_HOST}groups/([\w./-]+?)/?"), r"@\1"),
    (re.compile(r"https://git(?:hub|lab)\.[^/\s]+/([\w.-]+)/?"), r"@\1"),
    (re.compile(r"mailto:([^\s@?]+@[^\s@?]+)"), r"\1"),
)
_HANDLE = re.compile(r"@[\w.-]+(/[\w.-]+)*|[^\s@]+@[^\s@]+")


class CodeOwners(Struct):
    """Handles by file, below the top of the checkout. `unowned` are streams without an owner,
    `unknown` owners without a handle, with the streams that they answer for."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    unowned: list[str] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The part of the file that is ours."""
        written = [f"{pattern(path)} {' '.join(owners)}" for path, owners in self.lines.items()]
        return "\n".join([BEGIN, *written, END]) + "\n"


def is_handle(text: str) -> bool:
    """Whether this is what a CODEOWNERS may name: `@user`, `@org/team`, an e-mail address."""
    return _HANDLE.fullmatch(text) is not None


def code_owners(workspace: Workspace, top: Path, handles: Mapping[str, str]) -> CodeOwners:
    """The owners of all streams, by files; `handles` are those that somebody gave."""
    found = CodeOwners()
    for stream in workspace.streams.values():
        if stream.owner is None:
            if stream.lacks("owner"):
                found.unowned.append(stream.id)
            continue
        handle = _handle(workspace, stream.owner, handles)
        if handle is None:
            found.unknown.setdefault(stream.owner, []).append(stream.id)
            continue
        path = absolute(Path(stream.place.file)).relative_to(top).as_posix()
        owners = found.lines.setdefault(path, [])
        if handle not in owners:
            owners.append(handle)
    found.lines = dict(sorted(found.lines.items()))
    return found


def _handle(workspace: Workspace, owner: str, handles: Mapping[str, str]) -> str | None:
    """The handle of an owner; of a role without one, that of its team."""
    for id_ in dict.fromkeys((owner, workspace.team_of(owner) or owner)):
        if id_ in handles:
            return handles[id_]
        element: Team | Role | None = workspace.teams.get(id_) or workspace.roles.get(id_)
        for address in element.urls.values() if element else ():
            for page, written in _HANDLES:
                if match := page.fullmatch(address):
                    return match.expand(written)
    return None


def pattern(path: str) -> str:
    """A path as a pattern for just this file: what has a meaning in patterns, or would
    end the line or the pattern, becomes any sign."""
    return "/" + re.sub(r"[\[\]*!#\\\x00-\x1f\x7f-\x9f]|[^\S ]", "?", path).replace(" ", "\\ ")


def block_of(text: str) -> tuple[int, int] | None:
    """Where the part of a file stands that is ours; None where there is none. Raises VsmError
    where that is not clear: what other people wrote must not be taken for it."""
    found = list(_MARKED.finditer(text))
    if not found:
        return None
    if [bool(each[1]) for each in found] != [False, True]:
        raise VsmError(tr(_NO_PAIR, begin=BEGIN, end=END))
    return found[0].start(), found[1].end()


def with_block(text: str, block: str) -> str:
    """The file with our part as it is now; at its end, where it had none: the last line that fits a
    file counts. Line ends stay as they are."""
    if "\r\n" in text:
        block = block.replace("\n", "\r\n")
    if span := block_of(text):
        return text[: span[0]] + block + text[span[1] :]
    return f"{text}\n{block}" if text and not text.endswith("\n") else text + block
