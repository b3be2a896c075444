"""How a change comes into the record: decided and kept in one transaction, taken back and done again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from mlops_path.curriculum import own_paths
from mlops_path.domain.dates import iso
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import (
    EDITION,
    OF_PATHS,
    UNTOUCHED,
    Change,
    Event,
    State,
    digest_of,
    edition_event,
    inverse,
    label_of,
    note_event,
    path_of,
    still_holds,
)
from mlops_path.errors import ChangedMeanwhile, DatabaseError, FileTooBig, NothingToUndo
from mlops_path.storage.connection import damaged, kept_unread
from mlops_path.storage.store import Learner, Store
from mlops_path.text import NOTE_BYTES, clean
from mlops_path.tracker.looking import UNREAD, Looking
from mlops_path.tracker.places import safekeeping_of

# What changes of path files are called that somebody made by hand.
EDITED, FOUND = "path edited by hand", "path found"


class Outcome(NamedTuple):
    """What a request came to: the journey after it, and the change that was kept (None where nothing changed)."""

    journey: Journey
    change: Change | None


class Changing(Looking):
    """What every change has in common. The parts that know what to change decide inside `_change`."""

    def undo(self) -> Outcome:
        """Takes back the newest change that stands.

        Raises:
            NothingToUndo: no change stands.
            ChangedMeanwhile: something touched by it was changed by other means.
        """
        return self._take_back(self._store.next_to_undo, "undo", "Nothing to undo.")

    def redo(self) -> Outcome:
        """Does again what was undone last, unless something new was done since.

        Raises:
            NothingToUndo: nothing was undone since the last new change.
        """
        return self._take_back(self._store.next_to_redo, "redo", "Nothing to redo.")

    def back_up(self, why: str) -> None:
        """Keeps a copy of the record among the others, if there was one when this tracker looked.

        One that another program is just beginning has nothing in it yet, and no copy of it would be sound.
        """
        if self._record and self.learner.id:
            safekeeping_of(self._record).back_up(why, self.now())

    def back_up_if_changed(self, why: str) -> None:
        """Keeps a copy unless the newest one has every event already."""
        if self._record:
            safekeeping_of(self._record).back_up_if_changed(why, self.now())

    # Deciding and keeping

    def _change(
        self,
        decide: Callable[[Mapping[str, State], Callable[[str], str]], Iterable[Event | None]],
        name: str = "",
    ) -> Outcome:
        """Decides and keeps in one transaction, so that nobody else's change falls in between.

        `name` is what a change of a path is called; any other is called what its events say.
        """
        id_, moment = new_id(), self.now()
        with self._writing():
            self._settle_learner(moment)
            self._settle_names(moment)
            states = _KeptStates(self._store, self.learner.id)
            events = tuple(event for event in decide(states, self._read_note) if event is not None)
            if not events:
                return Outcome(self.journey, None)
            change = Change(id_, name if name and events[0].kind in OF_PATHS else label_of(events), events)
            files = self._prepared(change)
            self._store.keep(self.learner.id, change, moment)
        return self._came_to(change, files)

    def _take_back(self, next_one: Callable[[str], tuple[str, str] | None], verb: str, nothing: str) -> Outcome:
        moment = self.now()
        if next_one(self.learner.id) is None:
            raise NothingToUndo(nothing, "`mlops-path history` shows what was done.")
        with self._writing():
            self._settle_names(moment)
            self._settle_files()
            found = next_one(self.learner.id)
            if found is None:
                raise NothingToUndo(nothing, "`mlops-path history` shows what was done.")
            if verb == "undo" and self._settle_edits(self._store.events_of(found[0]), moment):
                found = next_one(self.learner.id) or found  # what was written by hand is the newest change now
            id_, label = found
            events = self._store.events_to_take_back(self.learner.id, id_)
            for event in events:
                state = self._store.state(self.learner.id, event.resource)
                holds = still_holds(event, state, self._store.text_of(self.learner.id, event))
                is_of_file = event.kind == EDITION and label != FOUND
                if not holds or (is_of_file and self._digest_in_file(event) != event.payload["after"]):
                    raise ChangedMeanwhile(
                        f"Cannot {verb} '{label}': it was changed again since. Nothing was changed.",
                        "`mlops-path history` shows what was done.",
                    )
            backwards = tuple(inverse(event, iso(moment)) for event in reversed(events))
            change = Change(new_id(), label, backwards, undo_of=id_)
            files = self._prepared(change)
            self._store.keep(self.learner.id, change, moment)
        return self._came_to(change, files)

    def _came_to(self, change: Change, files: Iterable[str]) -> Outcome:
        if files:
            own_paths.carry_out(files, change.id, self._record)
            self._library = None
        here = self.journey.path.id
        if any(path_of(event) == here for event in change.events):
            with self._once_kept():
                self.journey = self._read_journey(here if here in self.library.folders else self._kept_path())
        else:
            self.journey = self.journey.after(change.events)
        return Outcome(self.journey, change)

    def _noted(self, resource: str, before: str, text: str, at: str) -> Event | None:
        text = clean(text)
        if not text.strip():
            text = ""
        if len(text.encode()) > NOTE_BYTES:
            raise FileTooBig("A note can be 1 MiB long; this one is longer. Nothing was changed.", "Shorten it.")
        return note_event(resource, before, text, at)

    def _read_note(self, resource: str) -> str:
        return self._store.note(self.learner.id, resource)[0]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; a learner who was to be added in one that failed is not there."""
        before = self.learner
        try:
            with self._store.writing():
                yield
        except BaseException:
            self.learner = before
            raise

    @contextmanager
    def _once_kept(self) -> Iterator[None]:
        """For reading behind a commit: what fails there leaves the change in the record, and has to say so."""
        try:
            yield
        except DatabaseError as problem:
            self._version = UNREAD
            raise kept_unread(problem, self._record) from None

    def _everyone(self) -> list[Learner]:
        self._settle_learner(self.now())
        return self._store.learners()

    def _settle_learner(self, moment: datetime) -> None:
        """Gives the first learner a place in the record when the first change comes. Call it inside `writing`."""
        if self.learner.id:
            return
        self.learner = self._wanted_learner()
        if self.learner.id:
            return
        self.learner = Learner(new_id(), self.learner.name, iso(moment), removed=False)
        self._store.add_learner(self.learner)

    def _settle_names(self, moment: datetime) -> None:
        """Gives what is kept under earlier ids of resources to the present ones. Call it inside `writing`."""
        for old, new in self.library.renamed.items():
            state = self._store.state(self.learner.id, old)
            if state == UNTOUCHED:
                continue
            from mlops_path.domain.renaming import renaming_events  # noqa: PLC0415 - few resources are ever renamed

            states = state, self._store.state(self.learner.id, new)
            notes = self._read_note(old), self._read_note(new)
            events = tuple(renaming_events((old, new), states, notes, iso(moment)))
            self._store.keep(self.learner.id, Change(new_id(), label_of(events), events), moment)

    # Path files

    def _settle_files(self) -> None:
        """Brings path files to what the record says, before anything is decided by them. Call it inside `writing`."""
        own_paths.finish(own_paths.unfinished(self._record), self._store.is_kept, alone=True)

    def _settle_edits(self, events: Iterable[Event], moment: datetime) -> bool:
        """Keeps what was written by hand into the files of the paths that events are about; whether there was any.

        It is a change of its own, so that whatever comes next can be taken back to it. Call it inside `writing`.
        """
        paths = {path_of(event) for event in events if event.kind == EDITION}
        return [path_id for path_id in sorted(paths) if self._settle_edit(path_id, moment)] != []

    def _settle_edit(self, path_id: str, moment: datetime) -> bool:
        text = own_paths.text_in(own_paths.file_of(path_id, self.library.homes))
        known = self._store.edition_in_use(self.learner.id, path_id)
        if not text or digest_of(text) == known:
            return False
        event = edition_event(path_id, known, self._store.keep_edition(text), iso(moment))
        assert event is not None, "the digests differ"
        self._store.keep(self.learner.id, Change(new_id(), EDITED if known else FOUND, (event,)), moment)
        return True

    def _prepared(self, change: Change) -> list[str]:
        """The path files that a change is about, with their new texts written beside them.

        Of a path whose file somebody put there, the record may forget and learn again; the file stays as it is.
        """
        files: dict[str, str] = {}
        for event in change.events:
            if event.kind == EDITION and change.label != FOUND:
                text = self._store.edition(str(event.payload["after"]))
                if event.payload["after"] and not text:
                    raise damaged(self._record)  # an empty text would take the file away
                files[own_paths.file_of(path_of(event), self.library.homes)] = text
        if files:
            own_paths.prepare(files, change.id, self._record)
        return list(files)

    def _digest_in_file(self, event: Event) -> str:
        return digest_of(own_paths.text_in(own_paths.file_of(path_of(event), self.library.homes)))


class _KeptStates(Mapping[str, State]):
    """A learner's states, each read when it is asked for: a mark needs one of perhaps thousands."""

    def __init__(self, store: Store, learner: str) -> None:
        self._store, self._learner = store, learner

    def __getitem__(self, resource: str) -> State:
        state = self._store.state(self._learner, resource)
        if state == UNTOUCHED:
            raise KeyError(resource)
        return state

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.states(self._learner))

    def __len__(self) -> int:
        return len(self._store.states(self._learner))


def new_id() -> str:
    return os.urandom(10).hex()


def appended(note: str, text: str) -> str:
    return f"{note.rstrip()}\n\n{text}" if note.strip() else text
