"""The argument parser in the language in force: its help, and what it says of mistakes.

Typer brings its own click or takes the installed one, from one version to the next, and not all
of their texts can be translated from within: what they say is recognised and said again.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from string import Formatter
from typing import Any

from vsm_cli.language import as_written, current, listed, message

# What stands in a help page, word for word.
IN_HELP = (
    message("Usage: "),
    message("[OPTIONS]"),
    message("COMMAND [ARGS]..."),
    message("Options:"),
    message("Commands:"),
    message("Arguments:"),
    message("Show this message and exit."),
    # Where a help text of ours names the default itself.
    message("[default: "),
)
# What stands in brackets behind the help of a parameter.
IN_BRACKETS = (
    message("default: {value}"),
    message("required"),
    message("{least}<=x<={most}"),
    message("x>={least}"),
    message("x<={most}"),
)
NUMBER = message("number")
# What is said of mistakes; a field may hold another of these texts.
OF_MISTAKES = (
    message("Try '{command}' for help."),
    message("Error: {problem}"),
    message("No such command '{name}'."),
    message("No such command '{name}'. Did you mean '{other}'?"),
    message("No such option: {name} (Possible options: {options})"),
    message("No such option: {name} Did you mean {options}?"),
    message("No such option: {name}"),
    message("Missing command."),
    message("Missing argument '{name}'."),
    message("Missing option '{name}'."),
    message("Invalid value for {name}: {problem}"),
    message("Value error, {problem}"),
    message("'{value}' is not one of {values}."),
    message("Input should be a valid integer, unable to parse string as an integer"),
    message("Input should be a valid number, unable to parse string as a number"),
    message("Input should be greater than or equal to {least}"),
    message("Input should be less than or equal to {most}"),
    message("Input should be greater than {limit}"),
    message("Input should be less than {limit}"),
    message("Input should be {limit}"),
    message("Option '{name}' requires an argument."),
    message("Option '{name}' does not take a value."),
    message("Got unexpected extra argument ({name})"),
    message("Got unexpected extra arguments ({name})"),
    message("Got unexpected extra argument(s) ({name})"),
)
# The fields that hold names.
_NAMES = {"name", "options", "other", "values"}


def translate(command: Any) -> None:
    """Translate the help of a click command, its parameters, and all commands below it."""
    command.help = _translated(command.help)
    command.short_help = _translated(command.short_help)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = _translated(parameter.help)
        parameter.get_help_record = partial(_record, parameter.get_help_record)
    help_page = command.get_help
    command.get_help = lambda context: _page(help_page(context))
    for below in getattr(command, "commands", {}).values():
        translate(below)


def _translated(text: str | None) -> str | None:
    """A help text, each paragraph by itself; its line breaks say nothing."""
    if not text:
        return text
    return "\n\n".join(as_written(paragraph) for paragraph in paragraphs(text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line."""
    return [" ".join(each.split()) for each in text.split("\n\n") if each.strip()]


def _record(record: Callable[[Any], tuple[str, str] | None], context: Any) -> Any:
    """The name and the help of a parameter, with what click adds to both."""
    found = record(context)
    if found is None:
        return None
    # Of the type only a number says more than the name does.
    name = re.sub(r"<int[^<>]*>|\bINTEGER( RANGE)?\b", f"<{as_written(NUMBER)}>", found[0])
    name = re.sub(r" (<(list\[)?(str|[Pp]ath)\]?>|TEXT)$", "", name)
    name = re.sub(r"<list\[(.*)\]>$", r"<\1>", name)
    return name, re.sub(r"  \[([^][]*)\]$", lambda added: _bracket(added[1]), found[1])


def _bracket(added: str) -> str:
    return "[" + "；".join(said_again(each, IN_BRACKETS) for each in added.split("; ")) + "]"


def _page(text: str) -> str:
    for each in IN_HELP:
        text = text.replace(each, as_written(each))
    # Newer ones of Typer have signs of their own around arguments.
    return re.sub(r"\{([A-Z]+)\}|\[(\[[A-Z]+\])\]", r"\1\2", text).replace("]...", "]…")


def complaint(error: Any) -> list[str]:
    """The lines that click says of a mistake, as it would show it; `error` is one of its
    exceptions."""
    lines = [f"Error: {error.format_message()}"]
    context = getattr(error, "ctx", None)
    if context is not None:
        help_option = f"{context.command_path} {context.help_option_names[0]}"
        usage = _page(context.get_usage()).splitlines()
        lines = [*usage, f"Try '{help_option}' for help.", "", *lines]
    return [said_again(line) for line in lines]


def said_again(text: str, templates: Iterable[str] = OF_MISTAKES) -> str:
    """A text of the parser in the language in force; as it is, where it is not known."""
    for template in templates:
        if found := _pattern(template).fullmatch(text):
            fields = {name: said_again(value) for name, value in found.groupdict().items()}
            fields |= {name: _listed(fields[name]) for name in _NAMES & fields.keys()}
            return as_written(template).format_map(fields)
    return text


def _listed(names: str) -> str:
    """Names as the language in force lists them: Chinese has neither the commas nor the quotes."""
    return names if current() == "en" else listed(names.replace("'", "").split(", "))


def _pattern(template: str) -> re.Pattern[str]:
    pieces = [
        re.escape(literal) + (f"(?P<{name}>.+?)" if name else "")
        for literal, name, _, _ in Formatter().parse(template)
    ]
    return re.compile("".join(pieces), re.S)
