"""A folder for records that are about processes and not about a disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.survival.scale import SOAK

MEMORY = Path("/dev/shm")  # noqa: S108 - a place that is asked for below


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where the machine has one, on the disk in `make soak`; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="mlops-path-test-", dir=MEMORY if MEMORY.is_dir() and not SOAK else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
