"""Which paths a learner follows, in which edition, and how they arranged them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mlops_path.curriculum import own_paths
from mlops_path.curriculum.library import open_library
from mlops_path.domain.dates import iso
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import UNTOUCHED, Event, State, arranged_event, digest_of, edition_event, mark_event
from mlops_path.errors import ChangedMeanwhile
from mlops_path.text import clean
from mlops_path.tracker.changing import Changing, Outcome, appended
from mlops_path.tracker.looking import PATH_SETTING, PLACE_SETTING

if TYPE_CHECKING:
    from mlops_path.domain.arranging import Arrangement


class Following(Changing):
    """The path, the place on it, its edition and its files."""

    def use_path(self, path_id: str) -> Journey:
        """Goes over to another path and stays there.

        Raises:
            NoSuchPath: there is none with this id.
        """
        self.library.path(path_id)  # is there
        with self._writing():
            self._settle_learner(self.now())
            self._store.keep_setting(self.learner.id, PATH_SETTING, path_id)
        with self._once_kept():
            self.journey = self._read_journey(path_id)
        return self.journey

    def keep_place(self, resource: str) -> None:
        """Remembers where the outline was left; not an event, and nothing where there is no record yet."""
        if self.learner.added and self.place() != resource:
            with self._writing():
                self._store.keep_setting(self.learner.id, PLACE_SETTING + self.journey.path.id, resource)

    def arrange(self, path_id: str, change: Callable[[Arrangement], Arrangement]) -> Outcome:
        """Arranges a path for this learner alone; an update of the path keeps that."""

        def decide(_: Mapping[str, State], __: Callable[[str], str]) -> Iterable[Event | None]:
            before = self.arrangement(path_id)
            yield arranged_event(path_id, before.as_text(), change(before).as_text(), iso(self.now()))

        return self._change(decide, "path arranged")

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
            self._settle_edit(path_id, self.now())
            before, after = (self._store.keep_edition(each) if each else "" for each in (expected, text))
            yield edition_event(path_id, before, after, moment)
            for resource, status, origin in marks:
                event = mark_event(resource, states.get(resource, UNTOUCHED), status, moment)
                if event is not None:
                    yield event._replace(payload={**event.payload, "from": origin})
            for resource, note in notes:
                yield self._noted(resource, read_note(resource), appended(read_note(resource), clean(note)), moment)

        self.back_up(f"before-path-{label}")
        return self._change(decide, f"path {label}")

    def keep_edits(self) -> None:
        """Takes what was written by hand into files of paths that the record knows into it, as changes of their own."""
        edited = [
            path_id
            for path_id, file in sorted(self.library.homes.items())
            if self._store.edition_in_use(self.learner.id, path_id) not in ("", digest_of(own_paths.text_in(file)))
        ]
        if edited:
            with self._writing():
                for path_id in edited:
                    self._settle_edit(path_id, self.now())

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
            if digest_of(present) == digest:
                continue
            if present and not self._store.edition(digest_of(present)):
                left.append(path_id)
                continue
            own_paths.put(file, self._store.edition(digest))
            written.append(path_id)
        self._library = None
        return written, left
