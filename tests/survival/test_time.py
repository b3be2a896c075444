"""Days that do not exist, hours that come twice, clocks that are wrong: what was done, when, and in which order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Ran, needs
from tests.survival.quick import quick_folder
from tests.survival.soundness import faults_of
from tests.tui.terminal import Terminal

At = Callable[..., Ran]

NEGATIVE = re.compile(r"[-−]\d+ ?(?:min|h|%|step|of|day|week)")


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Many short commands: the short run may keep its records in memory."""
    with quick_folder() as folder:
        yield folder


@cache
def preload() -> str:
    """The library that `faketime` puts before every other."""
    found = subprocess.run(
        ["faketime", "-f", "@2020-01-01 00:00:00", "env"], capture_output=True, text=True, check=True
    )
    return next(line.partition("=")[2] for line in found.stdout.splitlines() if line.startswith("LD_PRELOAD="))


def clock_of(zone: str, moment: str, *, runs: bool = False) -> dict[str, str]:
    """The environment of a machine in that zone whose clock stands at a moment (ISO 8601 with offset)."""
    needs("faketime")
    if not Path("/usr/share/zoneinfo", zone).exists():
        pytest.skip(f"{zone} is not known on this machine; the package tzdata brings it")
    return {
        "TZ": zone,
        "LD_PRELOAD": preload(),
        "FAKETIME": f"{'@' if runs else ''}{int(datetime.fromisoformat(moment).timestamp())}",
        "FAKETIME_FMT": "%s",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",  # the cache knows its sources by their times
    }


@pytest.fixture
def at() -> At:
    """Runs `mlops-path` in a zone at a moment, on a clock that stands still."""

    def run_then(zone: str, moment: str, *words: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "mlops_path", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env={**os.environ, **clock_of(zone, moment)},
        )
        ran = Ran(done)

        assert ran.status == 0, f"{words} at {moment} in {zone}: {ran.err}"
        return ran

    return run_then


def below_zero(found: object) -> list[object]:
    """Every negative number in a JSON document."""
    if isinstance(found, Mapping):
        return [each for value in found.values() for each in below_zero(value)]
    if isinstance(found, list):
        return [each for value in found for each in below_zero(value)]
    return [found] if isinstance(found, int | float) and found < 0 else []


class Border(NamedTuple):
    """A moment near which days are not 24 hours, months not as usual, or a year changes.

    `yesterday` and `week_ago` are when that is, as a record says it.
    """

    zone: str
    now: str
    yesterday: str
    week_ago: str


