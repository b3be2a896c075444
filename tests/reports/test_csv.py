"""The CSV report: opens in any spreadsheet, and no cell does anything there."""

from __future__ import annotations

import csv
import io

import pytest

from mlops_path.domain.journey import Journey
from mlops_path.domain.records import STEP_FIELDS
from mlops_path.reports import FORMATS, Options, render
from mlops_path.text import clean, plain
from tests.hostile import PAYLOADS
from tests.reports.sample import hostile_journey, hostile_options, options, sample_journey

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def rows(journey: Journey, made: Options) -> list[dict[str, str]]:
    """The rows as a spreadsheet's reader gets them from the file's bytes."""
    content = render("csv", journey, made).encode(FORMATS["csv"].encoding)
    assert content.startswith(b"\xef\xbb\xbf"), "without it a spreadsheet guesses the letters wrong"
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    found = list(reader)
    assert all(None not in row and None not in row.values() for row in found), "as many cells as headings"
    return found


def test_there_is_a_row_for_every_step_in_its_order() -> None:
    """It is a table to sort and count by."""
    journey = sample_journey()
    found = rows(journey, options(journey))

    assert [int(row["number"]) for row in found] == [step.number for step in journey.steps]
    assert list(found[0]) == [*STEP_FIELDS, "reason", "note"]
    assert found[0]["authors"] == "Ada Lovelace; Čapek, Karel"
    assert found[0]["note"].startswith("Read it *twice*.\n\n- [ ] not a task\n\tindented <b>")
    assert (found[7]["status"], found[7]["reason"], found[9]["url"]) == ("skipped", "I teach | it.", "")


def test_every_line_ends_as_spreadsheets_write_it() -> None:
    """Line breaks inside a note stay single, so that they are no rows."""
    journey = sample_journey()
    document = render("csv", journey, options(journey, notes=False))

    assert document.count("\r\n") == document.count("\n") == len(journey.steps) + 1


def test_no_cell_is_taken_for_a_formula() -> None:
    """`=HYPERLINK(…)` in a note would send the reader's data away at a click."""
    journey = hostile_journey()

    for row in rows(journey, hostile_options(journey)):
        assert not [cell for cell in row.values() if cell.lstrip(" \u00a0").startswith(FORMULAS)]


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_payload_is_in_its_cell(name: str) -> None:
    """Readable, and told from a formula by an apostrophe at most."""
    journey = hostile_journey()
    row = rows(journey, hostile_options(journey))[list(PAYLOADS).index(name)]
    payload = plain(PAYLOADS[name])

    assert row["title"] in (payload, f"'{payload}")
    assert row["reason"] == row["title"]
    assert row["note"] == f"{row['title']}\nline\n{payload}"


def test_a_period_leaves_only_what_was_finished_in_it() -> None:
    """A table for a month is that month's."""
    journey = sample_journey()
    found = rows(journey, options(journey, since="2026-04-15T00:00:00+02:00"))

    assert [row["id"] for row in found] == ["side-video", "chapter-one"], "in the order of the path"


def test_without_notes_there_is_no_such_column() -> None:
    """An empty column would look like somebody without a thought."""
    journey = sample_journey()

    assert "note" not in rows(journey, options(journey, notes=False))[0]


def test_a_note_that_looks_like_a_number_stays_text() -> None:
    """`-1` is somebody's word, not a figure; figures of ours stay figures."""
    journey = sample_journey()
    made = options(journey)._replace(notes={"first-article": (clean("-1"), "")})
    row = rows(journey, made)[0]

    assert (row["note"], row["minutes"], row["minutes_logged"]) == ("'-1", "30", "95")
