"""Folders and files that nobody else may read: 0700 and 0600 from their first moment on."""

from __future__ import annotations

import os
from contextlib import suppress


def make_private_folder(folder: str) -> None:
    """Makes a folder and those above it that are missing, each 0700. One that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    above = os.path.dirname(folder)
    if above not in ("", folder) and not os.path.isdir(above):
        make_private_folder(above)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise


def write_private_file(file: str, text: str) -> None:
    """Puts `text` at `file`, whole or not at all, and on the disk when this returns.

    Raises:
        OSError: it cannot be written; what was there before is there still.
    """
    scratch = f"{file}.{os.getpid()}.tmp"
    make_private_folder(os.path.dirname(file))
    try:
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        # A file name that is no UTF-8 has its bytes as surrogates.
        with open(descriptor, "w", encoding="utf-8", errors="surrogateescape") as target:
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
        os.replace(scratch, file)
    except BaseException:
        if os.path.exists(scratch):
            os.unlink(scratch)
        raise


def clear_scratch(folder: str) -> None:
    """Takes away what programs left in a folder that were killed in the middle of writing: `*.PROCESS.tmp`."""
    try:
        names = [name.split(".") for name in os.listdir(folder) if name.endswith(".tmp")]
    except OSError:
        return
    for *name, process, ending in names:
        if process.isdecimal() and not is_running(int(process)):
            with suppress(OSError):
                os.unlink(os.path.join(folder, ".".join((*name, process, ending))))


def is_running(process: int) -> bool:
    """Whether a program with this number runs, whoever's it is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return process < 1 << 31
    return True
