"""The JSON report: schema 1, the same figures as every other place, every text as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mlops_path.domain.records import STEP_FIELDS, status_record
from mlops_path.reports import render
from mlops_path.tracker import Tracker
from tests.hostile import PAYLOADS
from tests.reports.sample import hostile_journey, options, sample_journey

if TYPE_CHECKING:
    from tests.conftest import Run


def report(**kind: Any) -> dict[str, Any]:
    journey = sample_journey()
    document: dict[str, Any] = json.loads(render("json", journey, options(journey, **kind)))
    return document


def test_it_says_what_it_is_first() -> None:
    """A program that reads it next year must know by which rules."""
    assert list(report().items())[:2] == [("schema", 1), ("report", "mlops-path")]


def test_its_figures_are_those_of_the_journey() -> None:
    """Two figures for one thing would both be worthless."""
    assert status_record(sample_journey()).items() <= report().items()


def test_its_figures_are_those_of_status(run: Run, tracker: Tracker) -> None:
    """Also across two commands."""
    done = [step.id for step in tracker.journey.open_steps()][:5]
    tracker.mark(done, "done")
    tracker.mark((tracker.journey.steps[-1].id,), "skipped", reason="no")
    tracker.log(done[0], 90)
    tracker.close()
    status, whole = run("status", "--json").json, run("report", "--format", "json").json

    assert status["done"] == 5
    assert status.items() <= whole.items()
    assert [each["id"] for each in whole["finished"]] == done
    assert [{name: each[name] for name in STEP_FIELDS} for each in whole["steps"]] == run("list", "--json").json


def test_every_step_is_there_with_its_note_and_reason() -> None:
    """It is the whole record of a path, for a program."""
    steps = {each["number"]: each for each in report()["steps"]}

    assert len(steps) == len(sample_journey().steps)
    assert set(STEP_FIELDS) < set(steps[1])
    assert (steps[8]["reason"], steps[6]["note"]) == ("I teach | it.", "See https://example.org/a?b=1&c=2")


def test_a_period_is_in_it_with_what_was_finished() -> None:
    """The reader must be able to tell a month's report from a whole one."""
    april = report(since="2026-04-15T00:00:00+02:00", until="2026-04-25T23:59:59+02:00")

    assert (april["since"], april["until"]) == ("2026-04-15T00:00:00+02:00", "2026-04-25T23:59:59+02:00")
    assert april["finished"] == [{"id": "chapter-one", "at": "2026-04-20T07:00:00+02:00"}]
    assert (report()["since"], report()["until"]) == (None, None)


def test_without_notes_no_step_has_the_key() -> None:
    """An empty note would say that nothing was written."""
    assert not any("note" in step for step in report(notes=False)["steps"])


def test_every_payload_comes_back_as_it_was() -> None:
    """Data is not dressed: escaping is for screens, pages and tables."""
    journey = hostile_journey()
    notes = {step.id: (payload, "") for step, payload in zip(journey.steps, PAYLOADS.values(), strict=True)}
    document = json.loads(render("json", journey, options(journey)._replace(notes=notes)))

    assert [step["note"] for step in document["steps"]] == list(PAYLOADS.values())
    assert [step["reason"] for step in document["steps"]] == list(PAYLOADS.values())
    assert document["learner"] == PAYLOADS["html attribute"]
