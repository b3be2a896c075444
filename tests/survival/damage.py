"""A record with a believable history, kept at several moments; and what a disk or a slip of the hand does to it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from mlops_path.curriculum.library import Library
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from mlops_path.reports import Options, render
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.conftest import NOON, Clock

PAGE = 4096
FRAME = PAGE + 24  # of a -wal, after its head
HEAD = 32
ENDINGS = ("", "-wal")
NAMES = ("me", "Bo", "Ćela")
TABLES = ("about", "learner", "event", "change", "state", "note", "edition", "arrangement", "seal", "setting")

Files = Mapping[str, bytes]  # by ending: the file itself, its -wal
Rows = dict[str, list[tuple[Any, ...]]]
Answers = dict[str, object]


class Past(NamedTuple):
    """A record's files at moments: when it was last left, in the middle of the day, now; and what it said at each.

    `said` has the answers after every change since it was last left, by how many events there were; `between` are the
    moments with events not checkpointed yet.
    """

    left: Files
    between: Files
    now: Files
    said: Mapping[str, Answers]
    rows: Rows


def rows_of(record: Path) -> Rows:
    """Every row of every table that a program which is not ours can read; it takes any bytes for text."""
    rows: Rows = {}
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        for name in TABLES:
            with suppress(sqlite3.Error, UnicodeDecodeError):
                rows[name] = sorted(connection.execute(f"SELECT * FROM {name} NOT INDEXED"), key=_by_number)  # noqa: S608 - our own names
    return rows


def _by_number(row: tuple[Any, ...]) -> tuple[int, str]:
    return (row[0], "") if isinstance(row[0], int) else (0, repr(row))


def sign_of(rows: Rows) -> str:
    """What tells one moment of a record from another."""
    return repr([rows.get(name) for name in TABLES])


def put(record: Path, files: Files) -> None:
    """Puts files where the record is, and takes away what was beside it."""
    record.parent.mkdir(parents=True, exist_ok=True)
    for ending in (*ENDINGS, "-shm", "-journal"):
        Path(f"{record}{ending}").unlink(missing_ok=True)
    for ending, content in files.items():
        Path(f"{record}{ending}").write_bytes(content)


def files_of(record: Path) -> dict[str, bytes]:
    """The record's file and its -wal. One without a byte is as good as none: SQLite makes it on looking."""
    found = {ending: Path(f"{record}{ending}") for ending in ENDINGS}
    files = {ending: file.read_bytes() for ending, file in found.items() if file.exists()}
    return {ending: content for ending, content in files.items() if content or not ending}


def tracker_at(record: Path, library: Library, name: str | None = None, clock: Clock | None = None) -> Tracker:
    return Tracker(open_store(str(record), 200), library, learner_name=name, clock=clock or Clock(), record=str(record))


def answers(record: Path, library: Library) -> Answers:
    """Everything that a learner can look at: standing, steps, history, notes, report; for every learner."""
    said: Answers = {}
    for name in (None, *NAMES):
        tracker = tracker_at(record, library, name)
        try:
            journey = tracker.journey
            notes = tracker.notes()
            said[f"learner {name}"] = [each.name for each in tracker.learners()], journey.path.id
            said[f"states {name}"] = dict(journey.states)
            said[f"counts {name}"] = tuple(journey.counts)
            said[f"notes {name}"] = notes
            said[f"history {name}"] = [
                (each.seq, each.takes_back, each.recorded, each.event) for each in tracker.history(count=10_000)
            ]
            options = Options(NOON, None, None, notes, tracker.finished(None, None))
            said[f"report {name}"] = render("md", journey, options)
        finally:
            tracker.close()
    return said


def live(tracker: Tracker, clock: Clock, ids: list[str], rng: Random, changes: int) -> Iterable[None]:
    """So many changes of one learner, as they come: marks, notes, times, and some of it taken back."""
    for _ in range(changes):
        clock.forward(minutes=rng.randint(1, 90))
        id_ = rng.choice(ids)
        match rng.randrange(8):
            case 0 | 1 | 2:
                status = rng.choice((DONE, DONE, DOING, TODO, SKIPPED))
                tracker.mark((id_,), status, reason="Known from work." if status == SKIPPED else "")
            case 3 | 4:
                words = " ".join(
                    rng.choice(("drift", "déjà vu", "features", "batch", "学习", "later")) for _ in range(40)
                )
                tracker.append_note(id_, words[: rng.randint(5, 200)])
            case 5:
                tracker.log(id_, rng.randint(5, 120))
            case 6 if tracker._store.next_to_undo(tracker.learner.id):
                tracker.undo()
            case 7 if tracker._store.next_to_redo(tracker.learner.id):
                tracker.redo()
            case _:
                tracker.log(id_, 15)
        yield


