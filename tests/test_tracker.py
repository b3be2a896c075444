"""The one door that changes a record: every request keeps one change, or none, and gives the new journey back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.curriculum.library import Library, open_library
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import DOING, DONE, NOTED, SKIPPED, STATUSES, TODO, UNTOUCHED, Event
from mlops_path.errors import (
    AmbiguousStep,
    ChangedMeanwhile,
    DatabaseBusy,
    DatabaseDamaged,
    FileTooBig,
    NoSuchLearner,
    NoSuchPath,
    NoSuchStep,
    NotANewName,
    NothingToUndo,
    WrongUsage,
)
from mlops_path.links.findings import Finding
from mlops_path.storage.store import Learner, open_store
from mlops_path.text import NOTE_BYTES
from mlops_path.tracker import MOST_AT_ONCE, Outcome, Tracker, open_tracker, record_place
from tests.cli.records import record
from tests.small_library import (
    ARTICLE,
    BOOK,
    CHAPTERS,
    COURSE,
    ELSEWHERE,
    EXTRA_CHAPTER,
    IDS,
    LECTURES,
    OTHER_PATH,
    TALK,
    small_library,
)
from tests.storage.workers import workers

if TYPE_CHECKING:
    from tests.conftest import Clock

NOON = "2026-05-01T12:00:00+02:00"

Another = Callable[..., Tracker]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two small paths instead of the shipped ones, so that no rule hangs on what there is to learn."""
    return small_library(tmp_path_factory.mktemp("curriculum"))


@pytest.fixture
def another(database: Path, library: Library, clock: Clock) -> Iterator[Another]:
    """Opens the same record again, as another command or window does."""
    opened: list[Tracker] = []

    def open_another(learner: str | None = None, path: str | None = None, wait_ms: int = 5000) -> Tracker:
        store = open_store(str(database), wait_ms)
        opened.append(Tracker(store, library, learner_name=learner, path_id=path, clock=clock))
        return opened[-1]

    yield open_another
    for tracker in opened:
        tracker.close()


def events_in(outcome: Outcome) -> list[Event]:
    """What was kept; a request that kept nothing is not what a test means."""
    assert outcome.change is not None
    return list(outcome.change.events)


def touched(outcome: Outcome) -> list[str]:
    return [event.resource for event in events_in(outcome)]


def kept(tracker: Tracker) -> tuple[object, object, int]:
    """What the record holds of the tracker's learner, without what the tracker remembers."""
    tracker.refresh()
    return dict(tracker.journey.states), tracker.notes(), tracker.count_events()


def edit(database: Path, *statements: str) -> None:
    """Changes the file as a program that is not ours would."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


# Opening


def test_the_first_look_is_at_an_untouched_path_and_makes_nothing(tracker: Tracker, home: Path) -> None:
    """No wizard, no account: the path is there, and the disk is as it was."""
    before = sorted(home.rglob("*"))
    tracker.refresh()
    tracker.history()
    tracker.notes()
    tracker.keep_place(ARTICLE)

    assert (tracker.learner.name, tracker.journey.learner, tracker.journey.counts.done) == ("me", "me", 0)
    assert (tracker.place(), tracker.learners(), tracker.is_behind()) == (None, [tracker.learner], False)
    assert sorted(home.rglob("*")) == before


def test_the_path_asked_for_comes_before_the_kept_one_and_that_before_the_default(
    tracker: Tracker, another: Another
) -> None:
    """`--path` is for one command, `path use` for all that follow."""
    first = tracker.journey.path.id
    tracker.use_path(OTHER_PATH)

    assert first == "mlops"
    assert another().journey.path.id == OTHER_PATH
    assert another(path="mlops").journey.path.id == "mlops"
    assert another().journey.path.id == OTHER_PATH


def test_a_kept_path_that_is_gone_gives_way_to_the_default(tracker: Tracker, another: Another, database: Path) -> None:
    """Who deletes a path of their own can still start the program."""
    tracker.use_path(OTHER_PATH)
    with tracker._store.writing():
        tracker._store.keep_setting(tracker.learner.id, "path", "deleted")

    assert another().journey.path.id == "mlops"


def test_a_path_that_is_not_there_is_told(another: Another, tracker: Tracker) -> None:
    """A slip in `--path` must not silently show another path."""
    with pytest.raises(NoSuchPath):
        another(path="nowhere")
    with pytest.raises(NoSuchPath):
        tracker.use_path("nowhere")

    assert tracker.journey.path.id == "mlops"


def test_a_learner_who_is_not_there_is_told(tracker: Tracker, another: Another) -> None:
    """A slip in `--learner` must not begin a second record."""
    with pytest.raises(NoSuchLearner):
        another("somebody")
    tracker.mark([ARTICLE], DONE)
    with pytest.raises(NoSuchLearner):
        another("somebody")

    assert another("ME").learner == tracker.learner


def test_the_first_learner_can_be_named_before_there_is_a_record(another: Another) -> None:
    """A script that always says `--learner me` works on the first day."""
    named = another("Me")
    named.mark([ARTICLE], DONE)

    assert another().learner == named.learner
    assert named.learner.name == "me"


def test_what_the_command_says_wins_over_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An option is for this command; a variable for all; the usual place for the rest."""
    usual = record_place()
    monkeypatch.setenv("MLOPS_PATH_DATABASE", str(home / "env.db"))

    assert usual == str(home / "data" / "mlops-path" / "record.db")
    assert record_place() == str(home / "env.db")
    assert record_place("option.db") == "option.db"


