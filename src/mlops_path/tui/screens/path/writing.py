"""The note: written in place or in an editor, with a draft until it is kept."""

from __future__ import annotations

from textual import events
from textual.app import SuspendNotSupported
from textual.message import Message

from mlops_path import programs
from mlops_path.domain.curriculum import Step
from mlops_path.errors import ChangedMeanwhile, MlopsPathError
from mlops_path.programs import edited
from mlops_path.tui.screens.path.base import Base

DRAFT_AFTER = 0.5  # seconds without a key until a draft is kept


class NoteFinished(Message):
    """The learner is through with the note, and the editor has every letter of it."""


class Writing(Base):
    """Nothing typed is lost: a draft follows the keys, and a note that somebody else changed is not written over."""

    async def begin_note(self) -> None:
        """Opens the editor with the note of the highlighted step."""
        step = self._highlighted_step()
        if step is None:
            return
        await self._furnish()
        if self.editing:
            self.set_focus(self.editor)
            return
        text = self._note_of(step)
        if text is None:
            return
        self.notice.tell("")
        self._told_of_change = False
        self.add_class("-editing")
        self.editor.begin(step.id, text)
        self.set_focus(self.editor)
        self._show_highlighted(keep_place=True)

    def _note_of(self, step: Step) -> str | None:
        """The note of a step, or None after saying why it cannot be read now."""
        try:
            return self.tracker.note(step.id)[0]
        except MlopsPathError as problem:
            self._told(problem)
            return None

    def on_text_area_changed(self) -> None:
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_AFTER, self.keep_draft)

    def keep_draft(self) -> None:
        """Keeps what is being written, if anything is, where the next start finds it."""
        self._draft_timer = None
        if not self.editing:
            return
        if self.editor.written == self.editor.kept:
            self.tracker.drop_draft()
        else:
            self.tracker.keep_draft(self.editor.resource, self.editor.text, self.editor.kept)

    def action_finish_note(self) -> None:
        """Ends the writing once the editor has taken the letters that were typed before; later keys wait."""
        self.is_ready = False
        self.editor.post_message(NoteFinished())

    def on_note_finished(self) -> None:
        if self.keep_note():
            self._end_editing()
        self._settled()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click on the outline ends the writing like Esc, a question like Esc, a filter like Enter."""
        if event.widget is not self.outline or self.focused is not self.outline:
            return  # the second: this tells of a focus that has moved on since
        if self.has_class("-asking"):
            self.prompt.give_up()
        if self.editing and self.keep_note():
            self._end_editing()

    def _end_editing(self) -> None:
        self.remove_class("-editing")
        self.set_focus(None if self.has_class("-details") else self.outline)
        self._show_highlighted(keep_place=True)

    def keep_note(self) -> bool:
        """Keeps the note that is being written, if one is; False where it could not be kept, and says why.

        A note that somebody else changed meanwhile is not written over. Asked again, this text goes below the other.
        """
        if not self.editing:
            return True
        editor = self.editor
        try:
            if self._told_of_change:
                outcome = self.tracker.append_note(editor.resource, editor.text)
            else:
                outcome = self.tracker.write_note(editor.resource, editor.text, expected=editor.kept)
        except MlopsPathError as problem:
            self.keep_draft()
            if isinstance(problem, ChangedMeanwhile):
                self._told_of_change = True
                problem.hint = "Esc again adds yours below the other."
            self._told(problem)
            return False
        editor.kept = editor.written
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        self.tracker.drop_draft()
        if outcome.change is not None:
            self._came_to(outcome, f"Note saved: {self._title(editor.resource)} · u undoes")
        return True

    def action_edit(self) -> None:
        step = self._highlighted_step()
        text = self._note_of(step) if step is not None else None
        if step is None or text is None:
            return
        try:
            command = programs.editor()
            with self.app.suspend():
                # Caught inside: an exception that leaves the block would leave the terminal unusable.
                failed: MlopsPathError | None = None
                outcome = None
                try:
                    with edited(text, command) as written:
                        outcome = self.tracker.write_note(step.id, written, expected=text)
                except MlopsPathError as problem:
                    failed = problem
        except SuspendNotSupported:
            self.notice.tell("An editor cannot be opened in this window. Press n to write here.", error=True)
            return
        except MlopsPathError as problem:
            self._told(problem)
            return
        if failed is not None:
            self._told(failed)
        elif outcome is not None and outcome.change is not None:
            self._came_to(outcome, f"Note saved: {step.title} · u undoes")
        else:
            self.notice.tell("The note is the same as before.")
