"""A pace is the learner's own weeks, and a forecast is what those weeks lead to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.domain.pace import FEWEST_ACTIVE, MOST_WEEKS, Forecast, finished_weeks, forecast
from tests.domain.strategies import ALWAYS

SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 16)

days = st.lists(st.dates(date(2024, 12, 1), date(2026, 12, 31)), max_size=30)
counts = st.lists(st.integers(0, 9), max_size=60)


@pytest.mark.parametrize(
    ("back", "weeks"),
    [
        ([], []),
        ([0, 4, 5], []),  # this week is not over
        ([6], [1]),  # last Sunday
        ([6, 12], [2]),  # Sunday and Monday of one week
        ([6, 13], [1, 1]),
        ([6, 6, 27], [1, 0, 0, 2]),
        ([-3, 6], [1]),  # a clock that was ahead
        ([-3], []),
    ],
)
def test_weeks_run_from_monday_to_sunday(back: list[int], weeks: list[int]) -> None:
    """From the first week with something finished to the last whole one, empty ones among them."""
    assert finished_weeks([SATURDAY - timedelta(days=each) for each in back], SATURDAY) == weeks


def test_a_week_goes_over_new_year() -> None:
    """28 December 2026 and 3 January 2027 are of one week."""
    assert finished_weeks([date(2026, 12, 28), date(2027, 1, 3)], date(2027, 1, 4)) == [2]


@ALWAYS
@given(days)
def test_every_finished_day_before_this_week_counts_once(finished: list[date]) -> None:
    weeks = finished_weeks(finished, SATURDAY)

    assert sum(weeks) == sum(day < MONDAY for day in finished)
    assert not weeks or weeks[0] > 0


@pytest.mark.parametrize(
    ("still_open", "weeks", "expected"),
    [
        (10, [], None),
        (10, [5, 5], None),
        (10, [5, 0, 0, 5, 0], None),
        (10, [5, 5, 5], Forecast(2, 2, 3)),
        (11, [5, 5, 5], Forecast(3, 3, 3)),
        (0, [1, 2, 3], Forecast(0, 0, 3)),
        (1, [1, 0, 1, 1], Forecast(1, 2, 4)),
        (10_000, [1, 1, 1], Forecast(MOST_WEEKS, MOST_WEEKS, 3)),
    ],
)
def test_a_forecast_is_a_range_with_the_weeks_it_rests_on(
    still_open: int, weeks: list[int], expected: Forecast | None
) -> None:
    """Where every week was the same there is nothing to draw, so the figures follow from arithmetic alone."""
    assert forecast(still_open, weeks) == expected


def test_a_range_is_the_middle_eight_tenths() -> None:
    """Heads, a step; tails, none: four steps take 5 to 12 weeks in eight of ten cases (negative binomial, p = 1/2).

    At most 4 weeks have a chance of 0.06, at most 5 of 0.19: the first tenth ends in 5. At most 11 weeks have 0.89, at
    most 12 have 0.93: the last tenth begins in 12, or by the chance of the draws in 11.
    """
    found = forecast(4, [1, 0, 1, 0, 1, 0])

    assert found is not None
    assert found.early == 5
    assert found.late in (11, 12)


@ALWAYS
@given(counts, st.integers(0, 200))
def test_a_forecast_lies_within_what_the_best_and_the_worst_weeks_allow(weeks: list[int], still_open: int) -> None:
    found = forecast(still_open, weeks)

    assert (found is None) == (sum(map(bool, weeks)) < FEWEST_ACTIVE)
    if found is not None:
        assert -(-still_open // max(weeks)) <= found.early <= found.late <= MOST_WEEKS
        assert found.weeks == len(weeks)
        assert found == forecast(still_open, weeks), "the same history has the same forecast"


@ALWAYS
@given(counts, st.integers(0, 200), st.integers(0, 50))
def test_more_to_do_never_takes_less_time(weeks: list[int], still_open: int, more: int) -> None:
    """A range that shrank while a plan grew would be no honest figure."""
    found, later = forecast(still_open, weeks), forecast(still_open + more, weeks)

    if found is not None and later is not None:
        assert found.early <= later.early
        assert found.late <= later.late