def test_the_environment_says_whose_record_and_which_path(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell set up for one learner needs no options."""
    place = str(home / "env.db")
    first = open_tracker(database=place)
    first.add_learner("Ada")
    other = first.library.paths[1].id
    first.close()
    for name, value in (("DATABASE", place), ("LEARNER", "Ada"), ("PATH", other)):
        monkeypatch.setenv(f"MLOPS_PATH_{name}", value)
    from_environment = open_tracker()
    from_options = open_tracker(learner="me", path="mlops")
    found = [(each.learner.name, each.journey.path.id) for each in (from_environment, from_options)]
    from_environment.close()
    from_options.close()

    assert found == [("Ada", other), ("me", "mlops")]


def test_the_clock_is_the_machines_own_with_its_offset(database: Path) -> None:
    """A moment without an offset would mean another hour on another machine."""
    tracker = Tracker(open_store(str(database)), open_library())
    now = tracker.now()

    assert now.utcoffset() is not None
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)


# Marking


@pytest.mark.parametrize("after", STATUSES)
@pytest.mark.parametrize("before", STATUSES)
def test_every_status_can_follow_every_other(tracker: Tracker, another: Another, before: str, after: str) -> None:
    """Nothing is final; a status that is there already is no change."""
    tracker.mark([ARTICLE], before)
    count = tracker.count_events()
    outcome = tracker.mark([ARTICLE], after)

    assert outcome.journey is tracker.journey
    assert outcome.journey.status(ARTICLE) == after
    assert (outcome.change is None) == (before == after)
    assert another().journey.status(ARTICLE) == after
    assert another().count_events() == count + (before != after)


def test_a_mark_carries_the_moment_of_the_clock(tracker: Tracker, clock: Clock) -> None:
    """History and pace rest on when things were done."""
    tracker.mark([ARTICLE], DONE)
    clock.forward(hours=3)
    tracker.mark([TALK], DONE)

    assert tracker.journey.status_at(ARTICLE) == NOON
    assert tracker.journey.status_at(TALK) == "2026-05-01T15:00:00+02:00"


def test_a_mark_can_be_dated_back_and_is_recorded_today(tracker: Tracker, clock: Clock) -> None:
    """ "I read this in March" is a date of reading; when it was typed is kept too."""
    outcome = tracker.mark([ARTICLE], DONE, at=datetime(2026, 3, 2, 9, 30, tzinfo=clock().tzinfo))
    (event,) = tracker.history()

    assert outcome.journey.status_at(ARTICLE) == "2026-03-02T09:30:00+02:00"
    assert event.event.at == "2026-03-02T09:30:00+02:00"
    assert event.recorded == "2026-05-01T10:00:00.000000+00:00"


def test_marking_done_again_keeps_the_first_moment_unless_another_is_named(tracker: Tracker, clock: Clock) -> None:
    """Pressing a key twice does not move history; saying a date does."""
    tracker.mark([ARTICLE], DONE)
    clock.forward(days=2)
    again = tracker.mark([ARTICLE], DONE)
    unmoved = tracker.journey.status_at(ARTICLE)
    named = tracker.mark([ARTICLE], DONE, at=clock() - timedelta(days=30))

    assert (again.change, unmoved) == (None, NOON)
    assert named.journey.status_at(ARTICLE) == "2026-04-03T12:00:00+02:00"


def test_a_reason_belongs_to_a_skipped_step_alone(tracker: Tracker) -> None:
    """A reason for skipping says nothing about a step that was done after all."""
    skipped = tracker.mark([ARTICLE], SKIPPED, reason="  not\nfor me \x1b[31m").journey.state(ARTICLE).reason
    other = tracker.mark([ARTICLE], SKIPPED, reason="too long").journey.state(ARTICLE).reason
    unsaid = tracker.mark([ARTICLE], SKIPPED)
    done = tracker.mark([ARTICLE], DONE, reason="why not").journey.state(ARTICLE).reason

    assert (skipped, other, done) == ("not for me \ufffd[31m", "too long", "")
    assert unsaid.change is None


def test_what_one_knew_already_is_done_and_says_so(tracker: Tracker, another: Another) -> None:
    """Known is not learned here: the record keeps the difference."""
    outcome = tracker.mark([ARTICLE], DONE, known=True)
    reopened = another().journey.state(ARTICLE)
    started = tracker.mark([ARTICLE], DOING, known=True).journey.state(ARTICLE)

    assert outcome.change is not None
    assert outcome.change.label == "already known"
    assert (reopened.status, reopened.known) == (DONE, True)
    assert (started.status, started.known) == (DOING, False)


def test_several_steps_at_once_are_one_change(tracker: Tracker) -> None:
    """Five steps marked with one command are taken back with one undo."""
    outcome = tracker.mark([ARTICLE, TALK, ARTICLE, LECTURES[0]], DONE)
    before = tracker.journey.counts
    tracker.undo()

    assert touched(outcome) == [ARTICLE, TALK, LECTURES[0]]
    assert before.done == 2
    assert tracker.journey.states == {}


def test_only_the_steps_that_change_are_in_the_change(tracker: Tracker) -> None:
    """Undo leaves alone what was done before."""
    tracker.mark([ARTICLE], DONE)
    outcome = tracker.mark([ARTICLE, TALK], DONE)
    tracker.undo()

    assert touched(outcome) == [TALK]
    assert (tracker.journey.status(ARTICLE), tracker.journey.status(TALK)) == (DONE, TODO)


def test_marking_a_book_marks_the_chapters_that_the_path_asks_for(tracker: Tracker) -> None:
    """A book is done when its chapters are; one key, one undo."""
    outcome = tracker.mark([BOOK], DONE)
    whole = tracker.journey.status(BOOK)
    tracker.undo()

    assert touched(outcome) == list(CHAPTERS)
    assert (whole, tracker.journey.status(BOOK)) == (DONE, TODO)
    assert outcome.journey.status(EXTRA_CHAPTER) == TODO


def test_starting_a_book_starts_its_first_open_chapter(tracker: Tracker) -> None:
    """One reads one chapter at a time."""
    tracker.mark([CHAPTERS[0]], DONE)

    assert touched(tracker.mark([BOOK], DOING)) == [CHAPTERS[1]]


def test_a_book_and_its_chapter_marked_together_change_each_chapter_once(tracker: Tracker) -> None:
    """The history must not say twice what was done once."""
    outcome = tracker.mark([BOOK, CHAPTERS[0], COURSE, LECTURES[1]], DONE)

    assert sorted(touched(outcome)) == sorted([*CHAPTERS, COURSE, *LECTURES])
    assert tracker.count_events() == 5


def test_a_mark_may_add_to_the_note_in_the_same_change(tracker: Tracker) -> None:
    """`done 14 -m TEXT` is one thought and one undo."""
    tracker.write_note(ARTICLE, "before")
    outcome = tracker.mark([ARTICLE, TALK], DONE, note="worth it")
    notes = {id_: tracker.note(id_)[0] for id_ in (ARTICLE, TALK)}
    tracker.undo()

    assert notes == {ARTICLE: "before\n\nworth it", TALK: "worth it"}
    assert [event.kind for event in events_in(outcome)] == ["marked", "noted"] * 2
    assert (tracker.note(ARTICLE)[0], tracker.note(TALK), tracker.journey.status(ARTICLE)) == ("before", ("", ""), TODO)


def test_a_mark_of_a_book_adds_to_the_note_of_the_book(tracker: Tracker) -> None:
    """What one writes about the book stands with the book, not with every chapter."""
    tracker.mark([BOOK], DONE, note="great")

    assert tracker.notes() == {BOOK: ("great", NOON)}


def test_a_mark_that_changes_no_status_still_adds_its_note(tracker: Tracker) -> None:
    """A thought that comes after the step was done is not lost."""
    tracker.mark([ARTICLE], DONE)
    outcome = tracker.mark([ARTICLE], DONE, note="later")

    assert [event.kind for event in events_in(outcome)] == ["noted"]


def test_no_more_than_a_thousand_at_once(tracker: Tracker, database: Path) -> None:
    """A pattern that matched far too much changes nothing."""
    many = [f"r{number}" for number in range(MOST_AT_ONCE + 1)]
    with pytest.raises(WrongUsage):
        tracker.mark(many, DONE)
    made = database.exists()
    outcome = tracker.mark(many[1:], DONE)

    assert not made
    assert len(events_in(outcome)) == MOST_AT_ONCE


@pytest.mark.parametrize(("before", "after"), [(TODO, DONE), (DOING, DONE), (SKIPPED, DONE), (DONE, TODO)])
def test_toggling_is_done_or_todo(tracker: Tracker, before: str, after: str) -> None:
    """Space is one key for both directions."""
    tracker.mark([ARTICLE, BOOK], before)
    tracker.mark(CHAPTERS, before)

    assert tracker.toggle(ARTICLE).journey.status(ARTICLE) == after
    assert tracker.toggle(BOOK).journey.status(BOOK) == after


def test_the_journey_after_a_mark_is_the_one_that_is_read_again(tracker: Tracker, another: Another) -> None:
    """Figures on the screen are the figures of the record."""
    tracker.mark([BOOK, ARTICLE], DONE)
    tracker.log(TALK, 30)
    tracker.mark([COURSE], SKIPPED)
    shown, read = tracker.journey, another().journey

    assert (shown.counts, shown.section_counts) == (read.counts, read.section_counts)
    assert shown.states == read.states
    assert shown.counts == Journey(shown.path, shown.states).counts


# What fails leaves nothing


def too_long(tracker: Tracker) -> object:
    return tracker.mark([ARTICLE, TALK], DONE, note="x" * (NOTE_BYTES + 1))


def too_long_a_note(tracker: Tracker) -> object:
    return tracker.write_note(ARTICLE, "x" * (NOTE_BYTES + 1))


@pytest.mark.parametrize("deed", [too_long, too_long_a_note])
@pytest.mark.parametrize("begun", [True, False], ids=["in a record", "as the first change ever"])
def test_a_change_that_fails_leaves_nothing_and_the_next_one_works(
    tracker: Tracker, another: Another, deed: Callable[[Tracker], object], begun: bool
) -> None:
    """A screen that refused one note must be able to keep the next."""
    if begun:
        tracker.mark([COURSE], DONE)
    before = kept(tracker)
    with pytest.raises(FileTooBig, match="Nothing was changed"):
        deed(tracker)
    after = kept(tracker)
    tracker.mark([ARTICLE], DONE, note="short")

    assert after == before
    assert another().journey.status(ARTICLE) == DONE
    assert another().note(ARTICLE)[0] == "short"


@pytest.mark.parametrize("begun", [True, False], ids=["in a record", "as the first change ever"])
def test_a_busy_record_leaves_the_journey_as_it_was(
    tracker: Tracker, another: Another, database: Path, begun: bool
) -> None:
    """What the screen shows as done is done."""
    if begun:
        tracker.mark([TALK], DONE)
    impatient = another(wait_ms=50)
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            impatient.mark([ARTICLE], DONE)
        shown = impatient.journey.status(ARTICLE)
    impatient.mark([ARTICLE], DONE)

    assert shown == TODO
    assert another().journey.status(ARTICLE) == DONE


def test_a_request_that_changes_nothing_keeps_nothing(tracker: Tracker) -> None:
    """Undo never meets a change that did nothing."""
    tracker.mark([ARTICLE], DONE)
    count = tracker.count_events()
    outcomes = [
        tracker.mark([ARTICLE], DONE),
        tracker.mark([TALK], TODO),
        tracker.write_note(ARTICLE, ""),
        tracker.write_note(ARTICLE, " \n\t "),
    ]

    assert outcomes == [Outcome(tracker.journey, None)] * 4
    assert tracker.count_events() == count


# Notes


def test_a_note_is_replaced_and_taken_away(tracker: Tracker, another: Another, clock: Clock) -> None:
    """A note is a text in its newest version, with the moment of that version."""
    tracker.write_note(ARTICLE, "first")
    clock.forward(minutes=5)
    tracker.write_note(ARTICLE, "second")
    second = another().note(ARTICLE)
    has_note = tracker.journey.state(ARTICLE).has_note
    tracker.write_note(ARTICLE, "  \n ")

    assert (second, has_note) == (("second", "2026-05-01T12:05:00+02:00"), True)
    assert (tracker.note(ARTICLE), tracker.notes()) == (("", ""), {})
    assert tracker.journey.state(ARTICLE) == UNTOUCHED


def test_adding_to_a_note_adds_a_paragraph(tracker: Tracker) -> None:
    """Thoughts of different days stay apart, without gaps that grow."""
    tracker.append_note(ARTICLE, "one")
    tracker.append_note(ARTICLE, "two")
    tracker.write_note(ARTICLE, tracker.note(ARTICLE)[0] + "\n\n\n")
    tracker.append_note(ARTICLE, "three")

    assert tracker.note(ARTICLE)[0] == "one\n\ntwo\n\nthree"


def test_a_note_is_kept_as_clean_text(tracker: Tracker) -> None:
    """A note that was pasted from anywhere can be shown anywhere."""
    tracker.write_note(ARTICLE, "e\u0301te\u0301\r\nline\rline\x00\x1b[2J\ud800\ttab")

    assert tracker.note(ARTICLE)[0] == "été\nline\nline\ufffd\ufffd[2J\ufffd\ttab"


@pytest.mark.parametrize("letter", ["x", "é", "学", "👩"])
def test_a_note_can_be_one_mebibyte_long(tracker: Tracker, letter: str) -> None:
    """The limit is in bytes, and exactly where the sentence says."""
    most = letter * (NOTE_BYTES // len(letter.encode()))
    most += "." * (NOTE_BYTES - len(most.encode()))
    tracker.write_note(ARTICLE, most)
    with pytest.raises(FileTooBig):
        tracker.write_note(ARTICLE, most + ".")
    with pytest.raises(FileTooBig):
        tracker.append_note(ARTICLE, ".")

    assert tracker.note(ARTICLE)[0] == most


def test_every_version_of_a_note_is_kept(tracker: Tracker) -> None:
    """What one wrote on the first day is never lost, not even by taking the note away."""
    tracker.write_note(ARTICLE, "one")
    tracker.mark([ARTICLE], DONE)
    tracker.write_note(TALK, "other")
    tracker.write_note(ARTICLE, "two")
    tracker.write_note(ARTICLE, "")
    tracker.undo()

    versions = tracker.note_versions(ARTICLE)
    assert [each.event.payload["text"] for each in versions] == ["two", "", "two", "one"]
    assert {each.event.kind for each in versions} == {NOTED}


def test_a_note_changed_in_another_window_is_not_written_over(tracker: Tracker, another: Another) -> None:
    """Two windows, two texts: the second hears about the first, and both are still there."""
    tracker.write_note(ARTICLE, "base")
    another().write_note(ARTICLE, "theirs")
    count = tracker.count_events()
    with pytest.raises(ChangedMeanwhile):
        tracker.write_note(ARTICLE, "mine", expected="base")

    assert (tracker.note(ARTICLE)[0], tracker.count_events()) == ("theirs", count)


def test_a_note_that_is_as_expected_or_says_the_same_is_written(tracker: Tracker, another: Another) -> None:
    """Autosave after autosave goes through, and two who wrote the same agree."""
    first = tracker.write_note(ARTICLE, "one", expected="")
    second = tracker.write_note(ARTICLE, "two", expected="one")
    another().write_note(ARTICLE, "three")
    same = tracker.write_note(ARTICLE, "three", expected="two")

    assert first.change is not None
    assert second.change is not None
    assert same.change is None
    assert tracker.note(ARTICLE)[0] == "three"


# Drafts


def left_behind(database: Path, *drafts: tuple[str, str, str]) -> None:
    """A program that was killed while it wrote: resource, text, and the note as it was before."""
    with workers(1) as (worker,):
        worker.ask(database=str(database), draft=drafts)
        worker.answer()
        worker.process.kill()
        worker.process.wait()


def test_what_a_killed_program_was_writing_becomes_the_note(database: Path) -> None:
    """A closed terminal costs no sentence; undo gives back what was there before."""
    tracker = open_tracker(database=str(database))
    id_ = tracker.journey.steps[0].id
    tracker.write_note(id_, "kept")
    left_behind(database, (id_, "kept and more", "kept"))
    recovered = tracker.recover_drafts()
    note, again = tracker.note(id_)[0], tracker.recover_drafts()
    tracker.undo()
    undone = tracker.note(id_)[0]
    tracker.close()

    assert (recovered, note, again, undone) == ([id_], "kept and more", [], "kept")


def test_what_was_written_as_the_first_thing_ever_is_recovered(database: Path) -> None:
    """There was no record and no learner yet when the power went."""
    tracker = open_tracker(database=str(database))
    id_ = tracker.journey.steps[0].id
    left_behind(database, (id_, "first words", ""))
    recovered = tracker.recover_drafts()
    note = tracker.note(id_)[0]
    tracker.close()

    assert (recovered, note) == ([id_], "first words")


def test_a_draft_of_a_note_that_was_changed_since_is_added_to_it(database: Path) -> None:
    """Two texts, neither lost."""
    tracker = open_tracker(database=str(database))
    id_ = tracker.journey.steps[0].id
    tracker.write_note(id_, "base")
    left_behind(database, (id_, "base and mine", "base"))
    tracker.write_note(id_, "base and theirs")
    tracker.recover_drafts()
    note = tracker.note(id_)[0]
    tracker.close()

    assert note == "base and theirs\n\nbase and mine"


def test_a_draft_that_says_what_is_kept_already_is_no_change(database: Path) -> None:
    """The program died after the note was kept and before the draft was dropped."""
    tracker = open_tracker(database=str(database))
    id_ = tracker.journey.steps[0].id
    tracker.write_note(id_, "written")
    count = tracker.count_events()
    left_behind(database, (id_, "written", "before"))
    recovered = tracker.recover_drafts()
    found = (tracker.note(id_)[0], tracker.count_events())
    tracker.close()

    assert (recovered, found) == ([], ("written", count))


def test_a_draft_that_cannot_be_kept_stays_and_holds_up_no_other(database: Path, home: Path) -> None:
    """A text that is too long for a note is not thrown away, and the second one comes back all the same."""
    tracker = open_tracker(database=str(database))
    long, short = sorted(step.id for step in tracker.journey.steps[:2])
    left_behind(database, (long, "x" * (NOTE_BYTES + 1), ""), (short, "short", ""))
    with suppress(FileTooBig):
        tracker.recover_drafts()
    note, drafts = tracker.note(short)[0], list((home / "state").rglob("*.json"))
    tracker.close()

    assert note == "short"
    assert len(drafts) == 1


def test_a_draft_is_dropped_once_the_note_is_kept(tracker: Tracker, home: Path) -> None:
    """Nothing private is left lying beside the record."""
    tracker.drop_draft()
    tracker.keep_draft(ARTICLE, "unsaved", "")
    there = list((home / "state").rglob("*.json"))
    tracker.write_note(ARTICLE, "unsaved")
    tracker.drop_draft()

    assert len(there) == 1
    assert list((home / "state").rglob("*.json")) == []


# Time


def test_logged_minutes_add_up(tracker: Tracker, another: Another) -> None:
    """Measured time is the sum of what was logged, whoever logged last."""
    tracker.log(ARTICLE, 45)
    another().log(ARTICLE, 15)
    tracker.log(TALK, 5)

    assert another().journey.state(ARTICLE).minutes_logged == 60
    assert another().journey.counts.minutes_logged == 65


def test_a_log_can_be_dated_back(tracker: Tracker, clock: Clock) -> None:
    """Yesterday's hour belongs to yesterday."""
    tracker.log(ARTICLE, 60, clock() - timedelta(days=1))

    assert tracker.history()[0].event.at == "2026-04-30T12:00:00+02:00"
    assert tracker.journey.status_at(ARTICLE) == ""


# Undo and redo

DEEDS: dict[str, Callable[[Tracker], object]] = {
    "done": lambda tracker: tracker.mark([ARTICLE], DONE),
    "known": lambda tracker: tracker.mark([ARTICLE], DONE, known=True),
    "skipped": lambda tracker: tracker.mark([TALK], SKIPPED, reason="not now"),
    "todo": lambda tracker: tracker.mark([TALK], TODO),
    "redated": lambda tracker: tracker.mark([TALK], DOING, at=tracker.now() - timedelta(days=9)),
    "book": lambda tracker: tracker.mark([BOOK], DONE, note="great"),
    "book and chapter": lambda tracker: tracker.mark([BOOK, CHAPTERS[1]], DONE, note="great"),
    "course": lambda tracker: tracker.mark([COURSE], SKIPPED, reason="no"),
    "note": lambda tracker: tracker.write_note(TALK, "new"),
    "note taken away": lambda tracker: tracker.write_note(TALK, ""),
    "paragraph": lambda tracker: tracker.append_note(TALK, "more"),
    "log": lambda tracker: tracker.log(TALK, 20),
}


def a_beginning(tracker: Tracker) -> None:
    """A talk in every way touched, so that each deed has something to take back to."""
    tracker.mark([TALK], DOING, note="old")
    tracker.log(TALK, 10)


def read(tracker: Tracker) -> tuple[object, object]:
    return dict(tracker.journey.states), {id_: text for id_, (text, _) in tracker.notes().items()}


@pytest.mark.parametrize("deed", list(DEEDS.values()), ids=list(DEEDS))
def test_undo_takes_back_every_deed_and_redo_does_it_again(
    tracker: Tracker, another: Another, clock: Clock, deed: Callable[[Tracker], object]
) -> None:
    """Also in another window, and with nothing left over: moment, reason, note and minutes as they were."""
    a_beginning(tracker)
    before = read(tracker)
    clock.forward(days=1)
    deed(tracker)
    after = read(tracker)
    found = []
    for request in ("undo", "redo", "undo"):
        clock.forward(days=1)
        each = another()
        getattr(each, request)()
        found.append((read(each), read(another())))

    assert after != before
    assert found == [(before, before), (after, after), (before, before)]


def test_undo_and_redo_go_back_and_forth_in_order(tracker: Tracker, another: Another) -> None:
    """Five steps back and three forth is where one was two steps ago, also after the program was closed."""
    for minutes in range(1, 6):
        tracker.log(ARTICLE, 10**minutes)
    sums = []
    for request in ("undo", "undo", "undo", "undo", "undo", "redo", "redo", "redo", "undo", "redo"):
        each = another()
        getattr(each, request)()
        sums.append(each.journey.state(ARTICLE).minutes_logged)

    assert sums == [11110, 1110, 110, 10, 0, 10, 110, 1110, 110, 1110]


def test_a_new_change_ends_what_could_be_redone(tracker: Tracker) -> None:
    """Redo never brings something back into a record that went another way."""
    tracker.mark([ARTICLE], DONE)
    tracker.mark([TALK], DONE)
    tracker.undo()
    tracker.log(COURSE, 5)
    with pytest.raises(NothingToUndo):
        tracker.redo()
    tracker.undo()
    tracker.redo()

    assert tracker.journey.state(COURSE).minutes_logged == 5
    assert tracker.journey.status(TALK) == TODO


def test_what_changed_nothing_does_not_end_what_could_be_redone(tracker: Tracker) -> None:
    """A key pressed by mistake on a step that is done already costs nothing."""
    tracker.mark([ARTICLE], DONE)
    tracker.mark([TALK], DONE)
    tracker.undo()
    tracker.mark([ARTICLE], DONE)

    assert tracker.redo().journey.status(TALK) == DONE


@pytest.mark.parametrize("request_", ["undo", "redo"])
def test_with_nothing_to_take_back_nothing_is_made(tracker: Tracker, home: Path, request_: str) -> None:
    """The first key that somebody presses may be the wrong one."""
    with pytest.raises(NothingToUndo):
        getattr(tracker, request_)()

    assert not (home / "data").exists()


def test_a_change_is_taken_back_only_once(tracker: Tracker, another: Another) -> None:
    """Two windows that both undo do not take back an older change unasked, nor the same one twice."""
    tracker.mark([ARTICLE], DONE)
    other = another()
    tracker.undo()
    with pytest.raises(NothingToUndo):
        other.undo()

    assert another().journey.states == {}


def test_undo_is_ones_own(tracker: Tracker, another: Another) -> None:
    """Ada's undo leaves Bo's record alone, whoever was last."""
    tracker.add_learner("Bo")
    tracker.mark([ARTICLE], DONE)
    bo = another("Bo")
    bo.mark([ARTICLE, TALK], DONE)
    tracker.undo()

    assert another("Bo").journey.counts.done == 2
    assert another("me").journey.states == {}
    with pytest.raises(NothingToUndo):
        another("me").undo()


def test_undo_is_kept_as_a_change_of_its_own(tracker: Tracker) -> None:
    """The history says that something was taken back; nothing is deleted."""
    tracker.mark([ARTICLE], DONE)
    tracker.undo()
    tracker.redo()

    assert [each.takes_back for each in tracker.history()] == ["redo", "undo", ""]
    assert tracker.count_events() == 3


MEDDLING = {
    "status": ("UPDATE state SET status = 'skipped'", lambda tracker: tracker.mark([ARTICLE], DONE)),
    "moment": ("UPDATE state SET at = '2020-01-01T00:00:00+00:00'", lambda tracker: tracker.mark([ARTICLE], DONE)),
    "state": ("DELETE FROM state", lambda tracker: tracker.mark([ARTICLE], DONE)),
    "note": ("UPDATE note SET text = 'other'", lambda tracker: tracker.write_note(ARTICLE, "mine")),
    "log": ("UPDATE state SET minutes_logged = 5", lambda tracker: tracker.log(ARTICLE, 30)),
}


@pytest.mark.parametrize(("statement", "deed"), list(MEDDLING.values()), ids=list(MEDDLING))
def test_undo_refuses_when_something_else_changed_what_it_would_take_back(
    tracker: Tracker, another: Another, database: Path, statement: str, deed: Callable[[Tracker], object]
) -> None:
    """Somebody repaired the file by hand; undo must not write over that, and whoever opens it next is told."""
    deed(tracker)
    edit(database, statement)
    before = record(database)
    with pytest.raises((ChangedMeanwhile, DatabaseDamaged), match="Nothing was changed"):
        tracker.undo()

    assert record(database) == before
    with pytest.raises(DatabaseDamaged):
        another().notes()


def test_redo_refuses_when_something_else_changed_what_it_would_do_again(
    tracker: Tracker, another: Another, database: Path
) -> None:
    """The same holds in the other direction."""
    tracker.mark([ARTICLE], DONE)
    tracker.mark([ARTICLE], DOING)
    tracker.undo()
    edit(database, "UPDATE state SET status = 'skipped'")
    before = record(database)
    with pytest.raises(ChangedMeanwhile, match="redo"):
        tracker.redo()

    assert record(database) == before


# Looking


@pytest.mark.parametrize("text", ["2", TALK, "rules of thumb", " Rules of Thu "])
def test_a_step_is_found_by_number_id_or_beginning(tracker: Tracker, text: str) -> None:
    """One types what one has at hand."""
    assert tracker.find(text).id == TALK


def test_a_step_of_another_path_is_found_by_its_id(tracker: Tracker) -> None:
    """What one reads beside the path can be marked too."""
    found = tracker.find(f" {ELSEWHERE} ")

    assert (found.id, tracker.journey.path.id) == (ELSEWHERE, "mlops")


@pytest.mark.parametrize(
    ("text", "problem"), [("rules of", AmbiguousStep), ("nothing", NoSuchStep), ("99", NoSuchStep)]
)
def test_a_step_that_cannot_be_meant_is_told(tracker: Tracker, text: str, problem: type[Exception]) -> None:
    """Nothing is guessed."""
    with pytest.raises(problem):
        tracker.find(text)


def test_everything_about_a_resource_is_known_wherever_it_stands(tracker: Tracker) -> None:
    """Details are shown for steps of other paths too."""
    assert tracker.resource(ARTICLE).authors == ("Ann Lee", "Björn Ødegård")
    assert tracker.resource(ELSEWHERE).title == "Elsewhere"
    with pytest.raises(NoSuchStep):
        tracker.resource("nothing")


def test_another_path_shows_the_same_record(tracker: Tracker) -> None:
    """Done once is done on every path; looking at another path is not going over to it."""
    tracker.mark([ARTICLE], DONE)
    other = tracker.journey_of(OTHER_PATH)

    assert (other.path.id, other.status(ARTICLE), other.counts.done) == (OTHER_PATH, DONE, 1)
    assert tracker.journey.path.id == "mlops"


def test_what_was_finished_in_a_period_comes_in_the_order_of_its_moments(tracker: Tracker, clock: Clock) -> None:
    """A report for May has what was done in May, wherever on earth the learner was."""
    east = datetime.fromisoformat("2026-04-10T09:00:00+12:00")
    west = datetime.fromisoformat("2026-04-09T20:00:00-03:00")
    tracker.mark([TALK], DONE, at=west)
    tracker.mark([ARTICLE], DONE, at=east)
    tracker.mark([COURSE], SKIPPED)
    tracker.mark([CHAPTERS[0]], DONE)

    assert list(tracker.finished(None, None)) == [ARTICLE, TALK, CHAPTERS[0]]
    assert list(tracker.finished(west, west)) == [TALK]
    assert list(tracker.finished(west, None)) == [TALK, CHAPTERS[0]]
    assert list(tracker.finished(None, east)) == [ARTICLE]
    assert tracker.finished(east, east) == {ARTICLE: "2026-04-10T09:00:00+12:00"}


def test_history_is_newest_first_and_can_be_of_one_step(tracker: Tracker) -> None:
    """What was done last stands on top."""
    for id_ in (ARTICLE, TALK, COURSE):
        tracker.log(id_, 5)
    tracker.mark([ARTICLE], DONE)

    assert [each.event.resource for each in tracker.history()] == [ARTICLE, COURSE, TALK, ARTICLE]
    assert [each.event.resource for each in tracker.history(count=2)] == [ARTICLE, COURSE]
    assert [each.event.kind for each in tracker.history(ARTICLE)] == ["marked", "logged"]
    assert [each.event.kind for each in tracker.history(ARTICLE, 1)] == ["marked"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RULES", [ARTICLE, TALK]),
        ("rules thumb", [TALK]),
        ("ødegård", [ARTICLE]),
        ("forty-three", [ARTICLE]),
        ("example press", [ARTICLE]),
        ("c++", [EXTRA_CHAPTER]),
        ("elsewhere", [ELSEWHERE]),
        ("lecture", list(LECTURES)),
        ("drift", [TALK]),
        ("rules drift", [TALK]),
        ("%", []),
        ("nothing like this", []),
    ],
)
def test_a_search_finds_titles_authors_and_notes(tracker: Tracker, text: str, found: list[str]) -> None:
    """Every word has to stand somewhere; this path comes first and each resource once."""
    tracker.write_note(TALK, "First line\n  What I learned about Drift \nmore")

    assert [each.step.id for each in tracker.search(text)] == found


