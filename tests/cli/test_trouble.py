"""A record that cannot be used, a disk that is full, a bug: a sentence, the right status, nothing lost or shown."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.storage.sqlite_sql import SCHEMA
from mlops_path.tracker import Tracker
from tests.cli.records import record, settled

if TYPE_CHECKING:
    from tests.conftest import Ran, Run

PRIVATE = "what only I may read"
WORDS = (("status",), ("done", "4"), ("learner", "add", "Cy"))
Spoil = Callable[[Path], None]


def _as_text(file: Path) -> None:
    file.write_text("Dear diary, this is not a database.\n" * 40)


def _as_other_database(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE cookies (name)")


def _as_database_of_another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA application_id=252006674")


def _as_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 1}")


def _as_of_no_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA ^ 1 << 26}")


def _as_older_with_tables_of_today(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA - 1}")


def _with_pages_of_noise(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)


def _cut_in_half(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 8192 * 4096])


SPOILED = (
    ("a text file", _as_text, "database-damaged"),
    ("another database", _as_other_database, "database-damaged"),
    ("a database of another program", _as_database_of_another_program, "database-damaged"),
    ("a newer record", _as_newer, "database-newer"),
    ("a version that no program has", _as_of_no_version, "database-damaged"),
    ("an older version that has today's tables", _as_older_with_tables_of_today, "database-damaged"),
    ("pages of noise", _with_pages_of_noise, "database-damaged"),
    ("half of it", _cut_in_half, "database-damaged"),
)


@pytest.mark.parametrize(("spoil", "code"), [case[1:] for case in SPOILED], ids=[case[0] for case in SPOILED])
def test_a_file_that_is_no_sound_record_is_told_and_left_as_it_is(
    spoil: Spoil, code: str, run: Run, worked: Tracker, database: Path
) -> None:
    """What may still be rescued, or is somebody else's, is not written into; and no empty record takes its place."""
    settled(database)
    spoil(database)
    before = database.read_bytes()

    for words in WORDS:
        ran, as_json = run(*words), run(*words, "--json")
        assert (ran.status, ran.out, as_json.status, as_json.json["error"]["code"]) == (5, "", 5, code)
        assert str(database) in ran.err
        assert "Nothing was changed" in ran.err
    assert database.read_bytes() == before


def test_a_folder_in_place_of_the_record_is_told(run: Run, database: Path) -> None:
    """A slip in `--database` must not make a bug report."""
    database.mkdir(parents=True)

    for words in WORDS:
        ran = run(*words, "--json")
        assert (ran.status, ran.json["error"]["code"][:9]) == (5, "database-")
    assert list(database.iterdir()) == []


def test_an_empty_file_is_an_empty_record(run: Run, database: Path) -> None:
    """A file made by `mktemp` or `touch` is a place to begin."""
    database.parent.mkdir(parents=True)
    database.touch()

    assert run("status", "--json").json["done"] == 0
    assert run("done", "1").status == 0
    assert run("status", "--json").json["done"] == 1


