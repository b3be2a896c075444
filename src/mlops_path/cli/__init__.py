"""Parse, call, print. Every command imports what it needs inside itself."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Runs one command and returns its exit status. Never raises for anything a user can do."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:
        from mlops_path import __version__  # noqa: PLC0415 - the shortest way there is

        print(f"mlops-path {__version__}")
        return 0
    import gc  # noqa: PLC0415 - a command is over before there is garbage worth collecting

    gc.disable()
    from mlops_path.cli.running import run  # noqa: PLC0415 - `--version` does without
    from mlops_path.errors import OutputFailed  # noqa: PLC0415 - the same

    try:
        status = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has all it wanted (`| head -1`)
        _give_up_stdout()
        return 0
    except (OSError, OutputFailed) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else problem
        print(f"mlops-path: The output could not be written: {reason}.", file=sys.stderr)
        _give_up_stdout()
        return 1
    return status


def _give_up_stdout() -> None:
    """Keeps Python from trying once more, and complaining, when it closes stdout at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