def test_a_search_shows_the_line_of_the_note_that_fits(tracker: Tracker) -> None:
    """Only where the note is why it was found."""
    tracker.write_note(TALK, "First line\n  What I learned about Drift " + "and more " * 40)
    tracker.mark([TALK], DOING)
    (in_note,) = tracker.search("drift")
    by_title = tracker.search("thumb")[0]
    elsewhere = tracker.search("elsewhere")[0]

    assert in_note.excerpt.startswith("What I learned about Drift and more")
    assert len(in_note.excerpt) <= 120
    assert (in_note.status, by_title.excerpt) == (DOING, "")
    assert (elsewhere.path.id, in_note.path.id) == (OTHER_PATH, "mlops")


def test_a_search_names_the_path_one_is_on_where_several_have_the_step(tracker: Tracker) -> None:
    """What one finds should be where one is."""
    here = [each.path.id for each in tracker.search("craft")]
    tracker.use_path(OTHER_PATH)
    there = [each.path.id for each in tracker.search("craft")]

    assert (here, there) == (["mlops"], [OTHER_PATH])


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_search_for_nothing_is_told(tracker: Tracker, text: str) -> None:
    """An empty search does not print the whole curriculum."""
    with pytest.raises(WrongUsage):
        tracker.search(text)


# What others change


