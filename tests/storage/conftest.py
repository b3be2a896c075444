"""A record reached by a file name and by an address, and a process without root's rights."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from mlops_path.storage.store import Store, open_store

NOBODY = 65534
WAYS = {"file name": "", "address": "sqlite:///"}

Open = Callable[..., Store]
Ordinary = Callable[[Path], AbstractContextManager[None]]


@pytest.fixture(params=list(WAYS.values()), ids=list(WAYS))
def way(request: pytest.FixtureRequest) -> str:
    """What stands before a file name: nothing for the standard library, `sqlite:///` for SQLAlchemy."""
    found = request.param
    assert isinstance(found, str)
    return found


@pytest.fixture
def open_at() -> Iterator[Open]:
    """Opens the record at a place; the test's end closes it."""
    opened: list[Store] = []

    def open_it(place: Path | str, way: str = "", wait_ms: int = 5000) -> Store:
        opened.append(open_store(f"{way}{place}", wait_ms))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(database: Path, way: str, open_at: Open) -> Store:
    """The record, reached by either way; there is none yet."""
    return open_at(database, way)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, unlike those that pytest makes."""
    folder = Path(tempfile.mkdtemp(prefix="mlops-path-test-"))
    folder.chmod(0o755)
    yield folder
    for inner, _, _ in os.walk(folder):
        os.chmod(inner, 0o700)
    shutil.rmtree(folder)


@pytest.fixture
def ordinary() -> Ordinary:
    """Hands a folder to an ordinary user and is that user for a while. Permissions say nothing to root."""

    @contextmanager
    def be_ordinary(folder: Path) -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        for inner, _, files in os.walk(folder):
            for path in (inner, *(os.path.join(inner, name) for name in files)):
                os.chown(path, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)

    return be_ordinary