def a_past(folder: Path, library: Library, seed: int) -> Past:
    """A record that three learners kept for weeks; the last day of it is still in the -wal."""
    rng, clock, record = Random(seed), Clock(), folder / f"past-{seed}" / "record.db"  # noqa: S311 - the same on every run
    steps = [step.id for step in library.path("mlops").steps][:60]
    first = tracker_at(record, library, clock=clock)
    first.log(steps[0], 30)
    for name in NAMES[1:]:
        first.add_learner(name)
    first.close()
    for name, changes in zip(NAMES, (140, 60, 40), strict=True):
        tracker = tracker_at(record, library, name, clock)
        for _ in live(tracker, clock, steps, rng, changes):
            pass
        tracker.close()
    left = files_of(record)
    said = {sign_of(rows_of(record)): answers(record, library)}
    between: Files = left
    tracker = tracker_at(record, library, NAMES[0], clock)
    for number, _ in enumerate(live(tracker, clock, steps, rng, 24)):
        said.setdefault(sign_of(rows_of(record)), answers(record, library))
        if number == 12:
            between = files_of(record)
    now, rows = files_of(record), rows_of(record)
    tracker.close()
    return Past(left, between, now, said, rows)


# How a record is hurt

Harm = Callable[[Random, Past, Past], Files]


def _flipped(content: bytes, rng: Random, times: int) -> bytes:
    changed = bytearray(content)
    for _ in range(times):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def one_bit(rng: Random, past: Past, _: Past) -> Files:
    """In the file alone: the last day was checkpointed."""
    return {"": _flipped(past.left[""], rng, 1)}


def one_bit_with_a_wal(rng: Random, past: Past, _: Past) -> Files:
    return {**past.now, "": _flipped(past.now[""], rng, 1)}


def several_bits(rng: Random, past: Past, _: Past) -> Files:
    return {"": _flipped(past.left[""], rng, rng.randint(2, 40))}


def a_letter(rng: Random, past: Past, _: Past) -> Files:
    """A bit inside the text of an event: what SQLite has no way to see."""
    content = bytearray(past.left[""])
    event = rng.choice(past.rows["event"][:200])
    needle: bytes = rng.choice((event[1], event[10]))
    place = content.find(needle)
    if place < 0:
        return one_bit(rng, past, past)
    content[place + rng.randrange(len(needle))] ^= 1 << rng.randrange(7)
    return {"": bytes(content)}


def zeroed_page(rng: Random, past: Past, _: Past) -> Files:
    content = bytearray(past.left[""])
    place = rng.randrange(len(content) // PAGE) * PAGE
    content[place : place + PAGE] = bytes(PAGE)
    return {"": bytes(content)}


def swapped_pages(rng: Random, past: Past, _: Past) -> Files:
    content = past.left[""]
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    one, two = rng.sample(range(len(pages)), 2)
    pages[one], pages[two] = pages[two], pages[one]
    return {"": b"".join(pages)}


def cut_anywhere(rng: Random, past: Past, _: Past) -> Files:
    files = rng.choice((past.left, past.now))
    return {**files, "": files[""][: rng.randrange(len(files[""]))]}


def wal_cut(rng: Random, past: Past, _: Past) -> Files:
    return {**past.now, "-wal": past.now["-wal"][: rng.randrange(len(past.now["-wal"]))]}


def wal_flipped(rng: Random, past: Past, _: Past) -> Files:
    return {**past.now, "-wal": _flipped(past.now["-wal"], rng, rng.randint(1, 5))}


def wal_of_another_moment(rng: Random, past: Past, _: Past) -> Files:
    return {"": past.now[""], "-wal": past.between["-wal"]}


def wal_of_another_record(rng: Random, past: Past, other: Past) -> Files:
    return {"": rng.choice((past.left, past.now))[""], "-wal": other.now["-wal"]}


def older_file_with_a_newer_wal(rng: Random, past: Past, _: Past) -> Files:
    """Brought back by hand from a copy, and the -wal of the day left lying."""
    older = past.left[""][: max(PAGE, len(past.left[""]) - PAGE * rng.randint(0, 3))]
    return {"": _flipped(older, rng, rng.randrange(2)), "-wal": past.now["-wal"]}


def emptied(rng: Random, past: Past, _: Past) -> Files:
    return {"": b"", **rng.choice(({}, {"-wal": past.now["-wal"]}, {"-wal": b""}))}


def head_of_another_program(rng: Random, past: Past, _: Past) -> Files:
    heads = (
        b"\x7fELF",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"SQLite format 2\0",
        b"SQLite format 4\0",
        bytes(rng.randbytes(100)),
    )
    head = rng.choice(heads)
    return {"": head + past.left[""][len(head) :]}


def other_numbers(rng: Random, past: Past, _: Past) -> Files:
    """`user_version` or `application_id` by one bit, or any other number."""
    content, place = bytearray(past.left[""]), rng.choice((60, 68))
    if rng.random() < 0.7:
        content[place + rng.randrange(4)] ^= 1 << rng.randrange(8)
    else:
        content[place : place + 4] = rng.randbytes(4)
    return {"": bytes(content)}


HARMS: tuple[tuple[Harm, int], ...] = (  # each with how many of 200
    (one_bit, 40),
    (one_bit_with_a_wal, 20),
    (several_bits, 20),
    (a_letter, 20),
    (zeroed_page, 12),
    (swapped_pages, 12),
    (cut_anywhere, 16),
    (wal_cut, 10),
    (wal_flipped, 10),
    (wal_of_another_moment, 2),
    (wal_of_another_record, 4),
    (older_file_with_a_newer_wal, 10),
    (emptied, 6),
    (head_of_another_program, 6),
    (other_numbers, 12),
)


def copy_of(folder: Path, to: Path) -> None:
    """A folder as another one, whatever was there."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