def test_refresh_shows_what_another_program_did(tracker: Tracker, another: Another) -> None:
    """A script marks a step; the open screen shows it."""
    tracker.mark([ARTICLE], DONE)
    another().mark([TALK], DONE)
    noticed = tracker.is_behind()
    unread = tracker.journey.status(TALK)

    assert (noticed, unread) == (True, TODO)
    assert tracker.refresh().status(TALK) == DONE
    assert (tracker.journey.counts.done, tracker.is_behind()) == (2, False)


def test_refresh_shows_the_first_change_ever_too(tracker: Tracker, another: Another) -> None:
    """The screen was opened on an empty record, then a command made it: the screen shows it and can undo it."""
    another().mark([ARTICLE], DONE)

    assert tracker.is_behind()
    assert tracker.refresh().status(ARTICLE) == DONE
    assert tracker.undo().journey.status(ARTICLE) == TODO


def test_what_another_program_did_before_ones_own_first_change_is_not_missed(
    another: Another, tracker: Tracker
) -> None:
    """Shown at once, or noticed and then shown; never neither."""
    another().mark([COURSE], DONE)
    screen = another()
    another().mark([TALK], DONE)
    screen.mark([ARTICLE], DONE)
    shown = screen.journey.status(TALK) == DONE

    assert shown or screen.is_behind()
    assert screen.refresh().status(TALK) == DONE