# One line a border.
BORDERS = {
    "plain": Border("UTC", "2026-05-20T12:30:00+00:00", "2026-05-19T12:00:00+00:00", "2026-05-13T12:00:00+00:00"),
    "the day that Samoa left out": Border(
        "Pacific/Apia", "2011-12-31T10:00:00+14:00", "2011-12-31T00:00:00+14:00", "2011-12-24T12:00:00-10:00"
    ),
    "New York, clocks forward": Border(
        "America/New_York", "2026-03-08T03:00:01-04:00", "2026-03-07T12:00:00-05:00", "2026-03-01T12:00:00-05:00"
    ),
    "New York, the hour for the second time": Border(
        "America/New_York", "2026-11-01T01:30:00-05:00", "2026-10-31T12:00:00-04:00", "2026-10-25T12:00:00-04:00"
    ),
    "Berlin, clocks forward": Border(
        "Europe/Berlin", "2026-03-29T03:00:00+02:00", "2026-03-28T12:00:00+01:00", "2026-03-22T12:00:00+01:00"
    ),
    "Berlin, the hour for the first time": Border(
        "Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-24T12:00:00+02:00", "2026-10-18T12:00:00+02:00"
    ),
    "Berlin, the hour for the second time": Border(
        "Europe/Berlin", "2026-10-25T02:30:00+01:00", "2026-10-24T12:00:00+02:00", "2026-10-18T12:00:00+02:00"
    ),
    "on a leap day": Border(
        "UTC", "2024-02-29T12:00:00+00:00", "2024-02-28T12:00:00+00:00", "2024-02-22T12:00:00+00:00"
    ),
    "after a leap day": Border(
        "Europe/Berlin", "2024-03-01T00:00:00+01:00", "2024-02-29T12:00:00+01:00", "2024-02-23T12:00:00+01:00"
    ),
    "no leap year": Border(
        "UTC", "2100-03-01T08:00:00+00:00", "2100-02-28T12:00:00+00:00", "2100-02-22T12:00:00+00:00"
    ),
    "week 53 to week 1": Border(
        "Europe/Berlin", "2021-01-04T00:00:05+01:00", "2021-01-03T12:00:00+01:00", "2020-12-28T12:00:00+01:00"
    ),
    "week 52 to week 1 in December": Border(
        "Asia/Kathmandu", "2024-12-30T00:10:00+05:45", "2024-12-29T12:00:00+05:45", "2024-12-23T12:00:00+05:45"
    ),
    "New Year in Kathmandu": Border(
        "Asia/Kathmandu", "2026-01-01T00:00:00+05:45", "2025-12-31T12:00:00+05:45", "2025-12-25T12:00:00+05:45"
    ),
    "Brazil, a midnight that is left out": Border(
        "America/Sao_Paulo", "2018-11-04T01:00:00-02:00", "2018-11-03T12:00:00-03:00", "2018-10-28T12:00:00-03:00"
    ),
    "a clock without a battery": Border(
        "UTC", "1970-01-01T00:00:20+00:00", "1969-12-31T12:00:00+00:00", "1969-12-25T12:00:00+00:00"
    ),
}


@pytest.mark.parametrize("border", list(BORDERS.values()), ids=list(BORDERS))
def test_what_was_done_near_a_border_of_time_is_kept_when_it_was(at: At, database: Path, border: Border) -> None:
    """Yesterday is a day and not 24 hours; now is now; and no figure is ever below zero."""
    zone, now = border.zone, border.now
    at(zone, now, "done", "1", "--at", "yesterday")
    at(zone, now, "start", "2", "--at", "1 week ago")
    at(zone, now, "log", "3", "25m")
    history = at(zone, now, "history", "--json").json[::-1]
    report = at(zone, now, "report", "--format", "json", "--since", now[:10]).json

    assert [each["at"] for each in history] == [border.yesterday, border.week_ago, now]
    assert {datetime.fromisoformat(each["recorded"]) for each in history} == {datetime.fromisoformat(now)}
    assert report["made_at"] == now
    assert datetime.fromisoformat(report["since"]) <= datetime.fromisoformat(now)
    assert below_zero(report) == []
    assert faults_of(database) == []


class Day(NamedTuple):
    """A day with its first and last moment, and the moments just outside."""

    zone: str
    day: str
    before: str
    first: str
    last: str
    after: str


DAYS = {
    "23 hours in Berlin": Day(
        "Europe/Berlin",
        "2026-03-29",
        "2026-03-28T23:59:59+01:00",
        "2026-03-29T00:00:00+01:00",
        "2026-03-29T23:59:59+02:00",
        "2026-03-30T00:00:00+02:00",
    ),
    "25 hours in New York": Day(
        "America/New_York",
        "2026-11-01",
        "2026-10-31T23:59:59-04:00",
        "2026-11-01T00:00:00-04:00",
        "2026-11-01T23:59:59-05:00",
        "2026-11-02T00:00:00-05:00",
    ),
    "a leap day in Kathmandu": Day(
        "Asia/Kathmandu",
        "2024-02-29",
        "2024-02-28T23:59:59+05:45",
        "2024-02-29T00:00:00+05:45",
        "2024-02-29T23:59:59+05:45",
        "2024-03-01T00:00:00+05:45",
    ),
    "without its midnight in Brazil": Day(
        "America/Sao_Paulo",
        "2018-11-04",
        "2018-11-03T23:59:59-03:00",
        "2018-11-04T01:00:00-02:00",
        "2018-11-04T23:59:59-02:00",
        "2018-11-05T00:00:00-02:00",
    ),
    "after the one that Samoa left out": Day(
        "Pacific/Apia",
        "2011-12-31",
        "2011-12-29T23:59:59-10:00",
        "2011-12-31T00:00:00+14:00",
        "2011-12-31T23:59:59+14:00",
        "2012-01-01T00:00:00+14:00",
    ),
}


