"""Copies of a record, and bringing one back: made while it is in use, looked over, and nothing lost on the way."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.errors import (
    CannotWriteFile,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseError,
    FileExists,
    FileInvalid,
    NoSuchBackup,
)
from mlops_path.storage import remembered
from mlops_path.storage.backups import ALL_FOR, AT_MOST, Backup, Backups, worth_dropping
from mlops_path.storage.examining import examine
from mlops_path.storage.safekeeping import Safekeeping
from mlops_path.storage.sqlite_sql import SCHEMA
from mlops_path.tracker import open_tracker, safekeeping_of
from tests.storage.making import NOON, rows

RULES, DRIFT, SERVING = "rules-of-machine-learning", "dmls-ch-08", "dmls-ch-07"


def mark(record: Path, *ids: str) -> None:
    with open_tracker(database=str(record)) as tracker:
        for id_ in ids:
            tracker.mark((id_,), "done")


def done_in(record: Path) -> set[str]:
    with open_tracker(database=str(record)) as tracker:
        return {id_ for id_, state in tracker.journey.states.items() if state.status == "done"}


@pytest.fixture
def record(database: Path) -> Path:
    mark(database, RULES)
    return database


@pytest.fixture
def keeping(record: Path) -> Safekeeping:
    return safekeeping_of(str(record))


def made(keeping: Safekeeping, why: str = "asked", at: datetime = NOON) -> Backup:
    backup = keeping.back_up(why, at)
    assert backup is not None
    return backup


# Making copies


def test_a_copy_is_one_whole_file_with_everything_in_it(keeping: Safekeeping, record: Path) -> None:
    """Whoever takes the file to another machine has it all, without the files that lie beside a record in use."""
    backup = made(keeping)
    alone = Path(shutil.copy(backup.file, record.parent / "elsewhere.db"))

    assert (backup.events, backup.why, backup.is_sound) == (1, "asked", True)
    assert sorted(os.listdir(keeping.backups.folder)) == [
        os.path.basename(backup.file),
        os.path.basename(backup.file).replace(".db", ".json"),
    ]
    assert done_in(alone) == {RULES}
    assert rows(alone, "event") == rows(record, "event")


def test_copies_and_their_folder_are_nobody_elses(keeping: Safekeeping) -> None:
    """A copy of a diary is a diary."""
    backup = made(keeping)

    assert os.stat(backup.file).st_mode & 0o777 == 0o600
    assert os.stat(backup.file.replace(".db", ".json")).st_mode & 0o777 == 0o600
    assert os.stat(keeping.backups.folder).st_mode & 0o777 == 0o700


def test_a_copy_can_be_made_while_the_record_is_written_to(keeping: Safekeeping, record: Path) -> None:
    """`cp` of a busy record gives a file that does not open; this gives one moment of it, whole."""
    stop = threading.Event()

    def write() -> None:
        with open_tracker(database=str(record)) as tracker:
            while not stop.is_set():
                tracker.toggle(DRIFT)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [made(keeping, at=NOON + timedelta(seconds=number)) for number in range(10)]
    finally:
        stop.set()
        writer.join()
    for backup in copies:
        with closing(sqlite3.connect(backup.file, isolation_level=None)) as connection:
            assert examine(connection) == []
    assert [copy.events for copy in copies] == sorted(copy.events for copy in copies)


def test_a_copy_at_a_place_of_ones_own_never_replaces_anything(keeping: Safekeeping, tmp_path: Path) -> None:
    """`backup thesis.txt` must not be the end of a thesis."""
    there = tmp_path / "thesis.txt"
    there.write_text("my thesis")
    with pytest.raises(FileExists):
        keeping.copy_to(str(there), NOON)

    assert there.read_text() == "my thesis"
    assert keeping.copy_to(str(tmp_path / "copy.db"), NOON).events == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["copy.db", "thesis.txt"]


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(keeping: Safekeeping, tmp_path: Path) -> None:
    """Half a copy would be found when it is needed."""
    with pytest.raises(CannotWriteFile, match="Your record is as it was"):
        keeping.copy_to(str(tmp_path / "no" / "such" / "folder.db"), NOON)

    assert not (tmp_path / "no").exists()


def test_a_damaged_record_is_not_copied(keeping: Safekeeping, record: Path) -> None:
    """A damaged copy would push a sound one out of the list."""
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(record.read_bytes())
    content[4096 * 3 : 4096 * 5] = os.urandom(8192)
    record.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        keeping.back_up("asked", NOON)

    assert os.listdir(keeping.backups.folder) == []


def test_an_unchanged_record_is_not_copied_again(keeping: Safekeeping, record: Path) -> None:
    """Leaving the window ten times a day must not push last week's copies out."""
    made(keeping)

    assert keeping.back_up_if_changed("on-leaving", NOON + timedelta(hours=1)) is None
    mark(record, DRIFT)
    assert keeping.back_up_if_changed("on-leaving", NOON + timedelta(hours=2)) is not None
    assert [backup.why for backup in keeping.backups.all()] == ["on-leaving", "asked"]