def test_a_change_decides_on_what_the_record_says_now(tracker: Tracker, another: Another) -> None:
    """Marking done what another window has done already keeps its moment and adds nothing."""
    tracker.log(COURSE, 1)
    other = another()
    tracker.mark([ARTICLE], DONE)
    outcome = other.mark([ARTICLE], DONE)

    assert outcome.change is None
    assert other.refresh().status(ARTICLE) == DONE


# Learners


def names(tracker: Tracker) -> list[str]:
    return [each.name for each in tracker.learners()]


def test_a_learner_who_is_added_has_an_empty_record_of_their_own(tracker: Tracker, another: Another) -> None:
    """Adding somebody changes nothing for those who are there."""
    tracker.mark([ARTICLE], DONE)
    ada = tracker.add_learner("  Ada\nLovelace ")

    assert ada.name == "Ada Lovelace"
    assert sorted(names(tracker)) == ["Ada Lovelace", "me"]
    assert another("ada lovelace").journey.states == {}
    assert another().learner.name == "me"


def test_adding_somebody_first_of_all_leaves_the_first_learner_in_charge(tracker: Tracker, another: Another) -> None:
    """`learner add` on the first day does not hand the program over; `learner use` does."""
    tracker.add_learner("Ada")

    assert another().learner.name == "me"


