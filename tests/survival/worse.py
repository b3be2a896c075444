"""The program made worse on purpose: what the tests of this folder must be able to see."""

from __future__ import annotations

from pathlib import Path

# What the program says to SQLite, and what it says instead.
DEFERRED = {"BEGIN IMMEDIATE": "BEGIN"}
NO_TRANSACTION = {"BEGIN IMMEDIATE": "SELECT 1"}

_SITECUSTOMIZE = """
import sqlite3

INSTEAD = {instead!r}
connect = sqlite3.connect


class Worse(sqlite3.Connection):
    def execute(self, sql, *values):
        return super().execute(INSTEAD.get(sql, sql), *values)


sqlite3.connect = lambda *places, **options: connect(*places, **{{"factory": Worse, **options}})
"""


def made_worse(folder: Path, instead: dict[str, str]) -> Path:
    """A folder that makes every Python worse which has it in PYTHONPATH."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_SITECUSTOMIZE.format(instead=instead))
    return folder
