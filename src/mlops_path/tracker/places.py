"""What a tracker has around it: the clock, the place of the record, the copies of it."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

from mlops_path import locations
from mlops_path.storage.store import file_of

if TYPE_CHECKING:
    from mlops_path.storage.safekeeping import Safekeeping


def present_moment() -> datetime:
    """Now, in local time with its offset."""
    return datetime.now().astimezone()


def record_place(database: str | None = None) -> str:
    """The file or address of the record: what was asked for, else what the environment says, else the usual file."""
    return database or os.environ.get("MLOPS_PATH_DATABASE") or locations.database_file()


def safekeeping_of(place: str, wait_ms: int = 5000) -> Safekeeping:
    """What can be done for the record at a file name or address as a whole, also where it does not open."""
    from mlops_path.storage.safekeeping import Safekeeping  # noqa: PLC0415 - few commands need it

    return Safekeeping(file_of(place), wait_ms)