def test_learners_stand_in_the_order_in_which_they_were_added(tracker: Tracker, another: Another, clock: Clock) -> None:
    """Also when somebody was added on a journey to the west, and when two were added in one second."""
    tracker.mark([ARTICLE], DONE)
    clock.now = datetime.fromisoformat("2026-05-01T12:00:01+02:00")
    tracker.add_learner("Zoe")
    tracker.add_learner("Ada")
    clock.now = datetime.fromisoformat("2026-05-01T09:00:00-07:00")
    tracker.add_learner("Bo")

    assert names(another()) == ["me", "Zoe", "Ada", "Bo"]


def test_using_a_learner_holds_for_later_commands_and_not_for_named_ones(tracker: Tracker, another: Another) -> None:
    """One machine, two people."""
    tracker.add_learner("Ada")
    used = tracker.use_learner("ADA")
    ada = another()
    ada.mark([ARTICLE], DONE)

    assert (used.name, ada.learner.name) == ("Ada", "Ada")
    assert another("me").journey.states == {}
    assert another().journey.status(ARTICLE) == DONE


def test_a_renamed_learner_keeps_record_path_and_place(tracker: Tracker, another: Another) -> None:
    """A name is a name; the record hangs on the person."""
    tracker.mark([ARTICLE], DONE)
    tracker.use_path(OTHER_PATH)
    tracker.rename_learner("ME", "Grace")
    renamed = another()

    assert (renamed.learner.name, renamed.journey.learner, renamed.journey.path.id) == ("Grace", "Grace", OTHER_PATH)
    assert renamed.journey.status(ARTICLE) == DONE
    with pytest.raises(NoSuchLearner):
        another("me")


