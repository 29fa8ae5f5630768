"""`--language`, which every command knows."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from vsm_cli.language import LANGUAGES

_OPTION = "--language"


class Language(StrEnum):
    en = "en"
    zh = "zh"


_LanguageOption = Annotated[
    Language | None,
    typer.Option(
        _OPTION,
        help="The language of all that is said; else that of vsm.yaml, else of the locale.",
        show_default=False,
    ),
]


def asked_language(arguments: Sequence[str]) -> str | None:
    """The language that the command line asks for. It is needed before anything is said, so it
    is looked for before the arguments are read; a faulty one is told when they are."""
    found = None
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == _OPTION:
            found = next(iter(arguments[number + 1 :]), None)
        elif argument.startswith(_OPTION + "="):
            found = argument.partition("=")[2]
    return found if found in LANGUAGES else None


def with_language(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that takes the option too; what it says is heeded before (`asked_language`)."""

    @wraps(command)
    def spoken(*, language: Language | None = None, **arguments: Any) -> Any:
        del language
        return command(**arguments)

    own = signature(command)
    option = Parameter("language", Parameter.KEYWORD_ONLY, default=None, annotation=_LanguageOption)
    spoken.__dict__["__signature__"] = own.replace(parameters=[*own.parameters.values(), option])
    spoken.__annotations__ = {**command.__annotations__, "language": _LanguageOption}
    return spoken
