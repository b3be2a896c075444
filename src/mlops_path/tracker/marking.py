"""What a learner did, wrote and spent on a step."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from mlops_path import locations
from mlops_path.domain.dates import iso
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import DONE, TODO, UNTOUCHED, Event, State, log_event, mark_event
from mlops_path.errors import ChangedMeanwhile, FileTooBig, NoSuchVersion, WrongUsage
from mlops_path.storage.drafts import Draft, Drafts, began
from mlops_path.text import clean, clean_line
from mlops_path.tracker.changing import Changing, Outcome, appended

MOST_AT_ONCE = 1000


class Marking(Changing):
    """Marks, notes and their drafts, and logs."""

    _draft: Draft | None = None

    def mark(
        self,
        resources: Sequence[str],
        status: str,
        *,
        at: datetime | None = None,
        reason: str = "",
        known: bool = False,
        note: str = "",
    ) -> Outcome:
        """Marks resources, and the parts that the path asks for, as one change. `note` is added to each note."""
        if len(resources) > MOST_AT_ONCE:
            raise WrongUsage(f"At most {MOST_AT_ONCE} steps at once.", "Mark them in several commands.")
        reason, note = clean_line(reason), clean(note)
        moment = iso(at or self.now())

        def decide(states: Mapping[str, State], read_note: Callable[[str], str]) -> Iterable[Event | None]:
            journey = Journey(self.journey.path, states, self.learner.name, self.journey.index)
            met: set[str] = set()
            for resource in dict.fromkeys(resources):
                for each in self._touched_by(resource, status, journey):
                    if each in met:
                        continue
                    met.add(each)
                    before = states.get(each, UNTOUCHED)
                    yield mark_event(each, before, status, moment, reason=reason, known=known, redate=at is not None)
                if note:
                    yield self._noted(resource, read_note(resource), appended(read_note(resource), note), moment)

        return self._change(decide)

    def _touched_by(self, resource: str, status: str, journey: Journey) -> tuple[str, ...]:
        """`Journey.touched_by`; a book that is no step here also as it stands on the first path that has it."""
        touched = journey.touched_by(resource, status)
        lines = self.library.paths_with(resource) if journey.step_of(resource) is None else ()
        if not lines:
            return touched
        elsewhere = Journey(self.library.path(lines[0].id), journey.states, journey.learner)
        return (*elsewhere.touched_by(resource, status), *touched)

    def toggle(self, resource: str) -> Outcome:
        """Done becomes todo, everything else becomes done."""
        return self.mark((resource,), TODO if self.journey.status(resource) == DONE else DONE)

    def log(self, resource: str, minutes: int, at: datetime | None = None) -> Outcome:
        """Adds minutes spent on a resource."""

        def decide(_: Mapping[str, State], __: Callable[[str], str]) -> Iterable[Event | None]:
            yield log_event(resource, minutes, iso(at or self.now()))

        return self._change(decide)

    # Notes

    def write_note(self, resource: str, text: str, *, expected: str | None = None) -> Outcome:
        """Replaces the note; an empty text takes it away. Every earlier version stays in the history.

        Raises:
            ChangedMeanwhile: the note is not `expected` any more (where given) and nothing was changed.
        """

        def decide(_: Mapping[str, State], read_note: Callable[[str], str]) -> Iterable[Event | None]:
            before = read_note(resource)
            if expected is not None and before not in (expected, clean(text)):
                raise ChangedMeanwhile(
                    "This note was changed in another window meanwhile. Yours was not saved over it.",
                    "Copy what you wrote, then open the note again.",
                )
            yield self._noted(resource, before, text, iso(self.now()))

        return self._change(decide)

    def append_note(self, resource: str, text: str) -> Outcome:
        """Adds a paragraph to the note."""

        def decide(_: Mapping[str, State], read_note: Callable[[str], str]) -> Iterable[Event | None]:
            before = read_note(resource)
            yield self._noted(resource, before, appended(before, clean(text)), iso(self.now()))

        return self._change(decide)

    def restore_note(self, resource: str, seq: int) -> Outcome:
        """Makes an earlier version of the note the present one; `seq` is the number of its event.

        Raises:
            NoSuchVersion: this note has none of that number.
        """
        for kept in self.note_versions(resource):
            if kept.seq == seq:
                return self.write_note(resource, str(kept.event.payload["text"]))
        raise NoSuchVersion(
            f"The note has no version {seq}.", "`mlops-path note STEP --versions` lists them with their numbers."
        )

    # Drafts: what is being written and not yet kept

    def keep_draft(self, resource: str, text: str, kept: str) -> None:
        """Keeps what was written so far, beside the record, for the next start if this one does not end well."""
        self._draft = Draft(self._record, self.learner.id, resource, text, kept, os.getpid(), began(os.getpid()))
        self._drafts.keep(self._draft)

    def drop_draft(self) -> None:
        """Forgets the draft of a note that was kept, or is the same as before."""
        if self._draft is not None:
            self._drafts.drop(self._draft)
            self._draft = None

    def recover_drafts(self) -> list[str]:
        """Keeps as notes what earlier programs left behind when they ended badly; the resources, in no order.

        A note that was changed since gets the draft added at its end: neither text is lost.
        """
        recovered = []
        too_big: FileTooBig | None = None
        for draft in self._drafts.left_behind(self._record, self.learner.id):
            note = self.note(draft.resource)[0]
            if note == clean(draft.text):
                self._drafts.drop(draft)  # it was kept, and only the draft was left
                continue
            try:
                if note == draft.kept:
                    outcome = self.write_note(draft.resource, draft.text)
                else:
                    outcome = self.append_note(draft.resource, draft.text)
            except FileTooBig as problem:
                too_big = problem
                continue
            self._drafts.drop(draft)
            if outcome.change is not None:
                recovered.append(draft.resource)
        self._drafts.tidy()
        if too_big is not None:
            raise too_big
        return recovered

    @property
    def _drafts(self) -> Drafts:
        return Drafts(locations.drafts_folder())
