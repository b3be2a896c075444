"""Sums over the rows that no event tells, or that are read without the events: what a disk did to them is noticed.

SQLite has no sums over its pages. A bit that changes in a row of the current state is another status to it, and a page
that was lost is fewer rows. So a learner's seal has the sum over each of their tables; who reads a table whole, works
its sum out again. The sum of a row is the CRC-32 of its values, that of a table the sum of its rows modulo 2³²: in no
order, and brought along by a change without reading the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from mlops_path.domain.progress import UNTOUCHED, State

CHOICES = "choices"  # the key, among the facts about the record, of the sums over learners and settings
_MODULO = 1 << 32


class Seal(NamedTuple):
    """Sums over a learner's states, notes and paths, and the chain value of the last event of theirs."""

    states: int = 0
    notes: int = 0
    paths: int = 0
    last: str = ""


def sum_of_row(values: Iterable[object]) -> int:
    return crc32("\x1f".join(map(str, values)).encode(errors="surrogatepass"))


def sum_of(rows: Iterable[Sequence[object]]) -> int:
    """Of rows in any order; 0 of none."""
    return sum(map(sum_of_row, rows)) % _MODULO


def sums_by_learner(rows: Iterable[Sequence[Any]]) -> defaultdict[str, int]:
    """The sum of each learner's rows; a row begins with the learner, who is no part of it. 0 for anybody else."""
    found: defaultdict[str, int] = defaultdict(int)
    for learner, *values in rows:
        found[learner] = changed(found[learner], 0, sum_of_row(values))
    return found


def sum_of_state(resource: str, state: State) -> int:
    """Of the row that keeps a state; 0 for one that is not kept."""
    if state == UNTOUCHED:
        return 0
    return sum_of_row((resource, *map(_as_kept, state)))


def sum_of_note(resource: str, text: str, at: str) -> int:
    """Of the row that keeps a note; 0 for one that is not kept."""
    return sum_of_row((resource, text, at)) if text else 0


def sum_of_path(path: str, edition: str, text: str) -> int:
    """Of the row that keeps how a learner has a path; 0 for one that is not kept."""
    return sum_of_row((path, edition, text)) if edition or text else 0


def changed(total: int, was: int, now: int) -> int:
    """The sum of a table after one of its rows changed."""
    return (total - was + now) % _MODULO


def of_choices(learners: Iterable[Sequence[object]], settings: Iterable[Sequence[object]]) -> str:
    """The sums over everyone and over every setting, as they are kept."""
    return f"{sum_of(learners):08x} {sum_of(settings):08x}"


NO_CHOICES = of_choices((), ())


def _as_kept(value: object) -> object:
    return int(value) if isinstance(value, bool) else value