def test_a_name_may_change_its_letters_only(tracker: Tracker) -> None:
    """`ada` to `Ada` is no clash with oneself."""
    tracker.add_learner("ada")

    assert tracker.rename_learner("ada", "Ada").name == "Ada"


def test_the_first_learner_can_be_renamed_before_anything_else(tracker: Tracker, another: Another) -> None:
    """Somebody who begins by saying who they are."""
    tracker.rename_learner("me", "Grace")

    assert another().learner.name == "Grace"


@pytest.mark.parametrize("name", ["Ada", "ADA", " ada "])
def test_two_learners_never_have_the_same_name(tracker: Tracker, name: str) -> None:
    """`--learner ada` must mean one person."""
    tracker.add_learner("Ada")
    with pytest.raises(NotANewName):
        tracker.add_learner(name)
    with pytest.raises(NotANewName):
        tracker.rename_learner("me", name)

    assert sorted(names(tracker)) == ["Ada", "me"]


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_a_learner_needs_a_name(tracker: Tracker, name: str, database: Path) -> None:
    """Nobody is nobody."""
    with pytest.raises(WrongUsage):
        tracker.add_learner(name)
    with pytest.raises(WrongUsage):
        tracker.rename_learner("me", name)

    assert not database.exists()


def test_a_learner_who_was_removed_comes_back_with_everything(tracker: Tracker, another: Another) -> None:
    """Removing is out of sight, never a loss."""
    tracker.add_learner("Ada")
    another("Ada").mark([ARTICLE], DONE, note="mine")
    removed = tracker.remove_learner("ada")
    gone = names(another())
    with pytest.raises(NoSuchLearner):
        another("Ada")
    with pytest.raises(NoSuchLearner):
        tracker.use_learner("Ada")
    back = tracker.add_learner("ADA")

    assert (removed.name, gone, back.name) == ("Ada", ["me"], "Ada")
    assert another("Ada").note(ARTICLE)[0] == "mine"
    assert another("Ada").journey.status(ARTICLE) == DONE


