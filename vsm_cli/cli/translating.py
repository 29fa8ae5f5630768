"""The help of commands in the language in force."""

from typing import Any

from vsm_cli.language import as_written, message

# What the argument parser says itself, word for word as it stands there; it looks its texts up
# in the same catalogue (`language.use`).
OF_THE_PARSER = (
    message("Usage:"),
    message("Usage: "),
    message("Options"),
    message("Commands"),
    message("Arguments"),
    message("[OPTIONS]"),
    message("Show this message and exit."),
    message("Error: {message}"),
    message("Try '{command} {option}' for help."),
    message("No such command {name!r}."),
    message("No such option: {name}"),
    message("No such option {name!r}."),
    message("Did you mean {possibility}?"),
    message("Missing command."),
    message("Missing argument"),
    message("Missing option"),
    message("Missing parameter"),
    message("argument"),
    message("option"),
    message("Choose from:\n\t{choices}"),
    message("Invalid value: {message}"),
    message("Invalid value for {param_hint}: {message}"),
    message("Option {name!r} requires an argument."),
    message("Option {name!r} does not take a value."),
    message("default: {default}"),
    message("required"),
    message("{name} {filename!r} does not exist."),
    message("{value!r} is not a valid {number_type}."),
    message("file"),
    message("directory"),
    message("path"),
    message("Install completion for the current shell."),
    message("Show completion for the current shell, to copy it or customize the installation."),
)


def translate(command: Any) -> None:
    """Translate the help of a click command, its parameters, and all commands below it.

    Typer brings its own click or takes the installed one, from one version to the next.
    """
    command.help = _translated(command.help)
    command.short_help = _translated(command.short_help)
    for parameter in command.params:
        help = getattr(parameter, "help", None)
        if help:
            parameter.help = _translated(help)
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
