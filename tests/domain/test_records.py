"""What scripts read: the keys are a promise, and every figure is the journey's own."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from mlops_path.domain.curriculum import Facts, Link, Path, Resource
from mlops_path.domain.journey import Counts, Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED, State
from mlops_path.domain.records import (
    STEP_FIELDS,
    counts_record,
    full_record,
    next_record,
    status_record,
    step_record,
    step_records,
)
from tests.builders import OPTIONAL, REQUIRED, make_journey, make_path
from tests.domain.strategies import ALWAYS, journeys

MAY = "2026-05-01T12:00:00+02:00"
PROMISED = (
    *("number", "id", "title", "kind", "authors", "year", "url", "minutes", "stage", "section", "need", "status"),
    *("status_at", "notes", "minutes_logged", "parent", "retired"),
)
PAPER = Resource(
    "paper",
    "Paper",
    "paper",
    30,
    "pages",
    "About debt.",
    subtitle="A subtitle",
    authors=("D. Sculley", "G. Holt"),
    organisation="NeurIPS",
    year=2015,
    url="https://papers.example/debt",
    url_from="verbatim",
    free_url="https://free.example/debt",
    archive_url="https://archive.example/debt",
    access="free",
    more=(Link("https://slides.example/", "slides"),),
    topics=("teams", "testing"),
    related=(("rules", "the same in rules"),),
    remark="Short.",
)


def path_with_paper() -> Path:
    path = make_path(["book", ("paper", REQUIRED, "book")], [("extra", OPTIONAL, "book")])
    return path._replace(facts={**path.facts, 2: Facts(PAPER, "It names the costs.", ("book",))})


def test_a_step_has_the_promised_keys_in_their_order() -> None:
    """Scripts and spreadsheets depend on them."""
    record = step_record(make_journey(make_path(["a"])), make_path(["a"]).steps[0])

    assert tuple(record) == STEP_FIELDS == PROMISED


def test_a_step_that_was_worked_on_is_told_whole() -> None:
    """Facts of the resource, its place on the path, and what the learner did."""
    path = path_with_paper()
    journey = Journey(path, {"paper": State(DONE, MAY, minutes_logged=45, has_note=True)}, "ada")

    assert step_record(journey, path.steps[1]) == {
        "number": 2,
        "id": "paper",
        "title": "Paper",
        "kind": "article",
        "authors": ["D. Sculley", "G. Holt"],
        "year": 2015,
        "url": "https://papers.example/debt",
        "minutes": 30,
        "stage": "Stage 1",
        "section": "Section 1",
        "need": "required",
        "status": "done",
        "status_at": MAY,
        "notes": 1,
        "minutes_logged": 45,
        "parent": "book",
        "retired": False,
    }


def test_what_is_not_known_is_null_and_never_an_empty_text() -> None:
    """`jq` filters then need no special case."""
    path = make_path([("a", OPTIONAL)])
    record = step_record(make_journey(path), path.steps[0])
    empty = {key for key, value in record.items() if value in (None, "")}

    assert empty == {"year", "url", "status_at", "parent"}
    assert all(record[key] is None for key in empty)
    assert (record["need"], record["notes"], record["minutes_logged"], record["authors"]) == ("optional", 0, 0, [])


def test_a_book_is_told_with_the_status_its_parts_make() -> None:
    """`list --json`, the screen and the report say the same."""
    path = path_with_paper()
    journey = make_journey(path, {"paper": DONE})

    assert [(record["id"], record["status"]) for record in step_records(journey, path.steps)] == [
        ("book", "done"),
        ("paper", "done"),
        ("extra", "todo"),
    ]


def test_everything_known_about_a_step_is_told() -> None:
    """`show --json` hides nothing that the screen shows."""
    path = path_with_paper()
    journey = Journey(path, {"paper": State(SKIPPED, MAY, "read elsewhere")}, "ada")
    record = full_record(journey, path.steps[1])
    more = {key: value for key, value in record.items() if key not in STEP_FIELDS}

    assert {key: record[key] for key in STEP_FIELDS} == step_record(journey, path.steps[1])
    assert more == {
        "subtitle": "A subtitle",
        "organisation": "NeurIPS",
        "summary": "About debt.",
        "why": "It names the costs.",
        "after": ["book"],
        "topics": ["teams", "testing"],
        "minutes_from": "pages",
        "url_from": "verbatim",
        "free_url": "https://free.example/debt",
        "archive_url": "https://archive.example/debt",
        "access": "free",
        "more": [{"url": "https://slides.example/", "why": "slides"}],
        "related": [{"id": "rules", "how": "the same in rules"}],
        "remark": "Short.",
        "reason": "read elsewhere",
        "known": False,
        "parts": [],
    }


def test_a_book_is_told_with_its_parts_required_and_optional() -> None:
    """Each part once, in path order, as a step of its own."""
    path = path_with_paper()
    journey = make_journey(path, {"paper": DOING})
    parts: Any = full_record(journey, path.steps[0])["parts"]

    assert parts == step_records(journey, path.steps[1:])


def test_a_next_step_says_why_it_is_next_and_why_the_path_has_it() -> None:
    """Both reasons in one sentence each; without a reason of the path only the first."""
    journey = make_journey(path_with_paper(), {"extra": DOING})
    with_reason = next_record(journey, journey.next_steps(1)[0])
    plain_path = make_journey(make_path(["a"]))
    without = next_record(plain_path, plain_path.next_steps(1)[0])

    assert (with_reason["id"], with_reason["why"]) == ("paper", "the first open step. It names the costs.")
    assert without["why"] == "the first open step"


def test_figures_have_the_promised_keys_and_null_for_nothing_required() -> None:
    """`status --json` in a shell prompt must not divide by zero."""
    record = counts_record(Counts(required=3, done=1, optional=2, optional_done=1, minutes_open=60, minutes_logged=5))

    assert record == {
        "done": 1,
        "required": 3,
        "optional_done": 1,
        "optional": 2,
        "skipped": 0,
        "retired": 0,
        "fraction": 1 / 3,
        "counted": 3,
        "open": 2,
        "doing": 0,
        "optional_skipped": 0,
        "minutes_open": 60,
        "minutes_logged": 5,
    }
    assert counts_record(Counts(required=2, skipped=2))["fraction"] is None


def test_a_fraction_is_whole_only_when_all_is_done() -> None:
    """Rounding must not announce the end of a long path before it is there."""
    record = counts_record(Counts(required=20_000, done=19_999))

    assert record["fraction"] != 1


def test_where_a_learner_stands_has_every_stage_and_section_with_its_own_figures() -> None:
    """One document is enough to draw the whole map."""
    path = make_path(["a", "b"], ["c"])
    path = path._replace(stages=(path.stages[0]._replace(last=2), path.stages[1]._replace(first=2)))
    record: Any = status_record(make_journey(path, {"a": DONE}))

    assert [record[key] for key in ("path", "edition", "learner", "done", "required")] == [
        "test",
        "2026-01-01",
        "ada",
        1,
        3,
    ]
    assert [(stage["title"], stage["done"], stage["required"]) for stage in record["stages"]] == [
        ("Stage 1", 1, 3),
        ("Stage 2", 0, 0),
    ]
    assert [(section["title"], section["done"]) for section in record["stages"][0]["sections"]] == [
        ("Section 1", 1),
        ("Section 2", 0),
    ]


@ALWAYS
@given(journeys())
def test_every_record_is_json_and_says_what_the_journey_says(journey: Journey) -> None:
    """No figure is worked out a second time on its way to a script."""
    steps: Any = json.loads(json.dumps(step_records(journey, journey.steps)))
    status: Any = json.loads(json.dumps(status_record(journey)))
    full = [full_record(journey, step) for step in journey.steps]

    assert [record["status"] for record in steps] == [journey.status(step.id) for step in journey.steps]
    assert json.loads(json.dumps(full)) == full
    assert {key: status[key] for key in counts_record(journey.counts)} == counts_record(journey.counts)
    assert len(status["stages"]) == len(journey.path.stages)
