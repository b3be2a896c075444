"""How much is measured: enough for the README, or enough to see that it works."""

from __future__ import annotations

from typing import NamedTuple


class Scale(NamedTuple):
    """Counts of one run; seconds where the name says so."""

    rounds: int  # of every command
    starts: int  # of the UI
    keys: int
    marks: int
    words: int  # typed into the filter, nine letters each
    held_seconds: int
    idle_seconds: int
    memory_keys: int
    store_marks: int


FULL = Scale(
    rounds=12,
    starts=12,
    keys=120,
    marks=40,
    words=6,
    held_seconds=5,
    idle_seconds=10,
    memory_keys=2000,
    store_marks=400,
)
QUICK = Scale(
    rounds=3,
    starts=2,
    keys=40,
    marks=20,
    words=1,
    held_seconds=2,
    idle_seconds=2,
    memory_keys=200,
    store_marks=100,
)
