"""Moments and durations as a learner types and reads them. The present moment is always an argument."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from mlops_path.errors import WrongUsage

WHEN_HINT = "Write 2026-05-01, 2026-05-01T18:30, today, yesterday or 3 days ago."
DURATION_HINT = "Write 45m, 1h30, 1h30m, 2h or a number of minutes."
MOST_MINUTES = 24 * 60
FIRST_YEAR, LAST_YEAR = 1900, 9998  # with room for every offset, and for one day more

_DAY, _WEEK = 1, 7
_UNITS = {"day": _DAY, "days": _DAY, "week": _WEEK, "weeks": _WEEK}
_AGO = re.compile(r"(\d{1,5}|a|an|one) (days?|weeks?|months?|years?) ago")
_DAY_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}")
_DURATION = re.compile(r"(?:(\d{1,3})\s*h(?:ours?)?\s*)?(?:(\d{1,4})\s*(?:m|min|mins|minutes?)?)?")


def iso(moment: datetime) -> str:
    """`moment` to the second, with its offset from UTC: `2026-05-01T18:30:00+02:00`."""
    return moment.isoformat(timespec="seconds")


def from_iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def moment_of(text: str, now: datetime, *, end_of_day: bool = False) -> datetime:
    """The moment that a learner means by `text`, in the local zone of `now`'s process.

    A day without a time is its noon, so that no change of zone moves it to another day, or its last second with
    `end_of_day`; a day that is today is never later than `now`.

    Raises:
        WrongUsage: not a moment in one of the accepted forms, or one that is still to come.
    """
    words = " ".join(text.lower().split())
    day = _day_of(words, now)
    if day is not None:
        moment = _local(datetime.combine(day, time(23, 59, 59, fold=1) if end_of_day else time(12)))
        if day == now.date():
            return moment if end_of_day else min(moment, now)
    elif words == "now":
        return now
    else:
        moment = _moment_of(text.strip())
        if moment.tzinfo is None:
            moment = _local(moment)
    if moment > now and not end_of_day:
        raise WrongUsage(f"'{text}' is still to come.", WHEN_HINT)
    return moment


def first_moment_of(text: str, now: datetime) -> datetime:
    """Like `moment_of`, but a day without a time is its first second."""
    day = _day_of(" ".join(text.lower().split()), now)
    if day is None or day > now.date():
        return moment_of(text, now)
    return _local(datetime.combine(day, time(0)))


def minutes_of(text: str) -> int:
    """Minutes from `45m`, `1h30`, `1h 30m`, `2h` or `45`.

    Raises:
        WrongUsage: another form, no minute at all, or more than a day.
    """
    match = _DURATION.fullmatch(text.strip().lower())
    if not match or not any(match.groups()):
        raise WrongUsage(f"'{text}' is not a duration.", DURATION_HINT)
    minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
    if not 1 <= minutes <= MOST_MINUTES:
        raise WrongUsage(f"A log is between 1 minute and 24 hours, not '{text}'.", DURATION_HINT)
    return minutes


def duration(minutes: int) -> str:
    """`45 min`, `1 h 30`, `12 h`: short, to the minute below ten hours, then to the hour."""
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours >= 10:
        return f"{(minutes + 30) // 60} h"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def day_in_words(moment: datetime, now: datetime) -> str:
    """The day of `moment` as one says it on the day of `now`: today, yesterday, a weekday, or a date."""
    days = (now.date() - moment.date()).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    if 1 < days < 7:
        return f"on {moment:%A}"
    return f"on {moment:%Y-%m-%d}"


def ago(at: str, now: datetime) -> str:
    """How long before `now` something was, in one unit; `just now` also for what a clock set back puts ahead."""
    minutes = int((now - from_iso(at)).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} days ago"


def _moment_of(text: str) -> datetime:
    """A day and a time, in one of the forms of ISO 8601 that has both and begins with the year."""
    try:
        moment = datetime.fromisoformat(text.upper()) if _DAY_AND_TIME.match(text.upper()) else None
    except ValueError:
        moment = None
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise WrongUsage(f"'{text[:40]}' is not a date.", WHEN_HINT)
    return moment


def _day_of(words: str, now: datetime) -> date | None:
    today = now.date()
    if words == "today":
        return today
    if words == "yesterday":
        return today - timedelta(days=1)
    if ago := _AGO.fullmatch(words):
        count = int(ago[1]) if ago[1].isdigit() else 1
        try:
            if ago[2] in _UNITS:
                return today - timedelta(days=count * _UNITS[ago[2]])
            return _months_before(today, count * (12 if ago[2].startswith("year") else 1))
        except (OverflowError, ValueError):
            raise WrongUsage(f"'{words}' is too long ago.", WHEN_HINT) from None
    if len(words) != 10:
        return None
    try:
        day = date.fromisoformat(words)
    except ValueError:
        day = date.min
    if day.year < FIRST_YEAR:
        raise WrongUsage(f"'{words}' is not a date.", WHEN_HINT)
    return min(day, date(LAST_YEAR, 12, 31))


def _months_before(day: date, months: int) -> date:
    """The same day `months` earlier, or the last one of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            if not 1 <= year <= 9999:
                raise
    raise AssertionError("every month has 28 days")


def _local(moment: datetime) -> datetime:
    """A moment given in local time, with the offset that held here; never on another day than it was given for.

    Where clocks jump over midnight there is no such moment: the first one after it stands for it, as it does for every
    moment of a day that was left out altogether (Samoa, 30 December 2011).
    """
    for fold in (0, 1):
        local = moment.replace(fold=moment.fold or fold).astimezone()
        if local.date() == moment.date():
            return local
    return _local(datetime.combine(moment.date() + timedelta(days=1), time(0)))
