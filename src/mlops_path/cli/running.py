"""From words to one command, and from errors to sentences and exit statuses."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from mlops_path.cli.commands import COMMANDS, GLOBAL_OPTIONS, GROUPS, Command
from mlops_path.errors import MlopsPathError, OutputFailed, WrongUsage
from mlops_path.text import plain

if TYPE_CHECKING:
    from argparse import Namespace

VALUE_OPTIONS = tuple(name for name, value, _ in GLOBAL_OPTIONS if value)


def run(arguments: list[str]) -> int:
    """Runs the command in `arguments`; errors become a sentence on stderr, or a document on stdout with `--json`."""
    try:
        return _run(arguments)
    except MlopsPathError as problem:
        if "--json" in arguments:
            from mlops_path.cli.printing import print_json  # noqa: PLC0415 - not for every command

            print_json(problem.as_json())
        else:
            print(plain(f"mlops-path: {problem.sentence}"), file=sys.stderr)
            if problem.hint:
                print(plain(problem.hint), file=sys.stderr)
        return problem.exit_status
    except KeyboardInterrupt:
        return 130
    except (BrokenPipeError, OutputFailed):
        raise
    except Exception as problem:  # noqa: BLE001 - the last door: a bug becomes a report and exit status 70
        return _bug(problem, as_json="--json" in arguments)


def _bug(problem: Exception, *, as_json: bool) -> int:
    from mlops_path.bug import EXIT_STATUS, SENTENCE, keep_report, report_of  # noqa: PLC0415 - rare

    file = keep_report(problem)
    hint = f"A report without private text is in {file}." if file else report_of(problem)
    if as_json:
        from mlops_path.cli.printing import print_json  # noqa: PLC0415 - rare

        print_json({"error": {"code": "bug", "message": SENTENCE, "hint": hint}})
    else:
        print(f"mlops-path: {SENTENCE}\n{hint}", file=sys.stderr)
    return EXIT_STATUS


def _run(arguments: list[str]) -> int:
    name, rest = _command_in(arguments)
    if name == "" and ("--help" in rest or "-h" in rest):
        from mlops_path.cli.printing import print_lines  # noqa: PLC0415 - not for every command

        print_lines([_help()])
        return 0
    if "--version" in rest:
        from mlops_path import __version__  # noqa: PLC0415 - rare

        print(f"mlops-path {__version__}")
        return 0
    if name == "":
        options = _parse("", Command("", "", "", lambda _: None), rest)
        if sys.stdout.isatty() and sys.stdin.isatty() and not options.json:
            from mlops_path.tui import run as run_ui  # noqa: PLC0415 - the UI costs 20 x `python -c pass`

            return run_ui(options.database, options.learner, options.path)
        name = "status"
    command = COMMANDS[name]
    options = _parse(name, command, rest)
    module, _, function = command.runs.partition(":")
    status: int | None = getattr(_module(module), function)(options)
    return status or 0


def _module(name: str) -> object:
    from importlib import import_module  # noqa: PLC0415 - nothing else here needs it

    return import_module(f"mlops_path.cli.{name}")


def _command_in(arguments: list[str]) -> tuple[str, list[str]]:
    """The command's name ("" where there is none) and the other words in their order.

    Raises:
        WrongUsage: the first word is no command.
    """
    position = 0
    while position < len(arguments) and arguments[position].startswith("-"):
        position += 2 if arguments[position] in VALUE_OPTIONS else 1
    if position >= len(arguments):
        return "", arguments
    name, rest = arguments[position], arguments[:position] + arguments[position + 1 :]
    if name in GROUPS:
        if len(arguments) > position + 1 and f"{name} {arguments[position + 1]}" in COMMANDS:
            del rest[position]
            return f"{name} {arguments[position + 1]}", rest
        subcommands = [full.partition(" ")[2] for full in COMMANDS if full.startswith(f"{name} ")]
        if "--help" in rest or "-h" in rest:
            return "", ["--help"]
        raise WrongUsage(
            f"'{name}' needs one of: {', '.join(subcommands)}.", f"For example `mlops-path {name} {subcommands[0]}`."
        )
    if name not in COMMANDS:
        import difflib  # noqa: PLC0415 - only a mistake needs it

        close = difflib.get_close_matches(name, COMMANDS, n=1)
        meant = f"Did you mean `mlops-path {close[0]}`?" if close else "`mlops-path --help` shows every command."
        raise WrongUsage(f"No command '{name[:80]}'.", meant)
    return name, rest


def _parse(name: str, command: Command, rest: list[str]) -> Namespace:
    import argparse  # noqa: PLC0415 - `--version` and the help do without

    usage = f"mlops-path {name}".rstrip()

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise WrongUsage(f"{message[:1].upper()}{message[1:]}.", f"`{usage} --help` shows what it takes.")

    def formatter(prog: str) -> argparse.HelpFormatter:
        # The width is given because argparse loads `shutil` to ask the terminal for it, before it knows it needs it.
        return argparse.HelpFormatter(prog, max_help_position=28, width=100)

    parser = Parser(
        prog=usage,
        formatter_class=formatter,
        usage=f"{usage} {command.takes}".rstrip(),
        description=f"{command.purpose[:1].upper()}{command.purpose[1:]}.",
        allow_abbrev=False,
    )
    command.arguments(parser)
    shared = parser.add_argument_group("options of every command")
    for option, value, purpose in GLOBAL_OPTIONS:
        if value:
            shared.add_argument(option, metavar=value, help=purpose)
        elif option == "--json":
            shared.add_argument(option, action="store_true", help=purpose)
    return parser.parse_args(rest)


def _help() -> str:
    width = max(len(name) for name in COMMANDS)
    lines = [
        "mlops-path: your path, your pace, your proof.",
        "",
        "usage: mlops-path [COMMAND] [OPTIONS]",
        "",
        "Without a command: the terminal UI; when the output is not a terminal, the same as `status`.",
        "",
        "commands:",
        *(f"  {name:<{width}}  {command.purpose}" for name, command in COMMANDS.items()),
        "",
        "options, before or after the command:",
        *(f"  {f'{name} {value}':<{width}}  {purpose}" for name, value, purpose in GLOBAL_OPTIONS),
        "",
        "STEP is a number on the path (14), an id (rules-of-machine-learning), or the beginning of a title.",
        "`mlops-path COMMAND --help` shows what a command takes.",
    ]
    return "\n".join(lines)
