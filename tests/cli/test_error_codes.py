"""Every error that can be provoked from a shell: its code, its status, a sentence, a hint, and what it says is true."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from mlops_path import errors
from mlops_path.errors import MlopsPathError
from mlops_path.storage import remembered
from mlops_path.storage.sqlite_sql import SCHEMA
from mlops_path.text import NOTE_BYTES
from mlops_path.tracker import Tracker
from tests.cli.records import record, settled

if TYPE_CHECKING:
    from tests.conftest import Ran, Run

LOOKS, CHANGES = "status", "done 4"


class Trouble(NamedTuple):
    """How an error is provoked: what is done to the record first, and the command."""

    code: str
    status: int
    words: str
    spoil: Callable[[Path], AbstractContextManager[None] | None] = lambda _: None
    stdin: bytes = b""
    opens: bool = True  # whether the record can be read afterwards, to compare it


def _sql(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@contextmanager
def _held(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def _as_text(file: Path) -> None:
    settled(file)
    file.write_text("Dear diary, this is not a database.\n" * 40)


def _as_unknown_text(file: Path) -> None:
    _as_text(file)
    remembered.forget(str(file))


def _as_other_program(file: Path) -> None:
    _sql(file, "PRAGMA application_id=252006674")
    remembered.forget(str(file))


def _with_trigger(file: Path) -> None:
    _sql(file, "CREATE TRIGGER strange AFTER INSERT ON note BEGIN DELETE FROM state; END")


def _with_view(file: Path) -> None:
    _sql(file, "CREATE VIEW strange AS SELECT 1")


def _as_newer(file: Path) -> None:
    _sql(file, f"PRAGMA user_version={SCHEMA + 1}")


def _gone(file: Path) -> None:
    settled(file)
    file.unlink()


def _half_migrated(file: Path) -> None:
    _sql(file, "ALTER TABLE setting ADD COLUMN more", "PRAGMA user_version=3")  # whose step adds what is there already


TROUBLES = {
    "no such step": Trouble("no-such-step", 3, "show no-such-step"),
    "a word that fits many": Trouble("ambiguous-step", 3, "done Machine"),
    "no such path": Trouble("no-such-path", 3, "path use nowhere"),
    "no such learner": Trouble("no-such-learner", 3, "status --learner Nobody"),
    "a note that is too long": Trouble("file-too-big", 4, "note 4 -", stdin=b"x" * (NOTE_BYTES + 1)),
    "a note that is no text": Trouble("file-not-utf8", 4, "note 4 -", stdin=b"\xff\xfe"),
    "a copy that is no record": Trouble("file-invalid", 4, "restore {file} --yes"),
    "a copy over something": Trouble("file-exists", 1, "backup {file}"),
    "a copy into nowhere": Trouble("cannot-write-file", 1, "backup {file}/x.db"),
    "a report over something": Trouble("file-exists", 1, "report -o {file}"),
    "no such version of a note": Trouble("no-such-version", 1, "note 1 --restore 999"),
    "no such backup": Trouble("no-such-backup", 1, "restore never --yes"),
    "a name that is taken": Trouble("name-taken", 1, "learner add Bea"),
    "nothing to undo": Trouble("nothing-to-undo", 1, "undo --learner Bea"),
    "wrong usage": Trouble("wrong-usage", 2, "log 1 soon"),
    "an editor that is not there": Trouble("no-editor", 1, "note 1 -e"),
    "a busy record": Trouble("database-busy", 5, CHANGES, _held),
    "a damaged record": Trouble("database-damaged", 5, LOOKS, _as_text, opens=False),
    "a damaged record, changed": Trouble("database-damaged", 5, CHANGES, _as_text, opens=False),
    "a text": Trouble("database-foreign", 5, LOOKS, _as_unknown_text, opens=False),
    "a text, changed": Trouble("database-foreign", 5, CHANGES, _as_unknown_text, opens=False),
    "another program's": Trouble("database-foreign", 5, CHANGES, _as_other_program),
    "a foreign trigger": Trouble("database-foreign", 5, CHANGES, _with_trigger),
    "a foreign view": Trouble("database-foreign", 5, LOOKS, _with_view),
    "a newer record": Trouble("database-newer", 5, LOOKS, _as_newer),
    "a newer record, changed": Trouble("database-newer", 5, CHANGES, _as_newer),
    "a record that is gone": Trouble("database-damaged", 5, LOOKS, _gone),
    "a record that is gone, changed": Trouble("database-damaged", 5, CHANGES, _gone),
    "a migration that fails": Trouble("migration-failed", 5, LOOKS, _half_migrated),
    "a folder that takes nothing": Trouble("database-readonly", 5, f"{CHANGES} --database /sys/kernel/record.db"),
}
# Codes that no command here can be brought to on every machine, and where they are proved instead.
ELSEWHERE = {
    "could-not": "the parent of all others",
    "curriculum-missing": "tests/curriculum/test_compiled.py",
    "changed-meanwhile": "tests/cli/test_notes.py",
    "unsafe-link": "tests/test_programs.py",
    "no-link": "tests/cli/test_opening.py",
    "no-network": "tests/cli/test_links.py",
    "extra-missing": "tests/cli/test_links.py",
    "unsafe-permissions": "tests/test_errors.py",
    "database-io": "tests/storage/test_trouble.py",
    "disk-full": "tests/storage/test_trouble.py",
    "server-unreachable": "tests/test_errors.py",
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_an_error_is_told_with_its_code_and_the_true_state_of_the_record(
    trouble: Trouble, run: Run, worked: Tracker, database: Path, tmp_path: Path
) -> None:
    """A learner reads the sentence, a script the code; both decide by it whether anything is lost."""
    file = tmp_path / "something.txt"
    file.write_text("Somebody else's.\n")
    words = trouble.words.format(file=file).split()
    with trouble.spoil(database) or nullcontext():
        before = record(database) if trouble.opens else database.read_bytes()
        plain: Ran = run(*words, stdin=trouble.stdin, EDITOR="/no/such/editor", timeout=60)
        as_json: Ran = run(*words, "--json", stdin=trouble.stdin, EDITOR="/no/such/editor", timeout=60)
        after = record(database) if trouble.opens else database.read_bytes()
    told = as_json.json["error"]
    sentence, hint = plain.err.splitlines()[0], plain.err.splitlines()[1:]

    assert (plain.status, as_json.status, told["code"]) == (trouble.status, trouble.status, trouble.code)
    assert (plain.out, as_json.err) == ("", "")
    assert sentence.startswith(f"mlops-path: {told['message'].splitlines()[0][:60]}")
    assert told["hint"]
    assert hint
    assert after == before
    assert file.read_text() == "Somebody else's.\n"
    if trouble.code.startswith("database-") or trouble.code == "migration-failed":
        assert "Nothing was changed" in told["message"]


def test_every_error_of_the_program_is_provoked_here_or_named_with_its_place() -> None:
    """A code that nobody ever saw is a promise that nobody kept."""
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, MlopsPathError)]
    provoked = {trouble.code for trouble in TROUBLES.values()}

    assert {each.code for each in kinds} == provoked | ELSEWHERE.keys()
    assert provoked.isdisjoint(ELSEWHERE)
