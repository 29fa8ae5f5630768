"""The `vsm` command: one Typer application, one module per command."""

import gc
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

# A run is short and makes few cycles: collecting, even while modules are imported, costs more
# than it frees.
gc.disable()
# pydantic would look through all installed packages for plugins of its own; our shapes need none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class _NoPlugins(ModuleType):
    """Instead of the module that looks for plugins, which imports all that reads packages (e-mail,
    archives, sockets) before it sees that there is nothing to look for: a twentieth of a run."""

    def get_plugins(self) -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        # Another pydantic asks it for something else.
        del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


if os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__":
    sys.modules.setdefault("pydantic.plugin._loader", _NoPlugins("pydantic.plugin._loader"))

import typer  # noqa: E402

from vsm_cli.cli import output  # noqa: E402
from vsm_cli.cli.language_option import asked_language, with_language  # noqa: E402
from vsm_cli.errors import VsmError  # noqa: E402
from vsm_cli.language import current, of_locale, spoken  # noqa: E402

PROBLEMS = 1
NOT_DONE = 2
INTERRUPTED = 130


# Each has a module of its name in commands/, with a function of that name.
COMMANDS = (
    "check", "render", "report", "serve", "diff", "simulate", "impact", "ideas", "explain", "rules",
    "init", "schema", "baseline", "cache", "measure", "mine", "import", "export",
    "codeowners", "refactor", "lsp",
)  # fmt: skip
# Words of Python name no module.
_CALLED = {"import": "import_file"}


def application(wanted: str | None = None) -> typer.Typer:
    """All commands, or only the wanted one: hooks run `vsm check` all day."""
    app = typer.Typer(
        name="vsm",
        help="Check, draw and report value stream definitions kept as YAML.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(with_language(_version_option))
    for name in COMMANDS if wanted not in COMMANDS else (wanted,):
        called = _CALLED.get(name, name)
        module = import_module(f"vsm_cli.cli.commands.{called}")
        app.command(name)(with_language(getattr(module, called)))
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from vsm_cli import __version__

        output.write(f"vsm {__version__}")
        raise typer.Exit


def _version_option(
    _version: bool = typer.Option(
        False, "--version", help="Show the version and end.", callback=_show_version, is_eager=True
    ),
) -> None:
    pass


def run() -> None:
    """Run the command line and end with its exit code."""
    _begin_again_where_names_are_ascii()
    output.prepare()
    arguments = sys.argv[1:]
    asked = asked_language(arguments)
    with spoken(asked or of_locale(os.environ), asked=asked is not None):
        code = _code(arguments)
    # When it ends, Python collects once more, however large a workspace is: it may leave all alone.
    gc.freeze()
    sys.exit(code)


def _begin_again_where_names_are_ascii() -> None:
    """Where the locale is C and Python is told to heed it (PYTHONUTF8=0), no name of a file could
    hold more than ASCII. That is settled when Python starts, so it starts once more."""
    if sys.getfilesystemencoding() == "ascii" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _code(arguments: list[str]) -> int:
    """Run a command line; its exit code."""
    try:
        code = _run(arguments)
    except VsmError as error:
        output.note(f"vsm: {error}")
        code = NOT_DONE
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except output.ReaderGoneError:
        code = output.close_quietly()
    except OSError as error:  # a full disk, a working folder that is gone
        output.close_quietly()
        output.note(f"vsm: {error.strerror or error}")
        code = NOT_DONE
    except Exception as error:
        code = _usage(error)
    return code


def _run(arguments: list[str]) -> int:
    wanted = next((each for each in arguments if each in COMMANDS), None)
    command = typer.main.get_command(application(wanted if arguments[:1] == [wanted] else None))
    if current() != "en":
        from vsm_cli.cli.usage_in_language import translate

        translate(command)
    return int(command(arguments, prog_name="vsm", standalone_mode=False) or 0)


def _usage(error: Exception) -> int:
    if hasattr(error, "format_message"):
        from vsm_cli.cli.usage_in_language import complaint

        lines = complaint(error)
    else:  # a fault of ours; what a file says must not be read as orders there either
        import traceback

        lines = "".join(traceback.format_exception(error)).splitlines()
    for line in lines:
        output.note(line)
    return int(getattr(error, "exit_code", NOT_DONE))
