"""How fast a learner goes, from the weeks in which they finished steps, and where that pace leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

FEWEST_ACTIVE = 3  # weeks with something finished in them; from fewer no pace can be told
MOST_WEEKS = 520  # ten years: beyond, a figure says nothing
_DRAWS = 400
_IN_TEN = 8


class Forecast(NamedTuple):
    """How many more weeks it takes: `early` to `late` in eight of ten draws, at most `MOST_WEEKS`.

    `weeks` is how many of the learner's own weeks it rests on.
    """

    early: int
    late: int
    weeks: int


def finished_weeks(days: Iterable[date], today: date) -> list[int]:
    """How many steps were finished in each week, Monday to Sunday, from the first with any to the last whole one.

    Weeks in which nothing was finished are part of a pace, so they are there with 0. The present week is not over and
    not among them, and neither is a day that is still to come.
    """
    this_week = _monday(today)
    counts = Counter(monday for monday in map(_monday, days) if monday < this_week)
    if not counts:
        return []
    first = min(counts)
    return [counts[first + timedelta(weeks=number)] for number in range((this_week - first).days // 7)]


def forecast(still_open: int, weeks: Sequence[int]) -> Forecast | None:
    """When `still_open` steps may be done, if the weeks to come are like those there were.

    Draws whole weeks at random, with replacement, until all is done, and does so again and again (the bootstrap of
    Efron, 1979). The same history gives the same answer. None before three weeks with something finished.
    """
    if sum(count > 0 for count in weeks) < FEWEST_ACTIVE:
        return None
    lengths = sorted(_length(still_open, weeks, draw) for draw in range(_DRAWS))
    beside = _DRAWS * (10 - _IN_TEN) // 20
    return Forecast(lengths[beside], lengths[-1 - beside], len(weeks))


def _length(still_open: int, weeks: Sequence[int], draw: int) -> int:
    """How many weeks one draw takes. Each has its own numbers, so that more to do never takes fewer weeks."""
    chance = Random(draw)  # noqa: S311 - no secret: the same figures every time
    done = length = 0
    while done < still_open and length < MOST_WEEKS:
        done += chance.choice(weeks)
        length += 1
    return length


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
