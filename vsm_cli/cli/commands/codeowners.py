"""`vsm codeowners`: a CODEOWNERS from the owners of streams and the files they stand in."""

from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import FileOption, Paths
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr

_NOBODY = message("--handle: {owners} is neither a team nor a role here")
_HANDLE = message("--handle {text}: write OWNER=@HANDLE, as in service-desk=@acme/desk")
_NO_FILE = message("there is no CODEOWNERS; say which with -o FILE")
_UNOWNED = message("no owner: {streams}")
_UNKNOWN = message(
    "no handle for {owner}, who answers for {streams}: write under it urls: {{GitHub: "
    "https://github.com/orgs/ORG/teams/TEAM}}, or say --handle {owner}=@ORG/TEAM"
)
_ELSEWHERE = message(
    "{other} is not in the checkout of {root}: each checkout has a CODEOWNERS of its own"
)
_NOT_UTF_8 = message("{path} is not UTF-8")
_UNREADABLE = message("{path} cannot be read: {reason}")
_CURRENT = message("{path} is as the definitions say")
_DIFFERS = message("{path} is not as the definitions say; `vsm codeowners -o {path}` writes it")
_WRITTEN = message("wrote {path}")
# Where hosts look for it, the first first.
_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


def codeowners(
    paths: Paths = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; exit code 1 where the file is not as it would be."
        ),
    ] = False,
    handles: Annotated[
        list[str] | None,
        typer.Option(
            "--handle",
            metavar="OWNER=HANDLE",
            help="What the host calls a team or role, as @acme/desk (repeatable).",
            show_default=False,
        ),
    ] = None,
    output_file: FileOption = None,
) -> int:
    """Write who answers for which file of definitions, as CODEOWNERS has it.

    Only a part of the file, between two comments, is written; what stands around it stays. The
    handle of an owner is --handle, or its page or mail address under urls; that of a role may be
    its team's.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.cli.targets import definition
    from vsm_cli.reporters.codeowners.lines import code_owners, with_block
    from vsm_cli.source.discovery import checkout_of
    from vsm_cli.source.workspaces import absolute, shown_name

    given = dict(map(_given, handles or ()))
    analysed = analyse(paths or [], Options(check=False))
    for notice in analysed.notices:
        output.note(notice)
    with spoken(analysed.language):
        roots = [absolute(Path(each.root)) for each in analysed.workspaces]
        checkout = checkout_of(roots[0])
        top = checkout or roots[0]
        for root in roots:
            if checkout_of(root) != checkout or not root.is_relative_to(top):
                first = shown_name(roots[0])
                raise VsmError(tr(_ELSEWHERE, other=shown_name(root), root=first))
        known = {id_ for each in analysed.workspaces
                 for id_ in (*each.workspace.teams, *each.workspace.roles)}  # fmt: skip
        if missing := [owner for owner in given if owner not in known]:
            raise VsmError(tr(_NOBODY, owners=names(missing)))
        lines: dict[str, list[str]] = {}
        for each in analysed.workspaces:
            found = code_owners(each.workspace, top, given)
            lines |= found.lines
            _tell(found.unowned, found.unknown)
        text = type(found)(dict(sorted(lines.items()))).text
        place = output_file or (_existing(top) if check else None)
        if place is None:
            output.write(text)
            return 0
        written = _text(place)
        wanted = with_block(written, text)
        if check:
            differs = written != wanted
            output.write(tr(_DIFFERS if differs else _CURRENT, path=place.as_posix()))
            return int(differs)
        if written != wanted:
            target = definition(absolute(place), paths=[*(paths or ()), place.parent])
            before = written.encode() if target.real.is_file() else None
            output.write_file(target, wanted.encode(), instead_of=before)
        output.note(tr(_WRITTEN, path=place.as_posix()))
    return 0


def _given(text: str) -> tuple[str, str]:
    from vsm_cli.reporters.codeowners.lines import is_handle

    owner, _, handle = text.partition("=")
    if not owner or not is_handle(handle):
        raise VsmError(tr(_HANDLE, text=text))
    return owner.strip(), handle


def _existing(top: Path) -> Path:
    found = next((top / place for place in _PLACES if (top / place).is_file()), None)
    if found is None:
        raise VsmError(tr(_NO_FILE))
    from vsm_cli.source.workspaces import shown_name

    return Path(shown_name(found))


def _text(place: Path) -> str:
    """What stands in the file so far, with its line ends."""
    try:
        return place.read_bytes().decode() if place.is_file() else ""
    except UnicodeDecodeError:
        raise VsmError(tr(_NOT_UTF_8, path=place.as_posix())) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise VsmError(tr(_UNREADABLE, path=place.as_posix(), reason=reason)) from None


def _tell(unowned: list[str], unknown: dict[str, list[str]]) -> None:
    if unowned:
        output.note(tr(_UNOWNED, streams=names(unowned)))
    for owner, streams in unknown.items():
        output.note(tr(_UNKNOWN, owner=owner, streams=names(streams)))