def test_without_a_record_there_is_nothing_to_copy(database: Path) -> None:
    """Nor is one begun for it."""
    keeping = safekeeping_of(str(database))

    assert keeping.back_up("asked", NOON) is None
    assert not database.parent.exists()


# What is kept


def copies(*ages: timedelta) -> list[Backup]:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    return [Backup(f"{n}.db", (now - age).isoformat(), "in-use", 1, 1, "x") for n, age in enumerate(sorted(ages))]


@given(st.lists(st.integers(0, 60 * 24 * 900), max_size=120, unique=True))
def test_the_newest_copies_of_days_weeks_and_months_are_kept(minutes: list[int]) -> None:
    """A year back there is one a month, and never more than a folder can be looked through."""
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    everyone = copies(*(timedelta(minutes=each) for each in minutes))
    dropped = {backup.file for backup in worth_dropping(everyone, now)}
    kept = [backup for backup in everyone if backup.file not in dropped]

    assert kept[:1] == everyone[:1], "the newest one always"
    assert len(kept) <= AT_MOST + 14 + 8 + 12
    recent = [backup for backup in everyone if now - datetime.fromisoformat(backup.at) <= ALL_FOR]
    assert recent[:AT_MOST] == [backup for backup in kept if backup in recent[:AT_MOST]]
    days = {datetime.fromisoformat(backup.at).date() for backup in everyone}
    kept_days = {datetime.fromisoformat(backup.at).date() for backup in kept}
    assert set(sorted(days, reverse=True)[:14]) <= kept_days
    assert worth_dropping(kept, now) == [], "what is kept today is not dropped for being looked at again"


def test_a_copy_made_pushes_out_only_what_is_beyond_the_rule(keeping: Safekeeping) -> None:
    """The rule is carried out when a copy is made, and takes the manifest along."""
    for hour in range(AT_MOST + 5):
        made(keeping, at=NOON + timedelta(hours=hour))
    files = os.listdir(keeping.backups.folder)

    assert AT_MOST <= len(keeping.backups.all()) <= AT_MOST + 2
    assert len(files) == 2 * len(keeping.backups.all())


# Bringing one back


def test_restoring_tells_first_what_it_would_do(keeping: Safekeeping, record: Path) -> None:
    """Whoever brings back last week sees what this week would be."""
    backup = made(keeping)
    mark(record, DRIFT, SERVING)
    preview = keeping.preview(backup.file)

    assert (preview.events, preview.undone, preview.brought_back, preview.opens) == (1, 2, 0, True)
    assert done_in(record) == {RULES, DRIFT, SERVING}


def test_restoring_brings_back_and_can_be_taken_back(keeping: Safekeeping, record: Path) -> None:
    """The record of before is the newest backup afterwards: nothing is lost by a restore."""
    backup = made(keeping)
    mark(record, DRIFT)
    restored = keeping.restore(backup.file, NOON + timedelta(hours=1))

    assert done_in(record) == {RULES}
    assert keeping.preview(restored.before).brought_back == 1
    keeping.restore(restored.before, NOON + timedelta(hours=2))
    assert done_in(record) == {RULES, DRIFT}


def test_a_window_that_is_open_sees_what_was_restored(keeping: Safekeeping, record: Path) -> None:
    """The record changes under it as by any other program; what it does next is kept in the record of now."""
    backup = made(keeping)
    with open_tracker(database=str(record)) as window:
        window.mark((DRIFT,), "done")
        keeping.restore(backup.file, NOON)

        assert window.is_behind()
        assert window.refresh().status(DRIFT) == "todo"
        window.mark((SERVING,), "done")
    assert done_in(record) == {RULES, SERVING}
    with closing(sqlite3.connect(record, isolation_level=None)) as connection:
        assert examine(connection) == []


def test_two_records_that_went_on_from_one_copy_do_not_share_a_chain(keeping: Safekeeping, record: Path) -> None:
    """Merging them later must see two machines, not one whose history forks."""
    backup = made(keeping)
    keeping.restore(backup.file, NOON)

    assert rows(record, "about") != rows(Path(backup.file), "about")


@pytest.mark.parametrize("name", ["newest", "1"])
def test_a_backup_is_found_by_newest_and_by_its_number(keeping: Safekeeping, name: str) -> None:
    """Typing a long file name is no way to calm somebody who lost something."""
    made(keeping)
    last = made(keeping, at=NOON + timedelta(days=1))

    assert keeping.find(name) == last.file
    assert keeping.find(os.path.basename(last.file)) == keeping.find(last.file) == last.file


