"""Every error says what happened and what to type next; its code and exit status are a promise to scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from mlops_path import errors
from mlops_path.errors import AmbiguousStep, DatabaseError, MlopsPathError, NoSuchStep

PROMISED = {
    "no-such-step": 3,
    "ambiguous-step": 3,
    "no-such-path": 3,
    "no-such-learner": 3,
    "file-invalid": 4,
    "file-too-big": 4,
    "file-not-utf8": 4,
    "changed-meanwhile": 1,
    "nothing-to-undo": 1,
    "unsafe-link": 1,
    "file-exists": 1,
    "cannot-write-file": 1,
    "unsafe-permissions": 1,
    "database-busy": 5,
    "database-readonly": 5,
    "disk-full": 5,
    "database-io": 5,
    "database-damaged": 5,
    "database-foreign": 5,
    "database-newer": 5,
    "server-unreachable": 5,
    "no-network": 1,
    "extra-missing": 1,
    "wrong-usage": 2,
    "could-not": 1,
}


def family(error: type[MlopsPathError]) -> Iterator[type[MlopsPathError]]:
    yield error
    for child in error.__subclasses__():
        yield from family(child)


EVERY = [error for error in family(MlopsPathError) if error.__module__ == errors.__name__]


@pytest.mark.parametrize(("code", "status"), PROMISED.items())
def test_a_promised_code_has_its_exit_status(code: str, status: int) -> None:
    """A script that tells 'busy' from 'no such step' goes on working."""
    assert [error.exit_status for error in EVERY if error.code == code] == [status]


def test_every_error_has_a_code_of_its_own() -> None:
    """One code, one meaning."""
    codes = [error.code for error in EVERY]

    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("error", EVERY, ids=lambda error: error.code)
def test_every_error_is_told_as_one_json_document(error: type[MlopsPathError]) -> None:
    """With `--json` an error is read like any other answer."""
    raised = error("What happened.", "What to type.", {"number": 3})

    assert json.loads(json.dumps(raised.as_json())) == {
        "error": {"code": error.code, "message": "What happened.", "hint": "What to type.", "number": 3}
    }
    assert str(raised) == raised.sentence == "What happened."


@pytest.mark.parametrize("error", EVERY, ids=lambda error: error.code)
def test_the_exit_status_says_whose_turn_it_is(error: type[MlopsPathError]) -> None:
    """1 could not be done, 2 wrong usage, 3 no such thing, 4 a file, 5 the database; 0 and 70 are nobody's here."""
    assert error.exit_status in {1, 2, 3, 4, 5}
    assert issubclass(error, DatabaseError) == (error.exit_status == 5)


def test_details_belong_to_their_error_alone() -> None:
    """What one message lists must not turn up in the next."""
    candidates: dict[str, object] = {"candidates": []}
    first, second = AmbiguousStep("Two fit.", details=candidates), NoSuchStep("None fits.")
    candidates["more"] = 1

    assert (first.details, second.details, second.hint) == ({"candidates": []}, {}, "")
