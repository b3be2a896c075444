"""Which records there are: one small file each in the state folder.

A record that is remembered and not there is lost, not new; beginning an empty one in its place would hide that.
"""

from __future__ import annotations

import os
from contextlib import suppress

from mlops_path import locations
from mlops_path.private_files import make_private_folder
from mlops_path.text import file_name


def remember(record: str) -> None:
    """Keeps in mind that there is a record here. Where the state folder takes nothing, that is no reason to stop."""
    file = _file(record)
    if os.path.exists(file):
        return
    with suppress(OSError):
        make_private_folder(os.path.dirname(file))
        # That the file is there says it all; its text is for people who look into the folder.
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(os.fsencode(record) + b"\n")


def is_remembered(record: str) -> bool:
    return os.path.exists(_file(record))


def forget(record: str) -> None:
    """Lets a new record begin where one was lost or given up."""
    with suppress(FileNotFoundError):
        os.unlink(_file(record))


def _file(record: str) -> str:
    return os.path.join(locations.known_records_folder(), f"{file_name(os.path.basename(record), record)}.txt")