def test_the_newest_of_a_second_is_the_last_that_was_made(keeping: Safekeeping, record: Path) -> None:
    """A script restores and goes back at once: what it went back to must not be what it came from."""
    for number, step in enumerate((DRIFT, SERVING, DRIFT)):
        keeping.back_up("asked", NOON + timedelta(microseconds=number))
        mark(record, step)

    last = keeping.back_up("asked", NOON + timedelta(microseconds=3))

    assert last is not None
    assert keeping.find("newest") == last.file
    assert [backup.events for backup in keeping.backups.all()] == [3, 3, 2, 1]


@pytest.mark.parametrize("name", ["2", "0", "older", "no-such.db", ""])
def test_what_is_no_backup_is_told(keeping: Safekeeping, name: str) -> None:
    """With where to look."""
    made(keeping)
    with pytest.raises(NoSuchBackup):
        keeping.find(name)


def test_a_backup_that_is_not_what_it_was_is_refused_and_passed_over(keeping: Safekeeping, record: Path) -> None:
    """A flipped bit in a copy is found before it is brought back, not after."""
    sound = made(keeping)
    spoilt = made(keeping, at=NOON + timedelta(days=1))
    content = bytearray(Path(spoilt.file).read_bytes())
    content[-100] ^= 1
    Path(spoilt.file).write_bytes(content)
    before = rows(record, "event")

    assert keeping.find("newest") == sound.file
    with pytest.raises(DatabaseDamaged, match="Nothing was changed"):
        keeping.restore(spoilt.file, NOON)
    assert rows(record, "event") == before


@pytest.mark.parametrize("content", [b"", b"just text\n" * 900, b"SQLite format 3\x00" + bytes(5000)])
def test_a_file_that_is_no_record_is_not_brought_back(keeping: Safekeeping, tmp_path: Path, content: bytes) -> None:
    """A slip of the finger costs nothing."""
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises((FileInvalid, DatabaseDamaged), match="Nothing was changed"):
        keeping.restore(str(file), NOON)


def test_a_copy_made_by_hand_while_in_use_is_refused(keeping: Safekeeping, record: Path, tmp_path: Path) -> None:
    """Its last changes are in the file beside it; without that it would look whole and be old."""
    with open_tracker(database=str(record)) as tracker:
        tracker.mark((DRIFT,), "done")
        for ending in ("", "-wal"):
            shutil.copy(f"{record}{ending}", tmp_path / f"copy.db{ending}")
    with pytest.raises(FileInvalid, match="in use"):
        keeping.preview(str(tmp_path / "copy.db"))


def test_the_record_itself_is_not_brought_back_over_itself(keeping: Safekeeping, record: Path) -> None:
    """A name typed in the wrong place."""
    with pytest.raises(FileInvalid):
        keeping.restore(str(record), NOON)


def test_a_damaged_record_is_moved_aside_and_never_deleted(keeping: Safekeeping, record: Path) -> None:
    """Somebody may still get something out of it."""
    backup = made(keeping)
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoilt = b"not a database" * 1000
    record.write_bytes(spoilt)
    restored = keeping.restore(backup.file, NOON)

    assert done_in(record) == {RULES}
    assert (Path(restored.before) / "record.db").read_bytes() == spoilt
    assert not restored.preview.opens


@pytest.mark.parametrize("gone", ["deleted", "emptied"])
def test_a_record_that_is_gone_is_not_taken_for_a_first_run(record: Path, gone: str) -> None:
    """An empty path on the screen after months of work, and a new record begun over the old, would hide the loss."""
    made(safekeeping_of(str(record)))
    for ending in ("-wal", "-shm"):
        Path(f"{record}{ending}").unlink(missing_ok=True)
    if gone == "deleted":
        record.unlink()
    else:
        record.write_bytes(b"")
    for deed in (lambda: done_in(record), lambda: mark(record, DRIFT)):
        with pytest.raises(DatabaseDamaged, match="gone") as problem:
            deed()
        assert "restore" in problem.value.hint

    keeping = safekeeping_of(str(record))
    keeping.restore(keeping.find("newest"), NOON)
    assert done_in(record) == {RULES}


def left_alone(record: Path) -> bytes:
    """Empties the record's file under a -wal with a change in it; what is in that -wal."""
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        mark(record, DRIFT)
        log = Path(f"{record}-wal").read_bytes()
    record.write_bytes(b"")
    Path(f"{record}-wal").write_bytes(log)
    return log