def test_the_name_of_a_removed_learner_is_not_given_away(tracker: Tracker) -> None:
    """Or who comes back would find somebody else's record."""
    tracker.add_learner("Ada")
    tracker.remove_learner("Ada")
    with pytest.raises(NotANewName):
        tracker.rename_learner("me", "Ada")

    assert names(tracker) == ["me"]


def test_removing_the_current_learner_makes_another_one_current(tracker: Tracker, another: Another) -> None:
    """The next command still knows whose record it is."""
    tracker.add_learner("Ada")
    tracker.use_learner("Ada")
    tracker.remove_learner("Ada")
    left = another()
    found = (left.learner.name, names(left))
    tracker.add_learner("Ada")

    assert found == ("me", ["me"])
    assert another().learner.name == "me"


def test_the_only_learner_cannot_be_removed(tracker: Tracker, another: Another) -> None:
    """A record is always somebody's."""
    tracker.mark([ARTICLE], DONE)
    with pytest.raises(WrongUsage):
        tracker.remove_learner("me")
    tracker.add_learner("Ada")
    tracker.remove_learner("me")
    with pytest.raises(WrongUsage):
        tracker.remove_learner("Ada")

    assert names(another()) == ["Ada"]


@pytest.mark.parametrize("request_", ["use_learner", "remove_learner"])
def test_a_learner_who_is_not_there_cannot_be_used_or_removed(tracker: Tracker, request_: str) -> None:
    """A slip of the finger is told."""
    with pytest.raises(NoSuchLearner):
        getattr(tracker, request_)("nobody")
    with pytest.raises(NoSuchLearner):
        tracker.rename_learner("nobody", "somebody")


def test_a_screen_opened_before_there_was_a_record_joins_the_current_learner(
    tracker: Tracker, another: Another
) -> None:
    """Not somebody who was removed meanwhile, and not a second learner of the same name."""
    other = another()
    other.add_learner("Ada")
    other.remove_learner("me")
    tracker.mark([ARTICLE], DONE)

    assert another().learner.name == "Ada"
    assert another().journey.status(ARTICLE) == DONE


def test_events_are_counted_over_all_learners(tracker: Tracker, another: Another) -> None:
    """A backup is checked by what the whole record holds."""
    tracker.add_learner("Ada")
    tracker.mark([ARTICLE], DONE)
    another("Ada").mark([ARTICLE, TALK], DONE)

    assert tracker.count_events() == 3


# Paths and places


def test_each_learner_has_their_own_path(tracker: Tracker, another: Another) -> None:
    """Going over to another path is one's own decision."""
    tracker.add_learner("Ada")
    journey = another("Ada").use_path(OTHER_PATH)

    assert journey.path.id == OTHER_PATH
    assert another("Ada").journey.path.id == OTHER_PATH
    assert another("me").journey.path.id == "mlops"


def test_going_over_to_another_path_keeps_what_was_done(tracker: Tracker) -> None:
    """A path is a way through; the record is not on it but with the learner."""
    tracker.mark([ARTICLE], DONE)
    journey = tracker.use_path(OTHER_PATH)

    assert journey is tracker.journey
    assert journey.status(ARTICLE) == DONE
    assert tracker.mark([ELSEWHERE], DONE).journey.counts.fraction == 1.0


def test_each_path_remembers_where_it_was_left(tracker: Tracker, another: Another) -> None:
    """One opens the program where one closed it, and events are not spent on that."""
    tracker.mark([ARTICLE], DONE)
    tracker.keep_place(TALK)
    tracker.keep_place(COURSE)
    tracker.use_path(OTHER_PATH)
    elsewhere = tracker.place()
    tracker.keep_place(ELSEWHERE)

    assert elsewhere is None
    assert (another(path="mlops").place(), another().place()) == (COURSE, ELSEWHERE)
    assert tracker.count_events() == 1


def test_a_place_that_is_kept_already_is_not_written_again(tracker: Tracker, another: Another) -> None:
    """Closing the program without having moved writes nothing."""
    tracker.mark([ARTICLE], DONE)
    tracker.keep_place(TALK)
    watcher = another()
    tracker.keep_place(TALK)

    assert not watcher.is_behind()


def test_the_library_of_tests_has_the_steps_that_they_speak_of(tracker: Tracker) -> None:
    """A test about a book needs a book."""
    assert tuple(step.id for step in tracker.journey.steps) == IDS
    assert tracker.journey.index.required_parts == {BOOK: CHAPTERS}
    assert tracker.learners() == [Learner("", "me", "", removed=False)]


# Links


def test_a_dead_link_is_known_with_the_day_on_which_it_was_found_so(
    tracker: Tracker, another: Another, clock: Clock
) -> None:
    """For every learner and every window, from the moment of the check on; no record is made for it."""
    gone = Finding("https://gone.example/", "dead", 404, "404 Not Found")
    assert tracker.link(gone.url) is None
    checked, kept = tracker.keep_links([gone])
    clock.forward(days=30)
    tracker.keep_links([gone])

    assert (checked, kept[0].since) == (NOON, "2026-05-01")
    assert tracker.link(gone.url) == another().link(gone.url) == gone._replace(since="2026-05-01")
    assert (tracker.link(None), tracker.link(""), tracker.count_events()) == (None, None, 0)


def test_a_learner_who_comes_back_does_not_push_the_present_one_aside(another: Another) -> None:
    """Or a command without `--learner` would write into somebody else's record from then on."""
    tracker = another()
    tracker.toggle(ARTICLE)
    tracker.add_learner("Ada")
    tracker.remove_learner("me")
    tracker.add_learner("me")

    assert another().learner.name == "Ada"
