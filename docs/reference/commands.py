"""The page of all commands, from what their own help is made of."""

import inspect
import typing
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

from typer.models import ArgumentInfo, OptionInfo

from reference.markdown import code, generated, page, table
from vsm_cli.cli.main import application
from vsm_cli.cli.usage_in_language import paragraphs
from vsm_cli.language import as_written, of_both

INTRODUCTION = (
    "`vsm COMMAND --help` says the same in the terminal. Results go to standard output,"
    " everything else to standard error; piped output is plain text in UTF-8.",
    "`vsm 命令 --help` 在终端里显示同样的内容。结果写到标准输出，其余写到标准错误；"
    "输出接到管道时是 UTF-8 纯文本。",
)
MEANING = ("Meaning", "说明")
COMPLETION = (
    """\
## Shell completion

`vsm --install-completion` makes the shell that you are in (Bash, Zsh, Fish or PowerShell) complete
commands, options, their values, and the codes and names of rules; it adds a line to the start-up
file of the shell and takes effect in the next one. `vsm --show-completion` only prints what it
would add, for those who keep such files themselves.""",
    """\
## 命令补全

`vsm --install-completion` 让当前的 Shell（Bash、Zsh、Fish 或 PowerShell）能补全
命令、选项、选项的值，以及规则的代码和名称；它会在 Shell 的启动文件里加一行，重新打开后生效。
`vsm --show-completion` 只显示要加的内容，供自己管理这些文件的人使用。""",
)


class Parameter(typing.NamedTuple):
    """One argument or option of a command, as a person writes it."""

    names: list[str]
    value: str
    default: str
    help: str
    is_option: bool


def reference() -> str:
    commands = [info.callback for info in application().registered_commands if info.callback]
    return page(
        generated(of_both("Command line", "命令行"), of_both(*INTRODUCTION)),
        *(section(command) for command in commands),
        of_both(*COMPLETION),
    )


def section(command: Callable[..., Any]) -> str:
    parameters = list(parameters_of(command))
    arguments = [p for p in parameters if not p.is_option]
    options = [p for p in parameters if p.is_option]
    usage = ["vsm", command.__name__, *([as_written("[OPTIONS]")] if options else []),
             *(argument.value for argument in arguments)]  # fmt: skip
    blocks = [f"## vsm {command.__name__}", f"```text\n{' '.join(usage)}\n```",
              *map(as_written, paragraphs(inspect.cleandoc(command.__doc__ or "")))]  # fmt: skip
    if arguments:
        blocks.append(
            table(
                (of_both("Argument", "参数"), of_both(*MEANING)),
                [(code(p.value), p.help) for p in arguments],
            )
        )
    if options:
        rows = [
            (", ".join(map(code, p.names)), values(p.value), p.help, p.default) for p in options
        ]
        head = [("Option", "选项"), ("Value", "值"), MEANING, ("Default", "默认")]
        blocks.append(table([of_both(*each) for each in head], rows))
    return "\n\n".join(blocks)


def values(value: str) -> str:
    return ", ".join(map(code, value.split("|"))) if value else ""


def parameters_of(command: Callable[..., Any]) -> Iterator[Parameter]:
    """What the signature declares. It is read directly, because the texts that Typer makes of
    it differ from one of its versions to the next."""
    hints = typing.get_type_hints(command, include_extras=True)
    for name, parameter in inspect.signature(command).parameters.items():
        kind, info = typing.get_args(hints[name])[:2]
        if info.hidden:
            continue
        help, default = split_default(_in_language(info.help or ""))
        if isinstance(info, ArgumentInfo):
            metavar = info.metavar or name.upper()
            yield Parameter([], shown_argument(metavar, kind, parameter), "", help, False)
        elif isinstance(info, OptionInfo):
            value = info.metavar or choices(kind)
            default = default or shown_default(parameter.default)
            yield Parameter(option_names(name, info), value, default, help, True)


def _in_language(help: str) -> str:
    return "\n\n".join(map(as_written, paragraphs(help)))


def option_names(name: str, info: OptionInfo) -> list[str]:
    # In an annotation, the first name given stands where a default would.
    first = [info.default] if isinstance(info.default, str) else []
    names = [*first, *(info.param_decls or ())] or [f"--{name.replace('_', '-')}"]
    return sorted(names, key=len, reverse=True)


def shown_argument(metavar: str, kind: Any, parameter: inspect.Parameter) -> str:
    if metavar.startswith("[") or parameter.default is parameter.empty:
        return metavar
    return f"[{metavar}]{'…' if 'list' in str(kind) else ''}"


def choices(kind: Any) -> str:
    """The values of an enumeration, with `|` between them; nothing for other types."""
    kinds = [
        kind,
        *typing.get_args(kind),
        *(a for k in typing.get_args(kind) for a in typing.get_args(k)),
    ]
    for each in kinds:
        if isinstance(each, type) and issubclass(each, Enum):
            return "|".join(str(member.value) for member in each)
    return ""


def split_default(help: str) -> tuple[str, str]:
    """A help text may name the default itself, where it stands in another place."""
    text, found, default = help.partition("[default: ")
    return text.strip(), code(default.rstrip("]")) if found else ""


def shown_default(default: Any) -> str:
    if default is None or isinstance(default, bool):
        return ""
    return code(default.value if isinstance(default, Enum) else default)
