"""Parse, call, print. Every command imports what it needs inside itself."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Runs one command and returns its exit status. Never raises for anything a user can do."""
    arguments = sys.argv[1:] if argv is None else argv
    _open_missing_streams()
    try:
        if arguments == ["--version"]:
            from mlops_path import __version__  # noqa: PLC0415 - the shortest way there is

            status = 0
            sys.stdout.write(f"mlops-path {__version__}\n")
        else:
            import gc  # noqa: PLC0415 - `--version` does without

            gc.disable()  # a command is over before there is garbage worth collecting
            from mlops_path.cli.running import run  # noqa: PLC0415 - the same

            status = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has all it wanted (`| head -1`)
        _give_up_stdout()
        return 0
    except OSError as problem:
        print(f"mlops-path: The output could not be written: {problem.strerror}.", file=sys.stderr)
        _give_up_stdout()
        return 1
    return status


def _open_missing_streams() -> None:
    """Opens standard streams that the caller closed: what is said is lost, what is data cannot be written."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - opened for reading: to write to it fails
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - the same


def _give_up_stdout() -> None:
    """Keeps Python from trying once more, and complaining, when it closes stdout at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