@pytest.mark.parametrize("day", list(DAYS.values()), ids=list(DAYS))
def test_a_report_of_a_day_has_its_first_and_its_last_second_and_no_other(at: At, day: Day) -> None:
    """A report of a day is that day, however long it was where the learner lives."""
    for number, moment in enumerate((day.before, day.first, day.last, day.after), 1):
        at(day.zone, moment, "done", str(number))
    later = "2030-01-01T00:00:00+00:00"
    report = at(day.zone, later, "report", "--format", "json", "--since", day.day, "--until", day.day).json

    assert [each["at"] for each in report["finished"]] == [day.first, day.last]


def test_a_day_that_was_left_out_has_nothing_in_it(at: At) -> None:
    """Nobody in Samoa did anything on 30 December 2011, and asking for it is no mistake."""
    zone = "Pacific/Apia"
    at(zone, "2011-12-29T23:59:59-10:00", "done", "1")
    at(zone, "2011-12-31T00:00:01+14:00", "done", "2")
    day = ("--since", "2011-12-30", "--until", "2011-12-30")
    report = at(zone, "2012-02-01T00:00:00+14:00", "report", "--format", "json", *day).json

    assert report["finished"] == []


WANDERING = (
    ("Pacific/Apia", "2011-12-31T00:30:00+14:00"),
    ("America/New_York", "2026-03-08T01:59:59-05:00"),
    ("America/New_York", "2026-03-08T03:00:00-04:00"),
    ("Europe/Berlin", "2026-10-25T02:30:00+02:00"),
    ("Europe/Berlin", "2026-10-25T02:30:00+01:00"),
    ("Asia/Kathmandu", "2026-12-31T23:50:00+05:45"),
)


def test_a_day_stays_the_day_it_was_wherever_one_looks_from(at: At) -> None:
    """Who moves to another zone did not do anything on another day for that."""
    for number, (zone, moment) in enumerate(WANDERING, 1):
        at(zone, moment, "done", str(number))
    later = "2027-01-01T12:00:00+00:00"
    shown = {zone: at(zone, later, "history").out for zone in ("UTC", "Pacific/Apia", "America/New_York")}
    pages = {zone: at(zone, later, "report", "--format", "csv").out for zone in ("UTC", "Pacific/Apia")}

    assert len(set(shown.values())) == 1
    assert len(set(pages.values())) == 1
    assert [line[:16] for line in shown["UTC"].splitlines()] == [
        moment[:16].replace("T", " ") for _, moment in reversed(WANDERING)
    ]


# The clock goes back, stands still, and forward again: 15 hours back, the same moment three times, a year back.
SET_BACK = (
    "2026-05-02T12:00:00+02:00",
    "2026-05-01T21:00:00+02:00",
    "2026-05-01T21:00:00+02:00",
    "2026-05-01T21:00:00+02:00",
    "2025-05-01T21:00:00+02:00",
    "2026-05-03T08:00:00+02:00",
)


