"""What was hurt on the disk is answered rightly or told, is found by the doctor, and comes back from a backup."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from mlops_path.curriculum.library import Library, open_library
from mlops_path.errors import ChangedMeanwhile, MlopsPathError, NoSuchLearner, NothingToUndo
from mlops_path.storage import examining, remembered
from mlops_path.storage.examining import Trouble
from mlops_path.storage.safekeeping import NEWEST, Safekeeping
from mlops_path.tracker import Tracker
from tests.conftest import NOON
from tests.survival.damage import (
    HARMS,
    TABLES,
    Answers,
    Files,
    Harm,
    Past,
    Rows,
    a_letter,
    a_past,
    answers,
    copy_of,
    files_of,
    one_bit,
    put,
    rows_of,
    tracker_at,
)
from tests.survival.here import command
from tests.survival.scale import often

TELLING = {"database-damaged", "database-foreign", "database-newer", "database-io"}
Property = Callable[[str, object], None]
Change = Callable[[Tracker], object]

CHANGES: dict[str, Change] = {
    "mark": lambda tracker: tracker.toggle(tracker.journey.steps[3].id),
    "note": lambda tracker: tracker.append_note(tracker.journey.steps[5].id, "After the damage."),
    "log": lambda tracker: tracker.log(tracker.journey.steps[7].id, 25),
    "undo": Tracker.undo,
    "redo": Tracker.redo,
    "learner": lambda tracker: tracker.add_learner("Dora"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return open_library()


@pytest.fixture(scope="module")
def pasts(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[tuple[Past, Past]]:
    """The record that is hurt, and another one."""
    folder = tmp_path_factory.mktemp("pasts")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("STATE", "DATA"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name))
        patch.setattr(os, "urandom", seeded("ids").randbytes)  # or every run would hurt another record
        yield a_past(folder, library, 1), a_past(folder, library, 2)


class Case:
    """One damaged record: how it was hurt, what is said of it, what is in it."""

    def __init__(self, name: str, record: Path, library: Library, files: Files) -> None:
        self.name, self.record, self.library, self.files = name, record, library, files

    def __str__(self) -> str:
        return self.name

    def again(self) -> None:
        put(self.record, self.files)

    def rows(self, scratch: Path) -> Rows:
        """What a program that is not ours reads in a copy of it."""
        put(scratch, files_of(self.record))
        try:
            return rows_of(scratch)
        except sqlite3.Error:
            return {}

    def look(self) -> Answers | MlopsPathError:
        """What looking gives, and that it writes nothing."""
        self.again()
        before = files_of(self.record)
        try:
            found: Answers | MlopsPathError = answers(self.record, self.library)
        except MlopsPathError as problem:
            found = problem
        assert files_of(self.record) == before, f"{self}: looking has written"
        return found

    def examine(self) -> list[Trouble]:
        self.again()
        before = files_of(self.record)
        troubles = Safekeeping(str(self.record), 200).examine()
        assert files_of(self.record) == before, f"{self}: the doctor has written"
        return troubles


def seeded(seed: str) -> Random:
    """The same on every run, so that a failure can be looked at again."""
    return Random(seed)  # noqa: S311 - nothing here is secret


def is_told(problem: MlopsPathError) -> bool:
    """Whether the sentence is one of a damaged record: where it is, that nothing was changed, what to do."""
    return problem.code in TELLING and "Nothing was changed" in problem.sentence and bool(problem.hint)


def is_a_past_of(rows: Rows, *pasts: Past) -> bool:
    """Whether every event that is there is one that was kept, from the first on without a gap."""
    events = rows.get("event", [])
    return any(events == past.rows["event"][: len(events)] for past in pasts)


@pytest.fixture
def record(database: Path) -> Path:
    return database


@pytest.fixture
def kept(record: Path, home: Path, tmp_path: Path, pasts: tuple[Past, Past]) -> Rows:
    """The record has a backup, from when it was sound, and is remembered; what is in the backup."""
    put(record, pasts[0].left)
    backup = Safekeeping(str(record)).back_up("asked", NOON)
    assert backup is not None
    remembered.remember(str(record))
    copy_of(home / "data" / "mlops-path" / "backups", tmp_path / "backups")
    return rows_of(Path(backup.file))


@pytest.mark.parametrize(("harm", "share"), HARMS, ids=[harm.__name__ for harm, _ in HARMS])
def test_what_was_hurt_is_told_found_and_brought_back(
    *,
    harm: Harm,
    share: int,
    record: Path,
    kept: Rows,
    pasts: tuple[Past, Past],
    library: Library,
    tmp_path: Path,
    home: Path,
    record_property: Property,
) -> None:
    """A disk that lies must cost a learner at most the time since the last backup, and never without a word."""
    past, other = pasts
    seen: Counter[str] = Counter()
    for seed in range(often(share, share * 25)):
        case = Case(f"{harm.__name__} {seed}", record, library, harm(seeded(f"{harm.__name__} {seed}"), past, other))
        case.again()
        rows = case.rows(tmp_path / "scratch" / "record.db")
        said, troubles = case.look(), case.examine()
        if isinstance(said, MlopsPathError):
            seen[said.code] += 1
            assert is_told(said), f"{case}: {said.code} {said.sentence}"
        else:
            seen["answered rightly"] += 1
            assert is_right(said, past, other), f"{case}: a wrong answer"
        assert troubles or is_a_past_of(rows, past, other), f"{case}: events were changed, and the doctor finds nothing"
        check_commands(case)
        check_changes(case, rows, tmp_path)
        copy_of(tmp_path / "backups", home / "data" / "mlops-path" / "backups")
        check_restoring(case, kept)
    record_property("figure", f"{seen.total()} files: {', '.join(f'{n} {what}' for what, n in seen.most_common())}")


def is_right(said: Answers, *pasts: Past) -> bool:
    """Whether everything that was said was so at one moment."""
    return any(said == moment for past in pasts for moment in past.said.values())


COMMANDS = ("status", "list", "history", "show 1", "note 2 --versions", "report", "next", "search drift", "doctor")


def check_commands(case: Case) -> None:
    """No command takes what a disk did for a bug of the program."""
    case.again()
    for words in COMMANDS:
        said = command(*words.split())
        assert said.status in (0, 3, 5), f"{case}, {words}: {said}"


def check_changes(case: Case, before: Rows, tmp_path: Path) -> None:
    """A change is kept beside everything that was there, or is refused and leaves every byte."""
    for name, change in CHANGES.items():
        case.again()
        try:
            tracker = tracker_at(case.record, case.library)
            try:
                change(tracker)
            finally:
                tracker.close()
        except (ChangedMeanwhile, NothingToUndo, NoSuchLearner):
            continue
        except MlopsPathError as problem:
            if not is_told(problem):
                pytest.fail(f"{case}, {name}: {problem.code} {problem.sentence}")
            continue
        after = case.rows(tmp_path / "after" / "record.db")
        events = before.get("event", [])
        assert set(after.get("event", [])) >= set(events), f"{case}, {name}: events were lost"
        if "event" in before and "learner" in before:
            assert len(after["event"]) + len(after["learner"]) > len(events) + len(before["learner"]), f"{case}, {name}"
        else:
            assert len(after.get("event", [])) != 1, f"{case}, {name}: a record was begun over what was there"


def check_restoring(case: Case, kept: Rows) -> None:
    """The newest backup comes back whole, whatever is in its way; what was there is somewhere still."""
    case.again()
    keeping = Safekeeping(str(case.record), 200)
    try:
        restored = keeping.restore(keeping.find(NEWEST), NOON)
        back = rows_of(case.record)
    except (MlopsPathError, sqlite3.Error, ValueError) as problem:
        pytest.fail(f"{case}: not brought back: {problem!r}\n{traceback.format_exc()}")
    assert {name: back[name] for name in TABLES if name != "about"} == {
        name: kept[name] for name in TABLES if name != "about"
    }, f"{case}: something else was brought back"
    assert keeping.examine() == [], str(case)
    if case.files[""]:
        assert Path(restored.before).exists(), f"{case}: what was there before is gone"


# What the chain is for


def without_the_chain(folder: Path) -> ModuleType:
    """The doctor's module from its own source, with the one comparison of chains taken out."""
    source = Path(str(examining.__file__)).read_text(encoding="utf-8")
    comparison = 'is_chained(last.get(device, ""), row[1:-1], chain)'
    assert source.count(comparison) == 1
    file = folder / "examining_without_the_chain.py"
    file.write_text(source.replace(comparison, "True"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found_by(module: Any, record: Path) -> bool:
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as connection:
        try:
            return bool(module.examine(connection))
        except (sqlite3.Error, ValueError):
            return True


def test_without_the_chain_changed_events_go_unnoticed(
    pasts: tuple[Past, Past], tmp_path: Path, record_property: Property
) -> None:
    """Shows that it is the chain that finds them: SQLite has no sums over its pages, and a letter is a letter."""
    past, other = pasts
    (tmp_path / "module").mkdir()
    mutant = without_the_chain(tmp_path / "module")
    record = tmp_path / "hurt" / "record.db"
    put(record, past.left)
    sound = rows_of(record)["event"]
    seen: Counter[str] = Counter()
    for harm in (one_bit, a_letter):
        for seed in range(often(120, 2000)):
            put(record, harm(seeded(f"mutant {seed}"), past, other))
            try:
                events = rows_of(record).get("event")
            except sqlite3.Error:
                events = None
            if events == sound:
                continue
            seen["harmful"] += 1
            seen["passed SQLite"] += events is not None and passes_sqlite(record)
            assert found_by(examining, record), f"{harm.__name__} {seed}: changed events that the doctor does not find"
            seen["missed without the chain"] += not found_by(mutant, record)
    record_property(
        "figure",
        f"{seen['harmful']} flips that changed events: "
        f"{100 * seen['passed SQLite'] // seen['harmful']} % passed SQLite's own checks, "
        f"{seen['missed without the chain']} found by the chain alone, 0 unnoticed",
    )

    assert seen["missed without the chain"] > 0


def passes_sqlite(record: Path) -> bool:
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except (sqlite3.Error, UnicodeDecodeError):
            return False