def test_a_record_that_somebody_else_is_writing_can_be_read_and_is_waited_for(
    run: Run, worked: Tracker, database: Path
) -> None:
    """Two windows are normal; the second one waits, then says so, and loses nothing."""
    before = record(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        looked, tried = run("status", "--json"), run("done", "4", "--json")
        other.execute("ROLLBACK")

    assert looked.json["done"] == 1
    assert (tried.status, tried.json["error"]["code"]) == (5, "database-busy")
    assert record(database) == before
    assert run("done", "4").status == 0


def test_a_record_is_its_owners_alone(run: Run, database: Path) -> None:
    """Notes are private, also on a machine with other people, and also when the file came from elsewhere."""
    database.parent.mkdir(parents=True)
    database.touch(mode=0o644)
    database.chmod(0o644)
    run("note", "1", "-m", PRIVATE)

    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def with_small_files(words: tuple[str, ...], limit: int) -> Ran:
    """The command in a process that may make no file longer than `limit` bytes, as on a disk with that much left."""
    from tests.conftest import Ran  # noqa: PLC0415 - a type everywhere else

    return Ran(
        subprocess.run(
            [sys.executable, "-m", "mlops_path", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
            env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
        )
    )


def test_a_full_disk_under_the_record_is_told_and_the_record_stays(run: Run, worked: Tracker, database: Path) -> None:
    """A learner must not believe that something was saved when it was not."""
    before = record(database)
    ran = with_small_files(("note", "1", "-m", "x" * 100_000, "--json"), 64 * 1024)

    assert ran.status == 5
    assert ran.json["error"]["code"] in ("disk-full", "database-io")
    assert "Nothing was changed" in ran.json["error"]["message"]
    assert record(database) == before
    assert run("note", "1", "-m", "works again").status == 0


def test_an_event_that_cannot_be_read_is_damage_and_its_words_stay_private(
    run: Run, worked: Tracker, database: Path
) -> None:
    """A sentence about a broken record is read by whoever helps; the learner's own words are not theirs to see."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "INSERT INTO event SELECT NULL, 'x', 0, device, learner, kind, resource, at_utc, offset_minutes, "
            "recorded_utc, ?, NULL, 'x' FROM event WHERE seq = 1",
            ('{"after": "' + PRIVATE,),
        )
        connection.commit()
    ran, as_json = run("history"), run("history", "--json")

    assert (ran.status, ran.out, as_json.status) == (5, "", 5)
    assert as_json.json["error"]["code"] == "database-damaged"
    assert PRIVATE not in ran.err + as_json.out
    assert run("status").status == 0


def test_a_record_with_a_trigger_of_somebody_else_is_refused(run: Run, worked: Tracker, database: Path) -> None:
    """What acts by itself on every mark was put there by somebody, and not for the learner."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TRIGGER strange AFTER INSERT ON note BEGIN DELETE FROM state; END")
        connection.commit()
    before = record(database)

    for words in WORDS:
        assert run(*words, "--json").json["error"]["code"] == "database-foreign"
    assert record(database) == before


@pytest.fixture
def bug(worked: Tracker, database: Path) -> None:
    """A record that fails in a way the program knows nothing of, with the learner's words in the failure's message."""
    with closing(sqlite3.connect(database)) as connection:
        last = connection.execute("SELECT max(seq) FROM event").fetchone()[0]
        connection.execute(f'CREATE UNIQUE INDEX "{PRIVATE}" ON event (min(seq, {last}))')
        connection.commit()


def test_a_bug_makes_a_report_without_private_text(bug: None, run: Run, home: Path, database: Path) -> None:
    """The report is to be sent to a stranger: versions and places in the code, no word and no name of the learner."""
    before = record(database)
    ran = run("done", "4", "-m", "a private note")
    reports = list((home / "state" / "mlops-path" / "bugs").iterdir())

    assert (ran.status, ran.out, len(reports)) == (70, "", 1)
    assert str(reports[0]) in ran.err
    text = reports[0].read_text()
    assert "sqlite3.IntegrityError" in text
    assert "mlops_path/storage/" in text
    for told in (ran.err, text):
        assert PRIVATE not in told
        assert "private note" not in told
        assert "Traceback" not in told
    assert str(home) not in text, "nor where the learner lives"
    assert (stat.S_IMODE(reports[0].stat().st_mode), stat.S_IMODE(reports[0].parent.stat().st_mode)) == (0o600, 0o700)
    assert record(database) == before


def test_a_bug_in_json_is_one_document_too(bug: None, run: Run) -> None:
    """A script learns of it the same way as of anything else."""
    ran = run("done", "4", "--json")

    assert (ran.status, ran.err, ran.json["error"]["code"]) == (70, "", "bug")
    assert PRIVATE not in ran.out


def test_a_bug_that_cannot_be_filed_is_printed(bug: None, run: Run, home: Path) -> None:
    """Without a folder to write to, the report still reaches the learner, and still without their words."""
    ran = run("done", "4", XDG_STATE_HOME="/dev/null")

    assert ran.status == 70
    assert "sqlite3.IntegrityError" in ran.err
    assert PRIVATE not in ran.err
    assert str(home) not in ran.err


def test_a_bug_in_one_command_leaves_the_others(bug: None, run: Run) -> None:
    """A learner can go on looking until it is mended."""
    run("done", "4")

    assert [run(*words.split()).status for words in ("status", "history", "note 1", "report")] == [0, 0, 0, 0]