def test_the_order_of_what_was_done_is_the_order_in_which_it_was_done(at: At, database: Path) -> None:
    """A clock that is set back, or stands still, changes neither the order nor what undo takes back."""
    zone = "Europe/Berlin"
    for number, moment in enumerate(SET_BACK, 1):
        at(zone, moment, "start", str(number))
    history = at(zone, SET_BACK[1], "history", "--json").json
    undone = at(zone, SET_BACK[4], "undo", "--json").json["changes"][0]["change"]
    at(zone, SET_BACK[0], "redo")
    standing = [each["status"] for each in at(zone, SET_BACK[4], "list", "--json").json[: len(SET_BACK)]]

    assert [each["at"] for each in history] == list(reversed(SET_BACK))
    assert [each["seq"] for each in history] == list(range(len(SET_BACK), 0, -1))
    assert undone != history[0]["change"]
    assert standing == ["doing"] * len(SET_BACK)
    assert faults_of(database) == []


def test_what_was_done_in_the_future_is_shown_without_a_negative_figure(at: At) -> None:
    """After the clock was set back, a year of the record lies ahead; every text and figure stays sensible."""
    zone, ahead, now = "Europe/Berlin", "2027-05-02T12:00:00+02:00", "2026-05-01T09:00:00+02:00"
    at(zone, ahead, "done", "1", "-m", "Read.")
    at(zone, ahead, "start", "2")
    at(zone, ahead, "log", "2", "45m")
    at(zone, now, "log", "2", "30m")
    at(zone, now, "undo")
    documents = [at(zone, now, *words, "--json").json for words in (("status",), ("report",), ("list",), ("show", "2"))]
    texts = [at(zone, now, *words).out for words in (("status",), ("report",), ("show", "1"), ("show", "2"))]
    with Terminal(env=clock_of(zone, now, runs=True)) as terminal:
        terminal.see("quit", "doing since 2027-05-02", "45 min logged")
        texts.append(terminal.text)
        terminal.type("gg\x1b[B")
        terminal.see("done on 2027-05-02", "Note, saved on 2027-05-02")
        texts.append(terminal.text)
        terminal.type("q")

        assert terminal.ended() == 0

    assert [below_zero(each) for each in documents] == [[]] * len(documents)
    assert [NEGATIVE.findall(text) for text in texts] == [[]] * len(texts)


@pytest.mark.parametrize(
    ("zone", "now", "since"),
    [
        ("Europe/Berlin", "2026-03-29T12:00:00+02:00", "doing since yesterday"),
        ("America/New_York", "2026-03-29T00:30:00-04:00", "doing since yesterday"),
        ("Pacific/Apia", "2026-03-28T23:59:00+13:00", "doing since today"),
        ("UTC", "2026-04-03T12:00:00+00:00", "doing since Saturday"),
    ],
)
def test_the_window_says_since_when_in_words_of_the_learners_days(at: At, zone: str, now: str, since: str) -> None:
    """The last evening before the clocks go forward is yesterday on the next morning, after 11 hours."""
    at("Europe/Berlin", "2026-03-28T23:59:00+01:00", "start", "1")
    with Terminal(env=clock_of(zone, now, runs=True)) as terminal:
        terminal.see("quit", since)
        terminal.type("q")

        assert terminal.ended() == 0


LEAP = (
    ("2024-02-29", "2024-02-29T12:00:00+01:00"),
    ("2024-02-29T23:59", "2024-02-29T23:59:00+01:00"),
    ("a year ago", "2023-03-01T12:00:00+01:00"),
    ("4 weeks ago", "2024-02-02T12:00:00+01:00"),
    ("1 month ago", "2024-02-01T12:00:00+01:00"),
    ("today", "2024-03-01T00:00:00+01:00"),
)


@pytest.mark.parametrize(("words", "kept"), LEAP)
def test_a_moment_in_words_is_counted_in_days_of_the_calendar(at: At, words: str, kept: str) -> None:
    """At midnight after a leap day, in every way one can say when it was."""
    now = "2024-03-01T00:00:00+01:00"
    at("Europe/Berlin", now, "done", "1", "--at", words)

    assert at("Europe/Berlin", now, "history", "--json").json[0]["at"] == kept
