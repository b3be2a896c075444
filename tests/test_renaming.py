"""A resource whose id was changed by its author: what a learner did under the old id is the new one's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.curriculum.library import Library
from mlops_path.domain.progress import DOING, DONE, SKIPPED, STATUSES, TODO, UNTOUCHED, State, replay
from mlops_path.domain.renaming import notes_together, renaming_events, together, under_new_names
from mlops_path.storage.safekeeping import Safekeeping
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.small_library import ARTICLE, COURSE, TALK, small_library

if TYPE_CHECKING:
    from tests.conftest import Clock

Opened = Callable[[dict[str, str]], Tracker]
MOMENT = datetime(2026, 5, 1, tzinfo=UTC).isoformat()
states = st.builds(
    State,
    st.sampled_from(STATUSES),
    st.just(MOMENT),
    st.just(""),
    st.booleans(),
    st.integers(0, 300),
    st.just(value=False),
) | st.just(UNTOUCHED)
notes = st.sampled_from(["", "a thought", "another", "a thought\n\nanother"])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("curriculum"))


@pytest.fixture
def opened(database: Path, library: Library, clock: Clock) -> Iterator[Opened]:
    """The record as a version of the program opens it in which some ids were renamed."""
    trackers: list[Tracker] = []

    def open_it(renamed: dict[str, str]) -> Tracker:
        changed = library._replace(renamed=renamed)
        trackers.append(Tracker(open_store(str(database)), changed, clock=clock, record=str(database)))
        return trackers[-1]

    yield open_it
    for each in trackers:
        each.close()


def begun(opened: Opened) -> None:
    tracker = opened({})
    tracker.mark((ARTICLE,), DONE)
    tracker.log(ARTICLE, 25)
    tracker.write_note(ARTICLE, "a thought")


def test_what_was_done_under_an_old_id_is_seen_under_the_new_one_and_nothing_is_written(opened: Opened) -> None:
    """A prompt that asks what is next must neither forget a tick after an update nor write."""
    begun(opened)
    tracker = opened({ARTICLE: TALK})

    assert tracker.journey.state(TALK)._replace(at="") == State(
        DONE, "", "", known=False, minutes_logged=25, has_note=True
    )
    assert (tracker.note(TALK)[0], tracker.notes()[TALK][0]) == ("a thought", "a thought")
    assert (ARTICLE in tracker.notes(), tracker.find(ARTICLE).id) == (False, TALK)
    assert tracker.count_events() == 3


def test_the_next_change_keeps_it_under_the_new_id(opened: Opened, database: Path) -> None:
    """From then on the record itself says so, also to an export or another machine."""
    begun(opened)
    tracker = opened({ARTICLE: TALK})
    shown = tracker.journey.states
    tracker.mark((COURSE,), DOING)

    kept = opened({})

    assert ARTICLE not in kept.journey.states
    assert {id_: state for id_, state in kept.journey.states.items() if id_ != COURSE} == dict(shown)
    assert kept.note(TALK)[0] == "a thought"
    assert Safekeeping(str(database)).examine() == []


def test_undo_takes_a_renaming_back_like_any_change(opened: Opened) -> None:
    """Everything can be taken back; and what stands for the old id is seen under the new one all the same."""
    begun(opened)
    tracker = opened({ARTICLE: TALK})
    tracker.mark((COURSE,), DOING)
    tracker.undo()
    before = tracker.refresh().states

    again = opened({ARTICLE: TALK}).journey.states

    assert dict(again) == dict(before)
    assert again[TALK].status == DONE


@given(old=states, new=states, texts=st.tuples(notes, notes))
def test_a_renaming_loses_no_tick_no_minute_and_no_word(old: State, new: State, texts: tuple[str, str]) -> None:
    """Also where something was done under both ids."""
    old, new = (each._replace(has_note=bool(text)) for each, text in zip((old, new), texts, strict=True))
    start = {id_: state for id_, state in (("old", old), ("new", new)) if state != UNTOUCHED}
    events = list(renaming_events(("old", "new"), (old, new), texts, MOMENT))
    whole = together(old, new)

    assert replay(events, start).get("new", UNTOUCHED) == whole
    assert replay(events, start).get("old", UNTOUCHED) in (UNTOUCHED, UNTOUCHED._replace(at=""))
    assert under_new_names(start, {"old": "new"}).get("new", UNTOUCHED) == whole
    assert (DONE in (old.status, new.status)) == (whole.status == DONE)
    assert (whole.status == TODO) == ({old.status, new.status} == {TODO})
    assert (whole.status == SKIPPED) == (SKIPPED in (old.status, new.status) and whole.status != DONE)
    assert whole.minutes_logged == old.minutes_logged + new.minutes_logged
    assert all(text in notes_together(*texts) for text in texts)
