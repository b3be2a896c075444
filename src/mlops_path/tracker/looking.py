"""What a record and the paths say to one learner. Looking never makes or changes a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from mlops_path import locations
from mlops_path.curriculum.compiled import PathLine
from mlops_path.curriculum.library import DEFAULT_PATH, Library, open_library
from mlops_path.domain.curriculum import Path, Resource, Step
from mlops_path.domain.dates import iso
from mlops_path.domain.finding import find_step, has_words, words_of
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import DONE, EDITION, MARKED, NOTED, PATH_PREFIX, Standing, State, status_after
from mlops_path.errors import NoSuchLearner, NoSuchStep, WrongUsage
from mlops_path.storage.connection import damaged
from mlops_path.storage.store import EVERYBODY, KeptEvent, Learner, Store
from mlops_path.text import clean_line
from mlops_path.tracker.places import present_moment

if TYPE_CHECKING:
    from mlops_path.curriculum.seen import News
    from mlops_path.domain.arranging import Arrangement
    from mlops_path.links.findings import Finding, Findings

FIRST_LEARNER = "me"
LEARNER_SETTING, PATH_SETTING, PLACE_SETTING = "learner", "path", "place:"
UNREAD = -1  # in place of the version of the record that a journey was read from


class Found(NamedTuple):
    """A step that a search found, the path it stands on, and the line of the note that fits (empty: not the note)."""

    path: PathLine
    step: Step
    status: str
    excerpt: str


class Looking:
    """One learner's journey, read when the tracker is made and after every change.

    `learner_name` and `path_id` are what the user asked for, None for what the record says.
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
        self._links: Findings | None = None
        self._titles_before: dict[str, str] = {}
        with store.reading():
            self._version = store.data_version()
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
        version = self._store.data_version()  # first: what changes while this reads is seen the next time
        if not self.learner.id:
            self.learner = self._wanted_learner()
        here = self.journey.path.id
        followed = self._store.of_path(self.learner.id, here)
        if followed != self._followed:
            if followed[0] != self._followed[0]:  # another edition, not only arranged otherwise
                self._library = None
            self.journey = self._read_journey(here if here in self.library.folders else self._kept_path())
        else:
            self.journey = Journey(self.journey.path, self._states(), self.learner.name, self.journey.index)
        self._version = version
        return self.journey

    def is_behind(self) -> bool:
        """Whether another program has changed the record since it was read, here or by the last `refresh`."""
        return self._store.data_version() != self._version

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
            found = self.anywhere(text.strip())
            if found is None:
                raise
            return found[1]

    def anywhere(self, id_: str) -> tuple[Journey, Step] | None:
        """A resource's step and the journey it is on: this one, else along the first path that has it.

        The other path is as its author made it: what the learner put out of sight can still be looked at and marked.
        """
        step = self.journey.step_of(id_)
        if step is not None:
            return self.journey, step
        states = self.journey.states
        for line in self.library.paths_with(id_):
            path = self._as_arranged(self.library.path(line.id), states, "")
            journey = Journey(path, states, self.learner.name)
            if (step := journey.step_of(id_)) is not None:
                return journey, step
        return None

    def resource(self, id_: str) -> Resource:
        """Everything known about a resource on this path, else on the first path that has it.

        Raises:
            NoSuchStep: no path has it.
        """
        found = self.anywhere(id_)
        if found is None:
            raise NoSuchStep(f"No step '{id_[:80]}'.", "`mlops-path list` shows every number and id.")
        journey, step = found
        return journey.path.facts[step.number].resource

    def title_of(self, id_: str) -> str:
        """The title of a resource on this path, else on the first path that has it, else in an edition of before.

        What nothing has a title for is called by its id, and so is a path.
        """
        if id_.startswith(PATH_PREFIX):
            return id_.removeprefix(PATH_PREFIX)
        found = self.anywhere(id_)
        return found[1].title if found is not None else self._title_before(id_)

    def _title_before(self, id_: str) -> str:
        """What a resource was called in an edition that somebody here used once, else its id."""
        if id_ not in self._titles_before:
            from mlops_path.curriculum.own_paths import titles_in  # noqa: PLC0415 - hardly anything is nowhere now

            texts = (text for text in self.every_edition() if f'"{id_}"' in text)
            self._titles_before |= {id_: id_, **titles_in(next(texts, ""))}
        return self._titles_before[id_]

    def journey_of(self, path_id: str) -> Journey:
        """The same learner on another path; this tracker stays on its own."""
        path, states = self.library.path(path_id), self.journey.states
        arranged = self._store.arrangement(self.learner.id, path_id)
        return Journey(self._as_arranged(path, states, arranged), states, self.learner.name)

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

    def statuses_from(self, origin: str, resource: str) -> set[str]:
        """The statuses that came from somewhere ("imported") to a resource, in changes that stand."""
        events = self._store.events(self.learner.id, resource)[::-1]
        standing = Standing()
        for kept in events:
            standing.take(kept.change, kept.undo_of)
        marks = (kept for kept in events if kept.event.kind == MARKED and kept.change not in standing.taken_back_by)
        return {status_after(kept.event) for kept in marks if kept.event.payload.get("from") == origin}

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

    # Paths and places

    def arrangement(self, path_id: str, learner: str = "") -> Arrangement:
        """How the learner, or the one with this id, arranged a path for themselves."""
        return self._arrangement_in(self._store.arrangement(learner or self.learner.id, path_id))

    def _arrangement_in(self, text: str) -> Arrangement:
        from mlops_path.domain.arranging import arrangement_of  # noqa: PLC0415 - few paths are arranged

        try:
            return arrangement_of(text)
        except ValueError:
            raise damaged(self._record) from None

    def editions_kept(self, path_id: str) -> Iterator[str]:
        """The texts of the editions of an own path that this learner ever used, newest first."""
        for kept in self._store.events(self.learner.id, PATH_PREFIX + path_id):
            if kept.event.kind == EDITION:
                for digest in (kept.event.payload["after"], kept.event.payload["before"]):
                    if digest and (text := self._store.edition(str(digest))):
                        yield text

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

    def place(self) -> str | None:
        """The resource at which the outline of this path was left, or None."""
        return self._store.setting(self.learner.id, PLACE_SETTING + self.journey.path.id)

    def news(self) -> News | None:
        """What an update of the program changed on this path, told once; only to a learner who has a record."""
        line = next(line for line in self.library.paths if line.id == self.journey.path.id)
        if not self.learner.added or line.own:
            return None
        from mlops_path.curriculum.seen import news_of  # noqa: PLC0415 - a first look needs no news

        return news_of(line, self.library)

    # Learners

    def learners(self) -> list[Learner]:
        """Everyone whose record is here, the first one also before anything is kept."""
        return [each for each in self._store.learners() if not each.removed] or [self.learner]

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

    # What a journey is made of

    def _wanted_learner(self) -> Learner:
        """Whom the user asked for, else whom the record says, else the first; without an id where none is kept yet."""
        name = self._asked_for
        everyone = self._store.learners()
        if name is not None:
            if not everyone and name.casefold() == FIRST_LEARNER:
                return Learner("", FIRST_LEARNER, "", removed=False)
            return named(everyone, name)
        current = self._store.setting(EVERYBODY, LEARNER_SETTING)
        present = [each for each in everyone if not each.removed]
        for each in present:
            if each.id == current:
                return each
        return present[0] if present else Learner("", FIRST_LEARNER, "", removed=False)

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
        return Journey(self._as_arranged(path, states, self._followed[1]), states, self.learner.name)

    def _as_arranged(self, path: Path, states: Mapping[str, State], text: str) -> Path:
        """The path as this learner has it: what they arranged (`text`), and retired steps that they touched."""
        if not path.retired and not text:
            return path
        from mlops_path.domain.arranging import arranged  # noqa: PLC0415 - most paths are as their author made them

        return arranged(path, self._arrangement_in(text), states.keys())


def named(everyone: Iterable[Learner], name: str) -> Learner:
    for learner in everyone:
        if learner.name.casefold() == name.strip().casefold() and not learner.removed:
            return learner
    raise NoSuchLearner(f"No learner '{clean_line(name, 80)}'.", "`mlops-path learner list` shows everyone.")


def _line_with(words: Iterable[str], note: str) -> str:
    """The first line of a note with one of the words, at most 120 characters."""
    words = tuple(words)
    for line in note.splitlines():
        if any(word in line.casefold() for word in words):
            return line.strip()[:120]
    return ""
