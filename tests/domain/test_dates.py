"""Moments and durations as a learner types and reads them, in more than one part of the world."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.domain.dates import (
    MOST_MINUTES,
    WHEN_HINT,
    day_in_words,
    duration,
    first_moment_of,
    from_iso,
    iso,
    minutes_of,
    moment_of,
)
from mlops_path.errors import WrongUsage
from tests.domain.strategies import ALWAYS, zone

# Rules of POSIX, so that the tests need no data about time zones on the machine.
BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
NEW_YORK = "EST5EDT,M3.2.0,M11.1.0"
TOKYO = "JST-9"
SANTIAGO = "XXT4XST,M9.1.0/0,M4.1.0/0"  # summer begins and ends at midnight

Moves = Callable[[str], None]


@pytest.fixture
def live_in() -> Iterator[Moves]:
    """Moves the process into a time zone, and home again."""
    with pytest.MonkeyPatch.context() as patch:

        def move(rule: str) -> None:
            patch.setenv("TZ", rule)
            time.tzset()

        yield move
    time.tzset()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()


def answer(meant: Callable[[str, datetime], datetime], text: str, now: datetime) -> datetime | str:
    """The moment, or the hint of the refusal."""
    try:
        return meant(text, now)
    except WrongUsage as refused:
        return refused.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "2026-05-15T09:30:00+02:00"),
        ("today", "2026-05-15T09:30:00+02:00"),
        ("2026-05-15", "2026-05-15T09:30:00+02:00"),
        ("0 days ago", "2026-05-15T09:30:00+02:00"),
        ("yesterday", "2026-05-14T12:00:00+02:00"),
        ("  Yesterday ", "2026-05-14T12:00:00+02:00"),
        ("1 day ago", "2026-05-14T12:00:00+02:00"),
        ("a day ago", "2026-05-14T12:00:00+02:00"),
        ("3 days ago", "2026-05-12T12:00:00+02:00"),
        ("3  DAYS\tago", "2026-05-12T12:00:00+02:00"),
        ("a week ago", "2026-05-08T12:00:00+02:00"),
        ("2 weeks ago", "2026-05-01T12:00:00+02:00"),
        ("one month ago", "2026-04-15T12:00:00+02:00"),
        ("6 months ago", "2025-11-15T12:00:00+01:00"),
        ("5 months ago", "2025-12-15T12:00:00+01:00"),
        ("17 months ago", "2024-12-15T12:00:00+01:00"),
        ("a year ago", "2025-05-15T12:00:00+02:00"),
        ("100 years ago", "1926-05-15T12:00:00+01:00"),
        ("2026-05-01", "2026-05-01T12:00:00+02:00"),
        ("2026-01-01", "2026-01-01T12:00:00+01:00"),
        ("2024-02-29", "2024-02-29T12:00:00+01:00"),
        ("2026-05-01T18:30", "2026-05-01T18:30:00+02:00"),
        ("2026-05-01t18:30", "2026-05-01T18:30:00+02:00"),
        ("2026-05-01 18:30", "2026-05-01T18:30:00+02:00"),
        ("2026-01-01T18:30:15", "2026-01-01T18:30:15+01:00"),
        ("2026-05-01T18:30Z", "2026-05-01T18:30:00+00:00"),
        ("2026-05-01T18:30-05:00", "2026-05-01T18:30:00-05:00"),
    ],
)
def test_a_moment_is_what_the_learner_means_by_it(live_in: Moves, text: str, expected: str) -> None:
    """'I read this three weeks ago' is enough; a day is its noon, so that no journey moves it to another day."""
    live_in(BERLIN)
    moment = moment_of(text, local("2026-05-15T09:30:00"))

    assert iso(moment) == expected


def test_a_day_that_is_today_is_never_later_than_now(live_in: Moves) -> None:
    """In the morning, noon is still to come."""
    live_in(BERLIN)
    morning, evening = local("2026-05-15T09:30:00"), local("2026-05-15T20:00:00")

    assert moment_of("today", morning) == morning
    assert moment_of("today", evening) == local("2026-05-15T12:00:00")


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2024-02-29", "a year ago", "2023-02-28"),
        ("2024-02-29", "4 years ago", "2020-02-29"),
        ("2024-02-29", "12 months ago", "2023-02-28"),
        ("2024-03-31", "a month ago", "2024-02-29"),
        ("2023-03-31", "a month ago", "2023-02-28"),
        ("2023-03-30", "a month ago", "2023-02-28"),
        ("2026-07-31", "a month ago", "2026-06-30"),
        ("2026-01-31", "a month ago", "2025-12-31"),
        ("2026-01-31", "2 months ago", "2025-11-30"),
        ("2026-03-01", "yesterday", "2026-02-28"),
        ("2024-03-01", "yesterday", "2024-02-29"),
        ("2026-01-01", "yesterday", "2025-12-31"),
        ("2000-02-29", "100 years ago", "1900-02-28"),
    ],
)
def test_months_have_their_own_lengths(live_in: Moves, today: str, text: str, expected: str) -> None:
    """A month before the 31st is the last day of a month that has none."""
    live_in(BERLIN)
    moment = moment_of(text, local(f"{today}T18:00:00"))

    assert f"{moment:%Y-%m-%d}" == expected


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        (BERLIN, "2026-03-29T01:59", "2026-03-29T01:59:00+01:00"),
        (BERLIN, "2026-03-29T03:00", "2026-03-29T03:00:00+02:00"),
        (BERLIN, "2025-10-26T01:30", "2025-10-26T01:30:00+02:00"),
        (BERLIN, "2025-10-26T02:30", "2025-10-26T02:30:00+02:00"),
        (BERLIN, "2025-10-26T03:30", "2025-10-26T03:30:00+01:00"),
        (NEW_YORK, "2026-03-08", "2026-03-08T12:00:00-04:00"),
        (NEW_YORK, "2026-03-07", "2026-03-07T12:00:00-05:00"),
        (NEW_YORK, "2026-05-01", "2026-05-01T12:00:00-04:00"),
        (TOKYO, "2026-05-01", "2026-05-01T12:00:00+09:00"),
        (SANTIAGO, "2025-09-07", "2025-09-07T12:00:00-03:00"),
    ],
)
def test_a_moment_has_the_offset_that_held_here_on_that_day(
    live_in: Moves, place: str, text: str, expected: str
) -> None:
    """Summer time is that of the day meant, not of the day of typing."""
    live_in(place)
    moment = moment_of(text, local("2026-05-15T09:30:00"))

    assert iso(moment) == expected


def test_an_hour_that_the_clock_left_out_is_taken_for_a_real_one(live_in: Moves) -> None:
    """Nobody read anything at half past two that night, and the record still takes it, on the same day."""
    live_in(BERLIN)
    moment = moment_of("2026-03-29T02:30", local("2026-05-15T09:30:00"))

    assert moment.astimezone(UTC) in {
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("place", "text", "first", "last"),
    [
        (BERLIN, "yesterday", "2026-05-14T00:00:00+02:00", "2026-05-14T23:59:59+02:00"),
        (BERLIN, "today", "2026-05-15T00:00:00+02:00", "2026-05-15T23:59:59+02:00"),
        (BERLIN, "a month ago", "2026-04-15T00:00:00+02:00", "2026-04-15T23:59:59+02:00"),
        (BERLIN, "2026-03-29", "2026-03-29T00:00:00+01:00", "2026-03-29T23:59:59+02:00"),
        (BERLIN, "2025-10-26", "2025-10-26T00:00:00+02:00", "2025-10-26T23:59:59+01:00"),
        (BERLIN, "2026-05-01T18:30", "2026-05-01T18:30:00+02:00", "2026-05-01T18:30:00+02:00"),
        (BERLIN, "now", "2026-05-15T09:30:00+02:00", "2026-05-15T09:30:00+02:00"),
        (TOKYO, "2026-05-01", "2026-05-01T00:00:00+09:00", "2026-05-01T23:59:59+09:00"),
        (SANTIAGO, "2025-09-07", "2025-09-07T01:00:00-03:00", "2025-09-07T23:59:59-03:00"),
        (SANTIAGO, "2026-04-04", "2026-04-04T00:00:00-03:00", "2026-04-04T23:59:59-04:00"),
    ],
)
def test_a_period_has_the_whole_of_its_first_and_last_day(
    live_in: Moves, place: str, text: str, first: str, last: str
) -> None:
    """A report 'until yesterday' has what was read yesterday evening."""
    live_in(place)
    now = local("2026-05-15T09:30:00")
    since, until = first_moment_of(text, now), moment_of(text, now, end_of_day=True)

    assert (from_iso(iso(since)), from_iso(iso(until))) == (from_iso(first), from_iso(last))


@pytest.mark.parametrize("text", ["2026-05-16", "2026-05-15T09:31", "2026-05-15T09:30Z", "2027-01-01", "9999-12-31"])
def test_what_is_still_to_come_was_not_read(live_in: Moves, text: str) -> None:
    """A slip of the keyboard must not put a year of nothing into the record."""
    live_in(BERLIN)
    now = local("2026-05-15T09:30:00")
    for meant in (moment_of, first_moment_of):
        with pytest.raises(WrongUsage, match="still to come") as caught:
            meant(text, now)
        assert "yesterday" in caught.value.hint


def test_a_period_may_end_in_the_future(live_in: Moves) -> None:
    """A report up to the end of the month may be asked for in its middle."""
    live_in(BERLIN)

    assert iso(moment_of("2026-05-31", local("2026-05-15T09:30:00"), end_of_day=True)) == "2026-05-31T23:59:59+02:00"


JUNK = [
    "",
    " ",
    "may",
    "tomorrow",
    "in 3 days",
    "3 days",
    "-3 days ago",
    "1.5 days ago",
    "3 fortnights ago",
    "many days ago",
    "123456 days ago",
    "99999 years ago",
    "99999 months ago",
    "2026-13-01",
    "2026-00-10",
    "2026-02-30",
    "2025-02-29",
    "2026-5-1",
    "01.05.2026",
    "05/01/2026",
    "2026-05-01T25:00",
    "2026-05-01T18:60",
    "2026-05-01T18:30+99:00",
    "2026-05-01T",
    "18:30",
    "0000-01-01",
    "--help",
    "²⁰²⁶-⁰⁵-⁰¹",
    "a\x00b",
    "x" * 10_000,
    "9" * 10_000,
]


@pytest.mark.parametrize("text", JUNK, ids=ascii)
@pytest.mark.parametrize("meant", [moment_of, first_moment_of])
def test_what_is_not_a_moment_is_refused_with_the_forms_that_are(
    live_in: Moves, text: str, meant: Callable[[str, datetime], datetime]
) -> None:
    """Exit status 2 and what to type instead, never a guess."""
    live_in(BERLIN)
    with pytest.raises(WrongUsage) as caught:
        meant(text, local("2026-05-15T09:30:00"))

    assert "3 days ago" in caught.value.hint


def test_what_is_refused_is_named_as_it_was_typed(live_in: Moves) -> None:
    """Nobody looks for a mistake in letters that they did not type."""
    live_in(BERLIN)
    with pytest.raises(WrongUsage, match="'next Tuesday' is not a date"):
        moment_of("next Tuesday", local("2026-05-15T09:30:00"))


@pytest.mark.parametrize("place", [BERLIN, NEW_YORK])
@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01",
        "0001-01-01T00:00",
        "0001-01-01T00:00+14:00",
        "2025 years ago",
        "9999-12-31",
        "9999-12-31T23:59-12:00",
    ],
)
def test_days_at_the_ends_of_the_calendar_are_refused_or_can_be_kept(live_in: Moves, place: str, text: str) -> None:
    """`--until 9999-12-31` means 'everything'; whatever is typed, the answer is a usable moment or a sentence."""
    live_in(place)
    now = local("2026-05-15T09:30:00")
    for meant in (moment_of, first_moment_of, partial(moment_of, end_of_day=True)):
        said = answer(meant, text, now)

        assert said == WHEN_HINT or (isinstance(said, datetime) and said.astimezone(UTC) == said)


@ALWAYS
@given(st.text(st.sampled_from("0123456789-:TtZzWw+. agodysekmnthr٣")) | st.text())
def test_any_text_is_a_moment_that_can_be_kept_or_wrong_usage(text: str) -> None:
    """Nothing that is typed after --at ends in anything but a moment or a sentence."""
    now = local("2026-05-15T09:30:00")
    for meant in (moment_of, first_moment_of):
        said = answer(meant, text, now)

        assert said == WHEN_HINT or (isinstance(said, datetime) and from_iso(iso(said)).astimezone(UTC) <= now)


@pytest.mark.parametrize(
    "text", ["20260501", "2026-W18", "2026-W18-5", "2026W185", "2026-05-01T18", "20260501T1830", "2026-05-01T1830"]
)
def test_a_day_in_another_form_is_a_whole_day_or_refused(live_in: Moves, text: str) -> None:
    """A report 'until 20260501' must not lose what was read that day."""
    live_in(BERLIN)
    said = answer(partial(moment_of, end_of_day=True), text, local("2026-05-15T09:30:00"))

    assert said == WHEN_HINT or (isinstance(said, datetime) and ("T18" in text or f"{said:%H:%M:%S}" == "23:59:59"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45m", 45),
        ("45", 45),
        ("45 min", 45),
        ("45 mins", 45),
        ("1 minute", 1),
        ("90 minutes", 90),
        ("45M", 45),
        (" 45m ", 45),
        ("1h", 60),
        ("2h", 120),
        ("2 hours", 120),
        ("1 hour", 60),
        ("1h30", 90),
        ("1h30m", 90),
        ("1h 30m", 90),
        ("1 h 30 min", 90),
        ("1hour 5minutes", 65),
        ("1h05", 65),
        ("0h45", 45),
        ("045", 45),
        ("24h", MOST_MINUTES),
        ("1440", MOST_MINUTES),
        ("23h59", 1439),
    ],
)
def test_a_duration_is_read_as_it_is_spoken(text: str, minutes: int) -> None:
    """Logging time must cost no thought about its form."""
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "m", "h", "h30", "1.5h", "1,5h", "1:30", "-45m", "+45m", "45s", "45 m 1 h", "1d", "an hour", "half"),
        *("0", "0m", "0h0m", "24h1", "1441", "25h", "999h", "99999", "12345m", "45m45m", "²", "45 m in", "x" * 10_000),
        "9" * 10_000,
    ],
    ids=ascii,
)
def test_what_is_not_a_duration_of_a_minute_to_a_day_is_refused(text: str) -> None:
    """Forty-five hours in place of minutes would spoil every figure after it."""
    with pytest.raises(WrongUsage) as caught:
        minutes_of(text)

    assert "45m" in caught.value.hint


@ALWAYS
@given(st.integers(1, MOST_MINUTES))
def test_every_way_of_writing_a_duration_means_the_same(minutes: int) -> None:
    """What one form can say, the others can."""
    hours, rest = divmod(minutes, 60)
    forms = {f"{minutes}", f"{minutes}m", f"{hours}h{rest}", f"{hours}h{rest:02d}", f"{hours}h {rest}m"}

    assert {minutes_of(form) for form in forms} == {minutes}


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 min"),
        (1, "1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (61, "1 h 01"),
        (90, "1 h 30"),
        (120, "2 h"),
        (599, "9 h 59"),
        (600, "10 h"),
        (629, "10 h"),
        (631, "11 h"),
        (6000, "100 h"),
    ],
)
def test_a_duration_reads_short(minutes: int, text: str) -> None:
    """To the minute where minutes matter, to the hour where they do not."""
    assert duration(minutes) == text


def test_half_an_hour_is_always_rounded_to_the_same_side() -> None:
    """10 h 30 and 11 h 30 must not read as 10 h and 12 h: there is one hour between them."""
    halves = [int(duration(hours * 60 + 30).removesuffix(" h")) for hours in range(10, 30)]

    assert [later - earlier for earlier, later in pairwise(halves)] == [1] * 19


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-05-15T00:00:00", "today"),
        ("2026-05-15T23:59:00", "today"),
        ("2026-05-14T23:59:00", "yesterday"),
        ("2026-05-13T12:00:00", "on Wednesday"),
        ("2026-05-09T12:00:00", "on Saturday"),
        ("2026-05-08T12:00:00", "on 2026-05-08"),
        ("2025-05-15T12:00:00", "on 2025-05-15"),
        ("2026-05-16T12:00:00", "on 2026-05-16"),
    ],
)
def test_a_day_is_named_as_one_says_it(live_in: Moves, moment: str, words: str) -> None:
    """'Doing since Tuesday' needs no arithmetic; a weekday that could be two is a date."""
    live_in(BERLIN)

    assert day_in_words(local(moment), local("2026-05-15T09:30:00")) == words


@ALWAYS
@given(st.integers(0, 4 * 10**9), st.integers(-12, 14))
def test_a_moment_survives_being_written_down(seconds: int, hours: int) -> None:
    """To the second, with the offset of the place where it happened."""
    moment = datetime.fromtimestamp(seconds, zone(hours))

    assert from_iso(iso(moment)) == moment
    assert from_iso(iso(moment)).utcoffset() == moment.utcoffset()