@pytest.mark.parametrize("known", [True, False])
def test_what_is_left_beside_an_emptied_record_is_not_deleted_by_looking(record: Path, known: bool) -> None:
    """SQLite deletes the -wal of an empty file on opening it, and the last day's changes may be in nothing else."""
    keeping = safekeeping_of(str(record))
    made(keeping)
    log = left_alone(record)
    if not known:
        remembered.forget(str(record))
    for deed in (lambda: done_in(record), lambda: mark(record, DRIFT), lambda: keeping.back_up("asked", NOON)):
        with pytest.raises(DatabaseDamaged, match="gone"):
            deed()
    assert [trouble.what for trouble in keeping.examine()] == ["missing"]
    assert keeping.settings() == {}
    assert Path(f"{record}-wal").read_bytes() == log

    restored = keeping.restore(keeping.find("newest"), NOON)
    assert (Path(restored.before) / "record.db-wal").read_bytes() == log
    assert done_in(record) == {RULES}


def test_what_is_left_of_a_record_given_up_is_moved_aside(record: Path) -> None:
    """The new record would take the old one's -wal for its own, or delete it."""
    log = left_alone(record)
    safekeeping_of(str(record)).forget(NOON)
    mark(record, DRIFT)

    assert done_in(record) == {DRIFT}
    assert [file.read_bytes() for file in (record.parent / "damaged").rglob("*-wal")] == [log]


def _of_a_newer_version(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 1}")


def _with_an_index_that_has_another_name(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'learner_name'").fetchone()[0]
    content = bytearray(record.read_bytes())
    place = content.rindex(b"me", 0, root * 4096)
    content[place : place + 2] = b"mf"
    record.write_bytes(content)


@pytest.mark.parametrize("spoil", [_of_a_newer_version, _with_an_index_that_has_another_name])
def test_a_record_that_opens_and_cannot_be_copied_whole_is_moved_aside_by_restoring(
    record: Path, spoil: Callable[[Path], None]
) -> None:
    """Whatever stands in the way of a copy of today's record must not stop anybody from going back to an older one."""
    keeping = safekeeping_of(str(record))
    made(keeping)
    spoil(record)
    with pytest.raises(DatabaseDamaged, match="would be no backup"):
        keeping.back_up("asked", NOON)
    restored = keeping.restore(keeping.find("newest"), NOON)

    assert done_in(record) == {RULES}
    assert (Path(restored.before) / "record.db").exists()


def test_a_record_given_up_makes_room_for_a_new_one(record: Path) -> None:
    """Beginning anew is a choice that a learner may make, in so many words."""
    keeping = safekeeping_of(str(record))
    for ending in ("", "-wal", "-shm"):
        Path(f"{record}{ending}").unlink(missing_ok=True)
    keeping.forget(NOON)
    mark(record, DRIFT)

    assert done_in(record) == {DRIFT}


def test_a_damaged_record_names_the_newest_sound_backup(record: Path) -> None:
    """The one thing that somebody wants to know at that moment."""
    keeping = safekeeping_of(str(record))
    made(keeping)
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    record.write_bytes(os.urandom(20_000))
    with pytest.raises(DatabaseDamaged) as problem:
        done_in(record)

    assert "2026-05-01 12:00 with 1 event:" in problem.value.hint
    assert "restore newest" in problem.value.hint


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_a_record_that_goes_away_under_an_open_window_takes_no_more_changes(record: Path, how: str) -> None:
    """A tick kept in a file that nobody finds again is a lost tick that looked kept."""
    with open_tracker(database=str(record)) as window:
        window.mark((DRIFT,), "done")
        if how == "moved":
            record.rename(record.with_name("moved.db"))
        else:
            copy = Path(shutil.copy(record, record.with_name("copy.db")))
            record.unlink()
            if how == "replaced":
                copy.rename(record)
        with pytest.raises(DatabaseError, match="Nothing was changed"):
            window.mark((SERVING,), "done")


def test_a_locked_record_is_not_waited_for_for_ever(keeping: Safekeeping, record: Path) -> None:
    """SQLite's own backup waits without end; a restore answers."""
    backup = made(keeping)
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            Safekeeping(str(record), wait_ms=200).restore(backup.file, NOON)
        other.rollback()

    assert done_in(record) == {RULES}


def test_a_manifest_that_says_nothing_is_passed_over(keeping: Safekeeping) -> None:
    """The list of backups is looked at when something else is wrong already."""
    backup = made(keeping)
    manifest = Path(backup.file.replace(".db", ".json"))
    for text in ("", "{}", "[]", "null", json.dumps({"at": "yesterday", "why": 1, "events": "x", "sha256": ""})):
        manifest.write_text(text)
        assert Backups(os.path.dirname(keeping.backups.folder), keeping.record).all() == []


def test_repairing_keeps_a_copy_first(keeping: Safekeeping, record: Path) -> None:
    """What is made anew was something before."""
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute("DELETE FROM state")

    assert [trouble.what for trouble in keeping.examine()] == ["state"]
    assert keeping.repair(NOON)
    assert keeping.examine() == []
    assert done_in(record) == {RULES}
    assert [backup.why for backup in keeping.backups.all()] == ["before-repair"]
