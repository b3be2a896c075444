"""The one door that changes a record: decide (domain) → keep (storage) → the new journey comes back.

The only module that asks the clock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from mlops_path import locations
from mlops_path.curriculum import own_paths
from mlops_path.curriculum.compiled import PathLine
from mlops_path.curriculum.library import DEFAULT_PATH, Library, open_library
from mlops_path.domain.curriculum import Path, Resource, Step
from mlops_path.domain.dates import iso
from mlops_path.domain.finding import find_step, has_words, words_of
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import (
    DONE,
    EDITION,
    NOTED,
    OF_PATHS,
    PATH_PREFIX,
    TODO,
    UNTOUCHED,
    Change,
    Event,
    State,
    arranged_event,
    edition_event,
    inverse,
    label_of,
    log_event,
    mark_event,
    note_event,
    path_of,
    still_holds,
)
from mlops_path.errors import (
    ChangedMeanwhile,
    FileTooBig,
    NoSuchLearner,
    NoSuchStep,
    NoSuchVersion,
    NotANewName,
    NothingToUndo,
    WrongUsage,
)
from mlops_path.storage.connection import damaged
from mlops_path.storage.drafts import Draft, Drafts, began
from mlops_path.storage.store import EVERYBODY, KeptEvent, Learner, Store, file_of, open_store
from mlops_path.text import NOTE_BYTES, clean, clean_line

if TYPE_CHECKING:
    from mlops_path.curriculum.seen import News
    from mlops_path.domain.arranging import Arrangement
    from mlops_path.links.findings import Finding, Findings
    from mlops_path.storage.safekeeping import Safekeeping

FIRST_LEARNER = "me"
LEARNER_SETTING, PATH_SETTING, PLACE_SETTING = "learner", "path", "place:"
MOST_AT_ONCE = 1000


def present_moment() -> datetime:
    """Now, in local time with its offset."""
    return datetime.now().astimezone()


class Outcome(NamedTuple):
    """What a request came to: the journey after it, and the change that was kept (None where nothing changed)."""

    journey: Journey
    change: Change | None


class Found(NamedTuple):
    """A step that a search found, the path it stands on, and the line of the note that fits (empty: not the note)."""

    path: PathLine
    step: Step
    status: str
    excerpt: str


class Tracker:
    """One learner's record and the paths they may follow.

    `learner_name` and `path_id` are what the user asked for, None for what the record says. Looking at a record never
    makes or changes one.
    """

    def __init__(
        self,
        store: Store,
        library: Library,
        *,
        learner_name: str | None = None,
        path_id: str | None = None,
        clock: Callable[[], datetime] = present_moment,
        record: str = "",
    ) -> None:
        self._library: Library | None = library
        self._store = store
        self._clock = clock
        self._record = record
        self._asked_for = learner_name
        self._draft: Draft | None = None
        self._links: Findings | None = None
        with store.reading():
            self.learner = self._wanted_learner()
            wanted = path_id or self._kept_path()
            self.journey = self._read_journey(wanted)

    @property
    def library(self) -> Library:
        """Every path there is; opened again where a change of this tracker gave, changed or took one."""
        if self._library is None:
            self._library = open_library()
        return self._library

    def now(self) -> datetime:
        """The present moment, in local time with its offset."""
        return self._clock()

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Looking

    def refresh(self) -> Journey:
        """The journey as the record has it now, with what other programs changed, also of the path itself."""
        if not self.learner.id:
            self.learner = self._wanted_learner()
        here = self.journey.path.id
        followed = self._store.of_path(self.learner.id, here)
        if followed != self._followed:
            if followed[0] != self._followed[0]:  # another edition, not only arranged otherwise
                self._library = None
            self.journey = self._read_journey(here if here in self.library.folders else self._kept_path())
            return self.journey
        self.journey = Journey(self.journey.path, self._states(), self.learner.name, self.journey.index)
        return self.journey

    def data_version(self) -> int:
        """A number that differs once another program has changed the record."""
        return self._store.data_version()

    def find(self, text: str) -> Step:
        """The step that `text` means on this path, or on another path where it is the id of a resource.

        Raises:
            NoSuchStep, AmbiguousStep: as `find_step`.
        """
        path = self.journey.path
        text = self.library.renamed.get(text.strip(), text)
        try:
            return find_step(path, text)
        except NoSuchStep:
            for line in self.library.paths_with(text.strip()):
                other = self.library.path(line.id)
                return next(step for step in other.steps if step.id == text.strip())
            raise

    def resource(self, id_: str) -> Resource:
        """Everything known about a resource on this path, else on the first path that has it.

        Raises:
            NoSuchStep: no path has it.
        """
        journey = self.journey
        step = journey.step_of(id_)
        if step is None:
            lines = self.library.paths_with(id_)
            if not lines:
                raise NoSuchStep(f"No step '{id_[:80]}'.", "`mlops-path list` shows every number and id.")
            journey = self.journey_of(lines[0].id)
            step = journey.step_of(id_)
            assert step is not None, "the library's index agrees with its paths"
        return journey.path.facts[step.number].resource

    def title_of(self, id_: str) -> str:
        """The title of a resource on this path, else on the first path that has it, else its id or that of a path."""
        step = self.journey.step_of(id_)
        if step is not None:
            return step.title
        try:
            return self.resource(id_).title
        except NoSuchStep:
            return id_.removeprefix(PATH_PREFIX)

    def journey_of(self, path_id: str) -> Journey:
        """The same learner on another path; this tracker stays on its own."""
        states = self.journey.states
        return Journey(self._as_arranged(self.library.path(path_id), states), states, self.learner.name)

    def note(self, resource: str) -> tuple[str, str]:
        """The note and the moment it was written, both empty where there is none."""
        text, at = self._store.note(self.learner.id, resource)
        for old, new in self.library.renamed.items():
            if new == resource:
                text, at = self._with_note_of(old, text, at)
        return text, at

    def notes(self) -> dict[str, tuple[str, str]]:
        """Every note and its moment, by resource."""
        notes = self._store.notes(self.learner.id)
        for old in self.library.renamed.keys() & notes.keys():
            del notes[old]
            notes[self.library.renamed[old]] = self.note(self.library.renamed[old])
        return notes

    def _with_note_of(self, old: str, text: str, at: str) -> tuple[str, str]:
        """A note and its moment together with those under an earlier id of the resource."""
        old_text, old_at = self._store.note(self.learner.id, old)
        if not old_text:
            return text, at
        from mlops_path.domain.renaming import notes_together  # noqa: PLC0415 - few resources are ever renamed

        return notes_together(old_text, text), at or old_at

    def note_versions(self, resource: str) -> list[KeptEvent]:
        """Every version of the note that was ever kept, newest first."""
        return [kept for kept in self._store.events(self.learner.id, resource) if kept.event.kind == NOTED]

    def history(self, resource: str | None = None, count: int = 50) -> list[KeptEvent]:
        """The newest `count` events of the learner, newest first."""
        return self._store.events(self.learner.id, resource, count)

    def finished(self, since: datetime | None, until: datetime | None) -> dict[str, str]:
        """Resources done in a period and still done, with the moment (ISO 8601); oldest first, then in path order."""
        found = {
            resource: state.at
            for resource, state in self.journey.states.items()
            if state.status == DONE
            and (since is None or datetime.fromisoformat(state.at) >= since)
            and (until is None or datetime.fromisoformat(state.at) <= until)
        }
        first = self.journey.index.first
        return dict(sorted(found.items(), key=lambda pair: (datetime.fromisoformat(pair[1]), first.get(pair[0], -1))))

    def count_events(self) -> int:
        """Events of every learner in the record."""
        return self._store.count_events()

    def search(self, text: str) -> list[Found]:
        """Steps whose title, authors or note have every word of `text`: this path first, each resource once."""
        words = words_of(text)
        if not words:
            raise WrongUsage("Nothing to search for.", "Type a word: `mlops-path search monitoring`.")
        notes = self.notes()
        found: dict[str, Found] = {}
        lines = sorted(self.library.paths, key=lambda line: line.id != self.journey.path.id)
        for line in lines:
            journey = self.journey if line.id == self.journey.path.id else self.journey_of(line.id)
            for step in journey.steps:
                if step.id in found:
                    continue
                resource = journey.path.facts[step.number].resource
                note = notes.get(step.id, ("", ""))[0]
                texts = (step.title, resource.subtitle, *resource.authors, resource.organisation)
                if has_words(words, *texts, note):
                    excerpt = "" if has_words(words, *texts) else _line_with(words, note)
                    found[step.id] = Found(line, step, journey.status(step.id), excerpt)
        return list(found.values())

    # Marking

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
                    yield self._noted(resource, read_note(resource), _appended(read_note(resource), note), moment)

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

    def append_note(self, resource: str, text: str) -> Outcome:
        """Adds a paragraph to the note."""

        def decide(_: Mapping[str, State], read_note: Callable[[str], str]) -> Iterable[Event | None]:
            before = read_note(resource)
            yield self._noted(resource, before, _appended(before, clean(text)), iso(self.now()))

        return self._change(decide)

    def log(self, resource: str, minutes: int, at: datetime | None = None) -> Outcome:
        """Adds minutes spent on a resource."""

        def decide(_: Mapping[str, State], __: Callable[[str], str]) -> Iterable[Event | None]:
            yield log_event(resource, minutes, iso(at or self.now()))

        return self._change(decide)

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

    def _take_back(self, next_one: Callable[[str], tuple[str, str] | None], verb: str, nothing: str) -> Outcome:
        moment = self.now()
        if next_one(self.learner.id) is None:
            raise NothingToUndo(nothing, "`mlops-path history` shows what was done.")
        with self._writing():
            self._settle_names(moment)
            found = next_one(self.learner.id)
            if found is None:
                raise NothingToUndo(nothing, "`mlops-path history` shows what was done.")
            id_, label = found
            events = self._store.events_to_take_back(self.learner.id, id_)
            self._settle_files()
            for event in events:
                state = self._store.state(self.learner.id, event.resource)
                holds = still_holds(event, state, self._store.text_of(self.learner.id, event))
                if not holds or (event.kind == EDITION and self._digest_in_file(event) != event.payload["after"]):
                    raise ChangedMeanwhile(
                        f"Cannot {verb} '{label}': it was changed again since. Nothing was changed.",
                        "`mlops-path history` shows what was done.",
                    )
            backwards = tuple(inverse(event, iso(moment)) for event in reversed(events))
            change = Change(_new_id(), label, backwards, undo_of=id_)
            files = self._prepared(change)
            self._store.keep(self.learner.id, change, moment)
        return self._came_to(change, files)

    def _noted(self, resource: str, before: str, text: str, at: str) -> Event | None:
        text = clean(text)
        if not text.strip():
            text = ""
        if len(text.encode()) > NOTE_BYTES:
            raise FileTooBig("A note can be 1 MiB long; this one is longer. Nothing was changed.", "Shorten it.")
        return note_event(resource, before, text, at)

    def _change(
        self,
        decide: Callable[[Mapping[str, State], Callable[[str], str]], Iterable[Event | None]],
        name: str = "",
    ) -> Outcome:
        """Decides and keeps in one transaction, so that nobody else's change falls in between.

        `name` is what a change of a path is called; any other is called what its events say.
        """
        id_, moment = _new_id(), self.now()
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

    def _came_to(self, change: Change, files: Iterable[str]) -> Outcome:
        if files:
            own_paths.carry_out(files, change.id, self._record)
            self._library = None
        here = self.journey.path.id
        if any(path_of(event) == here for event in change.events):
            self.journey = self._read_journey(here if here in self.library.folders else self._kept_path())
        else:
            self.journey = self.journey.after(change.events)
        return Outcome(self.journey, change)

    def _read_note(self, resource: str) -> str:
        return self._store.note(self.learner.id, resource)[0]

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

    # Links: what checks of addresses found, beside the record and the same for every learner

    def link(self, url: str | None) -> Finding | None:
        """What the last check of an address found; None where it was fine, was never checked, or there is none."""
        return self._findings.of(url) if url else None

    def keep_links(self, found: Iterable[Finding]) -> tuple[str, list[Finding]]:
        """Keeps what a check found now; the moment (ISO 8601), and the findings with the day since when it is so.

        Raises:
            CannotWriteFile: nothing was kept.
        """
        checked = iso(self.now())
        return checked, self._findings.keep(found, checked)

    @property
    def _findings(self) -> Findings:
        if self._links is None:
            from mlops_path.links.findings import Findings  # noqa: PLC0415 - only what shows an address needs it

            self._links = Findings(locations.links_file())
        return self._links

    # Paths and places

    def news(self) -> News | None:
        """What an update of the program changed on this path, told once; only to a learner who has a record."""
        line = next(line for line in self.library.paths if line.id == self.journey.path.id)
        if not self.learner.added or line.own:
            return None
        from mlops_path.curriculum.seen import news_of  # noqa: PLC0415 - a first look needs no news

        return news_of(line, self.library)

    def change_path(
        self,
        path_id: str,
        text: str,
        expected: str,
        label: str,
        *,
        marks: Sequence[tuple[str, str, str]] = (),
        notes: Sequence[tuple[str, str]] = (),
    ) -> Outcome:
        """Brings an edition of an own path into use, with what comes along, as one change that can be undone.

        `text` is the new path file (empty: the path goes), `expected` what the file has now. `marks` are resources
        with a status and where it comes from ("imported"), `notes` resources with a text to add to their notes. No
        mark takes a status back.

        Raises:
            ChangedMeanwhile: the file is not as `expected`.
            CannotWriteFile: it cannot be written.
        """

        def decide(states: Mapping[str, State], read_note: Callable[[str], str]) -> Iterable[Event | None]:
            moment = iso(self.now())
            self._settle_files()
            if open_library().homes != self.library.homes:
                raise ChangedMeanwhile(
                    "Another path came or went meanwhile. Nothing was changed.", "Type the command again."
                )
            if own_paths.text_in(own_paths.file_of(path_id, self.library.homes)) != expected:
                raise ChangedMeanwhile(
                    f"The path '{path_id}' was changed meanwhile. Nothing was changed.", "Type the command again."
                )
            before, after = (self._store.keep_edition(each) if each else "" for each in (expected, text))
            yield edition_event(path_id, before, after, moment)
            for resource, status, origin in marks:
                event = mark_event(resource, states.get(resource, UNTOUCHED), status, moment)
                if event is not None:
                    yield event._replace(payload={**event.payload, "from": origin})
            for resource, note in notes:
                yield self._noted(resource, read_note(resource), _appended(read_note(resource), clean(note)), moment)

        self.back_up(f"before-path-{label}")
        return self._change(decide, f"path {label}")

    def arrangement(self, path_id: str, learner: str = "") -> Arrangement:
        """How the learner, or the one with this id, arranged a path for themselves."""
        from mlops_path.domain.arranging import arrangement_of  # noqa: PLC0415 - few paths are arranged

        try:
            return arrangement_of(self._store.arrangement(learner or self.learner.id, path_id))
        except ValueError:
            raise damaged(self._record) from None

    def arrange(self, path_id: str, change: Callable[[Arrangement], Arrangement]) -> Outcome:
        """Arranges a path for this learner alone; an update of the path keeps that."""

        def decide(_: Mapping[str, State], __: Callable[[str], str]) -> Iterable[Event | None]:
            before = self.arrangement(path_id)
            yield arranged_event(path_id, before.as_text(), change(before).as_text(), iso(self.now()))

        return self._change(decide, "path arranged")

    def editions_kept(self, path_id: str) -> Iterator[str]:
        """The texts of the editions of an own path that this learner ever used, newest first."""
        for kept in self._store.events(self.learner.id, PATH_PREFIX + path_id):
            if kept.event.kind == EDITION:
                for digest in (kept.event.payload["after"], kept.event.payload["before"]):
                    if digest and (text := self._store.edition(str(digest))):
                        yield text

    def bring_paths(self) -> tuple[list[str], list[str]]:
        """Writes the files of own paths that the record knows: after another record came into it, or in its place.

        Ids of the paths whose file was missing or had another edition, and of those left alone, because their files
        were edited by hand.

        Raises:
            CannotWriteFile: a file cannot be written.
        """
        written, left = [], []
        for path_id, digest in sorted(self._store.editions_wanted().items()):
            if path_id in self.library.folders and path_id not in self.library.homes:
                continue  # the program has a path of this name by now
            file = own_paths.file_of(path_id, self.library.homes)
            present = own_paths.text_in(file)
            if own_paths.digest_of(present) == digest:
                continue
            if present and not self._store.edition(own_paths.digest_of(present)):
                left.append(path_id)
                continue
            own_paths.put(file, self._store.edition(digest))
            written.append(path_id)
        self._library = None
        return written, left

    def every_edition(self) -> list[str]:
        """The text of each edition of an own path that anybody here ever used."""
        return self._store.editions()

    def ids_touched(self) -> set[str]:
        """Ids that stand for something to anybody here: what they touched on any path, and steps of their own."""
        found: set[str] = set()
        for learner in self._store.learners():
            found.update(self._store.states(learner.id))
            for line in self.library.paths:
                found.update(step.id for step in self.arrangement(line.id, learner.id).added)
        return found

    def _as_arranged(self, path: Path, states: Mapping[str, State]) -> Path:
        """The path as this learner has it: what they arranged, and retired steps that they touched."""
        if not path.retired and not self._store.arrangement(self.learner.id, path.id):
            return path
        from mlops_path.domain.arranging import arranged  # noqa: PLC0415 - most paths are as their author made them

        return arranged(path, self.arrangement(path.id), states.keys())

    def _digest_in_file(self, event: Event) -> str:
        return own_paths.digest_of(own_paths.text_in(own_paths.file_of(path_of(event), self.library.homes)))

    def _prepared(self, change: Change) -> list[str]:
        """The path files that a change is about, with their new texts written beside them."""
        files: dict[str, str] = {}
        for event in change.events:
            if event.kind == EDITION:
                text = self._store.edition(str(event.payload["after"]))
                if event.payload["after"] and not text:
                    raise damaged(self._record)  # an empty text would take the file away
                files[own_paths.file_of(path_of(event), self.library.homes)] = text
        if files:
            own_paths.prepare(files, change.id, self._record)
        return list(files)

    def _settle_files(self) -> None:
        """Brings path files to what the record says, before anything is decided by them. Call it inside `writing`."""
        own_paths.finish(own_paths.unfinished(self._record), self._store.is_kept, alone=True)

    def use_path(self, path_id: str) -> Journey:
        """Goes over to another path and stays there.

        Raises:
            NoSuchPath: there is none with this id.
        """
        self.library.path(path_id)  # is there
        with self._writing():
            self._settle_learner(self.now())
            self._store.keep_setting(self.learner.id, PATH_SETTING, path_id)
        self.journey = self._read_journey(path_id)
        return self.journey

    def place(self) -> str | None:
        """The resource at which the outline of this path was left, or None."""
        return self._store.setting(self.learner.id, PLACE_SETTING + self.journey.path.id)

    def keep_place(self, resource: str) -> None:
        """Remembers where the outline was left; not an event, and nothing where there is no record yet."""
        if self.learner.added and self.place() != resource:
            with self._writing():
                self._store.keep_setting(self.learner.id, PLACE_SETTING + self.journey.path.id, resource)

    # Learners

    def learners(self) -> list[Learner]:
        """Everyone whose record is here, the first one also before anything is kept."""
        return [each for each in self._store.learners() if not each.removed] or [self.learner]

    def add_learner(self, name: str) -> Learner:
        """Adds a learner; one that was removed comes back with the whole record.

        Raises:
            NotANewName: somebody has that name already.
        """
        name = _learner_name(name)
        with self._writing():
            everyone = self._everyone()
            known = next((each for each in everyone if each.name.casefold() == name.casefold()), None)
            if known and not known.removed:
                raise NotANewName(f"There is a learner '{known.name}' already.", "Choose another name.")
            if known:
                self._store.change_learner(known.id, known.name, removed=False)
                return known._replace(removed=False)
            learner = Learner(_new_id(), name, iso(self.now()), removed=False)
            self._store.add_learner(learner)
        return learner

    def use_learner(self, name: str) -> Learner:
        """Makes somebody the learner whom commands without `--learner` mean."""
        with self._writing():
            learner = _named(self._everyone(), name)
            self._store.keep_setting(EVERYBODY, LEARNER_SETTING, learner.id)
        return learner

    def rename_learner(self, name: str, new_name: str) -> Learner:
        """Gives somebody another name; the record stays theirs."""
        new_name = _learner_name(new_name)
        with self._writing():
            everyone = self._everyone()
            learner = _named(everyone, name)
            taken = [each for each in everyone if each.name.casefold() == new_name.casefold() and each != learner]
            if taken:
                raise NotANewName(f"There is a learner '{taken[0].name}' already.", "Choose another name.")
            self._store.change_learner(learner.id, new_name, removed=False)
        return learner._replace(name=new_name)

    def remove_learner(self, name: str) -> Learner:
        """Takes somebody out of sight; `learner add` with the same name brings the whole record back.

        Raises:
            WrongUsage: it is the only learner.
        """
        self.back_up("before-removal")
        with self._writing():
            everyone = self._everyone()
            learner = _named(everyone, name)
            left = [each for each in everyone if not each.removed and each.id != learner.id]
            if not left:
                raise WrongUsage("That is the only learner.", "Add another one first: `mlops-path learner add NAME`.")
            self._store.change_learner(learner.id, learner.name, removed=True)
            if self._store.setting(EVERYBODY, LEARNER_SETTING) in (learner.id, None):  # None: the first one
                self._store.keep_setting(EVERYBODY, LEARNER_SETTING, left[0].id)
        return learner

    # The record as a whole

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

    def _everyone(self) -> list[Learner]:
        self._settle_learner(self.now())
        return self._store.learners()

    def _wanted_learner(self) -> Learner:
        """Whom the user asked for, else whom the record says, else the first; without an id where none is kept yet."""
        name = self._asked_for
        everyone = self._store.learners()
        if name is not None:
            if not everyone and name.casefold() == FIRST_LEARNER:
                return Learner("", FIRST_LEARNER, "", removed=False)
            return _named(everyone, name)
        current = self._store.setting(EVERYBODY, LEARNER_SETTING)
        present = [each for each in everyone if not each.removed]
        for each in present:
            if each.id == current:
                return each
        return present[0] if present else Learner("", FIRST_LEARNER, "", removed=False)

    def _settle_learner(self, moment: datetime) -> None:
        """Gives the first learner a place in the record when the first change comes. Call it inside `writing`."""
        if self.learner.id:
            return
        self.learner = self._wanted_learner()
        if self.learner.id:
            return
        self.learner = Learner(_new_id(), self.learner.name, iso(moment), removed=False)
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
            self._store.keep(self.learner.id, Change(_new_id(), label_of(events), events), moment)

    def _states(self) -> Mapping[str, State]:
        """The kept states, those under earlier ids of resources under the present ones."""
        states = self._store.states(self.learner.id)
        if self.library.renamed.keys().isdisjoint(states):
            return states
        from mlops_path.domain.renaming import under_new_names  # noqa: PLC0415 - few resources are ever renamed

        return under_new_names(states, self.library.renamed)

    def _kept_path(self) -> str:
        kept = self._store.setting(self.learner.id, PATH_SETTING)
        return kept if kept is not None and kept in self.library.folders else DEFAULT_PATH

    def _read_journey(self, path_id: str) -> Journey:
        """A journey to go on with from here, as the record has it."""
        path = self.library.path(path_id)
        states = self._states()
        self._followed = self._store.of_path(self.learner.id, path_id)
        return Journey(self._as_arranged(path, states), states, self.learner.name)


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


def open_tracker(
    *,
    database: str | None = None,
    learner: str | None = None,
    path: str | None = None,
    wait_ms: int = 5000,
) -> Tracker:
    """The tracker for what the user asked for, else for what the environment says, else for the usual places.

    Raises:
        NoSuchLearner, NoSuchPath, and the errors of the database and the curriculum.
    """
    place = record_place(database)

    def before_migration() -> None:
        safekeeping_of(place, wait_ms).back_up("before-migration", present_moment())

    store = open_store(place, wait_ms, before_migration)
    record = place if "://" in place else os.path.abspath(place)
    if left := own_paths.unfinished(record):
        own_paths.finish(left, store.is_kept, alone=False)
    return Tracker(
        store,
        open_library(),
        learner_name=learner or os.environ.get("MLOPS_PATH_LEARNER") or None,
        path_id=path or os.environ.get("MLOPS_PATH_PATH") or None,
        record=record,
    )


def record_place(database: str | None = None) -> str:
    """The file or address of the record: what was asked for, else what the environment says, else the usual file."""
    return database or os.environ.get("MLOPS_PATH_DATABASE") or locations.database_file()


def safekeeping_of(place: str, wait_ms: int = 5000) -> Safekeeping:
    """What can be done for the record at a file name or address as a whole, also where it does not open."""
    from mlops_path.storage.safekeeping import Safekeeping  # noqa: PLC0415 - few commands need it

    return Safekeeping(file_of(place), wait_ms)


def _named(everyone: Iterable[Learner], name: str) -> Learner:
    for learner in everyone:
        if learner.name.casefold() == name.strip().casefold() and not learner.removed:
            return learner
    raise NoSuchLearner(f"No learner '{clean_line(name, 80)}'.", "`mlops-path learner list` shows everyone.")


def _learner_name(name: str) -> str:
    name = clean_line(name, 80)
    if not name:
        raise WrongUsage("A learner needs a name.", "Type one: `mlops-path learner add Ada`.")
    return name


def _new_id() -> str:
    return os.urandom(10).hex()


def _appended(note: str, text: str) -> str:
    return f"{note.rstrip()}\n\n{text}" if note.strip() else text


def _line_with(words: Iterable[str], note: str) -> str:
    """The first line of a note with one of the words, at most 120 characters."""
    words = tuple(words)
    for line in note.splitlines():
        if any(word in line.casefold() for word in words):
            return line.strip()[:120]
    return ""
